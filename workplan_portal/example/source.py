"""The content of the example as it stands in `content/`: plain data, and plain texts made into rich text."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join

from workplan_portal.documents import richtext

CONTENT = Path(__file__).parent / "content"
PLANS = (2017, 2021)
"""The years of the adopted plans."""

FRAME_FILES = ("frames_2017", "frames")
INVENTED = {"source": "Voorbeeldgegevens", "example": True}
"""What an invented figure says of itself."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BULLET = "- "


def read(name: str) -> dict[str, Any]:
    """The content of one file, by its name without suffix."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def plan(year: int) -> dict[str, Any]:
    """The plan of this year: everything that is not a block."""
    return read(f"plan_{year}")


def blocks(year: int) -> list[dict[str, Any]]:
    """The blocks of all chapters of the plan of this year, in reading order."""
    return [block for name in plan(year)["plan"]["blocks"] for block in read(name)["blocks"]]


def terms(year: int) -> list[dict[str, Any]]:
    """What gets a footnote in the plan of this year, in the order of reading."""
    found: list[dict[str, Any]] = read(plan(year)["plan"]["terms"])["terms"]
    return found


def frames() -> list[dict[str, Any]]:
    return [frame for name in FRAME_FILES for frame in read(name)["frames"]]


def figures(name: str) -> list[dict[str, Any]]:
    """The rows of a file of figures. Where it holds series, each of them becomes a row per period."""
    content = read(name)
    return [
        *content.get("figures", ()),
        *(row for series in content.get("series", ()) for row in _rows(series, content)),
    ]


def _rows(series: dict[str, Any], content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    years = [key for key in series if key.isdigit()]
    for year in years:
        for period, figure in series[year].items():
            yield {
                "indicator": series["indicator"],
                "area": series["area"],
                "year": int(year),
                "period": int(period),
                "reference_date": content["counted_on"][year][period],
                "provisional": year == years[-1] and int(period) in series.get("provisional", ()),
                **measured(figure),
                **INVENTED,
            }


def measured(figure: str) -> dict[str, str]:
    """A value, or the two parts of a percentage ("6/15")."""
    numerator, slash, denominator = figure.partition("/")
    return {"numerator": numerator, "denominator": denominator} if slash else {"value": figure}


def rich(text: str) -> str:
    """A plain text as rich text: a blank line parts paragraphs, lines that begin with "- " make a list."""
    return richtext.clean("".join(map(_paragraph, _BLANK_LINE.split(text.strip()))))


def _paragraph(text: str) -> str:
    if not text.startswith(_BULLET):
        return format_html("<p>{}</p>", text)
    items = format_html_join("", "<li>{}</li>", ((line.removeprefix(_BULLET),) for line in text.splitlines()))
    return format_html("<ul>{}</ul>", items)
