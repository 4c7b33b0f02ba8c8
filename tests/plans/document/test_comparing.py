"""Two texts of a plan: the same text has no differences, whatever differs is found, and no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from plans.comparing import DERIVED, Fate, Moved, compared
from plans.document import Chapter, Document, Fact, Term
from plans.headlines import headlines
from plans.presenters.comparing import Shown, shown
from tests.plans.document import sample
from workplan_portal.documents.richtext import plain_text

NO_WORDS = DERIVED | {"priority", "level", "area", "code", "year", "cumulative"}
"""Fields whose value is no text to be found again: ids, codes, and what is told in other words."""


def test_a_text_compared_with_itself_has_no_differences():
    text = sample.document()
    assert not compared(text, sample.document())
    assert shown(text, sample.document()) is None
    assert not compared(text, replace(text, audience="council", edition=sample.EMMEN))


# --- whatever differs is found ----------------------------------------------------------------------------------------


def changed(value: Any, name: str) -> Any:
    """Another value of the same kind, recognisable in what a reader sees."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Decimal():
            return value + 1
        case date():
            return date(2020, 12, 30)
        case str() if value.startswith("<p>"):
            return f"{value}<p>Nieuw in {name}.</p>"
        case None:
            return None
    return f"{value} nieuw-{name}"


CODES = {
    "norm_rule": "off",
    "authority": "criminal_law",
    "agreement": "referred",
    "kind": "standing",
    "scope": "team",
    "comparator": "less_than",
    "norm_origin": "regional",
    "basis": "norm",
    "unit": "hours",
    "direction": "higher",
    "expected_by": "months",
    "level": "regional",
}
LINKS = {"contribution": "c-standing", "parent": "t-burglaries", "restates": "t-burglaries"}


def variations(thing: Any, path: str = "") -> Iterator[tuple[str, str, Any, Any]]:
    """(path, field, new value, the thing with it) for every field, all the way down."""
    for field in fields(thing):
        value, here = getattr(thing, field.name), f"{path}.{field.name}"
        if field.name in DERIVED:
            continue
        if is_dataclass(value):
            for found, name, new, inner in variations(value, here):
                yield found, name, new, replace(thing, **{field.name: inner})
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for found, name, new, inner in variations(value[0], here):
                yield found, name, new, replace(thing, **{field.name: (inner, *value[1:])})
        else:
            new = _another(field.name, value, thing)
            if new != value:
                yield here, field.name, new, replace(thing, **{field.name: new})


def _another(name: str, value: Any, thing: Any) -> Any:
    if name in CODES and isinstance(value, str) and not isinstance(getattr(thing, "unit", ""), sample.Place):
        return CODES[name]
    if isinstance(value, tuple):
        return (*value, "nieuw-vorm")
    return LINKS.get(name, changed(value, name))


ALL = {path: (name, new, text) for path, name, new, text in variations(sample.document())}


def test_the_walk_changes_every_kind_of_thing():
    kinds = {".foreword", ".team.name", ".frames.title", ".terms.explanation", ".chapters.introduction"}
    kinds |= {f".chapters.blocks.{name}" for name in ("narrative", "contributions.text", "targets.norm", "facts.value")}
    assert kinds <= ALL.keys()


def test_every_field_that_differs_is_found_and_told():
    before = sample.document()
    with override("nl"):
        untold = {path for path, (name, new, text) in ALL.items() if not is_told(before, text, name, new)}
    assert untold == set()


def is_told(before: Document, text: Document, name: str, new: Any) -> bool:
    page = shown(before, text)
    if page is None or shown(text, before) is None or not page.headlines:
        return False
    if name in NO_WORDS or not (isinstance(new, str) and "nieuw" in new.casefold()):
        return True
    return plain_text(new).splitlines()[-1].split()[-1] in spoken(page)


def spoken(page: Shown) -> str:
    """Everything that a reader is told, without its markup."""
    found: list[str] = []

    def walk(thing: Any) -> None:
        if isinstance(thing, str):
            found.append(plain_text(thing))
        elif isinstance(thing, tuple | list):
            for each in thing:
                walk(each)
        elif is_dataclass(thing):
            for field in fields(thing):
                walk(getattr(thing, field.name))

    walk(page)
    return " ".join(found)


# --- added, left out, moved -------------------------------------------------------------------------------------------


def with_facts(*names: str) -> Document:
    made = tuple(Fact(name, f"<p>{name}</p>") for name in names)
    return sample.document(chapters=(Chapter("om", None, "", (sample.block("b", level="om", facts=made),)),))


def facts_of(before: Document, after: Document) -> list[Any]:
    return [f for chapter in compared(before, after).chapters for block in chapter.blocks for f in block.facts]


NAMES = st.permutations("abcdefgh").flatmap(lambda names: st.integers(0, 8).map(lambda n: names[:n]))


