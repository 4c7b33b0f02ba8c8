"""What an overseer sees of the teams of a district, and the nudge: who gets it, how often, what it leaves behind."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as people
from tests.factories import fresh
from tests.plans import factories
from tests.reports import factories as reports
from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.actions import nudge, nudge_to_start
from workplan_portal.home.districts import districts
from workplan_portal.home.models import Nudge
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

JANUARY = datetime(2021, 1, 5, 9, tzinfo=UTC)
PAGE = reverse("districts")


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(fresh(person))
    return browser


def remind(scene: factories.Scene, by: Person, period: int = 0) -> Any:
    return browser_of(by).post(reverse("nudge", args=[scene.plan.uuid, period]))


def test_a_unit_sees_what_is_late_and_reminds_once_a_week_whose_turn_it_is(
    django_capture_on_commit_callbacks: Any,
) -> None:
    scene = factories.submitted()
    plan = scene.plan
    mail.outbox.clear()
    with dated(JANUARY):
        ((line,),) = [each.teams for each in districts(fresh(scene.unit_planner))]
        (owed,) = line.owed
        assert (owed.item.late, line.late, list(map(str, owed.item.turn))) == (True, 1, [str(scene.seats[Role.CHIEF])])
        shown = browser_of(scene.unit_planner).get(PAGE).content.decode()
        assert plan.title in shown
        assert reverse("nudge", args=[plan.uuid, 0]) in shown

        with django_capture_on_commit_callbacks(execute=True):
            assert remind(scene, scene.unit_planner).status_code == 302
        (told,) = mail.outbox
        assert told.to == [scene.chief.email]
        assert plan.title in told.subject
        assert "31 december 2020" in told.body
        assert scene.unit_planner.name in told.body
        entry = Entry.objects.about(plan.subject).last()
        assert (entry.action, entry.details) == ("nudge", {"people": [scene.chief.name]})

        assert remind(scene, scene.unit_planner).status_code == 403
        assert reverse("nudge", args=[plan.uuid, 0]) not in browser_of(scene.unit_planner).get(PAGE).content.decode()
        assert Nudge.objects.count() == len(mail.outbox) == 1
    with dated(JANUARY + timedelta(days=7)), django_capture_on_commit_callbacks(execute=True):
        assert remind(scene, scene.unit_planner).status_code == 302
    assert len(mail.outbox) == 2


def test_nobody_else_reminds_and_who_oversees_nothing_sees_no_overview() -> None:
    scene = factories.submitted()
    with dated(JANUARY):
        assert scene.plan.title in browser_of(scene.auditor).get(PAGE).content.decode()
        for person in (scene.planner, scene.chief, scene.mayor, scene.stranger):
            assert browser_of(person).get(PAGE).status_code == 403
        for person in (scene.planner, scene.auditor):
            assert remind(scene, person).status_code == 403
        assert remind(scene, scene.stranger).status_code == 404
        for period in (4, 7):
            with pytest.raises(Refused):
                nudge(plan=scene.plan, period=period, by=fresh(scene.unit_planner))
    with dated(JANUARY - timedelta(days=60)), pytest.raises(Refused):
        nudge(plan=scene.plan, period=0, by=fresh(scene.unit_planner))  # not due for weeks
    assert not Nudge.objects.exists()


def test_reports_and_plans_that_nobody_started_stand_there_in_a_fixed_number_of_queries(
    django_capture_on_commit_callbacks: Any,
) -> None:
    scene = factories.adopted()
    here = scene.region
    with dated(datetime(2021, 10, 20, 12, tzinfo=UTC)):
        line = districts(fresh(scene.unit_planner))[0].teams[0]
        assert [(each.item.period, each.item.late) for each in line.owed] == [(4, True), (8, True)]
        assert [label for each in line.owed for label in each.item.turn] == [Role.PLANNER.label] * 2
        assert line.no_plan is not None
        assert (line.no_plan.due.year, line.no_plan.due.late, line.late) == (2022, False, 2)
        few = count(scene.unit_planner)
        for number in range(3):
            people.other_team(here, name=f"Basisteam {number}")
        assert count(scene.unit_planner) == few
        names = [line.team.name for each in districts(fresh(scene.unit_planner)) for line in each.teams]
        assert len(names) == 4
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert remind(scene, scene.unit_planner, period=8).status_code == 302
        (told,) = mail.outbox
        (link,) = re.findall(r"https?://[^/\s]+(/link/\S+)", told.body)
        answer = browser_of(scene.planner).get(link)
        assert answer["Location"] == f"{reverse('reports:reports')}#plan-{scene.plan.uuid}", "where it is started"


def test_what_was_begun_years_ago_and_never_finished_is_still_late() -> None:
    scene = factories.submitted()
    with dated(JANUARY.replace(year=2026)):
        line = districts(fresh(scene.unit_planner))[0].teams[0]
        assert [(each.item.title, each.item.late) for each in line.owed] == [(scene.plan.title, True)]
        assert scene.plan.title in browser_of(scene.unit_planner).get(PAGE).content.decode()
        nudge(plan=scene.plan, period=0, by=fresh(scene.unit_planner))


def test_a_report_of_years_ago_is_late_when_it_was_started_and_no_longer_expected_when_it_was_not() -> None:
    year = reports.begun(period=4)
    with dated(JANUARY.replace(year=2026)):
        line = districts(fresh(year.scene.unit_planner))[0].teams[0]
        assert [(each.item.period, each.item.late) for each in line.owed] == [(4, True)]
        nudge(plan=year.scene.plan, period=4, by=fresh(year.scene.unit_planner))


def count(person: Person) -> int:
    browser = browser_of(person)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(PAGE).status_code == 200
    return len(captured)


# --- what nobody can be reminded of ---------------------------------------------------------------------------------


def test_a_seat_that_nobody_holds_is_named_and_not_offered_to_remind() -> None:
    scene = factories.submitted()
    leave(scene.chief)
    with dated(JANUARY):
        ((line,),) = [each.teams for each in districts(fresh(scene.unit_planner))]
        (owed,) = line.owed
        assert owed.vacant == (str(scene.seats[Role.CHIEF]),)
        assert not owed.may_nudge
        shown = browser_of(scene.unit_planner).get(PAGE).content.decode()
        assert reverse("nudge", args=[scene.plan.uuid, 0]) not in shown
        assert "Functie niet vervuld" in shown
        assert f"De functioneel beheerder kan iemand benoemen als {scene.seats[Role.CHIEF]}." in shown
        with pytest.raises(Refused, match="niemand benoemd"):
            nudge(plan=scene.plan, period=0, by=fresh(scene.unit_planner))
    assert not Nudge.objects.exists()


def test_of_two_seats_of_which_one_is_vacant_the_other_is_reminded(django_capture_on_commit_callbacks: Any) -> None:
    scene = factories.approved()
    leave(scene.mayor)
    with dated(JANUARY):
        ((line,),) = [each.teams for each in districts(fresh(scene.unit_planner))]
        (owed,) = line.owed
        assert (owed.vacant, bool(owed.may_nudge)) == ((str(scene.seats[Role.MAYOR]),), True)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert remind(scene, scene.unit_planner).status_code == 302
        (told,) = mail.outbox
        assert told.to == [scene.prosecutor.email]


def test_what_waits_for_nobody_but_oneself_is_not_offered_to_remind() -> None:
    scene = factories.submitted()
    leave(scene.chief)
    people.appoint(scene.unit_planner, Role.CHIEF, scene.region.team)
    with dated(JANUARY), pytest.raises(Refused, match="alleen op uzelf"):
        nudge(plan=scene.plan, period=0, by=fresh(scene.unit_planner))


def leave(person: Person) -> None:
    person.appointments.update(ends_on=datetime(2020, 12, 1, tzinfo=UTC).date())


# --- a plan that nobody has started ---------------------------------------------------------------------------------

LATE = datetime(2021, 11, 10, 9, tzinfo=UTC)


def remind_to_start(scene: factories.Scene, by: Person, year: int = 2022) -> Any:
    return browser_of(by).post(reverse("nudge_to_start", args=[scene.region.team.uuid, year]))


def test_who_can_start_a_plan_is_reminded_of_it_once_a_week(django_capture_on_commit_callbacks: Any) -> None:
    scene = factories.stage()
    team = scene.region.team
    address = reverse("nudge_to_start", args=[team.uuid, 2022])
    with dated(LATE):
        assert address in browser_of(scene.unit_planner).get(PAGE).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert remind_to_start(scene, scene.unit_planner).status_code == 302
        assert {to for told in mail.outbox for to in told.to} == {
            scene.officer.email,
            scene.coevorden_officer.email,
            scene.planner.email,
        }
        (told,) = [each for each in mail.outbox if each.to == [scene.coevorden_officer.email]]
        assert "plan van 2022" in told.body
        assert "1 november 2021" in told.body
        (link,) = re.findall(r"https?://[^/\s]+(/link/\S+)", told.body)
        assert browser_of(scene.coevorden_officer).get(link)["Location"] == reverse("plans:start")
        entry = Entry.objects.about(team.subject).last()
        assert (entry.action, entry.object) == ("nudge_to_start", f"Jaarwerkplan 2022 {team.name}")
        names = sorted(person.name for person in (scene.officer, scene.coevorden_officer, scene.planner))
        assert entry.details == {"year": 2022, "people": names}

        shown = browser_of(scene.unit_planner).get(PAGE).content.decode()
        assert address not in shown
        assert "Herinnerd op 10 november 2021" in shown
        number = len(mail.outbox)
        assert remind_to_start(scene, scene.unit_planner).status_code == 403
        assert len(mail.outbox) == number
    with dated(LATE + timedelta(days=7)), django_capture_on_commit_callbacks(execute=True):
        assert remind_to_start(scene, scene.unit_planner).status_code == 302
    assert len(mail.outbox) == 2 * number


def test_nobody_else_reminds_to_start_and_nobody_of_what_is_not_due() -> None:
    scene = factories.stage()
    team = scene.region.team
    with dated(LATE):
        for name, person in scene.everyone.items():
            expected = {"unit_planner": 302, "stranger": 404, "administrator": 404}.get(name, 403)
            assert remind_to_start(scene, person).status_code == expected, name
        for year in (2021, 2023):
            with pytest.raises(Refused, match="van niemand iets gevraagd"):
                nudge_to_start(team=team, year=year, by=fresh(scene.unit_planner))
    with dated(LATE - timedelta(days=60)), pytest.raises(Refused, match="van niemand iets gevraagd"):
        nudge_to_start(team=team, year=2022, by=fresh(scene.unit_planner))
    assert done(team.subject) == 1


def test_a_plan_that_was_started_is_no_longer_nudged_to_start() -> None:
    scene = factories.drafted()
    with dated(LATE - timedelta(days=365)), pytest.raises(Refused, match="van niemand iets gevraagd"):
        nudge_to_start(team=scene.region.team, year=2021, by=fresh(scene.unit_planner))
    assert done(scene.region.team.subject) == 0


def test_where_nobody_can_start_a_plan_the_row_says_so_and_nobody_is_reminded() -> None:
    scene = factories.stage()
    for person in (scene.officer, scene.coevorden_officer, scene.planner):
        leave(person)
    with dated(LATE):
        line = districts(fresh(scene.unit_planner))[0].teams[0]
        assert line.no_plan is not None
        assert not line.no_plan.may_nudge
        assert line.no_plan.vacant == (f"{Role.SAFETY_OFFICER.label}, {Role.PLANNER.label}",)
        assert "Functie niet vervuld" in browser_of(scene.unit_planner).get(PAGE).content.decode()
        assert remind_to_start(scene, scene.unit_planner).status_code == 403
    assert done(scene.region.team.subject) == 0


def test_a_mail_that_cannot_be_written_takes_the_nudge_with_it() -> None:
    """The act and its entry stand or fall with what is kept to be sent."""
    scene = factories.stage()
    with connection.execute_wrapper(failing_at("people_outgoing")), dated(LATE), pytest.raises(RuntimeError):
        nudge_to_start(team=scene.region.team, year=2022, by=fresh(scene.unit_planner))
    assert done(scene.region.team.subject) == 0


def failing_at(table: str) -> Any:
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and table in sql:
            raise RuntimeError(table)
        return execute(sql, params, many, context)

    return wrapper


def done(subject: str) -> int:
    return Entry.objects.filter(subject=subject, action="nudge_to_start", result=Result.DONE).count()
