"""Beginning an amendment, writing in it and deciding about it: what each act does, and to whom it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from plans.actions import amending, deciding, drafting
from plans.compiling import compile_draft
from plans.document import load
from plans.models import (
    Amendment,
    Comment,
    ConsentRequest,
    Draft,
    EditionChoice,
    Offer,
    Presence,
    Removal,
    Revision,
    Spell,
)
from plans.policies import may_submit
from plans.policies_of_amendments import may_amend
from plans.record import current_draft, in_force, record_of
from plans.rows import COPIED
from plans.workflow import Status
from priorities.codes import Authority
from priorities.models import Figure, Priority
from tests import factories as people
from tests.plans import factories
from tests.plans.amending import world
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

LEFT_BEHIND = {Comment, ConsentRequest, EditionChoice, Offer, Presence, Removal, Spell, Amendment}
"""What hangs on a draft and is no part of its text."""


def last_entry(scene: factories.Scene) -> Entry:
    return Entry.objects.filter(subject=scene.plan.subject).latest("number")


# --- begin ------------------------------------------------------------------------------------------------------------


def test_an_amendment_starts_with_the_adopted_text_and_leaves_that_in_force():
    scene = factories.adopted()
    adopted = scene.revision
    draft = world.begun(scene)
    begun = compile_draft(draft)
    assert replace(begun, amendment=None).text() == load(adopted.text).text(), "every thing under its own uuid"
    assert (begun.amendment.number, begun.amendment.cause) == (1, "Corona vraagt veel inzet.")
    assert (draft.amendment.base, draft.status, draft.revision) == (adopted, Status.DRAFT, None)
    assert current_draft(scene.plan).number == 0
    assert in_force(scene.plan) == adopted
    entry = last_entry(scene)
    assert (entry.action, entry.details["cause"]) == ("begin_amendment", "Corona vraagt veel inzet.")
    assert world.begun(scene).number == 2, "two can be written at once"


def test_what_makes_the_text_is_copied_and_nothing_is_forgotten():
    """A new kind of row must either come along, or stand on the list of what does not."""
    hangs = {
        model
        for model in apps.get_app_config("plans").get_models()
        if any(f.is_relation and f.related_model in (Draft, *COPIED) for f in model._meta.concrete_fields)
    }
    assert hangs == {*COPIED, *LEFT_BEHIND}


def test_only_authors_begin_an_amendment():
    scene = factories.adopted()
    may = {name for name, person in scene.everyone.items() if may_amend(people.fresh(person), scene.plan)}
    assert may == {"officer", "planner", "chief"}
    with pytest.raises(Refused):
        amending.begin_amendment(
            plan=scene.plan, cause="x", proposer="y", effective_on=world.FROM, by=people.fresh(scene.mayor)
        )
    assert Draft.objects.count() == 1


def test_a_plan_that_is_not_adopted_is_changed_without_an_amendment():
    scene = factories.agreed()
    verdict = may_amend(scene.planner, scene.plan)
    assert not verdict
    assert verdict.reason.endswith(".")


def test_what_became_known_since_does_not_change_what_nobody_amended():
    scene = factories.adopted()
    before = load(scene.revision.text)
    Figure.objects.update(value=31, source="definitief")
    scene.burglaries.name = "Inbraken in woningen"
    scene.burglaries.save()
    draft = world.begun(scene)
    assert replace(compile_draft(draft), amendment=None) == before
    assert "nothing" in may_submit(scene.planner, draft).reason or "niets" in may_submit(scene.planner, draft).reason


def test_cause_and_date_can_be_changed_until_it_is_submitted():
    scene = factories.adopted()
    draft = world.begun(scene)
    told = world.amendment_of(draft)
    amending.explain_amendment(amendment=told, version=1, by=scene.officer, cause="Een ramp.", proposer="Driehoek")
    assert world.amendment_of(draft).cause == "Een ramp."
    assert last_entry(scene).action == "explain_amendment"
    world.introduce(scene, draft, "<p>Anders.</p>")
    world.submitted(scene, draft)
    for person in (scene.officer, scene.mayor):
        with pytest.raises(Refused):
            amending.explain_amendment(amendment=told, version=2, by=person, cause="Toch niet.")
    assert world.amendment_of(draft).cause == "Een ramp."


# --- decide -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authority", "asked"),
    [
        (Authority.PUBLIC_ORDER, {"chief", "mayor"}),
        (Authority.CRIMINAL_LAW, {"chief", "prosecutor"}),
        (Authority.BOTH, {"chief", "mayor", "prosecutor"}),
    ],
)
def test_the_authority_over_what_changes_is_asked_and_its_agreement_is_enough(authority, asked):
    scene = factories.stage()
    Priority.objects.update(authority=authority)
    scene = factories.adopted(scene=scene)
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    revision = world.submitted(scene, draft)
    assert {role for role, _code in revision.asks} == asked
    assert set(ConsentRequest.objects.filter(draft=draft).values_list("role", flat=True)) == asked
    others = {Role.MAYOR: scene.mayor, Role.PROSECUTOR: scene.prosecutor}
    factories.agree(scene, Role.CHIEF, scene.chief)
    assert world.fresh(draft).status == Status.APPROVED, "nobody agrees by being absent"
    for role, person in others.items():
        if role in asked:
            factories.agree(scene, role, person)
        else:
            with pytest.raises(Refused):
                factories.agree(scene, role, person)
    assert world.fresh(draft).status == Status.AGREED


def test_an_adopted_amendment_is_in_force_from_its_day_and_the_earlier_text_until_then():
    scene = factories.adopted()
    first = scene.revision
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    second = world.adopted(scene, draft)
    assert second.adoption.in_force_from == date(2021, 6, 1)
    assert (in_force(scene.plan, date(2021, 5, 31)), in_force(scene.plan, date(2021, 6, 1))) == (first, second)
    with world.on(5, 20):
        assert current_draft(scene.plan).revision == first
    with world.on(6, 2):
        assert current_draft(scene.plan).revision == second
    record = record_of(scene.plan, second)
    (note,) = record.amendments
    assert (note.number, note.adopted_on, note.in_force_from) == (1, date(2021, 5, 12), date(2021, 6, 1))
    assert len(note.changes) == 1
    assert record.signed_by == record_of(scene.plan, first).signed_by == (scene.chief.name,)
    assert record.adoption.days_late == 0
    assert record_of(scene.plan, first).amendments == (), "the text as it was first adopted knows of none"


def test_an_amendment_is_never_in_force_before_it_was_adopted():
    scene = factories.adopted()
    draft = world.begun(scene, effective_on=date(2021, 2, 1))
    world.raise_goal(scene, draft)
    assert world.adopted(scene, draft).adoption.in_force_from == date(2021, 5, 12)


def test_the_plan_as_first_adopted_holds_for_its_whole_year():
    scene = factories.adopted()
    assert in_force(scene.plan, date(2021, 1, 1)) == scene.revision


def test_one_that_changes_nothing_is_not_submitted():
    scene = factories.adopted()
    draft = world.begun(scene)
    with pytest.raises(Refused):
        world.submitted(scene, draft)
    assert Revision.objects.filter(amendment=1).count() == 0


def test_a_consent_holds_for_the_cause_and_the_date_too():
    """A resubmission with another date asks again; without a change the consents are restored."""
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    world.decided(scene, draft)
    seat = scene.seats[Role.MAYOR]
    for change, status in (({}, Status.APPROVED), ({"effective_on": date(2021, 7, 1)}, Status.SUBMITTED)):
        deciding.return_to_author(
            draft=world.fresh(draft), revision=scene.revision, seat=seat, by=scene.mayor, remark="Nog niet."
        )
        if change:
            told = world.amendment_of(draft)
            amending.explain_amendment(amendment=told, version=told.version, by=scene.planner, **change)
        world.submitted(scene, draft)
        assert world.fresh(draft).status == status
        if not change:
            factories.agree(scene, Role.MAYOR, scene.mayor)


def test_the_adopted_draft_is_closed_and_its_own_revisions_stay():
    scene = factories.adopted()
    text = scene.revision.text
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    world.adopted(scene, draft)
    assert Revision.objects.get(plan=scene.plan, number=1).text == text
    for closed in Draft.objects.filter(plan=scene.plan):
        with pytest.raises(Refused):
            drafting.write_texts(draft=closed, version=closed.version, by=scene.planner, introduction="<p>x</p>")
    assert Draft.objects.awaiting(people.fresh(scene.mayor)).count() == 0


# --- drop -------------------------------------------------------------------------------------------------------------


def test_an_amendment_that_is_dropped_waits_for_nobody_and_can_be_taken_up_again(as_):
    scene = factories.adopted()
    draft = world.begun(scene)
    page = reverse("plans:amendment", args=[draft])
    with pytest.raises(Refused):
        amending.drop_amendment(amendment=draft.amendment, reason=" ", by=scene.planner)
    with pytest.raises(Refused):
        amending.drop_amendment(amendment=draft.amendment, reason="Toch niet.", by=scene.mayor)
    assert world.amendment_of(draft).dropped_at is None
    assert Draft.objects.awaiting(people.fresh(scene.planner)).count() == 1
    as_(scene.planner).post(reverse("plans:drop_amendment", args=[draft]), {"reason": "Toch niet nodig."})
    assert (last_entry(scene).action, last_entry(scene).details["reason"]) == ("drop_amendment", "Toch niet nodig.")
    assert "Toch niet nodig." in as_(scene.planner).get(page).content.decode()
    assert Draft.objects.awaiting(people.fresh(scene.planner)).count() == 0
    with pytest.raises(Refused):
        world.introduce(scene, draft, "<p>Anders.</p>")
    assert as_(scene.mayor).post(reverse("plans:resume_amendment", args=[draft])).status_code == 404
    as_(scene.planner).post(reverse("plans:resume_amendment", args=[draft]))
    assert last_entry(scene).action == "resume_amendment"
    world.introduce(scene, draft, "<p>Anders.</p>")
    world.submitted(scene, draft)
    with pytest.raises(Refused):
        amending.drop_amendment(amendment=world.amendment_of(draft), reason="Te laat.", by=scene.planner)


def test_after_its_year_a_plan_can_be_amended_more_than_once():
    """The first is in force from its adoption, later than any day the second can name; that follows it all the same."""
    scene = factories.adopted()
    with dated(datetime(2022, 2, 1, 9, tzinfo=UTC)):
        world.adopt_today(scene, _begun_for_december(scene, goal=70))
    with dated(datetime(2022, 2, 8, 9, tzinfo=UTC)):
        second = world.adopt_today(scene, _begun_for_december(scene, goal=60))
    assert second.adoption.in_force_from == date(2022, 2, 8)


def _begun_for_december(scene, goal: int) -> Draft:
    told = {"cause": "Laat.", "proposer": "Driehoek van Emmen", "effective_on": date(2021, 12, 1)}
    draft = amending.begin_amendment(plan=scene.plan, by=scene.planner, **told).draft
    world.raise_goal(scene, draft, goal)
    return draft
