"""The front page of administration, and the review of everybody's access."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workplan_portal.administration.doors import open_to, visitor
from workplan_portal.administration.presenters import access as presenter
from workplan_portal.administration.presenters.crumbs import under_administration
from workplan_portal.administration.presenters.vacancies import vacancies
from workplan_portal.organisation.models import Area, BaseTeam
from workplan_portal.people.actions import review_access
from workplan_portal.people.models import Person
from workplan_portal.people.policies import may_manage_people, may_record_review, may_review_access


@require_safe
@open_to(may_review_access)
def administration(request: HttpRequest) -> HttpResponse:
    context = {
        "people": Person.objects.filter(is_active=True).count(),
        "organisations": Area.objects.count(),
        "review": presenter.review(),
        "vacancies": vacancies(),
        "teams": BaseTeam.objects.exists(),
        "manage": may_manage_people(visitor(request)),
    }
    return render(request, "people/administration.html", context)


@require_safe
@open_to(may_review_access)
def access(request: HttpRequest) -> HttpResponse:
    context = {
        "review": presenter.review(),
        "recording": may_record_review(visitor(request)),
        "crumbs": under_administration(_("Access")),
    }
    return render(request, "people/access.html", context)


@require_POST
@open_to(may_review_access)
def record_review(request: HttpRequest) -> HttpResponse:
    review_access(by=visitor(request))
    messages.success(request, _("It is in the trail that you reviewed who has access."))
    return redirect("people:access")
