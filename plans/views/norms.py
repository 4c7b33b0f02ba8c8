"""What became of a norm that was provisional when the plan was adopted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions.norms import record_final_norm
from plans.forms.norms import FinalNormForm
from plans.policies import may_record_final_norm
from plans.presenters.finals import provisional_norm
from plans.presenters.reading import crumbs

from .visible import visible_plan, visitor


@require_http_methods(["GET", "HEAD", "POST"])
def final_norm(request: HttpRequest, uuid: UUID, target: UUID) -> HttpResponse:
    person, plan = visitor(request), visible_plan(request, uuid)
    found = provisional_norm(plan, target)
    if found is None:
        raise Http404
    page = reverse("plans:plan", args=[plan.uuid])
    form = FinalNormForm(request.POST or None, target=found.target, cancel_url=page, initial=found.initial)
    if request.method == "POST":
        may_record_final_norm(person, plan, found.target).or_refuse()
        if form.is_valid():
            record_final_norm(plan=plan, target=found.target, by=person, **form.cleaned_data)
            messages.success(request, _("The final norm has been recorded. The adopted text stays as it is."))
            return redirect(f"{page}#definitief")
    title = _("Record the final norm")
    verdict = may_record_final_norm(person, plan, found.target)
    context = {"plan": plan, "crumbs": crumbs(plan, title), "norm": found, "verdict": verdict, "form": form}
    return render(request, "plans/reading/final_norm.html", context)
