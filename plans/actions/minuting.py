"""What a meeting decided, recorded from its minutes; and what the seat says of that itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from plans import notifications
from plans.codes import Answer, Decision
from plans.models import Consent, Draft, Minuted, MinutedAnswer, Revision
from plans.policies import may_answer_minutes, may_record_minuted
from plans.seats import seat_of, stances
from plans.workflow import Act, Status, allows
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person, Seat

from .deciding import capacity_of, close_round, count, settle
from .drafting import lock


@dataclass(frozen=True)
class Minutes:
    """Where it was decided, and where that was written down."""

    meeting: UUID
    title: str
    held_on: date
    reference: str


@dataclass(frozen=True)
class Said:
    """Whose word was minuted: this person, for this seat."""

    seat: Seat
    holder: Person
    deputy: bool = False


@transaction.atomic
def record_minuted(
    *,
    draft: Draft,
    revision: Revision,
    said_by: Sequence[Said],
    decision: Decision,
    minutes: Minutes,
    by: Person,
    remark: str = "",
    reservation: str = "",
) -> list[Consent]:
    """What these seats decided in a meeting, all the same. It counts at once, and each seat is asked to confirm it.

    Wherever it is read it says that it comes from minutes, and whether the seat has confirmed it.
    """
    draft = lock(draft)
    if decision == Decision.RETURN and not remark.strip():
        raise Refused(_("Say what has to change before you return the text."))
    if len(said_by) != 1 and (remark.strip() or reservation.strip()):
        raise Refused(_("Record a remark or a reservation for one seat at a time."))
    given = []
    for said in sorted(said_by, key=lambda each: each.seat.role != Role.CHIEF):  # the chief decides first
        may_record_minuted(by, draft, revision, said.seat, said.holder, minutes.held_on).or_refuse()
        given.append(_written(revision, said, decision, remark, reservation, minutes, by))
    if decision == Decision.AGREE:
        count(draft, revision, *given)
    else:
        close_round(draft, *given)
    for each in given:
        notifications.minuted(draft, each)
    return given


@transaction.atomic
def answer_minutes(*, minuted: Minuted, by: Person, answer: Answer, remark: str = "") -> MinutedAnswer:
    """The seat confirms what was recorded, or objects. An objection takes the minuted decision away.

    Not after the adoption: that stands until the authority decides otherwise, which it is told by mail to do.
    """
    about = minuted.consent.revision
    draft = lock(Draft.objects.select_related("plan").get(plan=about.plan_id, number=about.amendment))
    minuted = Minuted.objects.select_related("consent__revision").get(pk=minuted.pk)
    minuted.consent.revision.plan = draft.plan
    may_answer_minutes(by, minuted).or_refuse()
    if answer == Answer.OBJECT and not remark.strip():
        raise Refused(_("Say what is not right in the minutes."))
    seat = seat_of(minuted.consent)
    given = MinutedAnswer.objects.create(
        minuted=minuted,
        answer=answer,
        remark=remark.strip(),
        after_adoption=draft.status == Status.ADOPTED,
        given_by=by,
        name=by.name,
        capacity=capacity_of(seat, by),
        given_at=now(),
    )
    action = "confirm_minutes" if answer == Answer.CONFIRM else "object_to_minutes"
    told: dict[str, Any] = {
        "seat": given.capacity,
        "minutes": minuted.reference,
        "digest": minuted.consent.revision.digest,
    }
    record(action, subject=draft.plan.subject, what=str(minuted.consent.revision), by=by, **told)
    if answer == Answer.OBJECT:
        _take_away(draft, seat)
        notifications.objected(draft, given)
    return given


def _written(
    revision: Revision,
    said: Said,
    decision: Decision,
    remark: str,
    reservation: str,
    minutes: Minutes,
    by: Person,
) -> Consent:
    moment, seat, holder = now(), said.seat, said.holder
    given = Consent.objects.create(
        revision=revision,
        role=seat.role,
        area_id=seat.area_id,
        decision=decision,
        remark=remark.strip(),
        reservation=reservation.strip(),
        decided_by=holder,
        name=holder.name,
        capacity=capacity_of(seat, holder, minutes.held_on),
        decided_at=moment,
    )
    Minuted.objects.create(
        consent=given,
        meeting=minutes.meeting,
        title=minutes.title,
        held_on=minutes.held_on,
        reference=minutes.reference,
        recorded_by=by,
        name=by.name,
        recorded_at=moment,
    )
    details: dict[str, Any] = {"reservation": given.reservation} if given.reservation else {}
    record(
        "record_consent" if decision == Decision.AGREE else "record_return",
        subject=revision.plan.subject,
        what=str(revision),
        by=by,
        seat=given.capacity,
        name=given.name,
        minutes=minutes.reference,
        held_on=minutes.held_on.isoformat(),
        digest=revision.digest,
        **details,
    )
    return given


def _take_away(draft: Draft, seat: Seat) -> None:
    """The plan goes back to where the decisions that are left lead it."""
    if draft.revision is None or not allows(draft.status, Act.OBJECT):
        return
    draft.revision.plan = draft.plan
    left = next(stance.given for stance in stances(draft.revision) if stance.seat == seat)
    draft.requests.filter(role=seat.role, area=seat.area_id).update(consent=left)
    settle(draft, draft.revision, Act.OBJECT)
