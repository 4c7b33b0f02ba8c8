"""What a screen reader says of a PDF: its tags in order, each with its words.

for line in read_aloud(file): print(line)
"""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

_UNICODE = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
"""A line of the map from glyphs to signs. Our files write glyphs of two bytes."""

CONTINUED = ""
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


class Said(NamedTuple):
    """`role` as in the file, such as "H2"; CONTINUED for words of an element after another that stands in it.

    `about` is told beside the words: the language, the headers of a cell, where a link leads, what is short for what.
    """

    depth: int
    role: str
    text: str
    about: str = ""

    def __str__(self) -> str:
        said = [f"[{self.role}]" if self.role else "", self.text, f"({self.about})" if self.about else ""]
        return "  " * self.depth + " ".join(filter(None, said))


def read_aloud(file: bytes) -> list[Said]:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        reader = _Reader(pdf)
        return [line for top in _kids(pdf.Root.StructTreeRoot) for line in reader.read(top, 0)]


class Words(NamedTuple):
    text: str
    height: float  # above the bottom of the page


class _Reader:
    """`cells` has the words of the header cells that were read: they are said again with their data."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.marked = {page.objgen: _marked(page) for page in pdf.pages}
        self.cells: dict[str, str] = {}
        self.height = 0.0

    def read(self, element: Any, depth: int, page: Any = None) -> list[Said]:
        page = element.get(Name.Pg, page)
        lines = [Said(depth, str(element.S)[1:], _instead(element), self._about(element))]
        for kid in _kids(element):
            if not isinstance(kid, Dictionary) or Name.MCID in kid:
                if not _instead(element):
                    lines = self._with_words(lines, depth, kid, page)
            elif Name.S in kid:
                lines += self.read(kid, depth + 1, page)
        if Name.ID in element:
            self.cells[str(element.ID)] = " ".join(line.text for line in lines if line.text)
        return lines

    def _with_words(self, lines: list[Said], depth: int, kid: Any, page: Any) -> list[Said]:
        """Words join the line before when that is of the same element, with a space where they begin another line."""
        if isinstance(kid, Dictionary):
            page, kid = kid.get(Name.Pg, page), kid.MCID
        before = lines[-1].text
        words = self.marked[page.objgen].get(int(kid), Words("", 0))
        lines = [*lines[:-1], lines[-1]._replace(text=lines[-1].text.removesuffix(SOFT_HYPHEN))]
        apart = " " if words.height != self.height and not before.endswith((" ", "-", SOFT_HYPHEN)) else ""
        self.height = words.height
        if lines[-1].depth == depth:
            text = f"{lines[-1].text}{apart}{words.text}" if lines[-1].text else words.text
            return [*lines[:-1], lines[-1]._replace(text=text)]
        return [*lines, Said(depth, CONTINUED, words.text)] if words.text.strip() else lines

    def _about(self, element: Any) -> str:
        headers = (self.cells.get(str(name), "?") for name in _attributes(element).get(Name.Headers, ()))
        return "; ".join(
            filter(
                None,
                (
                    f"language {element.Lang}" if Name.Lang in element else "",
                    f"in full: {element.E}" if Name.E in element else "",
                    " › ".join(headers),
                    *dict.fromkeys(f"to: {kid.Obj.Contents}" for kid in _kids(element) if _is_link(kid)),
                ),
            )
        )


def _kids(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_link(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and Name.Obj in kid and Name.Contents in kid.Obj


def _attributes(element: Any) -> Any:
    found = element.get(Name.A, Dictionary())
    return found if isinstance(found, Dictionary) else Dictionary()


def _instead(element: Any) -> str:
    """What is said in place of what stands there."""
    return str(element.get(Name.Alt, element.get(Name.ActualText, "")))


def _marked(page: pikepdf.Page) -> dict[int, Words]:
    """The text of each piece of marked content."""
    maps = {name: _unicode(font) for name, font in page.Resources.get(Name.Font, Dictionary()).items()}
    found: dict[int, Words] = {}
    number, height, known, instead = -1, 0.0, {}, False
    for operands, operator in pikepdf.parse_content_stream(page):  # type: ignore[misc]  # so it is documented
        match str(operator):
            case "BDC" if isinstance(operands[1], Dictionary) and Name.MCID in operands[1]:
                number = int(operands[1].MCID)
            case "BDC" if isinstance(operands[1], Dictionary) and Name.ActualText in operands[1] and number >= 0:
                found[number] = found[number]._replace(text=found[number].text + str(operands[1].ActualText))
                instead = True
            case "BDC" | "BMC":
                number = -1
            case "EMC":
                instead = False
            case "Tm":
                height = round(float(operands[5]), 1)
            case "Tf":
                known = maps[str(operands[0])]
            case "TJ" | "Tj" if number >= 0 and not instead:
                before = found[number].text if number in found else ""
                found[number] = Words(before + _text(operands[0], known), height)
    return found


def _text(shown: Any, known: dict[bytes, str]) -> str:
    strings = shown if isinstance(shown, Array) else [shown]
    glyphs = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return "".join(known.get(glyphs[i : i + 2], "") for i in range(0, len(glyphs), 2))


def _unicode(font: Any) -> dict[bytes, str]:
    pairs = _UNICODE.findall(font.ToUnicode.read_bytes().decode())
    return {bytes.fromhex(glyph): bytes.fromhex(sign).decode("utf-16-be") for glyph, sign in pairs}
