"""What the script of the writing pages gets from the server: it saves while somebody writes, quietly and in parts."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from plans.actions import deciding, drafting
from plans.models import Contribution, Spell, Target
from tests.plans.drafting.addresses import at, block_url
from tests.plans.drafting.two import Tab
from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.trail import dated, now

pytestmark = pytest.mark.django_db


class Typing(Tab):
    """A form whose script saves it while one types."""

    def types(self, **typed):
        self.entered |= typed
        answer = self.browser.post(self.action, self.entered, headers={"X-Autosave": "1", "HX-Request": "true"})
        told = json.loads(answer.content)
        self.entered |= told.get("fields", {})
        return answer.status_code, told["said"]


def contribution(scene) -> Contribution:
    return Contribution.objects.filter(placements__block=scene.blocks[0]).get()


def typing(scene, browser, place) -> Typing:
    return Typing(browser, f"{block_url(scene)}?bewerk={place}")


def test_it_saves_what_is_typed_and_leaves_one_entry_for_each_spell(written, browser_of):
    row, browser = contribution(written), browser_of(written.planner)
    tab = typing(written, browser, row.uuid)
    start = now()

    def types(text: str, minutes: int, by: Typing = tab) -> None:
        with dated(start + timedelta(minutes=minutes)):
            status, said = by.types(text=text)
        assert (status, said[:12]) == (200, "Opgeslagen o")
        row.refresh_from_db()
        assert row.text == f"<p>{text}</p>"

    def entries() -> int:
        return Entry.objects.filter(action="edit_contribution").count()

    for minute in range(3):
        types(f"Zin {minute}.", minute)
    types("Zin 2.", 3)  # without a change
    with dated(start + timedelta(minutes=4)):
        tab.saves()  # the button joins in
    assert (entries(), Spell.objects.filter(place__startswith=str(row.uuid)).count()) == (1, 1)

    again = typing(written, browser, row.uuid)
    types("Na de koffie.", 30, again)
    assert entries() == 2
    for minute in (40, 50, 60, 70, 80, 92):
        types(f"Minuut {minute}.", minute, again)
    assert entries() == 3, "a spell takes an hour at most"

    other = typing(written, browser_of(written.officer), row.uuid)
    types("Van een ander.", 93, other)
    types("Weer van mij.", 94, typing(written, browser, row.uuid))
    assert entries() == 5, "somebody else's save ends a spell"
    assert "De bijdrage is opgeslagen" not in browser.get(at(written, "write")).content.decode()


def test_what_is_refused_keeps_nothing_else_from_being_saved(written, browser_of):
    row = written.blocks[0].targets.get()
    tab = typing(written, browser_of(written.planner), row.uuid)

    status, said = tab.types(norm="12.34.56", explanation="Zie de bijlage.")
    assert (status, "behalve: “Norm”" in said, "Schrijf een getal" in said) == (200, True, True)
    status, said = tab.types(norm="12.34.56", explanation="Zie bijlage 2.", own_goal="30")  # whose reason comes later
    assert (status, "nder doel” (" in said or "nder doel”" in said) == (200, True)
    row.refresh_from_db()
    assert (row.norm, row.own_goal, row.explanation) == (Decimal(50), None, "<p>Zie bijlage 2.</p>")

    status, said = tab.types(norm="12.34.56")  # and what was saved a moment ago is saved no more
    assert (status, said[:21], "Opgeslagen" in said) == (200, "Nog niet opgeslagen: ", False)

    assert tab.types(norm="45", own_goal_reason="Afgesproken.")[0] == 200
    row.refresh_from_db()
    assert (row.norm, row.own_goal, row.own_goal_reason) == (Decimal(45), Decimal(30), "Afgesproken.")

    text = typing(written, browser_of(written.planner), contribution(written).uuid)
    status, said = text.types(text="a" * 3_000)
    assert (status, said[:31]) == (200, "Nog niet opgeslagen: “Bijdrage”")
    status, said = text.types(text="")
    assert "Nog niet opgeslagen: " in said
    assert contribution(written).text == "<p>Wij houden toezicht.</p>", "an empty box waits for words"


def test_it_never_overwrites_a_colleague(written, browser_of):
    """Neither in what both change, nor later in what the other changed and this form does not show."""
    row = contribution(written)
    mine, theirs = (typing(written, browser_of(who), row.uuid) for who in (written.planner, written.officer))
    assert theirs.types(text="Van de adviseur.", partners="Gemeente")[0] == 200

    assert mine.types(responsible="Wijkagent Noord")[0] == 200
    assert mine.types(responsible="Wijkagent Zuid")[0] == 200
    row.refresh_from_db()
    assert (row.text, row.partners, row.responsible) == ("<p>Van de adviseur.</p>", "Gemeente", "Wijkagent Zuid")

    before = Entry.objects.count()
    status, said = mine.types(text="Van de planner.")
    assert (status, "Sanne de Wit" in said) == (409, True)
    row.refresh_from_db()
    assert (row.text, Entry.objects.count()) == ("<p>Van de adviseur.</p>", before)

    mine.saves()
    assert (mine.marked("del"), mine.marked("ins")) == (["adviseur"], ["planner"])
    assert "data-autosave" not in mine.page, "first the choice"


def test_an_answer_that_got_lost_is_no_colleague(written, browser_of):
    """The script sends again from what it knew; only the same window, and only over its own save."""
    row, browser = contribution(written), browser_of(written.planner)
    tab, other = typing(written, browser, row.uuid), typing(written, browser, row.uuid)
    known = {name: tab.entered[name] for name in ("version", "shown")}
    assert tab.types(text="Eén.")[0] == 200
    assert tab.types(text="Eén twee.", **known)[0] == 200
    assert other.types(text="Uit het andere venster.")[0] == 409
    row.refresh_from_db()
    assert row.text == "<p>Eén twee.</p>"

    known = {name: tab.entered[name] for name in ("version", "shown")}
    fresh = typing(written, browser_of(written.officer), row.uuid)
    assert fresh.types(text="Van een ander.")[0] == 200
    assert tab.types(text="Eén twee drie.", **known)[0] == 409


def test_who_may_no_longer_write_or_finds_it_gone_is_told_so(written, browser_of):
    block, browser = written.blocks[0], browser_of(written.planner)
    drafting.add_term(draft=written.draft, by=written.planner, forms="BOA", explanation="opsporingsambtenaar")
    term = written.draft.terms.get()
    gone = [
        typing(written, browser, block.targets.get().uuid),
        Typing(browser, f"{at(written, 'terms')}?bewerk={term.uuid}"),
    ]
    tab = typing(written, browser, "tekst")
    Target.objects.all().delete()
    term.delete()
    assert [one.types(explanation="Nog iets.")[0] for one in gone] == [410, 410]
    address = at(written, "move_row", block.uuid, "doel", "0" * 8 + str(block.uuid)[8:])
    answer = browser.post(address, {"steps": "1"})
    assert (answer.status_code, "Dit staat hier niet meer" in answer.content.decode()) == (404, True)

    deciding.submit(draft=written.draft, by=written.officer)
    status, said = tab.types(title="Te laat")
    assert (status, "ingediend" in said) == (403, True)
    assert Entry.objects.order_by("pk").last().result == Result.REFUSED
    assert str(written.blocks[0]) == "Woninginbraken"


def test_the_trail_names_the_fields_that_changed(written, browser_of):
    """Each once a spell, and not what only stood in the form."""
    tab = Typing(browser_of(written.planner), f"{at(written, 'texts')}?bewerk=formation")
    for text in ("Wij zijn met", "Wij zijn met veertig."):
        assert tab.types(formation=text)[0] == 200
    assert tab.types(formation_fte="40")[0] == 200
    entries = Entry.objects.filter(action="write_texts").order_by("-pk")[:2]
    assert [entry.details["fields"] for entry in entries] == [["formation_fte"], ["formation"]]


def test_every_block_can_be_saved_while_one_writes(written, browser_of):
    browser = browser_of(written.planner)
    chapter = written.blocks[0].chapter
    texts = at(written, "texts")
    blocks = {f"{texts}?bewerk={part}": part for part in ("foreword", "introduction", "going_concern", "formation")}
    blocks |= {
        f"{texts}?bewerk=settings": "themes_note",
        f"{at(written, 'chapter', chapter.uuid)}?bewerk=inleiding": "introduction",
        f"{block_url(written)}?bewerk=tekst": "ambition",
        f"{block_url(written)}?bewerk=afspraken": "agreement_reference",
    }
    for url, name in blocks.items():
        tab = Typing(browser, url)
        assert "data-autosave" in tab.page, url
        assert tab.types(**{name: "Nieuwe woorden."})[0] == 200, url
        assert Typing(browser, url).entered[name] == "Nieuwe woorden.", url


@pytest.mark.parametrize("name", ["add_row", "add_block", "place_contribution"])
def test_what_is_no_block_yet_is_not_made_while_one_writes(written, browser_of, name):
    """A script that sends what it should not gets the page that everybody gets."""
    row = contribution(written)
    more = {"add_row": ["doel"], "add_block": [], "place_contribution": [row.uuid]}[name]
    of = written.blocks[0].chapter.uuid if name == "add_block" else written.blocks[0].uuid
    answer = browser_of(written.planner).post(at(written, name, of, *more), {"norm": "x"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
