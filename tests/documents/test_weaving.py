"""Two wordings in one text: the later one can be read from it, and of the earlier one no word is missing."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.richtext import clean
from workplan_portal.documents.weaving import replaced, woven

WORDS = st.lists(
    st.sampled_from(["wij", "houden", "toezicht.", "<strong>vaak</strong>", "<em>ook</em>", "&amp;", "de"]), max_size=10
).map(" ".join)
LINES = WORDS.map("<p>{}</p>".format)
LISTS = st.lists(WORDS, min_size=1, max_size=4).map(lambda items: f"<ul><li>{'</li><li>'.join(items)}</li></ul>")
LINK = st.just('<p>Zie <a href="https://a.nl">de site</a>.</p>')
TEXTS = st.lists(st.one_of(LINES, LISTS, LINK), max_size=5).map("".join).map(clean)


def shown(stretches) -> str:
    return "".join(f"<{s.mark}>{s.html}</{s.mark}>" if s.mark else s.html for s in stretches)


def words(html: str) -> str:
    """All that is read, without the spaces: a struck word stands apart from the full stop behind it."""
    return "".join(re.sub(r"<[^>]*>", "", html).split())


class Nesting(HTMLParser):
    """Complains of tags that cross, and of what may not stand directly in a list."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        assert (tag == "li") == (self.open[-1:] in (["ul"], ["ol"])), self.open
        assert tag not in ("p", "ul") or not {"p", "del", "ins"} & set(self.open), self.open
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        assert not data.strip() or self.open[-1] not in ("ul", "ol"), data


@pytest.mark.parametrize(
    ("before", "after", "both"),
    [
        ("<p>Wij gaan nu.</p>", "<p>Wij gaan nu.</p>", "<p>Wij gaan nu.</p>"),
        ("<p>a b c</p>", "<p>a c</p>", "<p>a <del>b</del> c</p>"),
        ("<p>a b. c d</p>", "<p>a x. c d</p>", "<p>a <del>b</del> <ins>x</ins>. c d</p>"),
        ("<p>A a</p><p>C c</p><p>B b</p>", "<p>A a</p><p>B b</p>", "<p>A a</p><p><del>C c</del></p><p>B b</p>"),
        ("<p>A a</p><p>B b</p>", "<p>A a</p>", "<p>A a</p><p><del>B b</del></p>"),
        ("<ul><li>A a</li><li>B b</li></ul>", "<ul><li>B b</li></ul>", "<ul><li><del>A a</del></li><li>B b</li></ul>"),
        (
            "<p>Wij gaan nu.</p>",
            "<p>Wij <strong>gaan</strong> nu.</p>",
            "<p>Wij <strong><layout>gaan</layout></strong> nu.</p>",
        ),
        (
            "<p>Wij gaan vaak nu.</p>",
            "<p><strong>Wij gaan</strong> zelden <em>nu</em>.</p>",
            "<p><strong><layout>Wij gaan</layout></strong> <del>vaak</del> <ins>zelden</ins> "
            "<em><layout>nu</layout></em>.</p>",
        ),
        (
            "<p>Wij <strong>gaan heel vaak</strong> nu.</p>",
            "<p>Wij <strong>gaan zelden</strong> nu.</p>",
            "<p>Wij <strong>gaan <del><strong>heel vaak</strong></del> <ins>zelden</ins></strong> nu.</p>",
        ),
        ("<p>Een</p><p>B</p>", "<ul><li>Een</li></ul><p>B</p>", "<ul><li><layout>Een</layout></li></ul><p>B</p>"),
        (
            "<ul><li>Een</li><li>Twee</li></ul>",
            "<ul><li>Een<ul><li>Twee</li></ul></li></ul>",
            "<ul><li>Een<ul><li><layout>Twee</layout></li></ul></li></ul>",
        ),
        (
            '<p>Zie <a href="https://a.nl">de site</a>.</p>',
            '<p>Zie <a href="https://b.nl">de site</a>.</p>',
            '<p>Zie <a href="https://b.nl"><link>de site</link></a>.</p>',
        ),
        ("<p>Wij <em>gaan</em> nu.</p>", "<p>Wij nu.</p>", "<p>Wij <del><em>gaan</em></del> nu.</p>"),
        ("", "<p>Nieuw.</p>", "<p><ins>Nieuw.</ins></p>"),
        ("<p>Oud.</p>", "", "<p><del>Oud.</del></p>"),
        (
            "<p>Wij.</p><ul><li>Een a</li><li>Twee b</li></ul>",
            "<p>Wij.</p>",
            "<p>Wij.</p><ul><li><del>Een a</del></li><li><del>Twee b</del></li></ul>",
        ),
        (
            "<ul><li>Een <em>a</em></li></ul><p>Wij.</p>",
            "",
            "<ul><li><del>Een</del> <del><em>a</em></del></li></ul><p><del>Wij.</del></p>",
        ),
        (
            "",
            "<p>Wij <strong>gaan</strong> nu.</p><ul><li>Een</li></ul>",
            "<p><ins>Wij </ins><strong><ins>gaan</ins></strong><ins> nu.</ins></p><ul><li><ins>Een</ins></li></ul>",
        ),
        ("", "", ""),
    ],
)
def test_both_wordings_stand_in_one_text(before, after, both):
    assert shown(woven(before, after)) == both


@given(TEXTS, TEXTS)
def test_each_wording_can_be_read_from_it(before, after):
    stretches = woven(before, after)
    assert clean("".join(s.html for s in woven(before, before))) == before
    assert words("".join(s.html for s in stretches if s.mark != "del")) == words(after)
    assert words("".join(s.html for s in stretches if s.mark != "ins")) == words(before)
    assert any(s.mark for s in stretches) or words(before) == words(after)


@given(TEXTS)
def test_no_word_is_struck_because_it_became_bold_or_an_item(text):
    bare = re.sub("</?(?:strong|em|a)[^>]*>", "", text)
    items = re.sub("</p>", "</li></ul>", re.sub("<p>", "<ul><li>", text))
    for before, after in ((bare, text), (text, bare), (text, items), (items, text)):
        assert not {s.mark for s in woven(before, after)} & {"del", "ins"}


@given(TEXTS, TEXTS)
def test_it_is_markup_in_which_tags_do_not_cross(before, after):
    parser = Nesting()
    parser.feed(shown(woven(before, after)))
    assert parser.open == []


def test_of_a_layout_is_told_once_and_of_a_link_where_it_led():
    before, after = "<p>Wij gaan nu naar de site.</p>", "<ul><li>Wij <strong>gaan</strong> nu naar de site.</li></ul>"
    assert [s.goes_on for s in woven(before, after) if s.mark] == [True, True, False]
    linked = after.replace("de site", '<a href="https://b.nl?a=1&amp;b=2">de site</a>')
    (told,) = (s for s in woven(after, linked) if s.mark)
    assert (told.mark, told.led, told.leads) == ("link", "", "https://b.nl?a=1&b=2")


def test_a_short_value_is_struck_whole():
    assert shown(replaced("250 <b>", "210", " → ")) == "<del>250 &lt;b&gt;</del> → <ins>210</ins>"
    assert shown(replaced("", "210", " → ")) == "<ins>210</ins>"
    assert shown(replaced("250", "", " → ")) == "<del>250</del>"
    assert shown(replaced("250", "250", " → ")) == "250"
