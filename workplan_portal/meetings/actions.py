"""Plan a meeting, keep its agenda, record what it decided. Every status is assigned in `_become`, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plans.actions.minuting import Minutes, Said, record_minuted
from plans.codes import Decision
from plans.models import Consent, Draft, Plan, Revision
from plans.record import of_plan
from reports.models import Release, Report
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from . import notifications
from .agenda import proposals
from .models import AgendaItem, Conclusion, Meeting, Outcome
from .policies import may_cancel, may_change, may_conclude, may_fix, may_hold, may_plan, may_record, may_write_minutes
from .workflow import TRANSITIONS, Act, Status


@transaction.atomic
def plan_meeting(
    *,
    team: BaseTeam,
    municipalities: Sequence[Municipality],
    day: date,
    begins: time,
    ends: time,
    place: str,
    by: Person,
) -> Meeting:
    """With everything on its agenda that waits for it now."""
    may_plan(by, team).or_refuse()
    BaseTeam.objects.select_for_update().get(pk=team.pk)  # who sends the form twice plans one, and mails once
    known = Meeting.objects.filter(team=team, day=day, begins=begins, place=place, status=Status.PLANNED)
    if any(set(meeting.municipalities.all()) == set(municipalities) for meeting in known):
        raise Refused(_("This meeting has been planned already: the same day, time, place and municipalities."))
    moment = now()
    meeting = Meeting.objects.create(
        team=team,
        day=day,
        begins=begins,
        ends=ends,
        place=place,
        planned_by=by,
        planned_at=moment,
        changed_at=moment,
    )
    meeting.municipalities.set(municipalities)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place_, **each.reference)
        for place_, each in enumerate(proposals(meeting), 1)
    )
    _record("plan_meeting", meeting, by, day=day.isoformat(), place=place)
    notifications.planned(meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, version: int, by: Person, **values: Any) -> Meeting:
    """Another day, other times or another place. `version` is the one that was shown."""
    meeting = _lock(meeting)
    may_change(by, meeting).or_refuse()
    if meeting.version != version:
        raise Refused(_("Somebody changed this meeting while you were looking at it. Check it and save again."))
    changed = {name: value for name, value in values.items() if getattr(meeting, name) != value}
    if not changed:
        return meeting
    for name, value in changed.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.changed_at = now()
    meeting.save()
    _record("change_meeting", meeting, by, **{name: str(value) for name, value in changed.items()})
    notifications.changed(meeting, by=by)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Person) -> None:
    meeting = _lock(meeting)
    may_cancel(by, meeting).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."))
    meeting.cancel_reason = reason.strip()
    meeting.version += 1
    _become(meeting, Act.CANCEL)
    _record("cancel_meeting", meeting, by, reason=meeting.cancel_reason)
    notifications.cancelled(meeting, by=by)


# --- the agenda -------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    by: Person,
    plan: Plan | None = None,
    amendment: Draft | None = None,
    report: Report | None = None,
    topic: str = "",
) -> AgendaItem:
    """A plan, or one of its amendments; a report; or a topic."""
    meeting = _lock(meeting)
    may_change(by, meeting).or_refuse()
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            item = meeting.items.create(position=last + 1, plan=plan, amendment=amendment, report=report, topic=topic)
    except IntegrityError as error:
        raise Refused(_("This is on the agenda already.")) from error
    _record("add_item", meeting, by, item=item.title)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Person) -> None:
    meeting = _lock(item.meeting)
    may_change(by, meeting).or_refuse()
    _record("remove_item", meeting, by, item=item.title)
    item.delete()


@transaction.atomic
def move_item(*, item: AgendaItem, earlier: bool, by: Person) -> None:
    """One place; at the end of the agenda nothing changes."""
    meeting = _lock(item.meeting)
    may_change(by, meeting).or_refuse()
    order = list(meeting.items.all())
    here = next(place for place, each in enumerate(order) if each.pk == item.pk)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, 1):
        each.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    _record("move_item", meeting, by, item=item.title, position=there + 1)


# --- held -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def hold(*, meeting: Meeting, reference: str, by: Person) -> None:
    """It was held. From now on each plan and amendment stands for the version that lay there: submitted before the end.

    `reference` is the one under which the minutes can be found.
    """
    meeting = _lock(meeting)
    may_hold(by, meeting).or_refuse()
    if not reference.strip():
        raise Refused(_("Give the reference of the minutes."))
    for item in meeting.items.exclude(plan=None).select_related("amendment"):
        number = item.amendment.number if item.amendment else 0
        known = Revision.objects.filter(plan=item.plan_id, amendment=number).defer("text")
        item.revision = known.filter(submitted_at__lte=meeting.ends_at).order_by("number").last()
        item.save(update_fields=["revision"])
    meeting.reference = reference.strip()
    _become(meeting, Act.HOLD)
    _record("hold_meeting", meeting, by, minutes=meeting.reference)


@transaction.atomic
def write_notes(*, item: AgendaItem, notes: str, seen: str, by: Person) -> None:
    """`seen` is what stood there when the form was opened."""
    meeting = _lock(item.meeting)
    may_write_minutes(by, meeting).or_refuse()
    item = AgendaItem.objects.get(pk=item.pk)
    if item.notes != seen and item.notes != notes:
        raise Refused(_("Somebody else wrote notes here in the meantime. Read those first."))
    if item.notes == notes:
        return
    item.notes = notes
    item.save(update_fields=["notes"])
    _record("write_notes", meeting, by, item=item.title, notes=notes)


@transaction.atomic
def record_decisions(
    *,
    item: AgendaItem,
    said_by: Sequence[Said],
    decision: Decision,
    by: Person,
    remark: str = "",
    reservation: str = "",
) -> list[Consent]:
    """What seats decided in this meeting about the version that lay there. Each of them is asked to confirm it."""
    meeting = _lock(item.meeting)
    item.meeting = meeting
    may_record(by, item).or_refuse()
    draft = of_plan(item.draft, Plan.objects.with_names().get(pk=item.plan_id or 0))  # type: ignore[arg-type]
    revision = Revision.objects.get(pk=item.revision_id or 0)
    revision.plan = draft.plan
    given = record_minuted(
        draft=draft,
        revision=revision,
        said_by=said_by,
        decision=decision,
        minutes=Minutes(meeting.uuid, meeting.name, meeting.day, meeting.reference),
        by=by,
        remark=remark,
        reservation=reservation,
    )
    seats = [each.capacity for each in given]
    _record("record_decisions", meeting, by, item=item.title, seats=seats, decision=decision.value)
    return given


@transaction.atomic
def conclude(*, item: AgendaItem, outcome: Outcome, by: Person, remarks: str = "") -> Conclusion:
    """What the triangle made of the report as it lay there. Recorded again, the earlier words stay beside the new."""
    meeting = _lock(item.meeting)
    item.meeting = meeting
    may_conclude(by, item).or_refuse()
    if outcome != Outcome.NOTED and not remarks.strip():
        raise Refused(_("Write what was remarked, or what has to be added or corrected."))
    last = item.conclusions.last()
    if last and (last.outcome, last.remarks) == (outcome, remarks.strip()):
        raise Refused(_("This has been recorded already."))
    lay_there = Release.objects.standing().filter(report=item.report_id, released_at__lte=meeting.ends_at)
    made = Conclusion.objects.create(
        item=item,
        release=lay_there.defer("text").order_by("number").last(),
        outcome=outcome,
        remarks=remarks.strip(),
        recorded_by=by,
        name=by.name,
        recorded_at=now(),
    )
    _record("conclude", meeting, by, item=item.title, outcome=outcome.value, remarks=made.remarks)
    notifications.concluded(meeting, made)
    return made


@transaction.atomic
def fix(*, meeting: Meeting, by: Person) -> None:
    """The minutes are as they are: nothing more is written in them."""
    meeting = _lock(meeting)
    may_fix(by, meeting).or_refuse()
    _become(meeting, Act.FIX)
    _record("fix_minutes", meeting, by, minutes=meeting.reference)


def _lock(meeting: Meeting) -> Meeting:
    locked: Meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    locked.team = meeting.team
    return locked


def _become(meeting: Meeting, act: Act) -> None:
    """The one place where a status changes. Raises KeyError for what the table does not know: a fault of ours."""
    meeting.status = TRANSITIONS[Status(meeting.status), act]
    meeting.changed_at = now()
    meeting.save()


def _record(action: str, meeting: Meeting, by: Person, **details: Any) -> None:
    record(action, subject=meeting.subject, what=meeting.title, by=by, **details)
