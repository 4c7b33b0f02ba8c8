"""The parts every document has, as the templates under `documents/` need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

COLOUR = re.compile(r"#[0-9a-f]{6}")
DIGITS_TOGETHER = 8


@dataclass(frozen=True)
class Palette:
    """Colours as "#rrggbb". `brand` carries white text and is text on white itself: it must contrast at least 4.5."""

    brand: str = "#154273"
    tint: str = "#eef2f7"
    line: str = "#ccd6e2"
    line_strong: str = "#9fb3c8"

    def __iter__(self) -> Iterator[str]:
        return iter((self.brand, self.tint, self.line, self.line_strong))

    def __post_init__(self) -> None:
        """They are written into a style sheet: nothing but a colour may get there."""
        if wrong := [colour for colour in self if not COLOUR.fullmatch(colour)]:
            raise ValueError(f"Not a colour: {wrong[0]!r}")


@dataclass(frozen=True)
class Logo:
    """`digest` is that of a stored picture, `whose` the name of who it belongs to."""

    digest: str
    whose: str


@dataclass(frozen=True)
class Dress:
    """What a municipality's documents wear; as it stands here, nobody's."""

    palette: Palette = Palette()
    logo: Logo | None = None


@dataclass(frozen=True)
class Line:
    """A value of several lines has line breaks in it."""

    label: str
    value: str
    digest: bool = False


@dataclass(frozen=True)
class Organisation:
    """`kind` is "body" for who makes the document, "place" for the place it is for."""

    name: str
    kind: str = "body"


@dataclass(frozen=True)
class Notice:
    title: str
    text: str


def notice_of_copy() -> Notice:
    """In a Word file: whoever has one can change it, and leave version and digest as they are."""
    return Notice(_("Copy in Word"), _("To work with. The text in the portal and its PDF are what counts."))


@dataclass(frozen=True)
class Cover:
    """`running` stands at the foot of every page, `mark` beside the title at its head, such as that it is a draft."""

    title: str
    year: str
    subtitle: str
    running: str
    organisations: tuple[Organisation, ...] = ()
    state: tuple[Line, ...] = ()
    digest: str = ""
    notices: tuple[Notice, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `anchor` is the id of the heading, `number` "2.1" or empty."""

    anchor: str
    title: str
    number: str = ""
    entries: tuple[Entry, ...] = ()


def grouped(digest: str) -> str:
    """In groups that an eye can compare."""
    return " ".join(digest[start : start + DIGITS_TOGETHER] for start in range(0, len(digest), DIGITS_TOGETHER))
