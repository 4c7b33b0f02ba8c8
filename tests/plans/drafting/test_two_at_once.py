"""Two people, or two windows of one, in the same block: nobody's text goes unseen, and neither is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.models import Contribution
from tests.plans.drafting.addresses import at, block_url
from tests.plans.drafting.two import Tab
from workplan_portal.audit.models import Entry

pytestmark = pytest.mark.django_db

THEIRS, MINE = "Wij houden 's avonds toezicht.", "Wij houden overdag toezicht."


def contribution(scene) -> Contribution:
    return Contribution.objects.filter(placements__block=scene.blocks[0]).get()


def opens(scene, browser, place: str) -> Tab:
    return Tab(browser, f"{block_url(scene)}?bewerk={place}")


@pytest.mark.parametrize(
    ("keep", "typed", "stays"),
    [
        ("mine", {}, f"<p>{MINE}</p>"),
        ("theirs", {}, f"<p>{THEIRS}</p>"),
        ("below", {}, f"<p>{THEIRS}</p><p>{MINE}</p>"),
        ("below", {"text": "Wij houden altijd toezicht."}, "<p>Wij houden altijd toezicht.</p>"),
    ],
)
def test_both_texts_stand_side_by_side_and_one_chooses(written, browser_of, keep, typed, stays):
    row = contribution(written)
    mine, theirs = (opens(written, browser_of(who), row.uuid) for who in (written.planner, written.officer))
    theirs.saves(text=THEIRS, partners="Gemeente")
    mine.saves(text=MINE)

    row.refresh_from_db()
    assert row.text == f"<p>{THEIRS}</p>", "nothing has been overwritten"
    assert "Sanne de Wit heeft dit om" in mine.page
    assert (mine.marked("del"), mine.marked("ins")) == (["'s avonds"], ["overdag"])
    assert mine.entered["partners"] == "Gemeente", "what only the other changed is taken over"

    mine.saves()
    assert "Kies welke van de twee teksten blijft." in mine.page
    assert (mine.marked("del"), mine.marked("ins")) == (["'s avonds"], ["overdag"])

    mine.saves(keep_text=keep, **typed)
    assert not mine.is_open
    row.refresh_from_db()
    assert (row.text, row.partners) == (stays, "Gemeente")
    weighed = Entry.objects.get(action="weigh")
    assert (weighed.details["theirs"]["text"], weighed.details["mine"]["text"]) == (f"<p>{THEIRS}</p>", MINE)


def test_who_changes_something_else_is_not_in_the_way(written, browser_of):
    """Each saves what they changed, in one row and in the texts of the plan; what the other saved stays."""
    officer, planner = browser_of(written.officer), browser_of(written.planner)
    block, texts = f"{block_url(written)}?bewerk=tekst", at(written, "texts")
    tabs = [Tab(officer, block), Tab(planner, block), Tab(officer, f"{texts}?bewerk=foreword")]
    tabs.append(Tab(planner, f"{texts}?bewerk=introduction"))

    tabs[0].saves(objective="Minder inbraken.")
    tabs[1].saves(narrative="Er wordt veel ingebroken.")
    tabs[2].saves(foreword="Nieuw voorwoord.")
    tabs[3].saves(introduction="Nieuwe inleiding.")

    assert not any(tab.is_open for tab in tabs)
    row, draft = written.blocks[0], written.draft
    assert (row.objective, row.narrative) == ("<p>Minder inbraken.</p>", "<p>Er wordt veel ingebroken.</p>")
    assert (draft.foreword, draft.introduction) == ("<p>Nieuw voorwoord.</p>", "<p>Nieuwe inleiding.</p>")
    assert not Entry.objects.filter(action="weigh").exists()


def test_figures_that_belong_together_are_looked_at_before_they_are_saved(written, browser_of):
    """One field of a target says what another may be, so what two people changed is never put together unseen."""
    row = written.blocks[0].targets.get()
    mine, theirs = (opens(written, browser_of(who), row.uuid) for who in (written.planner, written.officer))
    theirs.saves(own_goal="30", own_goal_reason="Afgesproken.", norm="60", mandatory="on")
    mine.saves(explanation="Zie de bijlage.", norm="55")

    assert not row.block.targets.get().explanation
    assert (mine.entered["own_goal"], mine.entered["mandatory"]) == ("30", "on")
    assert (mine.marked("del"), mine.marked("ins")) == (["60"], ["55"])

    mine.saves(keep_norm="theirs")
    row = row.block.targets.get()
    assert (row.norm, row.own_goal, row.mandatory) == (Decimal(60), Decimal(30), True)
    assert row.explanation == "<p>Zie de bijlage.</p>"


def test_it_works_for_every_block_and_across_two_windows_of_one_person(written, browser_of):
    browser = browser_of(written.planner)
    browser.post(at(written, "add_term"), {"forms": "BOA", "explanation": "buitengewoon opsporingsambtenaar"})
    block, row = written.blocks[0], written.blocks[0].targets.get()
    term, chapter = written.draft.terms.get(), block.chapter
    blocks = {
        f"{at(written, 'texts')}?bewerk=foreword": "foreword",
        f"{at(written, 'texts')}?bewerk=settings": "themes_note",
        f"{at(written, 'chapter', chapter.uuid)}?bewerk=inleiding": "introduction",
        f"{block_url(written)}?bewerk=tekst": "title",
        f"{block_url(written)}?bewerk={contribution(written).uuid}": "responsible",
        f"{block_url(written)}?bewerk={row.uuid}": "explanation",
        f"{at(written, 'terms')}?bewerk={term.uuid}": "explanation",
    }
    for url, name in blocks.items():
        first, second = Tab(browser, url), Tab(browser, url)
        first.saves(**{name: "Eerste woorden."})
        second.saves(**{name: "Tweede woorden."})
        assert "U hebt dit zelf om" in second.page, url
        assert (second.marked("del"), second.marked("ins")) == (["Eerste"], ["Tweede"]), url
        second.saves(**{f"keep_{name}": "mine"})
        assert "Tweede woorden." in Tab(browser, url).entered[name], url


def test_somebody_who_saves_while_another_chooses_is_seen_too(written, browser_of):
    row = contribution(written)
    mine, theirs = (opens(written, browser_of(who), row.uuid) for who in (written.planner, written.officer))
    theirs.saves(text="Eén.")
    mine.saves(text="Twee.")
    opens(written, browser_of(written.chief), row.uuid).saves(text="Drie.")

    mine.saves(keep_text="mine")
    assert mine.is_open
    assert "Joost Veldman heeft dit om" in mine.page
    mine.saves(keep_text="mine")
    row.refresh_from_db()
    assert row.text == "<p>Twee.</p>"


@pytest.mark.parametrize("sent", ["", "geen json", "[]", '{"text": 3}', '{"text": ["x"], "pk": ["1"]}', "null"])
def test_a_form_that_was_tampered_with_overwrites_nobody(written, browser_of, sent):
    row = contribution(written)
    tab = opens(written, browser_of(written.planner), row.uuid)
    opens(written, browser_of(written.officer), row.uuid).saves(text=THEIRS)
    tab.saves(text=MINE, shown=sent, mine=sent)
    row.refresh_from_db()
    assert row.text == f"<p>{THEIRS}</p>"
    assert tab.is_open
