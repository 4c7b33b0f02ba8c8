"""A plan on its way from draft to published, as steps with their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.workflow import Status
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role

from .seat_lines import SeatLine, how_they_agreed
from .status import Progress

STEPS: dict[Status, str | Promise] = {
    Status.DRAFT: gettext_lazy("Draft"),
    Status.SUBMITTED: gettext_lazy("Team chief"),
    Status.APPROVED: gettext_lazy("Triangle"),
    Status.AGREED: gettext_lazy("Adopted"),
    Status.ADOPTED: gettext_lazy("Published"),
}
"""The course of a plan: the status in which each step is the current one."""


@dataclass(frozen=True)
class Milestone:
    """`note` says when it was done or must be; `url` is where one sees it, empty when there is nothing to see yet."""

    label: str | Promise
    state: str  # of the step component: done, current, late, todo
    note: str = ""
    url: str = ""


def milestones(shown: Progress, document: str = "") -> list[Milestone]:
    """`document` is the address of what was published."""
    notes = [_draft(shown), _chief(shown), _triangle(shown), _adoption(shown), _publication(shown)]
    urls = [*_places(shown), document]
    reached = len(STEPS) if shown.published else list(STEPS).index(Status(shown.draft.status))
    states = ["done" if i < reached else "current" if i == reached else "todo" for i in range(len(STEPS))]
    if shown.deadline and today() > shown.deadline:
        states[list(STEPS).index(Status.AGREED)] = "late"
    return [
        Milestone(label, state, note, url if state != "todo" else "")
        for label, state, note, url in zip(STEPS.values(), states, notes, urls, strict=True)
    ]


def _places(shown: Progress) -> Iterator[str]:
    page = reverse("plans:plan", args=[shown.plan.uuid])
    yield f"{page}#versies"
    yield f"{page}#besluiten"
    yield f"{page}#besluiten"
    yield f"{page}#vaststelling" if shown.adoption else ""


# --- when -------------------------------------------------------------------------------------------------------------


def day(moment: datetime | date) -> str:
    return date_format(localtime(moment) if isinstance(moment, datetime) else moment, "j F Y")


def at_latest(last: date) -> str:
    return _("by %(day)s") % {"day": day(last)}


def _draft(shown: Progress) -> str:
    if shown.returned:
        return _("returned %(day)s") % {"day": day(shown.returned.decided_at)}
    if shown.draft.status == Status.DRAFT or shown.draft.revision is None:
        return _("since %(day)s") % {"day": day(shown.plan.started_at)}
    return _("submitted %(day)s") % {"day": day(shown.draft.revision.submitted_at)}


def _chief(shown: Progress) -> str:
    return _agreement([line for line in shown.seats if line.seat.role == Role.CHIEF])


def _triangle(shown: Progress) -> str:
    said = _agreement([line for line in shown.seats if line.seat.role != Role.CHIEF])
    return said or (at_latest(shown.triangle_due) if shown.triangle_due else "")


def _agreement(asked: Sequence[SeatLine]) -> str:
    """Since when all of these seats agree; else how many of them do."""
    given = [line.consent.decided_at for line in asked if line.agrees and line.consent]
    if len(given) == len(asked):
        return ", ".join([_("agreed %(day)s") % {"day": day(max(given))}, *how_they_agreed(asked)])
    if given:
        words = _("%(given)d of %(asked)d agreed") % {"given": len(given), "asked": len(asked)}
        return ", ".join([words, *how_they_agreed(asked)])
    return _("asked") if any(line.state == "waiting" for line in asked) else ""


def _adoption(shown: Progress) -> str:
    if shown.adoption is None:
        return at_latest(shown.deadline) if shown.deadline else ""
    adopted = day(shown.adoption.adopted_on)
    return f"{adopted}, {shown.lateness}" if shown.lateness else adopted


def _publication(shown: Progress) -> str:
    first = shown.reach.visible_from
    if first is None:
        return _("not yet") if shown.adoption else ""
    if shown.reach.partly:
        return _("%(day)s, only %(names)s") % {"day": day(first), "names": shown.reach.partly}
    return day(first) if shown.published else _("from %(day)s") % {"day": day(first)}
