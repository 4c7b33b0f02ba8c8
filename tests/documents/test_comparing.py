"""Two wordings of one text: nothing is lost, and the marks stand where the texts differ."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.comparing import as_markup, combined, marked
from workplan_portal.documents.richtext import clean

WORDS = st.lists(
    st.sampled_from(["wij", "houden", "toezicht.", "<strong>vaak</strong>", "&amp;", "in de wijk"]), max_size=12
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=4).map(lambda lines: clean("".join(f"<p>{line}</p>" for line in lines)))
LINES = st.lists(st.sampled_from(["een", "twee", "drie", "vier"]), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("before", "after", "only_before", "only_after"),
    [
        ("<p>Wij gaan.</p>", "<p>Wij gaan.</p>", [], []),
        ("<p>Wij gaan vaak.</p>", "<p>Wij gaan zelden.</p>", ["vaak"], ["zelden"]),
        ("<p>Wij gaan.</p>", "<p>Wij <strong>gaan</strong>.</p>", ["gaan"], ["gaan"]),
        ('<p><a href="https://a.nl">Zie</a> dit.</p>', '<p><a href="https://b.nl">Zie</a> dit.</p>', ["Zie"], ["Zie"]),
        ("<ul><li>Een</li></ul>", "<ul><li>Een</li><li>Twee &amp; drie</li></ul>", [], ["Twee &amp; drie"]),
        ("", "<p>Nieuw.</p>", [], ["Nieuw."]),
        (as_markup("a < b\n\nc"), as_markup("a > b\nc"), ["&lt;"], ["&gt;"]),
    ],
)
def test_what_differs_is_marked_in_both(before, after, only_before, only_after):
    one, other = marked(before, after)
    assert re.findall("<del>(.*?)</del>", one) == only_before
    assert re.findall("<ins>(.*?)</ins>", other) == only_after


@given(TEXTS, TEXTS)
def test_marking_adds_marks_and_nothing_else(before, after):
    one, other = marked(before, after)
    assert re.sub("</?del>", "", one) == before
    assert re.sub("</?ins>", "", other) == after
    for text, mark in ((one, "del"), (other, "ins")):
        inside = re.findall(f"<{mark}>(.*?)</{mark}>", text)
        assert not any("<" in words for words in inside)


@pytest.mark.parametrize(
    ("shown", "theirs", "mine", "both"),
    [
        ("a\nb\nc", "a\nB\nc", "a\nb\nC", "a\nB\nC"),  # each another line
        ("a\nb", "a\nb", "a\nb\nc", "a\nb\nc"),  # only mine
        ("a\nb", "a", "a\nb", "a"),  # only theirs: they took a line away
        ("a\nb\nc", "a\nB\nc", "a\nX\nc", "a\nB\nX\nc"),  # the same line: both, theirs first
        ("a", "a\nB", "a\nX", "a\nB\nX"),  # both added at the same place
        ("a\nb", "a\nB", "a", "a\nB"),  # they changed what I took away
        ("", "a\nB", "a\nX", "a\nB\nX"),  # not known what they began with
        ("a", "", "", ""),
    ],
)
def test_both_texts_come_together(shown, theirs, mine, both):
    assert combined(shown, theirs, mine) == both


@given(LINES, LINES, LINES)
def test_no_line_that_somebody_wrote_is_missing(shown, theirs, mine):
    """Also where it can't be known what the two began with."""
    for begun in (shown, ""):
        lines = combined(begun, theirs, mine).splitlines()
        new = (set(theirs.splitlines()) | set(mine.splitlines())) - set(begun.splitlines())
        assert new <= set(lines)
    assert combined(shown, theirs, shown) == theirs
    assert combined(shown, shown, mine) == mine
