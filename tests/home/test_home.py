"""The front door: a visitor reads what this is, whoever is signed in what waits and how the year of each plan goes."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import deciding, starting
from plans.codes import Audience
from plans.models import Draft, Plan
from reports.actions import letters as course
from reports.actions import publishing, releasing, reporting
from reports.models import Report
from reports.sources import LetterSource, PlanSource, ReportSource
from tests import factories as people
from tests.plans import factories
from tests.reports import factories as told
from tests.reports import letters
from tests.reports.factories import after
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.home.gathering import gather
from workplan_portal.home.presenters import tasks_of

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]

HOME = "/"


def home_of(client, person):
    client.force_login(people.fresh(person))
    response = client.get(HOME)
    assert response.status_code == 200
    return response


def waiting(client, person) -> list[str]:
    """The addresses of the pages that wait for this person, who sees what they are about, and reads it at the door."""
    someone = people.fresh(person)
    plans, reports = Plan.objects.visible_to(someone), Report.objects.visible_to(someone)
    assert not Draft.objects.awaiting(someone).exclude(plan__in=plans).exists()
    assert not Report.objects.awaiting(someone).exclude(pk__in=reports).exists()
    found = [task.button.url for task in tasks_of(gather(someone))]
    assert not found or [task.button.url for task in home_of(client, person).context["tasks"]] == found
    return found


def asked_of(client, scene) -> dict[str, list[str]]:
    """What waits for whom, for everybody for whom something does."""
    return {name: found for name, person in scene.everyone.items() if (found := waiting(client, person))}


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_a_visitor_finds_the_documents_and_the_way_in(client):
    response = client.get(HOME)
    assert response.status_code == 200
    assert 'href="/documenten/"' in response.content.decode()
    assert reverse("account_login") in response.content.decode()


def test_home_is_for_looking(client):
    assert client.post(HOME).status_code == 405


@pytest.mark.parametrize(
    ("walk", "page", "whose"),
    [
        (factories.written, "write", {"officer", "planner"}),
        (factories.submitted, "decide", {"chief"}),
        (factories.approved, "decide", {"mayor", "prosecutor"}),
        (factories.agreed, "adopt", {"secretary"}),
        (factories.returned, "write", {"officer", "planner"}),
    ],
)
def test_a_plan_waits_for_whoever_has_the_next_move_and_nobody_else(client, walk, page, whose):
    scene = walk()
    address = reverse(f"plans:{page}", args=[scene.plan.uuid])
    assert asked_of(client, scene) == {name: [address] for name in whose}


def test_an_adopted_plan_waits_for_the_safety_officer_who_can_publish_it(client):
    scene = factories.adopted()
    assert asked_of(client, scene) == {"officer": [reverse("reports:publish", args=[scene.plan.uuid])]}
    assert {name for name, person in scene.everyone.items() if home_of(client, person).context["tasks"]} == {"officer"}


def test_a_joint_plan_waits_for_every_municipality_where_nothing_of_it_is_published(client):
    scene = factories.joint_adopted()
    address = reverse("reports:publish", args=[scene.plan.uuid])
    assert waiting(client, scene.officer) == waiting(client, scene.coevorden_officer) == [address]
    publish(PlanSource(scene.revision, scene.region.emmen), by=scene.officer)
    assert waiting(client, scene.officer) == []
    assert waiting(client, scene.coevorden_officer) == [address]


def test_of_a_joint_plan_the_front_page_and_its_own_say_for_whom_it_is_out(client):
    scene = factories.joint_adopted()
    page = reverse("plans:plan", args=[scene.plan.uuid])

    def publishing_is_the_main_thing(person) -> bool:
        client.force_login(people.fresh(person))
        (button,) = [b for b in client.get(page).context["buttons"] if b.icon == "book"]
        return button.variant == "primary"

    publish(PlanSource(scene.revision, scene.region.emmen), by=scene.officer)
    for address in (HOME, page, reverse("plans:list")):
        client.force_login(people.fresh(scene.mayor))
        shown = text(client.get(address))
        assert "Alleen gepubliceerd voor Emmen" in shown, address
    assert "Nog te publiceren voor Borger-Odoorn, Coevorden." in text(home_of(client, scene.mayor))
    step = year_of(client, scene.mayor).milestones[4]
    assert (step.state, step.note.split(", ", 1)[1]) == ("current", "alleen Emmen")
    assert not publishing_is_the_main_thing(scene.officer)
    assert publishing_is_the_main_thing(scene.coevorden_officer)

    publish(PlanSource(scene.revision), by=scene.officer)
    year = year_of(client, scene.mayor)
    assert str(year.shown.badge.label) == "gepubliceerd"
    assert year.milestones[4].state == "done"


def publish(source, *, by):
    return publishing.publish(source=source, audience=Audience.PUBLIC, by=people.fresh(by))


def test_whoever_agreed_is_not_asked_again_while_the_text_stays_the_same(client):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert waiting(client, scene.mayor) == []
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.PROSECUTOR]}
    deciding.return_to_author(**about, by=scene.prosecutor, remark="Nee.")
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert waiting(client, scene.mayor) == []
    assert len(waiting(client, scene.prosecutor)) == 1


def test_authors_read_on_the_front_page_why_a_plan_came_back(client):
    scene = factories.returned()
    assert "Maak de bijdragen concreter." in html.unescape(home_of(client, scene.planner).content.decode())


@pytest.mark.everywhere
def test_only_plans_one_may_see_stand_there(client):
    scene = factories.submitted()
    assert len(home_of(client, scene.planner).context["years"]) == 1
    assert home_of(client, scene.coevorden_officer).context["years"] == []
    assert home_of(client, scene.stranger).context["years"] == []


@pytest.mark.everywhere
def test_a_plan_that_waits_stands_there_however_old_it_is(client):
    scene = factories.drafted()
    for year in (2019, 2024):
        starting.start(team=scene.region.team, year=year, municipalities=[scene.region.emmen], by=scene.planner)
    shown = home_of(client, scene.planner).context
    assert [year.shown.plan.year for year in shown["years"]] == [2024]
    assert [task.due.year for task in shown["tasks"]] == [2018, 2020, 2023]


def test_whoever_nothing_is_asked_of_reads_that_a_mail_will_come(client):
    scene = factories.drafted()
    assert "U krijgt een e-mail zodra er iets van u wordt gevraagd." in text(home_of(client, scene.mayor))
    assert "U krijgt een e-mail" not in text(home_of(client, scene.planner))


def test_only_who_may_start_a_plan_is_offered_it(client):
    scene = factories.stage()
    offered = {name for name, person in scene.everyone.items() if home_of(client, person).context["may_start"]}
    assert offered == {"officer", "coevorden_officer", "planner"}


# --- reports ----------------------------------------------------------------------------------------------------------


def given_back():
    found = told.offered()
    with after(4):
        releasing.return_to_planner(report=found.report, remark="Leg de daling uit.", by=found.scene.chief)
    return found


def being_corrected():
    found = told.released()
    with after(4):
        releasing.correct(report=found.report, reason="Een cijfer was fout.", by=found.scene.planner)
    return found


def reports_asked_of(client, scene) -> dict[str, list[str]]:
    found = {name: [url for url in urls if "rapportages" in url] for name, urls in asked_of(client, scene).items()}
    return {name: urls for name, urls in found.items() if urls}


@pytest.mark.parametrize(
    ("walk", "page", "whose"),
    [
        (told.begun, "fill", "planner"),
        (told.offered, "release", "chief"),
        (given_back, "fill", "planner"),
        (told.released, "publish_report", "officer"),
        (being_corrected, "fill", "planner"),
    ],
)
def test_a_report_waits_for_whoever_has_the_next_move_and_nobody_else(client, walk, page, whose):
    found = walk()
    with after(4):
        assert reports_asked_of(client, found.scene) == {whose: [reverse(f"reports:{page}", args=[found.uuid])]}


def test_a_report_no_longer_waits_once_its_last_version_is_published(client):
    found = told.released()
    with after(4):
        publish(ReportSource(found.release), by=found.scene.officer)
        assert reports_asked_of(client, found.scene) == {}
        releasing.correct(report=found.report, reason="Een cijfer was fout.", by=found.scene.planner)
        report = found.report
        reporting.write_summary(
            report=report, version=report.version, by=found.scene.planner, summary="<p>Nu goed.</p>"
        )
        releasing.release(report=found.report, by=found.scene.chief)
        page = reverse("reports:publish_report", args=[found.uuid])
        assert reports_asked_of(client, found.scene) == {"officer": [page]}


def test_the_planner_reads_why_a_report_came_back(client):
    found = given_back()
    with after(4):
        assert "Joost Veldman heeft het teruggegeven: ‘Leg de daling uit.’" in text(
            home_of(client, found.scene.planner)
        )


def starts(scene, *periods: int) -> list[str]:
    return [reverse("reports:start_report", args=[scene.plan.uuid, period]) for period in periods]


def test_a_report_waits_for_the_planner_once_its_period_is_over_and_starts_from_the_front_page(client):
    scene = factories.adopted()
    with dated(datetime(2021, 4, 30, 12, tzinfo=UTC)):
        assert reports_asked_of(client, scene) == {}
    with after(12):
        assert reports_asked_of(client, scene) == {"planner": starts(scene, 4, 8, 12)}
        client.force_login(people.fresh(scene.planner))
        client.post(starts(scene, 8)[0])
        report = Report.objects.get()
        assert report.period == 8
        filling = reverse("reports:fill", args=[report.uuid])
        assert waiting(client, scene.planner) == [starts(scene, 4)[0], filling, starts(scene, 12)[0]]


def test_a_report_about_a_year_long_past_is_no_longer_asked_for(client):
    scene = factories.adopted()
    with dated(datetime(2022, 12, 31, 12, tzinfo=UTC)):
        assert reports_asked_of(client, scene) == {"planner": starts(scene, 4, 8, 12)}
    with dated(datetime(2023, 1, 1, 12, tzinfo=UTC)):
        assert reports_asked_of(client, scene) == {}


# --- letters ----------------------------------------------------------------------------------------------------------


def letters_asked_of(client, scene) -> dict[str, list[str]]:
    found = {name: [url for url in urls if "raadsbrieven" in url] for name, urls in asked_of(client, scene).items()}
    return {name: urls for name, urls in found.items() if urls}


def test_a_letter_waits_for_its_safety_officer_from_the_adoption_until_it_is_published(client):
    scene = factories.joint_adopted()
    emmen, coevorden = scene.region.emmen, scene.region.coevorden
    new = reverse("reports:make_letter", query={"plan": scene.plan.uuid})
    with dated(datetime(2019, 1, 1, 12, tzinfo=UTC)):
        assert letters_asked_of(client, scene) == {}, "of a year long past no letter is asked any more"
    with dated(datetime(2017, 4, 20, 12, tzinfo=UTC)):
        assert letters_asked_of(client, scene) == {"officer": [new], "coevorden_officer": [new]}
        shown = text(home_of(client, scene.officer))
        assert "Raadsbrief Emmen: jaarwerkplan 2017 Basisteam Zuidoost-Drenthe" in shown
        assert "De raad heeft hier nog geen brief over gekregen." in shown

        letter = letters.made(scene)
        aside = letters.made(scene, coevorden, by=scene.coevorden_officer)
        pages = {
            "officer": [reverse("reports:letter", args=[letter.uuid])],
            "coevorden_officer": [reverse("reports:letter", args=[aside.uuid])],
        }
        assert letters_asked_of(client, scene) == pages
        course.lay_aside(letter=aside, by=scene.coevorden_officer)
        letters.sent(scene, letter, dated_on=date(2017, 4, 20))
        asked = {"officer": [reverse("reports:publish_letter", args=[letter.uuid])]}
        assert letters_asked_of(client, scene) == asked, "one that was laid aside is not asked for again"

        newer = course.replace(letter=letters.fresh(letter), because="De datum was fout.", by=scene.officer)
        asked = {"officer": [reverse("reports:letter", args=[newer.uuid])]}
        assert letters_asked_of(client, scene) == asked
        course.lay_aside(letter=newer, by=scene.officer)
        publish(PlanSource(scene.revision, emmen), by=scene.officer)
        publish(LetterSource(letters.fresh(letter)), by=scene.officer)
        assert letters_asked_of(client, scene) == {}


def test_a_letter_about_a_released_report_is_asked_of_its_safety_officer(client):
    found = told.released()
    with after(4):
        page = reverse("reports:make_letter", query={"rapportage": found.uuid})
        about_plan = reverse("reports:make_letter", query={"plan": found.scene.plan.uuid})
        assert letters_asked_of(client, found.scene) == {"officer": [about_plan, page]}
        client.force_login(people.fresh(found.scene.officer))
        (choice,) = client.get(page).context["form"].fields["subject"].choices
        assert "over 4 maanden" in choice[1]


# --- the year of a plan -----------------------------------------------------------------------------------------------


def year_of(client, person):
    (year,) = home_of(client, person).context["years"]
    return year


@pytest.mark.parametrize(
    ("day", "states", "said"),
    [
        (
            (2021, 3, 1),
            "todo todo todo",
            "Hierna volgt de rapportage over 4 maanden, vrij te geven uiterlijk op 28 mei",
        ),
        (
            (2021, 5, 1),
            "current todo todo",
            "De rapportage over 4 maanden moet uiterlijk op 28 mei 2021 zijn vrijgegeven.",
        ),
        ((2021, 5, 28), "current todo todo", "De rapportage over 4 maanden moet uiterlijk op 28 mei 2021"),
        ((2021, 5, 29), "late todo todo", "De rapportage over 4 maanden had uiterlijk op 28 mei 2021"),
        ((2022, 1, 1), "late late current", "De rapportage over 4 maanden had uiterlijk op 28 mei 2021"),
        ((2023, 1, 1), "todo todo todo", "De veiligheidsadviseur publiceert het plan."),
    ],
)
def test_the_line_of_a_year_says_what_is_due_when(client, day, states, said):
    scene = factories.adopted()
    with dated(datetime(*day, 12, tzinfo=UTC)):
        year = year_of(client, scene.mayor)
        assert " ".join(step.state for step in year.milestones) == f"done done done done current {states}"
        assert said in " ".join(text(home_of(client, scene.mayor)).split())


def test_a_report_is_linked_for_whoever_may_see_it(client):
    found = told.offered()
    address = reverse("reports:report", args=[found.uuid])
    with after(4):
        assert year_of(client, found.scene.planner).milestones[5].url == address
        assert year_of(client, found.scene.mayor).milestones[5].url == ""
        releasing.release(report=found.report, by=found.scene.chief)
        for_the_mayor = year_of(client, found.scene.mayor).milestones[5]
    assert (for_the_mayor.url, for_the_mayor.state) == (address, "done")
    assert for_the_mayor.note == "vrijgegeven op 21 mei 2021"


def test_a_screen_reader_hears_how_each_step_stands(client):
    scene = factories.adopted()
    with dated(datetime(2021, 6, 12, 12, tzinfo=UTC)):
        page = " ".join(text(home_of(client, scene.planner)).split())
    line = page[page.index(f'aria-label="Het jaar van {scene.plan.title}"') :].split("</ol>")[0]
    assert line.count(", gedaan</span>") == 4
    assert line.count('aria-current="step"') == 1
    assert line.count("<strong>te laat</strong>") == 1


# --- what it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.everywhere
def test_more_plans_and_reports_ask_the_database_no_more(client):
    found = told.begun()
    scene = found.scene

    def cost(person) -> int:
        home_of(client, person)  # what happens only the first time
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME).status_code == 200
        return len(captured)

    people.appoint(scene.officer, Role.SAFETY_OFFICER, scene.region.coevorden)
    asking = (scene.planner, scene.officer, scene.chief, scene.mayor)
    with after(8):
        before = [cost(person) for person in asking]
        factories.written(municipalities=[scene.region.coevorden], scene=scene)
        factories.decide(scene)
        reporting.start(plan=scene.plan, period=4, by=scene.planner)
        starting.start(team=scene.region.team, year=2022, municipalities=[scene.region.emmen], by=scene.planner)
        assert Plan.objects.count() == 3
        assert [cost(person) for person in asking] == before
    assert max(before) <= 25
