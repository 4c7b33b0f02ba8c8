"""An amendment on the agenda: proposed beside its plan, decided from the minutes, in the bundle with old beside new."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from plans.actions import minuting
from plans.codes import Answer, Decision
from plans.models import Minuted
from plans.seats import required_seats
from plans.workflow import Status
from tests.plans import factories
from tests.plans.amending import world
from tests.plans.factories import Scene
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.gathering import gather
from workplan_portal.home.presenters import tasks_of
from workplan_portal.meetings import actions
from workplan_portal.meetings.agenda import proposals
from workplan_portal.meetings.models import Meeting
from workplan_portal.people.models import Person

from .world import planned_now

pytestmark = pytest.mark.django_db

IN_MAY = "notulen van 11 mei 2021 (DH-2021-05)"


def read(person: Person, page: str, *args: object) -> str:
    browser = Client()
    browser.force_login(person)
    answer = browser.get(reverse(page, args=args))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def in_may(scene: Scene) -> Meeting:
    """Of 11 May, and held that day."""
    with world.on(5, 11):
        meeting = planned_now(scene)
        actions.hold(meeting=meeting, reference="DH-2021-05", by=scene.secretary)
    return Meeting.objects.get(pk=meeting.pk)


def minuted(scene: Scene, meeting: Meeting, *roles: Role) -> list[Minuted]:
    item = meeting.items.exclude(amendment=None).get()
    holders = {Role.CHIEF: scene.chief, Role.MAYOR: scene.mayor, Role.PROSECUTOR: scene.prosecutor}
    said = [minuting.Said(scene.seats[role], holders[role]) for role in roles]
    with world.on(5, 12):
        given = actions.record_decisions(item=item, said_by=said, decision=Decision.AGREE, by=scene.secretary)
    return [each.minuted for each in given]


def test_an_amendment_is_decided_from_the_minutes_of_a_meeting(django_capture_on_commit_callbacks):
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    with world.on(5, 5):
        assert proposals(planned_now(scene, place="Zaal 2")) == [], "nobody is asked anything yet"
    revision = world.submitted(scene, draft)
    meeting = in_may(scene)
    (item,) = meeting.items.all()
    assert (item.title, item.revision) == (draft.title, revision), "its plan, which is in force, is not asked about"
    with world.on(5, 10):
        other = planned_now(scene, place="Zaal 3")
    with pytest.raises(Refused, match="on the agenda already"):
        actions.add_item(meeting=other, plan=scene.plan, amendment=world.fresh(draft), by=scene.secretary)

    seats = [Role(seat.role) for seat in required_seats(revision)]
    with django_capture_on_commit_callbacks(execute=True):
        minuted(scene, meeting, *seats)
    assert world.fresh(draft).status == Status.AGREED
    agreed = next(m for m in mail.outbox if m.subject == f"Klaar om vast te leggen: {draft.title}")
    assert agreed.to == [scene.secretary.email]
    assert IN_MAY in agreed.body, "it says which consents nobody clicked"
    asked = next(m for m in mail.outbox if m.to == [scene.mayor.email] and draft.title in m.subject)
    assert "/link/" in asked.body

    pages = (
        ("meetings:meeting", meeting.uuid),
        ("meetings:item", meeting.uuid, item.uuid),
        ("plans:amendment", draft),
        ("plans:decide", draft),
        ("plans:decision_sheet", draft),
        ("plans:adopt", draft),
        ("plans:revision", scene.plan.uuid, revision.number),
    )
    for page, *args in pages:
        assert IN_MAY in read(scene.secretary if page == "plans:adopt" else scene.mayor, page, *args), page
    assert reverse("plans:amendment", args=[draft]) in read(scene.mayor, "meetings:meeting", meeting.uuid)
    sheet = read(scene.mayor, "plans:decision_sheet", draft)
    assert "Moet gelden vanaf 1 juni 2021" in re.sub(r" +", " ", re.sub(r"<[^>]+>", " ", sheet))
    assert "31 januari" not in sheet, "an amendment comes when there is cause"
    assert IN_MAY not in read(scene.mayor, "plans:plan", scene.plan.uuid), "about the plan itself they clicked"


def test_what_a_seat_says_of_the_minutes_is_about_that_amendment():
    scene = factories.adopted()
    first, second = world.begun(scene), world.begun(scene)
    world.raise_goal(scene, first)
    world.introduce(scene, second, "<p>Anders.</p>")
    world.submitted(scene, first)
    meeting = in_may(scene)
    seats = [Role(seat.role) for seat in required_seats(world.fresh(first))]
    told = {each.consent.role: each for each in minuted(scene, meeting, *seats)}
    world.submitted(scene, second)

    (task,) = [each for each in tasks_of(gather(scene.mayor)) if each.button.url.endswith(f"/{told[Role.MAYOR].pk}/")]
    assert task.title == first.title
    assert task.button.url == reverse("plans:minutes", args=[first, told[Role.MAYOR].pk])
    page = read(scene.mayor, "plans:minutes", first, told[Role.MAYOR].pk)
    assert reverse("meetings:meeting", args=[meeting.uuid]) in page
    assert reverse("plans:amendment", args=[first]) in page
    browser = Client()
    browser.force_login(scene.mayor)
    for elsewhere in (second, scene.plan.uuid):
        wrong = reverse("plans:minutes", args=[elsewhere, told[Role.MAYOR].pk])
        assert browser.get(wrong).status_code == 404, "the address of another text"

    with world.on(5, 13):
        minuting.answer_minutes(minuted=told[Role.MAYOR], by=scene.mayor, answer=Answer.OBJECT, remark="Zo niet.")
    assert world.fresh(first).status == Status.APPROVED
    assert world.fresh(second).status == Status.SUBMITTED, "another amendment stays as it was"


def test_an_objection_after_the_adoption_of_an_amendment_comes_back_on_the_agenda():
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    world.submitted(scene, draft)
    seats = [Role(seat.role) for seat in required_seats(world.fresh(draft))]
    *_others, mayor = sorted(minuted(scene, in_may(scene), *seats), key=lambda m: m.consent.role == Role.MAYOR)
    world.adopt(scene, draft)
    later = world.begun(scene)  # what is being written has nothing to do with it
    with world.on(5, 13):
        given = minuting.answer_minutes(minuted=mayor, by=scene.mayor, answer=Answer.OBJECT, remark="Zo niet.")
    assert given.after_adoption
    assert (world.fresh(draft).status, world.fresh(later).status) == (Status.ADOPTED, Status.DRAFT)
    with world.on(5, 14):
        meeting = planned_now(scene, place="Zaal 2")
        assert [item.title for item in meeting.items.all()] == [draft.title]
        actions.hold(meeting=meeting, reference="DH-6", by=scene.secretary)
        assert not proposals(planned_now(scene, place="Zaal 3"))


def test_the_bundle_has_what_it_changes_before_the_plan_as_it_would_be():
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    world.submitted(scene, draft)
    with world.on(5, 10):
        meeting = planned_now(scene)
    browser = Client()
    browser.force_login(scene.mayor)
    content = b"".join(browser.get(reverse("meetings:bundle", args=[meeting.uuid])).streaming_content)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["Agenda", f"{draft.title}: oud naast nieuw", f"{draft.title}: het hele plan"]
