"""What a reader finds in each shape of a document, in the order of reading: its text, and its footnotes apart."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

import pikepdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SIGNS = re.compile("[●→▲■○]\N{NO-BREAK SPACE}?|\\?\N{NO-BREAK SPACE}")
"""Printed before an outcome by the style sheets."""


class Shape(NamedTuple):
    text: str
    notes: list[str]


def bare(words: str) -> str:
    """Without what depends on where a line ends: spaces, and hyphens, which also stand where a word is broken."""
    return re.sub("[\\s\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}\N{NO-BREAK SPACE}-]+", "", SIGNS.sub("", words))


def of_page(html: str) -> Shape:
    """What stands beside the contents."""
    body = html.partition('<div class="plan-text__body">')[2]
    text, _, notes = body.partition('<section class="chapter notes"')
    text = re.sub(r"<sup>.*?</sup>|<svg.*?</svg>", "", text, flags=re.DOTALL)
    explained = re.findall(r'<li id="noot-\d+">(.*?)<a ', notes, flags=re.DOTALL)
    return Shape(bare(_without_tags(text)), [bare(_without_tags(note)) for note in explained])


def of_pdf(file: bytes, last: str) -> Shape:
    """Of the chapters, up to the heading `last`, by the tags: as a screen reader goes through it."""
    text: list[str] = []
    notes: list[str] = []
    with pikepdf.open(io.BytesIO(file)) as pdf:
        marked = {page.objgen: _marked(page) for page in pdf.pages}

        def walk(element: pikepdf.Object, roles: frozenset[str], page: pikepdf.Object) -> None:
            role = str(element.S)
            roles, page = roles | {role}, element.get("/Pg", page)
            if role == "/Note":
                notes.append("")
            for kid in element.get("/K", []):
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid, roles, page)
                    continue
                home, number = (
                    (kid.get("/Pg"), kid.get("/MCID")) if isinstance(kid, pikepdf.Dictionary) else (page, kid)
                )
                if number is None or "/Lbl" in roles:
                    continue
                if "/Note" in roles:
                    notes[-1] += marked[home.objgen][int(number)]
                elif "/Part" in roles and not roles & {"/Figure", "/Reference"}:
                    text.append(marked[home.objgen][int(number)])

        walk(pdf.Root.StructTreeRoot.K, frozenset(), None)
    return Shape(bare("".join(text)).partition(bare(last))[0], list(map(bare, notes)))


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content. Our files write glyphs of two bytes, with a map to Unicode."""
    maps = {name: _unicode(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    number, known = -1, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" if isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                number = int(operands[1].MCID)
                found.setdefault(number, "")
            case "BDC" | "BMC":
                number = -1
            case "Tf":
                known = maps[str(operands[0])]
            case "TJ" | "Tj":
                strings = operands[0] if str(operator) == "TJ" else operands
                glyphs = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                if number >= 0:
                    found[number] += "".join(known.get(glyphs[i : i + 2], "") for i in range(0, len(glyphs), 2))
    return found


def _unicode(font: pikepdf.Object) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", font.ToUnicode.read_bytes().decode())
    return {bytes.fromhex(glyph): bytes.fromhex(sign).decode("utf-16-be") for glyph, sign in pairs}


def of_word(file: bytes, last: str) -> Shape:
    """From the contents up to the heading `last`."""
    archive = zipfile.ZipFile(io.BytesIO(file))
    body = fromstring(archive.read("word/document.xml"))[0]  # noqa: S314 -- made here
    notes = fromstring(archive.read("word/footnotes.xml"))  # noqa: S314
    begun, text = False, ""
    for block in body:
        words = _words(block)
        if block.tag == f"{W}p" and words == last:
            break
        text += words if begun else ""
        begun = begun or block.tag == f"{W}sdt"
    return Shape(bare(text), [bare(_words(note)) for note in notes if f"{W}type" not in note.attrib])


def _words(block: Element) -> str:
    return "".join(text.text or "" for text in block.iter(f"{W}t"))


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html))
