"""The content of the example year as it stands in `content/`: plain data, and plain texts made into rich text."""

import re
import tomllib
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join

from workplan_portal.documents import richtext

CONTENT = Path(__file__).parent / "content"
BLOCK_FILES = ("blocks_local", "blocks_om", "blocks_regional")
"""The chapters of the plan, in the order of the plan."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BULLET = "- "


def read(name: str) -> dict[str, Any]:
    """The content of one file, by its name without suffix."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def blocks() -> list[dict[str, Any]]:
    """The blocks of all chapters, in reading order."""
    return [block for name in BLOCK_FILES for block in read(name)["blocks"]]


def rich(text: str) -> str:
    """A plain text as rich text: a blank line parts paragraphs, lines that begin with "- " make a list."""
    return richtext.clean("".join(map(_paragraph, _BLANK_LINE.split(text.strip()))))


def _paragraph(text: str) -> str:
    if not text.startswith(_BULLET):
        return format_html("<p>{}</p>", text)
    items = format_html_join("", "<li>{}</li>", ((line.removeprefix(_BULLET),) for line in text.splitlines()))
    return format_html("<ul>{}</ul>", items)
