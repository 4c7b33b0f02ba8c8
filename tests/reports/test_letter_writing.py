"""Writing a letter, and publishing it: texts that follow the data, and a letter that never goes out before its plan."""

from __future__ import annotations

import pytest

from plans.codes import Audience
from priorities.saving import Stale
from reports.actions import letter_writing as writing
from reports.actions import letters as course
from reports.actions.letter_publishing import publish_letter
from reports.actions.publishing import publish, withdraw
from reports.letters.compiling import compile_letter
from reports.letters.texts import Texts
from reports.models import Letter, LetterText, Publication, TextKind
from reports.sources import LetterSource, PlanSource
from tests.plans.factories import Scene, adopted
from tests.reports import letters
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused
from workplan_portal.search.models import FixedText, Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return adopted()


# --- texts ------------------------------------------------------------------------------------------------------------


def shown(letter: Letter, kind: TextKind) -> str:
    letter = letters.fresh(letter)
    return Texts(letter).shown(LetterText.objects.get(letter=letter, kind=kind))


def test_a_text_follows_the_data_until_it_is_edited(scene: Scene) -> None:
    letter = letters.made(scene)
    assert "Zodra het plan is gepubliceerd" in shown(letter, TextKind.PLACE)
    made = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    assert str(made.uuid) in shown(letter, TextKind.PLACE)

    row = letters.block(letter, TextKind.PLACE)
    writing.edit_text(row=row, version=row.version, text="<p>Op onze site.</p>", by=scene.officer)
    withdraw(publication=made, reason="Te vroeg.", by=scene.officer)
    assert shown(letter, TextKind.PLACE) == "<p>Op onze site.</p>"


def test_writing_anew_loses_nothing(scene: Scene) -> None:
    letter = letters.made(scene)
    generated = shown(letter, TextKind.CLOSING)
    row = letters.block(letter, TextKind.CLOSING)
    writing.edit_text(row=row, version=row.version, text="<p>Tot ziens.</p>", by=scene.officer)
    writing.write_anew(row=row, by=scene.officer)
    assert shown(letter, TextKind.CLOSING) == generated
    writing.restore_own(row=row, by=scene.officer)
    assert shown(letter, TextKind.CLOSING) == "<p>Tot ziens.</p>"


def test_saving_what_it_says_already_changes_nothing(scene: Scene) -> None:
    letter = letters.made(scene)
    before = list(LetterText.objects.values()), Entry.objects.count()
    row = letters.block(letter, TextKind.CLOSING)
    writing.edit_text(row=row, version=row.version, text=shown(letter, TextKind.CLOSING), by=scene.officer)
    assert (list(LetterText.objects.values()), Entry.objects.count()) == before


def test_a_stale_form_overwrites_nobody(scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    writing.edit_text(row=row, version=1, text="<p>Van de een.</p>", by=scene.officer)
    with pytest.raises(Stale):
        writing.edit_text(row=row, version=1, text="<p>Van de ander.</p>", by=scene.officer)
    assert shown(letter, TextKind.CLOSING) == "<p>Van de een.</p>"
    with pytest.raises(Stale):
        writing.write_fields(letter=letter, version=7, by=scene.officer, fax="1")


def test_texts_are_added_moved_left_out_and_put_back(scene: Scene) -> None:
    letter = letters.made(scene)

    def order() -> list[str]:
        return [text.kind for text in compile_letter(letters.fresh(letter)).texts]

    before = order()
    assert TextKind.LATENESS not in before, "this plan was adopted in time"
    row = writing.add_text(letter=letter, text="<p>Over het nieuwe jaar.</p>", by=scene.officer)
    assert order() == [*before[:-1], "own", "closing"]
    row.letter = letters.fresh(letter)
    for _step in before:
        writing.move_text(row=row, steps=-1, by=scene.officer)
    assert order() == ["own", *before]
    writing.move_text(row=row, steps=1, by=scene.officer)
    assert order() == [before[0], "own", *before[1:]]
    writing.leave_out(row=row, by=scene.officer)
    assert order() == before
    writing.put_back(row=row, by=scene.officer)
    assert "own" in order()
    with pytest.raises(Refused):
        writing.write_anew(row=row, by=scene.officer)


def test_a_silent_text_is_passed_over_when_another_moves(scene: Scene) -> None:
    """Nobody sees the empty apology between two texts, so one step is one place on the page."""
    letter = letters.made(scene)

    def order() -> list[str]:
        return [text.kind for text in compile_letter(letters.fresh(letter)).texts]

    before = order()
    place = before.index(TextKind.ADOPTION)
    writing.move_text(row=letters.block(letter, TextKind.ADOPTION), steps=1, by=scene.officer)
    assert order()[place : place + 2] == [before[place + 1], TextKind.ADOPTION.value]


def test_markup_that_could_harm_does_not_survive(scene: Scene) -> None:
    letter = letters.made(scene)
    row = letters.block(letter, TextKind.CLOSING)
    text = '<p onclick="x()">Hallo<script>alert(1)</script> <strong>raad</strong>\x00</p>'
    writing.edit_text(row=row, version=1, text=text, by=scene.officer)
    assert shown(letter, TextKind.CLOSING) == "<p>Hallo <strong>raad</strong></p>"


# --- publishing -------------------------------------------------------------------------------------------------------


def publish_it(scene: Scene, letter: Letter, audience: Audience = Audience.PUBLIC, *, along: bool) -> Publication:
    source = LetterSource(letters.fresh(letter))
    enclosure = source.enclosure if along else None
    return publish_letter(source=source, enclosure=enclosure, audience=audience, by=scene.officer)


def test_a_letter_goes_out_with_its_enclosure_and_never_before_it(scene: Scene) -> None:
    letter = letters.sent(scene)
    with pytest.raises(Refused, match="bijlage"):
        publish_it(scene, letter, along=False)
    assert not Publication.objects.exists()

    made = publish_it(scene, letter, along=True)
    assert set(Publication.objects.values_list("kind", flat=True)) == {"plan", "letter"}
    assert (made.title, made.decided_on) == (str(letter), letter.dated_on)
    assert list(made.municipalities.all()) == [scene.region.emmen]
    assert Passage.objects.of({FixedText.PUBLICATION: [made.pk]}).filter(words__contains="ter informatie").exists()


def test_a_plan_for_everybody_serves_a_letter_for_the_council_and_not_the_other_way_round(scene: Scene) -> None:
    letter = letters.sent(scene)
    publish(source=PlanSource(scene.revision), audience=Audience.COUNCIL, by=scene.officer)
    with pytest.raises(Refused, match="bijlage"):
        publish_it(scene, letter, along=False)
    publish_it(scene, letter, Audience.COUNCIL, along=False)
    assert Publication.objects.count() == 2


def test_a_draft_is_not_published(scene: Scene) -> None:
    letter = letters.complete(scene)
    with pytest.raises(Refused, match="verstuurd"):
        publish_it(scene, letter, along=True)
    assert not Publication.objects.exists()


def test_the_letter_that_replaces_another_takes_its_place_on_the_shelf(scene: Scene) -> None:
    first = letters.sent(scene)
    earlier = publish_it(scene, first, along=True)
    second = letters.sent(scene, course.replace(letter=first, because="Fout.", by=scene.officer), reference="18.1")
    publish_it(scene, second, along=False)

    earlier.refresh_from_db()
    assert earlier.withdrawn_at is not None
    assert Publication.objects.in_force().filter(kind="letter").get().letter == second
