"""May this person do this to this meeting now, and if not, why not. One question per function, named as the action."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person

from .models import AgendaItem, Meeting
from .workflow import Act, Status, allows


def keeps(person: Person, team: BaseTeam) -> bool:
    """Is this person the secretary of this team's consultation?"""
    return person.covers(team.pk, Role.SECRETARY)


def may_plan(person: Person, team: BaseTeam) -> Verdict:
    return ALLOWED if keeps(person, team) else _only_the_secretary()


def may_change(person: Person, meeting: Meeting) -> Verdict:
    """Day, times, place, and the agenda."""
    if not keeps(person, meeting.team):
        return _only_the_secretary()
    if meeting.status != Status.PLANNED:
        return refuse(_("This meeting is no longer being planned."))
    return ALLOWED


def may_hold(person: Person, meeting: Meeting, on: date | None = None) -> Verdict:
    if not keeps(person, meeting.team):
        return _only_the_secretary()
    if not allows(meeting.status, Act.HOLD):
        return refuse(_("This meeting is no longer being planned."))
    if meeting.day > (on or today()):
        return refuse(_("This meeting has yet to be held."))
    return ALLOWED


def may_cancel(person: Person, meeting: Meeting) -> Verdict:
    return may_change(person, meeting)


def may_write_minutes(person: Person, meeting: Meeting) -> Verdict:
    """May notes be written and decisions be recorded?"""
    if not keeps(person, meeting.team):
        return _only_the_secretary()
    if meeting.status == Status.FIXED:
        return refuse(_("The minutes of this meeting are fixed."))
    if meeting.status != Status.HELD:
        return refuse(_("Record first that this meeting was held."))
    return ALLOWED


def may_record(person: Person, item: AgendaItem) -> Verdict:
    """May decisions about this item be recorded? Who may be named is the question of each seat."""
    if not (verdict := may_write_minutes(person, item.meeting)):
        return verdict
    if item.plan_id is None:
        return refuse(_("Only about a plan are decisions of the seats recorded here."))
    if item.revision_id is None:
        return refuse(_("No version of this lay before the meeting."))
    return ALLOWED


def may_conclude(person: Person, item: AgendaItem) -> Verdict:
    """May what the triangle made of this report be recorded?"""
    if not (verdict := may_write_minutes(person, item.meeting)):
        return verdict
    if item.report_id is None:
        return refuse(_("Only about a report is this recorded; about a plan the seats decide."))
    return ALLOWED


def may_fix(person: Person, meeting: Meeting) -> Verdict:
    return may_write_minutes(person, meeting)


def _only_the_secretary() -> Verdict:
    return refuse(_("Only the secretary of this consultation keeps its meetings."))
