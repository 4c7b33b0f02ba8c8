"""The list of plans and the page of a plan: how far it is, whose turn, who decided what, what may be done."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from plans.actions import deciding, drafting, starting
from plans.document import load
from plans.models import Plan
from plans.presenters.milestones import STEPS, milestones
from plans.presenters.status import BADGES, progress
from plans.record import record_of
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Appointment

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
IN_JANUARY = datetime(2021, 1, 20, 12, tzinfo=UTC)


def shown(scene: factories.Scene):
    return progress([Plan.objects.with_names().get(pk=scene.plan.pk)])[0]


def text(response) -> str:
    return html.unescape(response.content.decode())


def plan_page(browser, scene: factories.Scene):
    return browser.get(reverse("plans:plan", args=[scene.plan.uuid]))


def queries(browser, url: str) -> int:
    browser.get(url)  # once before, so that nothing is counted that happens only the first time
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


# --- how far it is ----------------------------------------------------------------------------------------------------


def test_every_status_has_a_badge_and_is_a_step():
    assert BADGES.keys() == set(Status)
    assert STEPS.keys() == set(Status)


@pytest.mark.parametrize(
    ("walk", "states", "seats"),
    [
        (factories.written, "current todo todo todo todo", "none none none"),
        (factories.submitted, "done current todo todo todo", "waiting none none"),
        (factories.approved, "done done current todo todo", "agreed waiting waiting"),
        (factories.agreed, "done done done current todo", "agreed agreed agreed"),
        (factories.adopted, "done done done done current", "agreed agreed agreed"),
        (factories.returned, "current todo todo todo todo", "returned none none"),
    ],
)
def test_the_steps_and_the_seats_of_each_status(walk, states, seats):
    scene = walk()
    with dated(IN_JANUARY):
        found = shown(scene)
        assert " ".join(step.state for step in milestones(found)) == states
    assert " ".join(line.state for line in found.seats) == seats
    assert found.turn


def test_the_steps_say_when_they_were_done_and_by_when_the_next_one_must_be():
    with dated(IN_JANUARY), translation.override("en"):
        scene = factories.approved()
        factories.agree(scene, Role.MAYOR, scene.mayor)
        notes = [step.note for step in milestones(shown(scene))]
        assert notes == [
            "submitted 11 December 2020",
            "agreed 20 January 2021",
            "1 of 2 agreed",
            "by 29 January 2021",  # the 31st is a Sunday
            "",
        ]
        factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
        factories.record_adoption(scene)
        notes = [step.note for step in milestones(shown(scene))]
    assert notes[2:] == ["agreed 20 January 2021", "18 January 2021", "not yet"]


def test_a_plan_that_was_not_adopted_in_january_is_late_at_that_step():
    scene = factories.approved()
    with dated(datetime(2021, 2, 1, 12, tzinfo=UTC)):
        assert [step.state for step in milestones(shown(scene))] == ["done", "done", "current", "late", "todo"]


def test_a_returned_plan_says_by_whom_and_why_until_it_is_submitted_again():
    scene = factories.returned()
    assert shown(scene).returned.remark == "Maak de bijdragen concreter."
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert shown(scene).returned is None
    with translation.override("en"):
        assert ": returned version 1, and has to decide about this one" in shown(scene).seats[0].words


def test_a_plan_that_was_taken_back_is_not_called_returned():
    scene = factories.submitted()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    assert shown(scene).returned is None


def test_a_consent_that_still_holds_says_that_the_text_has_not_changed():
    scene = factories.approved()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    deciding.submit(draft=scene.draft, by=scene.planner)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    with translation.override("en"):
        chief, mayor, _prosecutor = shown(scene).seats
    assert (chief.state, chief.words) == (
        "agreed",
        "agreed with version 1; what this seat answers for has not changed since",
    )
    assert (mayor.state, mayor.words) == ("agreed", "agreed with version 2")


def test_a_vacant_seat_is_named_and_stays_required(as_):
    scene = factories.approved()
    Appointment.objects.filter(person=scene.prosecutor).delete()
    response = plan_page(as_(scene.planner), scene)
    rows = {row.line.seat.role: row for row in response.context["seats"]}
    assert rows[Role.PROSECUTOR].holders == ""
    assert rows[Role.PROSECUTOR].line.state == "waiting"
    assert rows[Role.MAYOR].holders == "Ellen Bos"


def test_both_chiefs_are_named(as_):
    scene = factories.approved()
    people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    rows = plan_page(as_(scene.planner), scene).context["seats"]
    assert rows[0].holders == "Joost Veldman, Ria Tweede"


# --- the page of a plan -----------------------------------------------------------------------------------------------


def test_remarks_of_every_round_stay_on_the_page_for_ever(as_):
    scene = factories.returned()
    deciding.submit(draft=scene.draft, by=scene.planner)
    factories.agree(scene, Role.CHIEF, scene.chief)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    deciding.return_to_author(**about, by=scene.mayor, remark="Tweede ronde: nog steeds niet.")
    page = text(plan_page(as_(scene.planner), scene))
    assert "Maak de bijdragen concreter." in page
    assert "Tweede ronde: nog steeds niet." in page


def test_every_version_stands_there_with_its_digest_and_can_be_read(as_):
    scene = factories.returned()
    first = scene.revision
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Nu anders.</p>")
    deciding.submit(draft=scene.draft, by=scene.planner)
    browser = as_(scene.planner)
    page = text(plan_page(browser, scene))
    assert first.digest in page
    assert scene.revision.digest in page
    old = text(browser.get(reverse("plans:revision", args=[scene.plan.uuid, 1])))
    assert "Zo werken wij samen." in old
    assert "Nu anders." not in old
    assert browser.get(reverse("plans:revision", args=[scene.plan.uuid, 3])).status_code == 404


@pytest.mark.parametrize(
    ("walk", "who", "usable", "refused"),
    [
        (factories.written, "planner", {"write", "submit"}, set()),
        (factories.submitted, "planner", {"withdraw"}, {"write"}),
        (factories.submitted, "mayor", set(), {"decide"}),
        (factories.approved, "mayor", {"decide"}, set()),
        (factories.approved, "secretary", set(), {"adopt"}),
        (factories.agreed, "secretary", {"adopt"}, set()),
        (factories.agreed, "planner", set(), {"write", "withdraw"}),
        (factories.adopted, "planner", set(), set()),
        (factories.adopted, "officer", {"publish"}, set()),
        (factories.approved, "auditor", set(), set()),
    ],
)
def test_the_buttons_of_each_role_with_a_reason_when_not_allowed(as_, walk, who, usable, refused):
    scene = walk()
    response = plan_page(as_(getattr(scene, who)), scene)
    pages = {name: reverse(f"plans:{name}", args=[scene.plan.uuid]) for name in NAMES} | {
        "publish": reverse("reports:publish", args=[scene.plan.uuid])
    }
    found = {name: b for b in response.context["buttons"] for name, url in pages.items() if b.url == url}
    assert {name for name, button in found.items() if not button.reason} == usable
    assert {name for name, button in found.items() if button.reason} == refused
    for button in found.values():
        assert button.reason in text(response)


NAMES = ("write", "submit", "withdraw", "decide", "adopt")


# --- the record beside the text ---------------------------------------------------------------------------------------


def test_the_chiefs_who_agree_sign_the_foreword():
    scene = factories.submitted()
    assert record_of(scene.plan, scene.revision).signed_by == ()
    second = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    factories.agree(scene, Role.CHIEF, scene.chief)
    factories.agree(scene, Role.CHIEF, second)
    assert record_of(scene.plan, scene.revision).signed_by == ("Joost Veldman", "Ria Tweede")


def test_a_chief_who_returned_it_has_not_signed():
    scene = factories.returned()
    assert record_of(scene.plan, scene.revision).signed_by == ()


def test_a_signature_does_not_pass_to_another_text():
    scene = factories.approved()
    first = scene.revision
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Anders.</p>")
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert record_of(scene.plan, scene.revision).signed_by == ()
    assert record_of(scene.plan, first).signed_by == ("Joost Veldman",), "the earlier version was signed, and stays so"


def test_the_record_of_an_adopted_plan():
    scene = factories.adopted()
    record = record_of(scene.plan, scene.revision)
    assert (record.number, record.status, record.digest) == (1, "adopted", scene.revision.digest)
    assert [c.name for c in record.consents] == ["Joost Veldman", "Ellen Bos", "Femke Aalders"]
    assert (record.adoption.body, len(record.adoption.members)) == ("Bestuurlijk Overleg Basisteam", 2)
    assert load(scene.revision.text).digest() == record.digest, "the digest is that of the text itself"


def test_the_record_of_a_draft_knows_no_decisions():
    scene = factories.returned()
    assert record_of(scene.plan, None).consents == ()


# --- as many queries for many plans as for one ------------------------------------------------------------------------


def test_the_list_costs_as_much_for_four_plans_as_for_one(as_):
    scene = factories.approved()
    browser = as_(scene.planner)
    one = {url: queries(browser, url) for url in (reverse("plans:list"), reverse("home"))}
    for year in (2019, 2022, 2023):
        starting.start(team=scene.region.team, year=year, municipalities=[scene.region.coevorden], by=scene.planner)
    four = {url: queries(browser, url) for url in one}
    assert len(browser.get(reverse("plans:list")).context["years"]) == 4
    assert four == one
    assert max(four.values()) < MOST_QUERIES


def test_every_page_about_a_plan_stays_under_thirty_queries(as_):
    scene = factories.stage()
    all_three = [scene.region.emmen, scene.region.coevorden, scene.region.borger]
    factories.approved(scene=scene, municipalities=all_three)
    counts = {
        (name, who.name): queries(as_(who), reverse(f"plans:{name}", args=[scene.plan.uuid]))
        for name in ("plan", "preview", "submit", "withdraw", "decide")
        for who in (scene.chief,)
    }
    edition = reverse("plans:edition", args=[scene.plan.uuid, scene.region.emmen.code])
    counts["edition", "chief"] = queries(as_(scene.chief), edition)
    counts["adopt", "secretary"] = queries(as_(scene.secretary), reverse("plans:adopt", args=[scene.plan.uuid]))
    assert {key: count for key, count in counts.items() if count >= MOST_QUERIES} == {}
