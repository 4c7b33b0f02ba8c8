"""Meetings of the triangle: who keeps them, what comes on the agenda, what each step does and refuses."""

from __future__ import annotations

import itertools
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from plans.actions.minuting import Said
from plans.codes import Decision
from plans.models import Consent
from plans.workflow import Status as PlanStatus
from reports.actions import releasing
from tests import factories as people
from tests.plans import factories
from tests.plans.minuting import world as minuting
from tests.reports import factories as reports
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated, now
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.meetings import actions
from workplan_portal.meetings.agenda import proposals
from workplan_portal.meetings.models import AgendaItem, Meeting, Outcome
from workplan_portal.meetings.policies import may_cancel, may_change, may_fix, may_hold, may_plan, may_write_minutes
from workplan_portal.meetings.workflow import OWNERS, TRANSITIONS, Act, Status, allows

from .world import held, planned, planned_now

pytestmark = pytest.mark.django_db

BY_HAND = {("planned", "hold"): "held", ("planned", "cancel"): "cancelled", ("held", "fix"): "fixed"}


@pytest.mark.parametrize(("status", "act"), list(itertools.product(Status.values, Act.values)))
def test_an_act_leads_where_the_table_by_hand_says(status, act):
    assert TRANSITIONS.get((Status(status), Act(act))) == BY_HAND.get((status, act))
    assert allows(status, Act(act)) is ((status, act) in BY_HAND)
    assert OWNERS.keys() == set(Status)


