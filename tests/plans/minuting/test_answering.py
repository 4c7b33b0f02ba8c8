"""A seat confirms what was recorded for it, or objects: what that does, and where it is read."""

from __future__ import annotations

import pytest
from django.core import mail

from plans.actions import deciding
from plans.codes import Answer
from plans.models import MinutedAnswer
from plans.policies import may_answer_minutes, may_record_minuted
from plans.record import record_of
from plans.seats import stances
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

from .world import MINUTES, answer, confirm, object_to, record

pytestmark = pytest.mark.django_db

ALL = (Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)


def test_confirming_changes_nothing_but_what_is_said_of_it():
    scene = factories.submitted()
    chief, mayor, _prosecutor = record(scene, *ALL)
    answered = confirm(scene, chief, scene.chief)
    confirm(scene, mayor, scene.mayor)
    assert scene.draft.status == Status.AGREED
    assert (answered.name, answered.capacity, answered.after_adoption) == ("Joost Veldman", chief.capacity, False)
    chief.refresh_from_db()
    assert not chief.unconfirmed
    assert "confirmed by Joost Veldman" in chief.minutes
    assert record_of(scene.plan, scene.revision).signed_by == ("Joost Veldman",), "now it is the chief's own word"
    assert Entry.objects.filter(subject=scene.plan.subject, action="confirm_minutes").count() == 2


def test_an_objection_takes_it_away_and_the_seat_decides_itself(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    _chief, mayor, _prosecutor = record(scene, *ALL)
    with django_capture_on_commit_callbacks(execute=True):
        object_to(scene, mayor, scene.mayor)
    assert scene.draft.status == Status.APPROVED
    stance = next(s for s in stances(scene.revision) if s.seat == scene.seats[Role.MAYOR])
    assert (stance.agrees, stance.objected) == (False, mayor)
    assert scene.draft.requests.get(role=Role.MAYOR).consent is None
    by_person = {m.to[0]: m.subject for m in mail.outbox}
    about = f"Bezwaar tegen de notulen: {scene.plan.title}"
    told = {scene.secretary.email, scene.officer.email, scene.planner.email}
    assert {to for to, subject in by_person.items() if subject == about} == told
    assert by_person[scene.mayor.email].startswith("Uw besluit gevraagd")
    verdict = may_record_minuted(
        scene.secretary, scene.draft, scene.revision, scene.seats[Role.MAYOR], scene.mayor, MINUTES.held_on
    )
    assert "objected" in verdict.reason
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert scene.draft.status == Status.AGREED


def test_without_the_chief_the_plan_is_with_the_chief_again():
    scene = factories.submitted()
    chief, *_others = record(scene, *ALL)
    object_to(scene, chief, scene.chief)
    assert scene.draft.status == Status.SUBMITTED
    factories.agree(scene, Role.CHIEF, scene.chief)
    assert scene.draft.status == Status.AGREED, "what the others said still counts"


def test_what_a_colleague_in_the_seat_clicked_stays():
    scene = factories.submitted()
    second = people.person(Role.CHIEF, scene.region.team)
    (chief,) = record(scene, Role.CHIEF)
    factories.agree(scene, Role.CHIEF, second)
    object_to(scene, chief, scene.chief)
    assert scene.draft.status == Status.APPROVED


def test_after_the_adoption_an_objection_is_told_and_takes_nothing_away(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    _chief, mayor, prosecutor = record(scene, *ALL)
    factories.record_adoption(scene)
    with django_capture_on_commit_callbacks(execute=True):
        answered = object_to(scene, mayor, scene.mayor)
    confirm(scene, prosecutor, scene.prosecutor)
    assert answered.after_adoption
    assert scene.draft.status == Status.ADOPTED
    mayor.refresh_from_db()
    assert mayor.counts
    assert "objection by Ellen Bos" in mayor.minutes
    bodies = {m.to[0]: m.body for m in mail.outbox}
    told = (scene.secretary, scene.officer, scene.planner, scene.chief, scene.prosecutor)
    assert bodies.keys() == {p.email for p in told}
    assert "De driehoek moet besluiten" in bodies[scene.chief.email]
    recorded = record_of(scene.plan, scene.revision).consents
    assert {each.minutes.answer for each in recorded} == {""}, "the files of an adopted plan stay as they were"


def test_only_the_seat_answers_and_only_once():
    scene = factories.submitted()
    (chief,) = record(scene, Role.CHIEF)
    second = people.person(Role.CHIEF, scene.region.team)
    asked = {**scene.everyone, "second": second}
    may = {name for name, person in asked.items() if may_answer_minutes(people.fresh(person), chief.minuted)}
    assert may == {"chief", "second"}
    entries = Entry.objects.count()
    for by, given, remark in (
        (scene.mayor, Answer.CONFIRM, ""),
        (scene.secretary, Answer.CONFIRM, ""),
        (scene.chief, Answer.OBJECT, " "),
    ):
        with pytest.raises(Refused):
            answer(scene, chief.minuted, by, given, remark)
    assert (MinutedAnswer.objects.count(), Entry.objects.count()) == (0, entries)
    confirm(scene, chief, second)
    with pytest.raises(Refused, match="already"):
        object_to(scene, chief, scene.chief)
    assert scene.draft.status == Status.APPROVED


def test_who_decided_again_since_has_nothing_to_confirm():
    scene = factories.submitted()
    (chief,) = record(scene, Role.CHIEF)
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.CHIEF], by=scene.chief, remark="Toch niet."
    )
    assert "again since" in may_answer_minutes(people.fresh(scene.chief), chief.minuted).reason
