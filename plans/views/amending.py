"""Amendments: beginning one, its page, and what is said about it. Its text is written on the pages of any draft."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import amending, overtaking
from plans.addresses import DraftAddress
from plans.forms.amending import AmendmentForm, BeginForm, DropForm
from plans.forms.overtaking import MeanwhileForm
from plans.models import Amendment, Draft
from plans.policies import may_write
from plans.policies_of_amendments import may_amend, may_drop_amendment, may_take_over
from plans.presenters.advising import advising
from plans.presenters.amending import AmendmentPage, too_late
from plans.presenters.comparing import version_name
from plans.presenters.overtaking import Overtaken
from plans.presenters.reading import buttons, crumbs, draft_page, seat_rows, versions
from plans.seats import decisions_about
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused

from .visible import visible_draft, visible_plan, visitor
from .writing import attempt

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, plan: UUID) -> HttpResponse:
    person, found = visitor(request), visible_plan(request, plan)
    may_amend(person, found).or_refuse()
    back = reverse("plans:plan", args=[found.uuid])
    form = BeginForm(request.POST or None, year=found.year, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        amendment = amending.begin_amendment(plan=found, by=person, **form.values)
        messages.success(request, _("The amendment has been begun. The adopted plan stays in force meanwhile."))
        amendment.draft.plan = found
        return redirect("plans:write", amendment.draft)
    context = {"plan": found, "crumbs": crumbs(found, _("Amend the plan")), "form": form, "too_late": too_late(found)}
    return render(request, "plans/amending/begin.html", context)


@require_safe
def amendment(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), _amendment(request, uuid)
    page = AmendmentPage(person, draft)
    context = {
        "plan": draft.plan,
        "draft": draft,
        "page": page,
        "shown": page.shown,
        "amendment": page.amendment,
        "crumbs": crumbs(draft.plan, page.name),
        "seats": seat_rows(page.shown),
        "versions": versions(page.shown, decisions_about(draft.plan)),
        "buttons": buttons(person, page.shown, []),
        "advising": advising(person, draft),
    }
    return render(request, "plans/amending/amendment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), _amendment(request, uuid)
    may_write(person, draft).or_refuse()
    told: Amendment = draft.amendment
    form = AmendmentForm(
        request.POST or None, instance=told, year=draft.plan.year, action=request.path, cancel_url=draft_page(draft)
    )
    edit = None
    if request.method == "POST":
        edit = attempt(
            request,
            "explain",
            form,
            lambda: amending.explain_amendment(amendment=told, version=form.shown_row, by=person, **form.values),
        )
        if edit is None:
            messages.success(request, _("What is said about the amendment has been saved."))
            return redirect(draft_page(draft))
    context = {
        "plan": draft.plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("About the amendment")),
        "edit": edit or {"form": form},
        "too_late": too_late(draft.plan, told.effective_on),
    }
    return render(request, "plans/amending/explain.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), _amendment(request, uuid)
    may_drop_amendment(person, draft).or_refuse()
    form = DropForm(request.POST or None, cancel_url=draft_page(draft))
    if request.method == "POST" and form.is_valid():
        amending.drop_amendment(amendment=draft.amendment, by=person, **form.cleaned_data)
        messages.success(request, _("The amendment has been dropped. It can be taken up again."))
        return redirect(draft_page(draft))
    context = {"plan": draft.plan, "draft": draft, "crumbs": crumbs(draft, _("Drop the amendment")), "form": form}
    return render(request, "plans/amending/drop.html", context)


@require_POST
def resume(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    draft = _amendment(request, uuid)
    amending.resume_amendment(amendment=draft.amendment, by=visitor(request))
    messages.success(request, _("The amendment has been taken up again."))
    return redirect(draft_page(draft))


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), _amendment(request, uuid)
    may_take_over(person, draft).or_refuse()
    page, refusal = Overtaken(draft), None
    form = MeanwhileForm(
        request.POST or None, clashes=page.clashes, cancel_url=draft_page(draft), initial={"seen": page.seen}
    )
    if request.method == "POST" and form.is_valid():
        try:
            overtaking.take_over_amendment(
                amendment=draft.amendment, seen=form.cleaned_data["seen"], chosen=form.chosen, by=person
            )
        except Refused as refused:
            refusal = refused
            record_refusal(request, refused)
            form = MeanwhileForm(clashes=page.clashes, cancel_url=draft_page(draft), initial={"seen": page.seen})
        else:
            messages.success(request, _("Taken over. This amendment now changes the text that was adopted last."))
            return redirect(draft_page(draft))
    context = {
        "plan": draft.plan,
        "draft": draft,
        "page": page,
        "names": (version_name(draft.amendment.base), version_name(page.adopted)),
        "crumbs": crumbs(draft, _("What was adopted meanwhile")),
        "refusal": refusal,
        "form": form,
    }
    return render(request, "plans/amending/overtake.html", context, status=CONFLICT if refusal else None)


def _amendment(request: HttpRequest, uuid: DraftAddress) -> Draft:
    draft = visible_draft(request, uuid)
    if not draft.number or not uuid.amendment:
        raise Http404
    return draft
