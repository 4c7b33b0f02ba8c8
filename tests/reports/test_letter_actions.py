"""The course of a letter and the writing of it: who does it, what it changes, that it is whole, what it leaves."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from plans.codes import Audience
from plans.models import Adoption
from reports.actions import letter_writing as writing
from reports.actions import letters as course
from reports.actions.publishing import publish
from reports.letters.compiling import compile_letter, document_of
from reports.letters.document import load
from reports.letters.files import file_of
from reports.letters.texts import Texts
from reports.letters.workflow import OWNERS, TRANSITIONS, Act, Status, allows
from reports.models import Letter, LetterText, TextKind
from reports.sources import PlanSource
from tests import factories
from tests.plans.factories import Scene, adopted, agreed
from tests.reports import letters
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.store import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return adopted()


def last_entry(scene: Scene) -> Entry:
    return Entry.objects.filter(subject=scene.draft.plan.subject).latest("number")


# --- the table --------------------------------------------------------------------------------------------------------

#          send   lay_aside   take_up
BY_HAND = """
draft    | sent | aside     | -
aside    | -    | -         | draft
sent     | -    | -         | -
"""
MATRIX = {
    (cells[0], act): cell
    for cells in ([cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines())
    for act, cell in zip(("send", "lay_aside", "take_up"), cells[1:], strict=True)
}


@pytest.mark.parametrize(("status", "act"), list(itertools.product(Status.values, Act.values)))
def test_an_act_leads_where_the_table_by_hand_says(status: str, act: str) -> None:
    found = TRANSITIONS.get((Status(status), Act(act)))
    assert (found.value if found else "-") == MATRIX[status, act]
    assert allows(status, Act(act)) is (found is not None)


def test_the_table_is_complete_and_only_what_was_sent_has_no_owner() -> None:
    assert MATRIX.keys() == set(itertools.product(Status.values, Act.values))
    assert [status for status, roles in OWNERS.items() if not roles] == [Status.SENT]
    assert OWNERS.keys() == set(Status)


# --- making -----------------------------------------------------------------------------------------------------------


def test_a_safety_officer_makes_a_letter_that_is_proposed_and_writes_itself(scene: Scene) -> None:
    letter = letters.made(scene)

    assert letter.status == Status.DRAFT
    assert letter.addressee == "Aan de raad van de gemeente Emmen"
    assert letter.signing_body == "burgemeester en wethouders van Emmen,"
    assert (letter.first_function, letter.second_function) == ("de gemeentesecretaris", "de burgemeester")
    assert letter.second_name == "Ellen Bos"
    assert letter.handled_by == "Sanne de Wit"
    assert letter.texts.count() == len(letters.about(scene).texts)
    assert last_entry(scene).action == "make_letter"


def test_contact_details_come_from_the_last_letter_of_the_same_municipality(scene: Scene) -> None:
    first = letters.sent(scene)
    course.lay_aside(letter=course.replace(letter=first, because="Fout.", by=scene.officer), by=scene.officer)
    following = letters.adopted_again(scene, 2022)
    second = course.make_letter(subject=following, by=scene.officer)

    kept = ("department", "team", "telephone", "email", "first_name", "second_name", "handled_by")
    assert {name: getattr(second, name) for name in kept} == {name: getattr(first, name) for name in kept}
    assert second.reference == ""
    assert second.subject_line == "Jaarwerkplan politie 2022, Basisteam Zuidoost-Drenthe"


def test_a_plan_that_is_not_adopted_gets_no_letter() -> None:
    scene = agreed()
    with pytest.raises(Refused, match="vastgesteld"):
        letters.made(scene)
    assert not Letter.objects.exists()


def test_a_municipality_has_one_letter_about_a_plan(scene: Scene) -> None:
    letter = letters.made(scene)
    with pytest.raises(Refused, match="al een brief geschreven"):
        letters.made(scene)
    letters.sent(scene, letter)
    with pytest.raises(Refused, match="al een brief verstuurd"):
        letters.made(scene)
    assert Letter.objects.count() == 1


def test_the_database_too_refuses_a_second_draft(scene: Scene) -> None:
    letter = letters.made(scene)
    letter.pk, letter.uuid = None, "5f0c8a52-31a4-4c1f-9f3e-2c8a60a4d8b1"
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)


def test_a_joint_plan_has_a_letter_for_each_municipality_with_its_own_priorities() -> None:
    scene = letters.adopted_2017()
    emmen = letters.made(scene)
    coevorden = letters.made(scene, scene.region.coevorden, by=scene.coevorden_officer)

    def priorities(letter: Letter) -> str:
        return Texts(letters.fresh(letter)).generated(TextKind.PRIORITIES)

    assert "schoon, heel en veilig;" in priorities(emmen)
    assert "veilig uitgaan." in priorities(coevorden)
    assert "schoon, heel en veilig" not in priorities(coevorden)


ACTS = {
    "write_fields": lambda letter, by: writing.write_fields(letter=letter, version=letter.version, by=by, fax="1"),
    "add_text": lambda letter, by: writing.add_text(letter=letter, text="<p>Erbij.</p>", by=by),
    "edit_text": lambda letter, by: writing.edit_text(
        row=letters.block(letter, TextKind.CLOSING), version=1, text="<p>Anders.</p>", by=by
    ),
    "leave_out": lambda letter, by: writing.leave_out(row=letters.block(letter, TextKind.CLOSING), by=by),
    "move_text": lambda letter, by: writing.move_text(row=letters.block(letter, TextKind.CLOSING), steps=-1, by=by),
    "send": lambda letter, by: course.send(letter=letter, seen=compile_letter(letter).digest(), by=by),
    "lay_aside": lambda letter, by: course.lay_aside(letter=letter, by=by),
}


def state() -> tuple[Any, ...]:
    return list(Letter.objects.values()), list(LetterText.objects.values()), Entry.objects.count()


def test_everybody_else_is_refused_and_nothing_changes(scene: Scene) -> None:
    letter = letters.complete(scene)
    before = state()
    for who, person in scene.everyone.items():
        for act in ACTS.values() if who != "officer" else ():
            with pytest.raises(Refused):
                act(letter, person)
    assert state() == before


def test_a_letter_that_was_sent_never_changes(scene: Scene) -> None:
    letter = letters.sent(scene)
    before = state()
    for act in ACTS.values():
        with pytest.raises(Refused, match="verstuurd"):
            act(letter, scene.officer)
    assert state() == before


def test_an_act_is_whole_or_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = letters.complete(scene)
    before = state()

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the trail can't be written")

    for module in ("letters", "letter_writing"):
        monkeypatch.setattr(f"reports.actions.{module}.record", fails)
    for act in ACTS.values():
        with pytest.raises(RuntimeError):
            act(letter, scene.officer)
    assert state() == before


# --- sending ----------------------------------------------------------------------------------------------------------


def test_sending_fixes_the_text_and_makes_the_file_once(
    scene: Scene, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    colleague = factories.person(Role.SAFETY_OFFICER, scene.region.emmen)
    with django_capture_on_commit_callbacks(execute=True):
        letter = letters.sent(scene)

    assert letter.status == Status.SENT
    assert load(letter.text).digest() == letter.digest
    assert (letter.sent_by, load(letter.text).reference) == (scene.officer, "17.053689")
    entry = last_entry(scene)
    assert (entry.action, entry.details["digest"]) == ("send_letter", letter.digest)
    assert {address for mail in mailoutbox for address in mail.to} == {colleague.email, scene.secretary.email}
    assert str(letter.uuid) in mailoutbox[0].body

    first = file_of(letter).file
    scene.region.emmen.brand_colour = "#aa0000"
    scene.region.emmen.save()
    assert file_of(letters.fresh(letter)).file == first
    assert read(first).startswith(b"%PDF-")


def test_what_was_sent_stays_when_the_data_move_on(scene: Scene) -> None:
    letter = letters.sent(scene)
    before = document_of(letters.fresh(letter))
    publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    Adoption.objects.update(body="Een ander overleg")
    LetterText.objects.update(left_out=True)

    assert document_of(letters.fresh(letter)) == before


def test_a_letter_that_lacks_something_is_not_sent(scene: Scene) -> None:
    letter = letters.complete(scene, reference="", second_name="")
    with pytest.raises(Refused, match="ontbreekt: 2"):
        course.send(letter=letter, seen=compile_letter(letter).digest(), by=scene.officer)


def test_a_letter_is_not_sent_twice(scene: Scene) -> None:
    letter = letters.sent(scene)
    with pytest.raises(Refused, match="verstuurd"):
        course.send(letter=letter, seen=letter.digest, by=scene.officer)
    assert Entry.objects.filter(action="send_letter").count() == 1


def test_nothing_is_sent_unseen(scene: Scene) -> None:
    letter = letters.complete(scene)
    seen = compile_letter(letter).digest()
    writing.write_fields(letter=letter, version=letter.version, by=scene.officer, subject_line="Iets anders")
    with pytest.raises(Refused, match="veranderd"):
        course.send(letter=letters.fresh(letter), seen=seen, by=scene.officer)
    with pytest.raises(Refused, match="veranderd"):
        course.send(letter=letters.fresh(letter), seen="", by=scene.officer)
    assert letters.fresh(letter).status == Status.DRAFT


def test_a_plan_that_was_replaced_meanwhile_keeps_its_letter_back_until_it_is_taken_over(scene: Scene) -> None:
    letter = letters.complete(scene)
    with pytest.raises(Refused):
        course.renew(letter=letter, by=scene.officer)
    newer = letters.amended(scene)

    with pytest.raises(Refused, match="ontbreekt: 1"):
        course.send(letter=letter, seen=compile_letter(letter).digest(), by=scene.officer)
    course.renew(letter=letter, by=scene.officer)

    letter = letters.fresh(letter)
    assert letter.revision == newer
    assert compile_letter(letter).subject.version == newer.number
    assert last_entry(scene).action == "renew_letter"
    course.send(letter=letter, seen=compile_letter(letter).digest(), by=scene.officer)


# --- replacing, laying aside ------------------------------------------------------------------------------------------


def test_a_correction_is_a_new_letter_that_says_so(scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    writing.edit_text(row=row, version=1, text="<p>Tot ziens.</p>", by=scene.officer)
    letter = letters.sent(scene, letter, dated_on=date(2021, 2, 18))
    new = course.replace(letter=letter, because="De datum klopte niet.", by=scene.officer)

    texts = [text.text for text in compile_letter(letters.fresh(new)).texts]
    assert texts[0] == (
        "<p>Deze brief vervangt onze brief van 18 februari 2021 met kenmerk 17.053689. De datum klopte niet.</p>"
    )
    assert texts[-1] == "<p>Tot ziens.</p>"
    assert new.reference == ""
    replaced = compile_letter(letters.fresh(new)).replaces
    assert replaced is not None
    assert (replaced.id, replaced.because) == (str(letter.uuid), "De datum klopte niet.")
    assert letters.fresh(letter).text == letter.text
    with pytest.raises(Refused, match="al een brief die deze brief vervangt"):
        course.replace(letter=letter, because="Nog eens.", by=scene.officer)


def test_replacing_needs_a_reason_and_a_letter_that_was_sent(scene: Scene) -> None:
    letter = letters.complete(scene)
    with pytest.raises(Refused, match="niet verstuurd"):
        course.replace(letter=letter, because="Fout.", by=scene.officer)
    letter = letters.sent(scene, letter)
    with pytest.raises(Refused, match="verbetert"):
        course.replace(letter=letter, because="  ", by=scene.officer)
    with pytest.raises(Refused):
        course.replace(letter=letter, because="Fout.", by=scene.secretary)
    assert Letter.objects.count() == 1


def test_a_letter_is_laid_aside_and_taken_up_again(scene: Scene) -> None:
    letter = letters.made(scene)
    course.lay_aside(letter=letter, by=scene.officer)
    with pytest.raises(Refused, match="terzijde"):
        writing.add_text(letter=letter, text="<p>Erbij.</p>", by=scene.officer)
    other = letters.made(scene)
    with pytest.raises(Refused, match="al een brief geschreven"):
        course.take_up(letter=letter, by=scene.officer)
    course.lay_aside(letter=other, by=scene.officer)
    course.take_up(letter=letter, by=scene.officer)

    assert letters.fresh(letter).status == Status.DRAFT
    assert last_entry(scene).action == "take_up_letter"
