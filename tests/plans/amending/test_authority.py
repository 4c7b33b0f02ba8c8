"""Who decides about an amendment follows from what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.amended import Amended
from plans.authority import Deciding, deciding_about
from plans.comparing import compared
from plans.document import Block, Chapter, Document
from plans.headlines import headlines
from tests.plans.amending.world import FROM
from tests.plans.document.sample import document

EMMEN, COEVORDEN = "GM0114", "GM0109"
ALL = frozenset({EMMEN, COEVORDEN})


def text(authority: str = "public_order") -> Document:
    """A chapter for each of two municipalities and a shared one, each with a priority under this authority."""
    whole = document()
    block = replace(next(whole.blocks), authority=authority, contributions=(), targets=(), facts=())
    first, second = whole.municipalities[0], replace(whole.municipalities[0], code=COEVORDEN, name="Coevorden")
    places = {EMMEN: first, COEVORDEN: second, "shared": None}
    return replace(
        whole,
        municipalities=(first, second),
        chapters=tuple(
            Chapter("local" if place else "om", place, "<p>Inleiding.</p>", (replace(block, id=f"b-{part}"),))
            for part, place in places.items()
        ),
    )


def within(part: str, change: Callable[[Block], Block | None]) -> Callable[[Document], Document]:
    def changed(document: Document) -> Document:
        return replace(
            document,
            chapters=tuple(
                replace(c, blocks=tuple(made for b in c.blocks if (made := change(b)))) if c.part == part else c
                for c in document.chapters
            ),
        )

    return changed


def reworded(block: Block) -> Block:
    return replace(block, objective="<p>Iets anders.</p>")


def decides(before: Document, *changes: Callable[[Document], Document]) -> Deciding:
    after = before
    for change in changes:
        after = change(after)
    return deciding_about(compared(before, after))


@pytest.mark.parametrize(
    ("authority", "part", "mayors", "prosecutor"),
    [
        ("public_order", EMMEN, {EMMEN}, False),
        ("criminal_law", EMMEN, set(), True),
        ("both", EMMEN, {EMMEN}, True),
        ("", EMMEN, {EMMEN}, True),  # none recorded: both
        ("public_order", "shared", ALL, False),
        ("criminal_law", "shared", set(), True),
        ("both", "shared", ALL, True),
        ("public_order", COEVORDEN, {COEVORDEN}, False),
    ],
)
def test_a_priority_is_decided_about_by_its_authority_in_its_part(authority, part, mayors, prosecutor):
    before = text(authority)
    wanted = Deciding(frozenset(mayors), prosecutor)
    assert decides(before, within(part, reworded)) == wanted
    assert decides(before, within(part, lambda _block: None)) == wanted, "left out"
    assert deciding_about(compared(within(part, lambda _block: None)(before), before)) == wanted, "added"


def test_what_no_priority_holds_is_everybodys():
    before = text()
    assert decides(before, lambda d: replace(d, introduction="<p>Anders.</p>")) == Deciding(ALL, True)
    assert decides(before, lambda d: replace(d, terms=())) == Deciding(ALL, True)
    own = decides(
        before,
        lambda d: replace(d, chapters=(replace(d.chapters[0], introduction="<p>Anders.</p>"), *d.chapters[1:])),
    )
    assert own == Deciding(frozenset({EMMEN}), True), "the introduction of a municipality's chapter has no authority"


def test_the_authority_counts_as_it_was_adopted():
    """An amendment can't take a priority out of the prosecutor's hands by calling it public order."""
    assert decides(text("criminal_law"), within(EMMEN, lambda b: replace(b, authority="public_order"))) == Deciding(
        frozenset({EMMEN}), True
    )


def test_two_priorities_that_change_places_are_both_touched_whichever_is_said_to_move():
    first = next(text().blocks)
    order = [replace(first, id=key, authority=by) for key, by in (("a", "public_order"), ("b", "criminal_law"))]
    for blocks in (order, order[::-1]):
        before = replace(text(), chapters=(replace(text().chapters[0], blocks=tuple(blocks)),))
        assert decides(
            before, lambda d: replace(d, chapters=(replace(d.chapters[0], blocks=d.chapters[0].blocks[::-1]),))
        ) == (Deciding(frozenset({EMMEN}), True))


def test_what_an_amendment_says_of_itself_changes_nothing_in_the_plan():
    said = Amended(1, "Corona", "Driehoek", FROM)
    before, after = text(), replace(text(), amendment=said)
    assert not compared(before, after)
    assert not decides(before, lambda _document: after)
    later = replace(after, amendment=replace(said, cause="Iets anders"))
    assert [h.sentence for h in headlines(compared(after, later))], "a later version of it does tell"


@given(st.lists(st.sampled_from([EMMEN, COEVORDEN, "shared"]), min_size=1, max_size=3, unique=True), st.sampled_from(
    ["public_order", "criminal_law", "both", ""]
))  # fmt: skip
def test_more_changes_never_ask_fewer(parts, authority):
    before = text(authority)
    alone = [decides(before, within(part, reworded)) for part in parts]
    together = decides(before, *(within(part, reworded) for part in parts))
    assert together.mayors == frozenset().union(*(each.mayors for each in alone))
    assert together.prosecutor == any(each.prosecutor for each in alone)
    assert together
