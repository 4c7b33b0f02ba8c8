"""What somebody who decides has to know: what is asked, and what changed since that seat decided before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.authority import deciding_about
from plans.comparing import Comparison, compared
from plans.completeness import Remark, fte_asked
from plans.document import SHARED, Document, load
from plans.headlines import headlines
from plans.models import Consent, Draft, Minuted, Plan, Revision
from plans.presenters.comparing import Shown, compare_url, shown_of
from plans.presenters.remarks import url_of
from plans.presenters.status import Progress
from plans.seats import Stance, asked_about, changed_for, holders_of, required_seats, stances
from plans.workflow import Status
from priorities.codes import Unit
from priorities.notation import amount
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Seat


@dataclass(frozen=True)
class ChangedPart:
    """A part that this seat answers for and that differs from what it decided about."""

    name: str  # empty in a plan for one municipality
    changes: list[str]


@dataclass(frozen=True)
class Since:
    """What changed since a seat decided before, or since the version that somebody had on screen."""

    seat: str
    number: int  # of that version
    decision: Consent | None  # None: it has not decided about that version
    parts: list[ChangedPart]  # empty: nothing it answers for has changed
    shown: Shown | None  # the same word for word; None where words don't tell it
    url: str  # of these two versions, compared as a whole


@dataclass(frozen=True)
class Answer:
    """What a seat decides about in a joint plan: one municipality's edition, or all parts."""

    seat: str
    edition: Municipality | None


def answers(seats: Sequence[Seat], plan: Plan) -> list[Answer]:
    """Empty for a plan for one municipality: there every seat decides about all of it."""
    if not plan.editions:
        return []
    own = {m.pk: m for m in plan.editions}
    return [Answer(capfirst(str(seat)), own.get(seat.area_id)) for seat in seats]


def capacity(document: Document) -> str:
    """What the team chief weighs first: what is asked of the team beside what it has, as far as the text names it."""
    asked, available = fte_asked(document), document.formation_fte
    told = {"asked": amount(asked, Unit.FTE), "available": amount(available or asked, Unit.FTE)}
    if asked and available is not None:
        return _("The contributions that name their fte ask for %(asked)s together; the team has %(available)s.") % told
    return _("The contributions that name their fte ask for %(asked)s together.") % told if asked else ""


def why_not_asked(shown: Progress, refusal: str) -> str:
    """Of who need not decide now: where the text is, and what comes next. `refusal` where that says it all."""
    draft = shown.draft
    again = _("You get a mail when it has been submitted again and your decision is asked.")
    match draft.status:
        case Status.DRAFT if draft.number and draft.amendment.dropped_at:
            return _("The amendment was dropped.")
        case Status.DRAFT if shown.returned:
            return _("It was returned, and its authors are changing it.") + f" {again}"
        case Status.DRAFT:
            return _("Its authors took it back to change it.") + f" {again}"
        case Status.SUBMITTED:
            return refusal + " " + _("You get a mail when your decision is asked.")
        case Status.ADOPTED if shown.adoption:
            day = date_format(shown.adoption.adopted_on, "j F Y")
            return _("It was adopted on %(day)s. Nothing is left to decide.") % {"day": day}
    return refusal


def unanswered(own: Sequence[Stance]) -> list[Minuted]:
    """Minuted decisions of these seats that they have not confirmed or objected to."""
    found = (stance.latest.from_minutes for stance in own if stance.latest)
    return [minuted for minuted in found if minuted and not minuted.answered]


def since_last_decision(stance: Stance, revision: Revision) -> Since | None:
    """None for a seat that has not decided yet, or has decided about this very version."""
    latest = stance.latest
    if latest is None or latest.revision_id == revision.pk:
        return None
    return _since(stance.seat, latest.revision, revision, stance.changed, latest)


