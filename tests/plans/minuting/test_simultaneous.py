"""The secretary records while the seat itself decides: one outcome, and the other hears why not."""

from __future__ import annotations

import pytest

from plans.actions import deciding
from plans.codes import Answer
from plans.models import Consent, Minuted, MinutedAnswer
from plans.workflow import Status
from tests.plans import factories
from tests.plans.deciding.test_simultaneous import at_once, numbers_of_the_trail, one_done
from workplan_portal.authorization.roles import Role

from .world import answer, record

pytestmark = pytest.mark.django_db(transaction=True)


def test_recording_while_the_seat_agrees_itself_leaves_one_of_the_two():
    scene = factories.approved()
    clicked = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR], "by": scene.mayor}
    assert one_done(at_once(lambda: record(scene, Role.MAYOR), lambda: deciding.consent(**clicked)))
    (given,) = Consent.objects.filter(role=Role.MAYOR)
    assert Minuted.objects.filter(consent=given).count() == Minuted.objects.count()
    numbers = numbers_of_the_trail(scene)
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_who_share_a_seat_answer_at_once_and_one_counts():
    scene = factories.submitted()
    (chief,) = record(scene, Role.CHIEF)
    results = at_once(
        lambda: answer(scene, chief.minuted, scene.chief, Answer.CONFIRM),
        lambda: answer(scene, chief.minuted, scene.chief, Answer.OBJECT, "Niet gezegd."),
    )
    assert one_done(results)
    (given,) = MinutedAnswer.objects.all()
    assert scene.draft.status == (Status.APPROVED if given.answer == Answer.CONFIRM else Status.SUBMITTED)
