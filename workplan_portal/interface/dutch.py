"""Dates and numbers as people in the Netherlands write them, read strictly enough never to guess."""

import re
from datetime import date
from decimal import Decimal

MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "february"),
    ("maart", "mrt", "march", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("augustus", "aug", "august"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}

DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})\Z")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
IN_WORDS = re.compile(r"([0-9]{1,2})[- ]([a-z]+)\.?[- ]([0-9]{4})\Z")

DUTCH = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")
ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+\Z")
PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?\Z")
EITHER = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}\Z")
SPACES = re.compile("[ \u00a0\u2009\u202f]")


class Ambiguous(ValueError):  # noqa: N818 -- it is the number that is ambiguous
    """'1.234' can be twelve hundred or one and a bit."""


def parse_date(text: str) -> date:
    """'31-1-2021', '31/01/2021', '31 januari 2021' or '2021-01-31'; ValueError when it is none of these, or no day."""
    text = " ".join(text.lower().split())
    if found := DAY_FIRST.match(text):
        day, month, year = found.groups()
    elif found := YEAR_FIRST.match(text):
        year, month, day = found.groups()
    elif (found := IN_WORDS.match(text)) and found[2] in MONTH_NUMBERS:
        day, month, year = found[1], str(MONTH_NUMBERS[found[2]]), found[3]
    else:
        raise ValueError(f"no date: {text!r}")
    return date(int(year), int(month), int(day))


def write_date(value: date) -> str:
    return f"{value.day:02}-{value.month:02}-{value.year:04}"


def parse_decimal(text: str, decimal_places: int | None = None) -> Decimal:
    """'1.234,5', '1 234,5' and '1234.5' are the same number. ValueError when it is no number.

    '1.234' is a number of thousands when no decimals are possible, and otherwise ambiguous.
    """
    text = SPACES.sub("", text.strip()).replace("\u2212", "-")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    if decimal_places != 0 and EITHER.match(digits):
        raise Ambiguous(digits)
    if DUTCH.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif ENGLISH.match(digits):
        digits = digits.replace(",", "")
    elif PLAIN.match(digits):
        digits = digits.replace(",", ".")
    else:
        raise ValueError(f"no number: {text!r}")
    return Decimal(sign + digits)


def write_decimal(value: Decimal) -> str:
    """As it is typed: a comma, no thousands, no needless zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