def since_on_screen(stance: Stance, read: Revision, revision: Revision) -> Since | None:
    """Of what this seat answers for, against an older version that somebody still had on screen.

    None where that says no more than what changed since its last decision.
    """
    older = read.amendment == revision.amendment and read.number < revision.number
    if not older or (stance.latest and stance.latest.revision_id == read.pk):
        return None
    return _since(stance.seat, read, revision, changed_for(stance.seat, read, revision), None)


def _since(
    seat: Seat, before: Revision, revision: Revision, changed: frozenset[str], decision: Consent | None
) -> Since:
    comparison = compared(load(before.text), load(revision.text))
    return Since(
        capfirst(str(seat)),
        before.number,
        decision,
        _changed_parts(comparison, changed),
        shown_of(comparison.of_parts(changed)) if changed else None,
        compare_url(revision.plan.uuid, before, revision),
    )


def decided_meanwhile(seat: Seat, seen: str, revision: Revision, decisions: Sequence[Consent]) -> list[Consent]:
    """What this seat decided, or was minuted to, after `seen`; its last decision where only minutes were answered."""
    stance = next(s for s in stances(revision, decisions) if s.seat == seat)
    if stance.mark == seen:
        return []
    known = (seat.role, seat.area_id, revision.amendment)
    said = [c for c in decisions if (c.role, c.area_id, c.revision.amendment) == known]
    number = re.match("[0-9]+", seen)
    last = int(number[0]) if number else 0
    return [c for c in said if c.pk > last] or said[-1:]


def _changed_parts(comparison: Comparison, changed: frozenset[str]) -> list[ChangedPart]:
    """A plan for one municipality is one whole to whoever decides about it, so there parts have no names."""
    parts = [_changed_part(comparison, part) for part in _in_order(changed, comparison.after)]
    if len(comparison.after.municipalities) > 1 or not parts:
        return parts
    return [ChangedPart("", list(dict.fromkeys(change for part in parts for change in part.changes)))]


def _changed_part(comparison: Comparison, part: str) -> ChangedPart:
    """At least one sentence, for the texts are known to differ."""
    found = [headline.sentence for headline in headlines(comparison, part)]
    return ChangedPart(part_name(part, comparison.after), found or [_("The order or the details changed.")])


def part_name(part: str, document: Document) -> str:
    if part == SHARED:
        return _("The shared part")
    name = next((m.name for m in document.municipalities if m.code == part), part)
    return _("The part of %(municipality)s") % {"municipality": name}


def _in_order(parts: frozenset[str], document: Document) -> list[str]:
    known = [SHARED, *(m.code for m in document.municipalities)]
    return [p for p in known if p in parts] + sorted(parts - set(known))


# --- before submitting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lack:
    """Something that is missing, and where it can be mended."""

    sentence: str
    url: str


def lacks(draft: Draft, remarks: list[Remark]) -> list[Lack]:
    return [Lack(r.sentence, url_of(draft, r)) for r in remarks]


@dataclass(frozen=True)
class Asked:
    """What submitting will mean for a seat."""

    name: str
    holders: str  # empty: nobody holds it today
    keeps: Consent | None  # its consent, which holds for the text as it is now


def asked_after_submitting(draft: Draft, document: Document) -> list[Asked]:
    """Judged as if the text were submitted now, without writing anything; nobody for an amendment without a change."""
    plan, last = draft.plan, draft.revision
    stand_in = Revision(
        plan=plan, number=(last.number if last else 0) + 1, parts=document.parts(), amendment=draft.number
    )
    if draft.number:
        base = load(draft.amendment.base.text)
        if not deciding_about(compared(base, document)):
            return []
        stand_in.asks = asked_about(plan, base, document)
    sitting = holders_of(stand_in)
    given: dict[Seat, Consent | None] = {s.seat: s.given for s in stances(stand_in)}
    return [
        Asked(
            capfirst(str(seat)),
            ", ".join(a.holder for a in sitting[seat]),
            given[seat],
        )
        for seat in required_seats(stand_in)
    ]
