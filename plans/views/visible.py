"""The plan an address names, for the person who asks. Whatever that person may not see does not exist."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from plans.addresses import DraftAddress
from plans.models import Draft, Plan
from plans.record import current_draft, of_plan
from workplan_portal.audit.refusals import concerns
from workplan_portal.people.models import Person


def visible_plan(request: HttpRequest, uuid: UUID) -> Plan:
    """Raises Http404 for a plan that is not there or not for this person. A refusal from here on is about this plan."""
    plan: Plan = get_object_or_404(Plan.objects.visible_to(visitor(request)).with_names(), uuid=uuid)
    concerns(request, plan)
    return plan


def visible_draft(request: HttpRequest, address: DraftAddress) -> Draft:
    """Of a plan the draft that its pages show; of one of its amendments that amendment's. Raises Http404 as above."""
    plan = visible_plan(request, address)
    if not address.amendment:
        return current_draft(plan)
    known = Draft.objects.amendments_visible_to(visitor(request)).select_related("revision").defer("revision__text")
    return of_plan(get_object_or_404(known.distinct(), plan=plan, number=address.amendment), plan)


def own_draft(request: HttpRequest, address: DraftAddress) -> Draft:
    """Exactly what the address names: of a plan that was amended the draft in which it was adopted at first."""
    if address.amendment:
        return visible_draft(request, address)
    plan = visible_plan(request, address)
    return of_plan(plan.drafts.select_related("revision").defer("revision__text").get(number=0), plan)


def visitor(request: HttpRequest) -> Person:
    """Whoever is signed in: all pages about plans are closed to others."""
    return cast(Person, request.user)
