"""What a text that people type is made into before it is kept."""

import re
import unicodedata

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Not text: controls (but no tabs or line ends), half characters, and what Unicode reserves as no character."""

DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Invisible marks that turn text around: they can show a reader something else than what is stored."""

LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
SPACES = re.compile("[ \t\n]+")


def has_controls(text: str) -> bool:
    return CONTROLS.search(text) is not None


def tidied(text: str, *, lines: bool) -> str:
    """Composed (NFC), with one kind of line end, without marks that turn text around or space at the ends.

    Without `lines` the text becomes a single line. Emoji and text that itself runs right to left stay as they are.
    """
    text = LINE_ENDS.sub("\n", DIRECTION_MARKS.sub("", text.removeprefix("\ufeff")))
    if lines:
        text = "\n".join(line.rstrip(" \t") for line in text.replace("\t", " ").split("\n"))
    else:
        text = SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", text).strip(" \t\n")
