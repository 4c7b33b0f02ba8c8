"""The amendment of the plan of 2017, and the meeting whose minutes decided about it."""

from __future__ import annotations

from typing import Any

from plans.actions.amending import begin_amendment
from plans.actions.deciding import adopt, submit
from plans.actions.drafting import add_contribution, edit_contribution
from plans.actions.minuting import Said, answer_minutes
from plans.codes import Answer, Decision
from plans.models import Block, Contribution, Draft, Minuted, Plan, Revision
from plans.seats import required_seats
from workplan_portal.audit.trail import dated
from workplan_portal.meetings import actions as meetings
from workplan_portal.meetings.models import Meeting

from . import source
from .cast import PLANNER, SAFETY_OFFICER, person
from .drafting import Written

CONTENT = "amendment_2017"


def amend(plan: Plan, written: Written) -> None:
    """From its cause to its adoption; the text as it was first adopted is the one that was published."""
    content = source.read(CONTENT)
    told = content["amendment"]
    with dated(told["begun_at"]):
        draft = _write(plan, told, written)
    with dated(told["submitted_at"]):
        submit(draft=draft, by=person(PLANNER))
    meeting = _meet(plan, content["meeting"], told)
    for decision in told["decisions"]:
        with dated(decision["confirmed_at"]):
            minuted = Minuted.objects.get(meeting=meeting.uuid, consent__role=decision["role"])
            answer_minutes(minuted=minuted, by=person(decision["person"]), answer=Answer.CONFIRM)
    with dated(told["adoption"]["recorded_at"]):
        _adopt(_fresh(draft), told["adoption"])
    with dated(content["meeting"]["fixed_at"]):
        meetings.fix(meeting=meeting, by=person(SAFETY_OFFICER))


def _write(plan: Plan, told: dict[str, Any], written: Written) -> Draft:
    about = {name: told[name].strip() for name in ("cause", "proposer", "capacity")}
    by = person(PLANNER)
    draft = begin_amendment(plan=plan, effective_on=told["effective_on"], by=by, **about).draft
    changed = Contribution.objects.get(draft=draft, uuid=written.contributions[told["changed"]["contribution"]].uuid)
    text = source.rich(told["changed"]["text"])
    edit_contribution(contribution=changed, version=changed.version, text=text, by=by)
    added = told["added"]
    add_contribution(
        block=Block.objects.get(chapter__draft=draft, uuid=written.blocks[told["priority"]].uuid),
        kind=added["kind"],
        text=source.rich(added["text"]),
        responsible=added["responsible"],
        by=by,
    )
    return _fresh(draft)


def _meet(plan: Plan, content: dict[str, Any], told: dict[str, Any]) -> Meeting:
    """What waited for a decision came on the agenda by itself; the rest is added."""
    by = person(SAFETY_OFFICER)
    when: dict[str, Any] = {name: content[name] for name in ("day", "begins", "ends", "place")}
    with dated(content["planned_at"]):
        meeting = meetings.plan_meeting(team=plan.team, municipalities=plan.municipalities, by=by, **when)
        topics = [(meetings.add_item(meeting=meeting, topic=t["title"], by=by), t) for t in content["topics"]]
    with dated(content["held_at"]):
        meetings.hold(meeting=meeting, reference=content["reference"], by=by)
        meeting.refresh_from_db()
        item = meeting.items.get(amendment__plan=plan)
        said = [_said(item.revision, decision) for decision in told["decisions"]]
        meetings.record_decisions(item=item, said_by=said, decision=Decision.AGREE, by=by)
        for each, text in ((item, told), *topics):
            meetings.write_notes(item=each, notes=text["notes"].strip(), seen="", by=by)
    return meeting


def _said(revision: Revision | None, decision: dict[str, Any]) -> Said:
    if revision is None:
        raise ValueError("No version lay before the meeting.")
    (seat,) = (seat for seat in required_seats(revision) if seat.role == decision["role"])
    return Said(seat, person(decision["person"]))


def _adopt(draft: Draft, content: dict[str, Any]) -> None:
    if draft.revision is None:
        raise ValueError("Nothing was submitted.")
    adopt(
        draft=draft,
        revision=draft.revision,
        adopted_on=content["adopted_on"],
        body=content["body"],
        members=[f"{person(m['person']).name}, {m['function']}" for m in content["members"]],
        by=person(SAFETY_OFFICER),
    )


def _fresh(draft: Draft) -> Draft:
    """As it stands now, as a request would have it."""
    found: Draft = Draft.objects.select_related("plan__team").get(pk=draft.pk)
    return found
