"""The plan an address names, for the person who asks. Whatever that person may not see does not exist."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from plans.models import Plan
from workplan_portal.audit.refusals import concerns
from workplan_portal.people.models import Person


def visible_plan(request: HttpRequest, uuid: UUID) -> Plan:
    """Raises Http404 for a plan that is not there or not for this person. A refusal from here on is about this plan."""
    plan: Plan = get_object_or_404(Plan.objects.visible_to(visitor(request)).with_names(), uuid=uuid)
    concerns(request, plan)
    return plan


def visitor(request: HttpRequest) -> Person:
    """Whoever is signed in: all pages about plans are closed to others."""
    return cast(Person, request.user)