@given(NAMES, NAMES)
def test_the_order_of_now_can_be_told_from_the_differences(old, new):
    """Left out, moved and added account for everything; what is not told of stands in its old order."""
    found = facts_of(with_facts(*old), with_facts(*new))
    assert {f.item.id for f in found if f.fate == Fate.ADDED} == set(new) - set(old)
    assert {f.item.id for f in found if f.fate == Fate.LEFT_OUT} == set(old) - set(new)
    moved = {f.item.id for f in found if f.moved}
    quiet = [name for name in new if name in old and name not in moved]
    assert quiet == [name for name in old if name in quiet]
    assert len(found) == len({f.item.id for f in found})


@given(st.integers(0, 7), st.integers(0, 7))
def test_one_thing_that_moved_is_one_thing_that_moved(start, end):
    old = list("abcdefgh")
    new = old[:start] + old[start + 1 :]
    new.insert(end, old[start])
    found = facts_of(with_facts(*old), with_facts(*new))
    assert len(found) == (start != end)
    if abs(start - end) > 1:
        assert (found[0].item.id, found[0].moved) == (old[start], Moved(start + 1, end + 1))


def under(chapters: int, places: dict[str, str]) -> Document:
    """Priorities b-0, b-1 … and under which of them a contribution stands."""
    made = (
        sample.block(f"b-{n}", level="om", contributions=(sample.SHARED,) if f"b-{n}" in places else ())
        for n in range(chapters)
    )
    return sample.document(chapters=(Chapter("om", None, "", tuple(made)),))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("b-0", "b-1", {"b-0": (Fate.WENT, "b-1"), "b-1": (Fate.CAME, "b-0")}),
        ("b-0", "b-0 b-1", {"b-1": (Fate.ALSO_HERE, "b-0")}),
        ("b-0 b-1", "b-0", {"b-1": (Fate.STILL_THERE, "b-0")}),
        ("b-0", "", {"b-0": (Fate.LEFT_OUT, "")}),
        ("", "b-0", {"b-0": (Fate.ADDED, "")}),
        ("b-0 b-1", "b-1 b-2", {"b-0": (Fate.WENT, "b-2"), "b-2": (Fate.CAME, "b-0")}),
        ("b-0", "b-1 b-2", {"b-0": (Fate.WENT, "b-1"), "b-1": (Fate.CAME, "b-0"), "b-2": (Fate.ALSO_HERE, "b-1")}),
        ("b-0 b-1", "b-2", {"b-0": (Fate.WENT, "b-2"), "b-1": (Fate.WENT, "b-2"), "b-2": (Fate.CAME, "b-0")}),
    ],
)
def test_where_a_contribution_stands_is_compared_too(was, now, told):
    comparison = compared(under(3, dict.fromkeys(was.split(), "")), under(3, dict.fromkeys(now.split(), "")))
    found = {b.block.item.id: b.contributions for chapter in comparison.chapters for b in chapter.blocks}
    assert {block: [(c.fate, c.other) for c in items] for block, items in found.items()} == {
        block: [what] for block, what in told.items()
    }


def test_a_footnote_for_the_same_word_is_the_same_footnote():
    ggz, bibob = Term("t-1", ("GGZ",), "Geestelijke zorg."), Term("t-2", ("Bibob",), "Een wet.")
    again, other = replace(ggz, id="t-9", forms=("ggz", "GGZ-zorg")), Term("t-8", ("Halt",), "Een straf.")
    found = compared(sample.document(terms=(ggz, bibob)), sample.document(terms=(again, other))).terms
    told = {term.item.forms[0]: (term.fate, term.fields) for term in found}
    assert told == {"ggz": (Fate.STAYED, ("forms",)), "Halt": (Fate.ADDED, ()), "Bibob": (Fate.LEFT_OUT, ())}
    assert not compared(sample.document(terms=(ggz,)), sample.document(terms=(replace(ggz, id="t-9"),)))


def test_a_priority_that_went_to_another_chapter_is_told_of_in_full_where_it_came():
    before = sample.document()
    local, om = before.chapters
    moved = replace(local.blocks[1], narrative="<p>Anders.</p>")
    after = replace(before, chapters=(replace(local, blocks=local.blocks[:1]), replace(om, blocks=(*om.blocks, moved))))
    found = {b.block.fate: b.block for chapter in compared(before, after).chapters for b in chapter.blocks}
    assert found.keys() == {Fate.CAME, Fate.WENT}
    assert found[Fate.CAME].fields == ("narrative",)
    with override("en"):
        sentences = [headline.sentence for headline in headlines(compared(before, after))]
        assert sentences == ["Moved to another chapter: 3.2 Evenementen.", "Changed: 3.2 Evenementen."]


def test_a_target_is_told_with_its_three_figures_and_the_sentence_of_both_texts():
    lower = sample.target(norm=Decimal(200), goal=Decimal(200), basis="norm")
    after = sample.with_block(sample.document(), targets=(lower,))
    with override("en"):
        page = shown(sample.document(), after)
        target = page.chapters[0].blocks[0].groups[0].items[0]
    figures = {change.label: [(s.html, s.mark) for s in change.text] for change in target.figures}
    assert figures["Norm"] == [("at most 250", "del"), (" → ", ""), ("at most 200", "ins")]
    assert [s.mark for s in target.sentence] == ["del", "", "ins"]
    assert "the norm is the goal" in target.sentence[-1].html