def test_what_waits_comes_on_the_agenda_by_itself_and_the_seats_are_invited(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    people.person(Role.SECRETARY, people.other_team(scene.region))
    with django_capture_on_commit_callbacks(execute=True):
        meeting = planned(scene)
    assert [item.title for item in meeting.items.all()] == [scene.plan.title]
    assert proposals(meeting) == []
    invited = {scene.chief.email, scene.mayor.email, scene.prosecutor.email}
    assert {m.to[0] for m in mail.outbox} == invited, "not the mayor of a municipality that takes no part"
    body = mail.outbox[0].body
    assert "dinsdag 12 januari 2021, van 09:30 tot 11:00 uur" in body
    assert f"/overleg/{meeting.uuid}/overleg.ics" in body
    assert Entry.objects.filter(subject=meeting.subject, action="plan_meeting").exists()


def test_the_agenda_is_the_secretarys_until_the_meeting_is_held():
    scene = factories.submitted()
    meeting = planned(scene)
    actions.add_item(meeting=meeting, topic="Jaarwisseling", by=scene.secretary)
    plan, topic = meeting.items.all()
    actions.move_item(item=topic, earlier=True, by=scene.secretary)
    actions.move_item(item=topic, earlier=True, by=scene.secretary)  # it stands first already
    assert [item.pk for item in meeting.items.all()] == [topic.pk, plan.pk]
    with pytest.raises(Refused, match="already"):
        actions.add_item(meeting=meeting, plan=scene.plan, by=scene.secretary)
    actions.remove_item(item=plan, by=scene.secretary)
    assert [p.draft.plan for p in proposals(meeting)] == [scene.plan]
    actions.hold(meeting=meeting, reference="DH-1", by=scene.secretary)
    for refused in (
        lambda: actions.add_item(meeting=meeting, plan=scene.plan, by=scene.secretary),
        lambda: actions.remove_item(item=topic, by=scene.secretary),
        lambda: actions.move_item(item=topic, earlier=False, by=scene.secretary),
        lambda: actions.cancel(meeting=meeting, reason="Te laat.", by=scene.secretary),
        lambda: actions.hold(meeting=meeting, reference="DH-1", by=scene.secretary),
    ):
        with pytest.raises(Refused):
            refused()
    assert meeting.items.count() == 1


def test_a_change_is_told_once_and_a_stale_form_changes_nothing(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    meeting = planned(scene)
    told = {"meeting": meeting, "version": 1, "by": scene.secretary}
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_meeting(**told, place=meeting.place)
    assert mail.outbox == [], "saving without a change is no news"
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_meeting(**told, place="Politiebureau Emmen")
    assert {m.subject for m in mail.outbox} == {f"Gewijzigd: {meeting.title}"}
    with pytest.raises(Refused, match="while you were looking"):
        actions.change_meeting(**told, begins=time(10))
    meeting.refresh_from_db()
    assert (meeting.place, meeting.begins, meeting.version) == ("Politiebureau Emmen", time(9, 30), 2)


def test_cancelling_needs_a_reason_and_holding_needs_minutes_and_the_day():
    scene = factories.submitted()
    meeting = planned(scene)
    with pytest.raises(Refused):
        actions.cancel(meeting=meeting, reason=" ", by=scene.secretary)
    with pytest.raises(Refused):
        actions.hold(meeting=meeting, reference="", by=scene.secretary)
    ahead = planned(scene, day=date(2090, 1, 10))
    with pytest.raises(Refused, match="yet to be held"):
        actions.hold(meeting=ahead, reference="DH-1", by=scene.secretary)
    assert set(Meeting.objects.values_list("status", flat=True)) == {"planned"}
    actions.cancel(meeting=ahead, reason="De zaal is weg.", by=scene.secretary)
    ahead.refresh_from_db()
    assert (ahead.status, ahead.cancel_reason) == ("cancelled", "De zaal is weg.")


def test_decisions_are_about_the_version_that_lay_there_and_stop_when_the_minutes_are_fixed():
    scene = factories.submitted()
    meeting = held(scene)
    (item,) = meeting.items.all()
    assert item.revision == scene.revision
    chief = [Said(scene.seats[Role.CHIEF], scene.chief)]
    given = actions.record_decisions(item=item, said_by=chief, decision=Decision.AGREE, by=scene.secretary)
    assert scene.draft.status == PlanStatus.APPROVED
    minuted = given[0].minuted
    assert (minuted.meeting, minuted.held_on, minuted.reference) == (meeting.uuid, meeting.day, "DH-2021-01")
    assert minuted.title == "Driehoeksoverleg Basisteam Zuidoost-Drenthe"
    actions.write_notes(item=item, notes="Besproken.", seen="", by=scene.secretary)
    with pytest.raises(Refused, match="in the meantime"):
        actions.write_notes(item=item, notes="Anders.", seen="", by=scene.secretary)
    actions.fix(meeting=meeting, by=scene.secretary)
    mayor = [Said(scene.seats[Role.MAYOR], scene.mayor)]
    with pytest.raises(Refused, match="fixed"):
        actions.record_decisions(item=item, said_by=mayor, decision=Decision.AGREE, by=scene.secretary)
    with pytest.raises(Refused, match="fixed"):
        actions.write_notes(item=item, notes="Meer.", seen="Besproken.", by=scene.secretary)
    assert (Consent.objects.count(), AgendaItem.objects.get().notes) == (1, "Besproken.")


# S plan, C change or cancel, H hold, M write minutes and fix them; "-" none of these.
GRID = {"planned": "S C H", "held": "S M", "fixed": "S", "cancelled": "S"}


@pytest.mark.parametrize("status", GRID)
def test_only_the_secretary_of_this_team_keeps_a_meeting(status):
    scene = factories.submitted()
    meeting = planned(scene)
    Meeting.objects.filter(pk=meeting.pk).update(status=status, reference="DH-1", cancel_reason="Geen zaal.")
    meeting.refresh_from_db()
    asked = {**scene.everyone, "elsewhere": people.person(Role.SECRETARY, people.other_team(scene.region))}
    for name, someone in asked.items():
        person = people.fresh(someone)
        may = {
            "S": may_plan(person, meeting.team),
            "C": may_change(person, meeting) and may_cancel(person, meeting),
            "H": may_hold(person, meeting),
            "M": may_write_minutes(person, meeting) and may_fix(person, meeting),
        }
        allowed = " ".join(letter for letter, verdict in may.items() if verdict)
        assert allowed == (GRID[status] if name == "secretary" else ""), name
        assert all(v.reason.endswith(".") for v in may.values() if not v)


def test_whom_it_does_not_concern_it_does_not_exist_for():
    scene = factories.submitted()
    meeting = planned(scene)
    sees = {
        name
        for name, person in scene.everyone.items()
        if Meeting.objects.visible_to(people.fresh(person)).filter(pk=meeting.pk).exists()
    }
    assert sees == {"secretary", "chief", "mayor", "prosecutor", "planner", "officer", "unit_planner", "auditor"}


def test_a_report_is_proposed_when_it_is_offered_and_until_it_was_discussed_or_a_next_one_is_due():
    told = reports.offered()
    report, scene = told.report, told.scene
    with reports.after(4):
        meeting = planned_now(scene)
        assert [item.report for item in meeting.items.all()] == [report]
        releasing.release(report=report, by=scene.chief)
        other = planned_now(scene, place="Zaal 2")
        assert [item.report for item in other.items.all()] == [report]
    with reports.after(8):
        assert list(planned_now(scene, place="Zaal 3").items.all()) == [], "an old report is news to nobody"
    actions.hold(meeting=meeting, reference="DH-1", by=scene.secretary)
    with reports.after(4):
        assert list(planned_now(scene, place="Zaal 4").items.all()) == []

    actions.write_notes(item=meeting.items.get(), notes="De cijfers zijn besproken.", seen="", by=scene.secretary)
    shown = page_of(scene.mayor, "reports:report", report.uuid)
    assert "De cijfers zijn besproken." in shown
    assert shown.count("Deze rapportage staat op de agenda.") == 1, "of the meeting that has yet to be held"
    assert "De cijfers zijn besproken." not in page_of(scene.prosecution_staff, "reports:report", report.uuid)


def page_of(person, name, *args):
    browser = Client()
    browser.force_login(people.fresh(person))
    return browser.get(reverse(name, args=args)).content.decode()


def test_what_the_triangle_made_of_a_report_stands_on_its_agenda(client, django_capture_on_commit_callbacks):
    told = reports.offered()
    scene = told.scene
    with reports.after(4):
        releasing.release(report=told.report, by=scene.chief)
        with dated(now() + timedelta(days=1)):
            meeting = planned_now(scene)
    item = meeting.items.get()
    address = reverse("meetings:conclude", args=[meeting.uuid, item.uuid])
    page = reverse("meetings:item", args=[meeting.uuid, item.uuid])
    agenda = reverse("meetings:meeting", args=[meeting.uuid])
    client.force_login(people.fresh(scene.secretary))
    assert client.post(address, {"outcome": "noted"}).status_code == 403, "it has yet to be held"
    actions.hold(meeting=meeting, reference="DH-2021-5", by=scene.secretary)
    assert "Schrijf op wat" in client.post(address, {"outcome": "remarked"}).content.decode()
    words = "Leg de daling bij <inbraken> uit."
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"outcome": "correct", "remarks": words}).status_code == 302
    mails = {address: message.body for message in mail.outbox for address in message.to}
    assert set(mails) == {scene.chief.email, scene.planner.email}
    assert words in mails[scene.planner.email]
    for shown in (client.get(page), client.get(agenda)):
        assert "Besproken; er moet iets worden aangevuld of verbeterd" in shown.content.decode()
        assert escape(words) in shown.content.decode()
        assert "Versie 1 lag voor." in shown.content.decode()
    on_its_page = page_of(scene.mayor, "reports:report", told.uuid)
    assert "Besproken; er moet iets worden aangevuld of verbeterd" in on_its_page
    assert escape(words) in on_its_page
    assert "1. Viermaandsrapportage" in client.get(agenda).content.decode(), "the first item is number one"
    with reports.after(4):
        assert [each.report for each in planned_now(scene, place="Zaal 2").items.all()] == [told.report], "once more"

    assert client.post(address, {"outcome": "noted"}).status_code == 302
    with reports.after(4):
        assert list(planned_now(scene, place="Zaal 3").items.all()) == []
    assert client.post(address, {"outcome": "noted"}).status_code == 409, "a double click"
    assert list(item.conclusions.values_list("outcome", "remarks")) == [("correct", words), ("noted", "")]
    shown = client.get(page).content.decode()
    assert escape(words) in shown, "what was recorded stays"
    assert escape(words) not in client.get(agenda).content.decode()
    for person in (scene.mayor, scene.planner):
        client.force_login(people.fresh(person))
        assert "zonder opmerkingen" in client.get(agenda).content.decode()
        assert client.post(address, {"outcome": "noted"}).status_code == 403
    actions.fix(meeting=Meeting.objects.get(pk=meeting.pk), by=scene.secretary)
    with pytest.raises(Refused, match="notulen"):
        actions.conclude(item=item, outcome=Outcome.REMARKED, remarks="Nog iets.", by=scene.secretary)


