"""The acts of deciding: each does what it must, is refused to others, is whole or nothing, and leaves its trail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from plans.actions import deciding, drafting
from plans.codes import Decision
from plans.models import Adoption, Consent, ConsentRequest, Revision
from plans.workflow import Status
from priorities.codes import Comparator, Direction, Unit
from priorities.models import Figure
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Appointment, Seat

pytestmark = pytest.mark.django_db

ADOPTION = {"adopted_on": date(2021, 1, 18), "body": "Bestuurlijk Overleg", "members": ["Ellen Bos, burgemeester"]}


def last_entry(scene: factories.Scene) -> Entry:
    return Entry.objects.filter(subject=scene.plan.subject).latest("number")


def acts(scene: factories.Scene) -> list[str]:
    return list(Entry.objects.filter(subject=scene.plan.subject).order_by("number").values_list("action", flat=True))


# --- submit -----------------------------------------------------------------------------------------------------------


def test_submitting_freezes_the_text_and_asks_every_seat():
    scene = factories.written()
    revision = deciding.submit(draft=scene.draft, by=scene.planner)
    assert (revision.number, scene.draft.status, scene.draft.revision) == (1, Status.SUBMITTED, revision)
    assert revision.parts.keys() == {"shared", "GM0114"}
    asked = ConsentRequest.objects.filter(draft=scene.draft)
    assert {(r.role, r.area_id) for r in asked} == {(s.role, s.area_id) for s in scene.seats.values()}
    assert not any(r.consent for r in asked)
    assert (last_entry(scene).action, last_entry(scene).details["digest"]) == ("submit", revision.digest)


def test_what_was_submitted_does_not_change_when_the_rows_do():
    scene = factories.returned()
    text = scene.revision.text
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Anders.</p>")
    kept = Revision.objects.get(pk=scene.revision.pk)
    assert kept.text == text
    assert "Anders" not in kept.text


def test_an_incomplete_plan_is_not_submitted():
    scene = factories.drafted()
    with pytest.raises(Refused):
        deciding.submit(draft=scene.draft, by=scene.planner)
    assert (scene.draft.status, Revision.objects.count()) == (Status.DRAFT, 0)


def test_a_text_that_somebody_changed_meanwhile_is_not_submitted_unseen():
    scene = factories.written()
    with pytest.raises(Refused):
        deciding.submit(draft=scene.draft, by=scene.planner, seen="0" * 64)
    assert Revision.objects.count() == 0


def test_submitting_again_without_a_change_restores_the_consents():
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    deciding.return_to_author(
        draft=scene.draft,
        revision=scene.revision,
        seat=scene.seats[Role.PROSECUTOR],
        by=scene.prosecutor,
        remark="Nee.",
    )
    deciding.submit(draft=scene.draft, by=scene.planner)
    given = {r.role: r.consent for r in ConsentRequest.objects.filter(draft=scene.draft)}
    assert (given[Role.CHIEF].decided_by, given[Role.MAYOR].decided_by) == (scene.chief, scene.mayor)
    assert given[Role.PROSECUTOR] is None
    assert scene.draft.status == Status.APPROVED


def test_a_change_in_another_municipalitys_part_leaves_this_mayors_consent():
    scene = factories.stage()
    factories.approved(scene=scene, municipalities=[scene.region.emmen, scene.region.coevorden])
    coevorden = Seat(Role.MAYOR, scene.region.coevorden.pk, scene.region.coevorden.name)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    factories.agree(scene, Role.MAYOR, scene.coevorden_mayor, seat=coevorden)
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    chapter = next(c for c in scene.chapters if c.municipality_id == scene.region.coevorden.pk)
    drafting.write_chapter(chapter=chapter, version=chapter.version, introduction="<p>Nieuw.</p>", by=scene.planner)
    deciding.submit(draft=scene.draft, by=scene.planner)
    kept = {(r.role, r.area_id): bool(r.consent) for r in ConsentRequest.objects.filter(draft=scene.draft)}
    assert kept == {
        (Role.CHIEF, scene.region.team.pk): False,
        (Role.MAYOR, scene.region.emmen.pk): True,
        (Role.MAYOR, scene.region.coevorden.pk): False,
        (Role.PROSECUTOR, scene.region.team.pk): False,
    }


def test_saving_without_a_change_keeps_every_consent():
    scene = factories.approved()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    factories.write_texts(scene)
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert scene.draft.status == Status.APPROVED


# --- take back, return ------------------------------------------------------------------------------------------------


def test_taking_back_reopens_the_draft_and_keeps_the_decisions():
    scene = factories.approved()
    deciding.withdraw(draft=scene.draft, by=scene.officer)
    assert (scene.draft.status, Consent.objects.count()) == (Status.DRAFT, 1)
    assert not ConsentRequest.objects.exists()
    assert last_entry(scene).action == "withdraw"


def test_a_return_reopens_the_draft_and_keeps_the_remark_word_for_word():
    scene = factories.approved()
    remark = "De norm ontbreekt.\nZie bladzijde 4."
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark=f" {remark}\n"
    )
    given = Consent.objects.get(decision=Decision.RETURN)
    assert (scene.draft.status, given.remark, given.name) == (Status.DRAFT, remark, "Ellen Bos")
    assert (last_entry(scene).action, last_entry(scene).details["seat"]) == ("return", given.capacity)


@pytest.mark.parametrize("remark", ["", "  \n "])
def test_a_return_without_a_remark_is_refused_and_changes_nothing(remark):
    scene = factories.submitted()
    with pytest.raises(Refused):
        deciding.return_to_author(
            draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.CHIEF], by=scene.chief, remark=remark
        )
    assert (scene.draft.status, Consent.objects.count()) == (Status.SUBMITTED, 0)


# --- agree ------------------------------------------------------------------------------------------------------------


def test_agreeing_records_who_in_which_capacity_about_which_version():
    scene = factories.approved()
    given = deciding.consent(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark="Goed zo."
    )
    assert (given.name, given.decided_by, given.remark) == ("Ellen Bos", scene.mayor, "Goed zo.")
    assert given.revision == scene.revision
    assert scene.draft.status == Status.APPROVED
    assert (last_entry(scene).action, last_entry(scene).details["digest"]) == ("consent", scene.revision.digest)


def test_mayor_and_prosecutor_agree_in_any_order():
    scene = factories.approved()
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    assert scene.draft.status == Status.APPROVED
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert scene.draft.status == Status.AGREED


def test_the_capacity_is_recorded_in_the_language_of_the_documents():
    scene = factories.submitted()
    with translation.override("en"):
        factories.agree(scene, Role.CHIEF, scene.chief)
    with translation.override("nl"):
        assert Consent.objects.get().capacity == str(scene.seats[Role.CHIEF])


def test_a_deputys_mandate_stands_in_the_record():
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, name="Loco Smit", mandate="Mandaatbesluit 2020-7 " * 9)
    factories.agree(scene, Role.MAYOR, deputy)
    given = Consent.objects.get(decided_by=deputy)
    assert "Mandaatbesluit 2020-7" in given.capacity
    assert len(given.capacity) <= 200


def test_a_decision_about_an_earlier_version_is_refused():
    scene = factories.returned()
    earlier = scene.revision
    deciding.submit(draft=scene.draft, by=scene.planner)
    with pytest.raises(Refused):
        deciding.consent(draft=scene.draft, revision=earlier, seat=scene.seats[Role.CHIEF], by=scene.chief)
    assert Consent.objects.filter(decision=Decision.AGREE).count() == 0


def test_a_removed_appointment_decides_nothing_and_a_vacant_seat_never_agrees():
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    Appointment.objects.filter(person=scene.prosecutor).update(ends_on=date(2020, 12, 31))
    with pytest.raises(Refused):
        factories.agree(scene, Role.PROSECUTOR, people.fresh(scene.prosecutor))
    assert scene.draft.status == Status.APPROVED
    with pytest.raises(Refused):
        deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **ADOPTION)
    assert not Adoption.objects.exists()


def test_a_closed_account_holds_no_seat():
    scene = factories.submitted()
    scene.chief.is_active = False
    scene.chief.save()
    with pytest.raises(Refused):
        factories.agree(scene, Role.CHIEF, people.fresh(scene.chief))


# --- two chiefs in one seat -------------------------------------------------------------------------------------------


def test_either_chief_decides_and_the_latest_counts():
    scene = factories.submitted()
    second = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    factories.agree(scene, Role.CHIEF, scene.chief)
    assert scene.draft.status == Status.APPROVED
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.CHIEF], by=second, remark="Toch niet."
    )
    deciding.submit(draft=scene.draft, by=scene.planner)
    assert scene.draft.status == Status.SUBMITTED, "the first chief's consent came before the return"


def test_the_second_chief_may_sign_as_well_even_when_everybody_agrees():
    scene = factories.agreed()
    second = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    factories.agree(scene, Role.CHIEF, second)
    assert scene.draft.status == Status.AGREED
    for chief in (scene.chief, second):
        with pytest.raises(Refused):
            factories.agree(scene, Role.CHIEF, chief)


# --- adopt ------------------------------------------------------------------------------------------------------------


def test_the_secretary_records_the_adoption():
    scene = factories.agreed()
    adoption = deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **ADOPTION)
    assert (scene.draft.status, adoption.revision) == (Status.ADOPTED, scene.revision)
    entry = last_entry(scene)
    assert (entry.action, entry.details["adopted_on"], entry.details["digest"]) == (
        "adopt",
        "2021-01-18",
        scene.revision.digest,
    )


def test_a_text_is_not_adopted_before_it_was_there_nor_in_the_future():
    scene = factories.agreed()
    for day in (date(2020, 12, 10), today() + timedelta(days=1)):
        with pytest.raises(Refused):
            deciding.adopt(
                draft=scene.draft,
                revision=scene.revision,
                by=scene.secretary,
                **{**ADOPTION, "adopted_on": day, "late_reason": "Liep uit."},
            )
        assert (scene.draft.status, Adoption.objects.count()) == (Status.AGREED, 0)


def test_a_text_that_was_submitted_again_unchanged_was_there_before():
    scene = factories.agreed()
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark="Toch niet."
    )
    deciding.submit(draft=scene.draft, by=scene.planner)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    adoption = deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **ADOPTION)
    assert (adoption.revision.number, adoption.adopted_on) == (2, date(2021, 1, 18))


@pytest.mark.parametrize(
    ("day", "reason", "fine"),
    [
        (date(2020, 12, 14), "", True),
        (date(2021, 1, 31), "", True),
        (date(2021, 2, 1), "", False),
        (date(2021, 2, 1), "   ", False),
        (date(2021, 2, 1), "Het overleg viel uit.", True),
        (date(2022, 1, 3), "", False),
    ],
)
def test_after_january_a_reason_is_needed(day, reason, fine):
    scene = factories.agreed()
    adoption = {**ADOPTION, "adopted_on": day, "late_reason": reason}
    if fine:
        deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **adoption)
        return
    with pytest.raises(Refused):
        deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **adoption)
    assert scene.draft.status == Status.AGREED


def test_an_adopted_plan_is_not_decided_about_again():
    scene = factories.adopted()
    for act in (
        lambda: deciding.submit(draft=scene.draft, by=scene.planner),
        lambda: deciding.withdraw(draft=scene.draft, by=scene.planner),
        lambda: factories.agree(scene, Role.MAYOR, scene.mayor),
        lambda: deciding.adopt(draft=scene.draft, revision=scene.revision, by=scene.secretary, **ADOPTION),
    ):
        with pytest.raises(Refused):
            act()
    assert scene.draft.status == Status.ADOPTED


# --- whole or not at all ----------------------------------------------------------------------------------------------


ACTS = {
    "submit": (factories.written, lambda s: deciding.submit(draft=s.draft, by=s.planner)),
    "withdraw": (factories.approved, lambda s: deciding.withdraw(draft=s.draft, by=s.planner)),
    "consent": (factories.submitted, lambda s: factories.agree(s, Role.CHIEF, s.chief)),
    "return": (
        factories.approved,
        lambda s: deciding.return_to_author(
            draft=s.draft, revision=s.revision, seat=s.seats[Role.MAYOR], by=s.mayor, remark="Nee."
        ),
    ),
    "adopt": (
        factories.agreed,
        lambda s: deciding.adopt(draft=s.draft, revision=s.revision, by=s.secretary, **ADOPTION),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_breaks_off_at_its_end_leaves_nothing_behind(name, settings):
    walk, act = ACTS[name]
    scene = walk()
    before = (scene.draft.status, Revision.objects.count(), Consent.objects.count(), acts(scene))
    settings.PUBLIC_URL = None  # writing the mail, the last thing every act does, now fails
    with pytest.raises(TypeError):
        act(scene)
    assert (scene.draft.status, Revision.objects.count(), Consent.objects.count(), acts(scene)) == before
    assert not Adoption.objects.exists()


def test_a_share_stands_in_the_text_with_few_decimals():
    scene = factories.written()
    share = people.indicator("Controle wapenverlof", unit=Unit.PERCENT, direction=Direction.HIGHER)
    Figure.objects.create(
        indicator=share, area_id=scene.region.emmen.pk, year=2020, period=12, numerator=655, denominator=668
    )
    factories.target(scene, scene.blocks[0], indicator=share, comparator=Comparator.AT_LEAST, norm=90)
    revision = deciding.submit(draft=scene.draft, by=scene.planner)
    assert '"last_year":"98.0538922156"' in revision.text
