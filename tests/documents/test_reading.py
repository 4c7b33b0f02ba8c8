"""What is read quickly is what the rules for any page of the web make of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from workplan_portal.documents.reading import read

from .sample import sample_html

PLAIN = {"namespace_html_elements": False}
XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"


def test_it_is_the_same_document() -> None:
    html = sample_html().replace("</main>", "<p>Eén&nbsp;&euro; &amp;<br>meer &#8211; d&shy;an</p></main>")
    assert list(said(read(io.StringIO(html), **PLAIN))) == list(said(tinyhtml5.parse(html, **PLAIN)))


@pytest.mark.parametrize(
    "html",
    [
        "<html lang=nl><p>Kort.",
        "<p>Een <b>twee</p> drie",
        "<html><p>Geen romp</p></html>",
        "<html><head></head><body><p>Een\x0btwee &onbekend; &amp;</p></body></html>",
    ],
)
def test_what_is_no_xml_is_read_by_the_rules(html: str) -> None:
    assert list(said(read(io.StringIO(html), **PLAIN))) == list(said(tinyhtml5.parse(html, **PLAIN)))


def said(page: Element) -> Iterator[tuple[str, dict[str, Any], str, str]]:
    """Without white space between elements, and what a parser itself adds to a picture."""
    for element in page.iter():
        attributes = {name: value for name, value in element.attrib.items() if name != XMLNS}
        yield element.tag, attributes, (element.text or "").strip(), (element.tail or "").strip()