def test_an_objection_after_the_adoption_comes_on_the_agenda_until_a_later_meeting_was_held():
    scene = factories.submitted()
    _chief, mayor, _prosecutor = minuting.record(scene, Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)
    factories.record_adoption(scene)
    assert list(planned_now(scene).items.all()) == [], "nothing waits"
    minuting.object_to(scene, mayor, scene.mayor)
    with dated(now() + timedelta(days=1)):
        meeting = planned_now(scene, place="Zaal 2")
        assert [item.plan for item in meeting.items.all()] == [scene.plan]
        actions.hold(meeting=meeting, reference="DH-2", by=scene.secretary)
        assert list(planned_now(scene, place="Zaal 3").items.all()) == []


def test_the_same_meeting_is_planned_once():
    scene = factories.submitted()
    meeting = planned(scene)
    with pytest.raises(Refused, match="planned already"):
        planned(scene)
    assert Meeting.objects.get() == meeting
    assert planned(scene, begins=time(10)) != meeting
    actions.cancel(meeting=meeting, reason="Ziek.", by=scene.secretary)
    assert planned(scene) != meeting


def test_whoever_sends_the_form_again_reads_that_it_is_planned(as_):
    scene = factories.submitted()
    meeting = planned(scene)
    typed = {
        "team": scene.region.team.pk,
        "municipalities": [scene.region.emmen.pk],
        "day": "12-01-2021",
        "begins": "9:30",
        "ends": "11:00",
        "place": meeting.place,
    }
    with dated(now().replace(year=2021, month=1, day=4)):
        answer = as_(scene.secretary).post(reverse("meetings:plan"), typed, headers={"Accept-Language": "en"})
    shown = answer.content.decode()
    assert "This meeting has been planned already" in shown
    assert f'value="{meeting.place}"' in shown, "nothing typed is lost"
    assert Meeting.objects.count() == 1
