"""An amendment waits for whoever has its next move, from its draft until it is published and the council was told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from plans.codes import Audience
from plans.models import Draft
from reports.actions import letters as course
from reports.actions import publishing
from reports.letters.choosing import expected_subjects
from reports.letters.subjects import LetterSubject
from tests.factories import fresh
from tests.plans import factories
from tests.plans.amending import world
from tests.plans.factories import Scene
from tests.remembered import remembered
from tests.reports import letters
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.actions import nudge
from workplan_portal.home.districts import districts
from workplan_portal.home.feed import feed_of
from workplan_portal.home.gathering import gather
from workplan_portal.home.presenters import tasks_of
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db


@remembered
def told_and_published() -> tuple[Scene, Draft]:
    """A plan that is out and about which the council had its letter, and an amendment of it from 1 June."""
    scene = factories.adopted()
    letters.sent(scene)
    with world.on(2, 1):
        publishing.publish(source=letters.source_of(scene), audience=Audience.PUBLIC, by=scene.officer)
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    return scene, draft


def waiting(person: Person) -> list[str]:
    return [task.button.url for task in tasks_of(gather(fresh(person)))]


def about_subjects(officer: Person) -> list[LetterSubject]:
    """What the councils still have to hear."""
    return expected_subjects(officer, gather(officer).adopted)


def asked(scene: Scene, page: str, *args: object) -> set[str]:
    """Whom this page waits for; what waits about the plan itself left out."""
    address = reverse(page, args=args)
    return {name for name, person in scene.everyone.items() if address in waiting(person)}


def test_every_step_waits_for_whoever_makes_it():
    scene, draft = told_and_published()
    plan = scene.plan.uuid
    with world.on(5, 4):
        assert asked(scene, "plans:write", draft) == {"officer", "planner"}
        (task,) = [t for t in tasks_of(gather(fresh(scene.planner))) if t.title == draft.title]
        assert (task.due, task.late) == (world.FROM, False)
    world.submitted(scene, draft)
    assert asked(scene, "plans:decide", draft) == {"chief"}
    with world.on(5, 10):
        world.agree(scene, draft)
    assert asked(scene, "plans:adopt", draft) == {"secretary"}
    world.adopt(scene, draft)

    with world.on(5, 20):
        assert asked(scene, "reports:publish", plan) == set(), "until it is in force readers read the text before it"
        (subject,) = about_subjects(fresh(scene.officer))
        assert subject.letter_title in [t.title for t in tasks_of(gather(fresh(scene.officer)))]
    with world.on(6, 2):
        assert asked(scene, "reports:publish", plan) == {"officer", "secretary"}
        publishing.publish(source=letters.source_of(scene), audience=Audience.PUBLIC, by=scene.secretary)
        assert asked(scene, "reports:publish", plan) == set()
        course.make_letter(subject=subject, by=scene.officer)
        assert about_subjects(fresh(scene.officer)) == []


def test_a_plan_that_was_never_published_is_asked_for_once():
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    world.adopted(scene, draft)
    with world.on(6, 2):
        address = reverse("reports:publish", args=[scene.plan.uuid])
        assert waiting(scene.officer).count(address) == 1, "the plan itself waits already"
        (subject,) = about_subjects(fresh(scene.officer))
        assert subject.kind == "plan", "one letter, about the plan as it has become"
        assert subject.in_document.version == world.fresh(draft).revision.number
        course.make_letter(subject=subject, by=scene.officer)
        assert about_subjects(fresh(scene.officer)) == []


def test_the_unit_sees_it_when_it_is_almost_due_and_reminds_whose_turn_it_is(django_capture_on_commit_callbacks):
    scene, draft = told_and_published()
    world.submitted(scene, draft)
    planner = fresh(scene.unit_planner)
    with dated(datetime(2021, 5, 20, 9, tzinfo=UTC)):
        owed = [each for line in districts(planner) for team in line.teams for each in team.owed]
        (found,) = [each for each in owed if each.item.amendment]
        assert (found.item.title, found.item.due_on, found.item.late) == (draft.title, world.FROM, False)
        browser = Client()
        browser.force_login(planner)
        address = reverse("nudge", args=[draft, 0])
        assert address in browser.get(reverse("districts")).content.decode()
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(address).status_code == 302
        (sent,) = mail.outbox
        assert (sent.to, draft.title in sent.subject) == ([scene.chief.email], True)
        assert Entry.objects.about(scene.plan.subject).last().object == draft.title
        with pytest.raises(Refused, match="minder dan een week"):
            nudge(plan=scene.plan, period=0, amendment=1, by=planner)
        with pytest.raises(Refused, match="van niemand iets gevraagd"):
            nudge(plan=scene.plan, period=0, by=planner)


def test_its_day_is_in_the_calendar_and_in_the_reminders_until_it_is_adopted():
    scene, draft = told_and_published()
    world.submitted(scene, draft)
    day = "DTSTART;VALUE=DATE:20210601"
    with world.on(5, 25):
        for person, there in ((scene.planner, True), (scene.mayor, True), (scene.auditor, False)):
            assert (day in feed_of(fresh(person)).decode()) is there
        mail.outbox.clear()
        call_command("send_reminders")
        assert scene.chief.email in {to for message in mail.outbox if draft.title in message.body for to in message.to}
    with world.on(5, 26):
        world.agree(scene, draft)
    world.adopt(scene, draft)
    with world.on(5, 27):
        assert day not in feed_of(fresh(scene.planner)).decode()
