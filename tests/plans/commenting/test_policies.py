"""Who may say something about a draft, who may take it away, who may be asked. Everybody not named may not."""

from __future__ import annotations

import pytest

from plans.actions import deciding
from plans.colleagues import colleagues
from plans.models import Plan
from plans.policies import may_answer, may_comment, may_remove_comment
from tests.factories import fresh
from tests.plans import factories
from tests.plans.commenting.talk import say
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db

WRITERS = {"officer", "planner", "chief", "prosecution_staff"}
DECIDERS = {"mayor", "prosecutor"}
ONLOOKERS = {"secretary", "unit_planner", "auditor"}


def allowed(scene, question) -> set[str]:
    return {name for name, person in scene.everyone.items() if question(fresh(person))}


def readers(scene) -> set[str]:
    return allowed(scene, lambda p: Plan.objects.text_visible_to(p).filter(pk=scene.plan.pk).exists())


def test_who_may_comment_and_read_follows_the_plan_on_its_way(db):
    scene = factories.written()
    seen = {}

    def look(name: str) -> None:
        draft = scene.draft
        writing = allowed(scene, lambda p: may_comment(p, draft))
        assert writing == {n for n, p in scene.everyone.items() if p in colleagues(draft)}, (
            "who may answer may be asked"
        )
        seen[name] = (writing, readers(scene))

    look("draft")
    factories.submit(scene)
    look("submitted")
    factories.agree(scene, Role.CHIEF, scene.chief)
    look("approved")
    deciding.return_to_author(
        draft=scene.draft,
        revision=scene.revision,
        seat=scene.seats[Role.MAYOR],
        by=scene.mayor,
        remark="Maak het concreter.",
    )
    look("returned")
    factories.submit(scene)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    factories.record_adoption(scene)
    look("adopted")

    everybody = WRITERS | DECIDERS | ONLOOKERS
    assert seen == {
        "draft": (WRITERS, WRITERS | ONLOOKERS),
        "submitted": (WRITERS | DECIDERS, everybody),
        "approved": (WRITERS | DECIDERS, everybody),
        "returned": (WRITERS, WRITERS | ONLOOKERS),
        "adopted": (set(), everybody),
    }
    assert "vastgesteld" in may_comment(fresh(scene.planner), scene.draft).reason


def test_who_may_remove_and_answer_a_comment(db):
    scene = factories.submitted()
    of_mayor = say(scene, by=scene.mayor)
    of_planner = say(scene, by=scene.planner)
    assert allowed(scene, lambda p: may_remove_comment(p, of_mayor)) == {"officer", "planner", "chief", "mayor"}
    assert allowed(scene, lambda p: may_remove_comment(p, of_planner)) == {"officer", "planner", "chief"}
    assert allowed(scene, lambda p: may_answer(p, of_mayor)) == WRITERS | DECIDERS
