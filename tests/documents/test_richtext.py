"""Whatever is typed, pasted or posted comes out as the small subset of markup, with its readable words kept."""

import re
import unicodedata

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan_portal.documents.richtext import TextTooLong, clean, is_empty, plain_text

SUBSET = {"p", "strong", "em", "ul", "ol", "li", "a", "span"}
ATTRIBUTES = {"a": {"href"}, "span": {"lang"}}
tags = (
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<strong>", "</strong>", "<ul>", "</ul>", "<ol>", "<li>", "</li>"),
    *("<br>", "<div>", "</div>", "<h2>", "</h2>", "<table><tr><td>", "</table>", "<!--", "-->", "<svg>", "</svg>"),
    *("<script>", "</script>", "<style>", "</style>", "<p style='color:red' onclick='x'>"),
    *("<p class=MsoListParagraph>", "<p style='mso-list:l0 level3 lfo1'>", "<span style='mso-list:Ignore'>", "</span>"),
    *("<li data-aria-level=2>", "</li>", "<del>", "</del>", "<h3>", "</h3>", "</td><td>", "</ul>", "· ", "1. "),
    *("<span lang='en'>", '<span lang="fy">', "<span lang=EN-US>", "<span>", "</span>", "</span>"),
    *("<a href='https://a.nl'>", "<a href='javascript:x'>", '<a href="#b">', "</a>"),
)
characters = (
    *("&amp;", "&lt;b&gt;", "&nbsp;", "&#x338;", "&#8238;", "\u0338", "e", "\u0301", " ", "\n", "\n\n", "a", "woord"),
    *("😀", "שלום", "\x00", "\u202e", "<", ">", "&"),
)
messy_texts = st.lists(st.sampled_from(tags + characters) | st.text(max_size=4), max_size=25).map("".join)


@given(messy_texts)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert unicodedata.normalize("NFC", cleaned) == cleaned


@given(messy_texts)
def test_only_the_subset_comes_out(text: str) -> None:
    cleaned = clean(text)

    assert {tag.lower() for tag in re.findall(r"</?([a-zA-Z0-9]+)", cleaned)} <= SUBSET
    assert set(re.findall(r"\s(\w+)=", re.sub(r">[^<]*<", "><", cleaned))) <= {"href", "lang"}
    cleaned_again = nh3.clean(cleaned, tags=SUBSET, attributes=ATTRIBUTES, link_rel=None)
    assert cleaned_again.replace("&nbsp;", "\xa0") == cleaned
    assert "<p></p>" not in cleaned
    assert "<li></li>" not in cleaned


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_words_typed_without_markup_are_kept(text: str) -> None:
    assert plain_text(clean(text)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" \n\xa0 ", ""),
        ("Eén regel", "<p>Eén regel</p>"),
        ("Eerste alinea\n\nTweede & laatste", "<p>Eerste alinea</p><p>Tweede &amp; laatste</p>"),
        ("minder dan 5 < 6, a<b", "<p>minder dan 5 &lt; 6, a&lt;b</p>"),
        ("<b>vet</b> en <i>schuin</i>", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("<p>x</p><p>&nbsp;</p><p></p>", "<p>x</p>"),
        ("<p>&#x338;</p>", ""),
        ("<p>&#x338;x\u0338</p>", "<p>x\u0338</p>"),
        ("<h1>Kop</h1>tekst<br>regel", "<p><strong>Kop</strong></p><p>tekst</p><p>regel</p>"),
        ("<ul><li><p>een</p></li><li>twee</li></ul>", "<ul><li>een</li><li>twee</li></ul>"),
        ("<ol><li>een<ul><li>twee</li></ul></li></ol>", "<ol><li>een<ul><li>twee</li></ul></li></ol>"),
        ("<ul><li>een</li><ul><li>twee</li></ul></ul>", "<ul><li>een<ul><li>twee</li></ul></li></ul>"),
        ("<b>weg</b><script>alert(1)</script><style>p{}</style>", "<p><strong>weg</strong></p>"),
        ("<p onclick='x' style='x'>kaal</p>", "<p>kaal</p>"),
        ("<a href='javascript:alert(1)'>klik</a>", "<p>klik</p>"),
        ("<a href='//elders.example'>klik</a>", "<p>klik</p>"),
        ("<a href='#bijlage-a'>zie</a>", '<p><a href="#bijlage-a">zie</a></p>'),
        ("<a href='https://a.nl/?b=1&c=2'>zie</a>", '<p><a href="https://a.nl/?b=1&amp;c=2">zie</a></p>'),
        (
            "<p><span lang='en'>social <b>media</b></span></p>",
            '<p><span lang="en">social <strong>media</strong></span></p>',
        ),
        (
            '<span lang="en">a <span>b</span></span> <span lang="en">c</span>',
            '<p><span lang="en">a b</span> <span lang="en">c</span></p>',
        ),
        ("<span lang='EN-US' class='x'>Nederlands</span>", "<p>Nederlands</p>"),
        ("<p>nul\x00 om\u202ekeer</p>", "<p>nul omkeer</p>"),
        ("<p>שלום 😀</p>", "<p>שלום 😀</p>"),
    ],
)
def test_examples(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_deep_list_is_flattened_and_keeps_its_words() -> None:
    cleaned = clean("<ul><li>x" * 2000)

    assert cleaned.count("<ul>") == 4
    assert plain_text(cleaned).split() == ["x"] * 2000


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert clean("<p>twaalf <b>tekens</b></p>", limit=13)
    with pytest.raises(TextTooLong) as refusal:
        clean("<p>twaalf <b>tekens</b></p>", limit=12)
    assert (refusal.value.length, refusal.value.limit) == (13, 12)


def test_readable_text_has_a_line_for_each_paragraph_and_item() -> None:
    assert plain_text("<p>Kop &amp; staart</p><ul><li>een<ol><li>twee</li></ol></li></ul>") == "Kop & staart\neen\ntwee"


def test_markup_without_words_is_empty() -> None:
    assert is_empty("<p><strong> </strong></p><ul><li></li></ul>")
    assert not is_empty("<p>.</p>")
