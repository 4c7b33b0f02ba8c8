"""Templates keep to the strict content security policy, escape what they print and protect what they post."""

import re
from collections.abc import Callable

from tests.architecture.tree import files, name

INLINE_STYLE = re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on", re.IGNORECASE)
LOADING = re.compile(r"<(?:link|script|img|iframe|form|source)\b[^>]*>")
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
POSTING = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
NOT_ESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")

# Laid out by the PDF renderer, with its style inside, since it may fetch nothing.
FOR_PAPER = {"templates/documents/base.html", "templates/reports/letter/paper.html"}
# The only template that prints text without escaping it, with what made that text harmless.
UNESCAPED = {
    "templates/documents/text.html": "rich text, reduced to the few elements we allow when it was saved",
}


def offenders(found_in: Callable[[str], list[str]], leaving_out: set[str] = frozenset()) -> dict[str, list[str]]:
    """Template → what the search found in it."""
    found = {name(path): found_in(path.read_text()) for path in files("*.html") if name(path) not in leaving_out}
    assert found, "there are no templates to look at"
    return {template: matches for template, matches in found.items() if matches}


def test_no_style_or_script_stands_in_a_page():
    assert offenders(lambda html: INLINE_STYLE.findall(html) + INLINE_SCRIPT.findall(html), FOR_PAPER) == {}


def test_nothing_is_loaded_from_elsewhere():
    assert offenders(lambda html: [tag for tag in LOADING.findall(html) if ELSEWHERE.search(tag)]) == {}


def test_a_form_that_posts_carries_its_token():
    def without_token(html: str) -> list[str]:
        return [form for form in POSTING.findall(html) if "csrf_token" not in form and "{% crispy" not in form]

    assert offenders(without_token) == {}


def test_everything_printed_is_escaped():
    assert offenders(NOT_ESCAPED.findall, UNESCAPED.keys()) == {}


def test_the_head_of_a_table_has_one_row():
    """The component brings it; a row in a row is no table to a screen reader."""
    assert offenders(lambda html: re.findall(r"<c-thead>\s*<c-tr\b", html)) == {}


def test_a_value_that_is_given_to_a_component_takes_its_filter_in_braces():
    """`:count="rows|length"` gives nothing at all, and says nothing of it."""
    assert offenders(lambda html: re.findall(r"\s:[a-z_-]+=\"[^\"{]*\|[^\"]*\"", html)) == {}


def test_what_is_drawn_once_knows_no_address():
    """Where a page or a file is may differ from server to server; `unchanging` draws once for all of them."""
    drawn = {part for path in files("*.html") for part in re.findall(r"unchanging \"([^\"]+)\"", path.read_text())}
    assert drawn
    at_an_address = offenders(lambda html: re.findall(r"{% (?:static|url|theme_url|icon_url)\b", html))
    assert [part for part in drawn if f"templates/{part}" in at_an_address] == []
