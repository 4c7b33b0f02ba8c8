"""Numbers as in the plan of 2021: 2.1 Veilige woon- en leefomgeving holds four priorities, 3.1 the next."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from plans.document import Block, Chapter, Document, Place
from plans.numbering import numbered, numbers

EMMEN = Place("GM0114", "Emmen")


def block(key: str, heading: str) -> Block:
    return Block(
        id=key,
        priority=key,
        priority_title=key,
        split=False,
        level="local",
        heading=heading,
        title=key,
        box_title=key,
        narrative="",
        ambition="",
        objective="",
        residents_input="",
        authority="both",
        agreement="stated",
        agreement_reference="",
    )


def chapter(level: str, *headings: str, introduction: str = "") -> Chapter:
    place = EMMEN if level == "local" else None
    blocks = tuple(block(f"{level}-{n}", heading) for n, heading in enumerate(headings))
    return Chapter(level=level, municipality=place, introduction=introduction, blocks=blocks)


def document(*chapters: Chapter) -> Document:
    return Document(
        id="1",
        year=2021,
        team=Place("BT", "Zuidoost-Drenthe"),
        district=Place("D", "Drenthe"),
        unit=Place("NN", "Noord-Nederland"),
        municipalities=(EMMEN,),
        norm_rule="off",
        foreword="",
        foreword_on=None,
        introduction="",
        going_concern="",
        formation="",
        upscaling="",
        themes_note="",
        chapters=chapters,
    )


def test_chapters_are_numbered_from_two_and_neighbours_share_a_heading():
    plan = document(
        chapter("local", "Leefomgeving", "Leefomgeving", "Integriteit", "Verkeersveiligheid"),
        chapter("om", "Basis op orde", "Verkeer"),
    )

    found = [(c.number, h.number, h.title, len(h.blocks)) for c in numbered(plan) for h in c.headings]

    assert found == [
        (2, "2.1", "Leefomgeving", 2),
        (2, "2.2", "Integriteit", 1),
        (2, "2.3", "Verkeersveiligheid", 1),
        (3, "3.1", "Basis op orde", 1),
        (3, "3.2", "Verkeer", 1),
    ]


def test_the_same_heading_further_on_gets_a_number_of_its_own():
    plan = document(chapter("local", "A", "B", "A"))

    assert [h.number for h in numbered(plan)[0].headings] == ["2.1", "2.2", "2.3"]


def test_a_chapter_in_which_nothing_is_written_has_no_number():
    empty = chapter("om")
    plan = document(chapter("local", "A"), empty, chapter("regional", introduction="<p>Volgt.</p>"))

    assert [(c.number, c.chapter.level) for c in numbered(plan)] == [(2, "local"), (3, "regional")]


def test_every_chapter_says_whose_priorities_it_holds():
    plan = document(*(chapter(level, "A") for level in ("local", "om", "regional", "national")))

    titles = [c.title for c in numbered(plan)]

    assert len(set(titles)) == 4
    assert "Emmen" in titles[0]
    assert "Noord-Nederland" in titles[2]


def _with_own_ids(number: int, row: Chapter) -> Chapter:
    return replace(row, blocks=tuple(replace(b, id=f"{number}/{b.id}") for b in row.blocks))


@given(st.lists(st.lists(st.sampled_from("ABC"), max_size=6), max_size=4))
def test_every_block_has_one_number_and_numbers_count_up_without_gaps(chapters):
    plan = document(*(chapter("local", *headings) for headings in chapters))
    unique = replace(plan, chapters=tuple(_with_own_ids(n, c) for n, c in enumerate(plan.chapters)))

    result = numbered(unique)

    assert numbers(unique).keys() == {b.id for b in unique.blocks}
    assert [c.number for c in result] == list(range(2, 2 + len(result)))
    for c in result:
        assert [h.number for h in c.headings] == [f"{c.number}.{n}" for n in range(1, len(c.headings) + 1)]
        assert [b for h in c.headings for b in h.blocks] == list(c.chapter.blocks)
