"""Rich text is typed as plain text; nothing gets lost on the way to and fro."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.richtext import clean, plain_text
from workplan_portal.interface.richtext_source import from_plain, from_source, to_source

ODD = st.text(alphabet="ab *[]()\\-1.)•_#<&>\"'\u00a0é", max_size=12)
WORDS = st.one_of(ODD, st.text(max_size=8))
ADDRESSES = st.sampled_from(
    ["https://x.nl/a_(b)?c=1&d=2", "mailto:a@b.nl", "#bijlage", "https://x.nl/\\)(", "http://q"]
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def inline(draw) -> str:
    pieces = []
    for text in draw(st.lists(WORDS, min_size=1, max_size=5)):
        html = escaped(text)
        for tag in draw(st.sets(st.sampled_from(["em", "strong"]))):
            html = f"<{tag}>{html}</{tag}>"
        if draw(st.integers(0, 3)) == 0:
            html = f'<span lang="{draw(st.sampled_from(["en", "fy", "nl", ""]))}">{html}</span>'
        if draw(st.integers(0, 3)) == 0:
            html = f'<a href="{draw(ADDRESSES).replace("&", "&amp;")}">{html}</a>'
        pieces.append(html)
    return "".join(pieces)


def blocks(depth: int):
    paragraph = inline().map(lambda html: f"<p>{html}</p>")
    if not depth:
        return st.lists(paragraph, max_size=3).map("".join)
    point = blocks(depth - 1).map(lambda html: f"<li>{html}</li>")
    points = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(point, max_size=3))
    a_list = points.map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>")
    return st.lists(st.one_of(paragraph, a_list), max_size=4).map("".join)


@given(blocks(3))
def test_stored_text_survives_editing_without_a_change(html):
    stored = clean(html)
    assert from_source(to_source(stored)) == stored


@given(st.one_of(ODD, st.lists(ODD, max_size=6).map("\n".join), st.text()))
def test_typed_text_shown_again_means_the_same(typed):
    stored = from_source(typed)
    assert from_source(to_source(stored)) == stored


@given(st.lists(st.text(alphabet="abc def.,;:!?", min_size=1), max_size=5))
def test_plain_words_stay_the_words_they_are(lines):
    readable = [" ".join(line.split()) for line in lines if line.strip()]
    assert plain_text(from_source("\n\n".join(lines))).split("\n") == (readable or [""])


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("Een regel.\n\nNog een.", "<p>Een regel.</p><p>Nog een.</p>"),
        ("Een regel.\nNog een.", "<p>Een regel.</p><p>Nog een.</p>"),
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("***beide***", "<p><strong><em>beide</em></strong></p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("- een\n  - diep\n- twee", "<ul><li>een<ul><li>diep</li></ul></li><li>twee</li></ul>"),
        ("- een\n\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("Zie [de site](https://x.nl).", '<p>Zie <a href="https://x.nl">de site</a>.</p>'),
        ("Zie [de site](www.x.nl)", '<p>Zie <a href="https://www.x.nl">de site</a></p>'),
        ("[social media](taal:en)", '<p><span lang="en">social media</span></p>'),
        (
            "[de *post*](https://x.nl)[ site](taal:en:https://x.nl)",
            '<p><a href="https://x.nl">de <em>post</em><span lang="en"> site</span></a></p>',
        ),
        ("[woord](taal:xx) [woord](taal:en:quatsch)", "<p>[woord](taal:xx) [woord](taal:en:quatsch)</p>"),
        ("[kwaad](javascript:alert(1))", "<p>[kwaad](javascript:alert(1))</p>"),
        ("2 * 3 * 4 = 24", "<p>2 * 3 * 4 = 24</p>"),
        ("een * los sterretje*", "<p>een * los sterretje*</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a\r\nb", "<p>a</p><p>b</p>"),
    ],
)
def test_what_people_type_becomes_what_they_mean(typed, stored):
    assert from_source(typed) == stored


def test_a_very_long_text_takes_no_longer_than_it_is_long():
    typed = "[**" * 20_000 + "](" * 20_000
    assert plain_text(from_source(typed))


def test_a_list_from_word_is_a_list_in_a_plain_box_too() -> None:
    pasted = "Kop\n·\teen\n\to\tdieper\n·\ttwee\n1.\teerst"
    assert from_source(pasted) == (
        "<p>Kop</p><ul><li>een<ul><li>dieper</li></ul></li><li>twee</li></ul><ol><li>eerst</li></ol>"
    )


def test_in_text_without_notation_every_sign_means_itself() -> None:
    assert from_plain("2*3*4 [a](https://a.nl)\n*x*\n\\\n* punt\n<b>") == (
        "<p>2*3*4 [a](https://a.nl)</p><p>*x*</p><p>\\</p><ul><li>punt</li></ul><p>&lt;b&gt;</p>"
    )
