"""Amended plans of which readers still find the text before the amendment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from plans.models import Plan, Revision
from reports.models import Publication
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

from .deadline import expected_years


@dataclass(frozen=True)
class Outdated:
    """The amended text of this plan has been in force since that day, and an earlier one is what is published."""

    plan: Plan
    since: date


def outdated_for(person: Person) -> list[Outdated]:
    """Of whoever publishes it: the safety officers for their own municipality, the secretary for all of them.

    What was never published is asked for by itself, and of years long past nothing is. A fixed number of queries.
    """
    own, team = person.areas(Role.SAFETY_OFFICER), person.areas(Role.SECRETARY)
    if not own | team:
        return []
    here = Q(plan__municipality_links__municipality__in=own) | Q(plan__team__in=team)
    recent = Q(plan__year__gte=min(expected_years(today())), adoption__in_force_from__lte=today())
    amended = Revision.objects.filter(here, recent, amendment__gt=0)
    found = amended.select_related("adoption", "plan").defer("text").order_by("number").distinct()
    newest = {revision.plan_id: revision for revision in found}
    if not newest:
        return []
    out = _published(newest)
    behind = [
        pk
        for pk, revision in newest.items()
        if any(
            number < revision.number
            for place, number in out[pk].items()
            if place in own or revision.plan.team_id in team
        )
    ]
    plans = Plan.objects.with_titles().filter(pk__in=behind) if behind else ()
    return [Outdated(plan, newest[plan.pk].adoption.in_force_from or today()) for plan in plans]


def _published(newest: dict[int, Revision]) -> dict[int, dict[int, int]]:
    """Of each plan, for each of its municipalities, the newest text that is out or soon will be."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Publication.objects.in_force().filter(revision__plan__in=newest).order_by("revision__number")
    for plan, place, number in rows.values_list("revision__plan", "municipalities", "revision__number"):
        found[plan][place] = number
    return found
