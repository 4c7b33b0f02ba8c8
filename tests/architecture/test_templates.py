"""Templates keep to the strict content security policy and to the language of the catalogue."""

import re

import pytest

from tests.architecture.tree import files, name

TEMPLATES = [path for path in files("*.html") if "tests" not in path.parts]
INLINE_STYLE = re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)

# The only templates that print text without escaping it, each with what made that text harmless.
UNESCAPED = {"templates/documents/text.html": "rich text, reduced to the few elements we allow when it was saved"}


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_style_or_script_stands_in_a_page(template):
    html = template.read_text()
    assert INLINE_STYLE.findall(html) + INLINE_SCRIPT.findall(html) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_nothing_is_loaded_from_elsewhere(template):
    tags = re.findall(r"<(?:link|script|img|iframe|form|source)\b[^>]*>", template.read_text())
    assert [tag for tag in tags if ELSEWHERE.search(tag)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_form_that_posts_carries_its_token(template):
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", template.read_text(), re.DOTALL | re.IGNORECASE)
    assert [form for form in forms if "csrf_token" not in form and "{% crispy" not in form] == []


@pytest.mark.parametrize("template", [path for path in TEMPLATES if name(path) not in UNESCAPED], ids=name)
def test_everything_printed_is_escaped(template):
    assert not re.search(r"\|\s*safe(seq)?\b|autoescape\s+off", template.read_text())
