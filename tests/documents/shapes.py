"""What a reader finds in each shape of a document, in the order of reading: its text, with what is said of
its pictures, and its footnotes apart."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from workplan_portal.documents.aloud import read_aloud

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

SIGNS = re.compile("[●→▲■○]\N{NO-BREAK SPACE}?|\\?\N{NO-BREAK SPACE}")
"""Before an outcome, for the eye: style sheets print them, in a Word file they are written."""


class Shape(NamedTuple):
    text: str
    notes: list[str]


def bare(words: str) -> str:
    """Without spaces, which also stand where a line ends, and hyphens that are seen there only."""
    return re.sub("[\\s\N{NO-BREAK SPACE}\N{SOFT HYPHEN}]+", "", words)


def of_page(html: str) -> Shape:
    """What stands beside the contents; of a letter, which has none, all."""
    body = html.partition('<div class="plan-text__body">')[2] or html
    text, _, notes = body.partition('<section class="chapter notes"')
    text = re.sub(r'<svg[^>]*\saria-label="([^"]*)".*?</svg>', r" \1 ", text, flags=re.DOTALL)
    text = re.sub(r"<sup>.*?</sup>", "", text, flags=re.DOTALL)
    explained = re.findall(r'<li id="noot-\d+">(.*?)<a ', notes, flags=re.DOTALL)
    return Shape(bare(_without_tags(text)), [bare(_without_tags(note)) for note in explained])


def of_pdf(file: bytes, last: str) -> Shape:
    """Of the chapters, up to the heading `last` if it is named: as a screen reader goes through it, without numbers
    and signs."""
    text, notes = "", list[str]()
    around: list[str] = []
    for line in read_aloud(file):
        if line.role:
            around[line.depth :] = [line.role]
        within = set(around[: line.depth + 1])
        if line.role == "Note":
            notes.append("")
        if "Lbl" in within or not within & {"Part"}:
            continue
        if "Note" in within:
            notes[-1] += line.text
        elif "Reference" not in within:
            text += line.text
    return Shape(bare(text).partition(bare(last))[0] if last else bare(text), list(map(bare, notes)))


def of_word(file: bytes, last: str) -> Shape:
    """From the contents, if it has any, up to the heading `last`."""
    archive = zipfile.ZipFile(io.BytesIO(file))
    body = fromstring(archive.read("word/document.xml"))[0]  # noqa: S314 -- made here
    notes = fromstring(archive.read("word/footnotes.xml"))  # noqa: S314
    begun, text = body.find(f"{W}sdt") is None, ""
    for block in body:
        words = _words(block)
        if last and block.tag == f"{W}p" and words == last:
            break
        text += words if begun else ""
        begun = begun or block.tag == f"{W}sdt"
    return Shape(bare(SIGNS.sub("", text)), [bare(_words(note)) for note in notes if f"{W}type" not in note.attrib])


def _words(block: Element) -> str:
    """Of a drawing what is said in its place."""
    if block.tag == f"{MC}AlternateContent":
        return "".join(drawn.get("descr", "") for drawn in block.iter(f"{WP}docPr"))
    return (block.text or "") if block.tag == f"{W}t" else "".join(map(_words, block))


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))
