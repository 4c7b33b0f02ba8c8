"""The tables of the police open data: which columns they have, and how their keys are written.

Source: data.politie.nl and the OData service of Statistics Netherlands (dataderden.cbs.nl); licence CC BY 4.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TOTAL = "total"
"""The row of a table that holds all of its kinds together; never added to them."""

_TOTALS = re.compile(r"0\.0\.0|totaal\b.*", re.IGNORECASE)
_PERIOD = re.compile(r"([12][0-9]{3})(JJ00|MM(?:0[1-9]|1[0-2]))(\*{0,2})\Z")
_NOWHERE = re.compile(r"(?:GM|WK|BU)099[89].*|(?:RE|PV|LD)99.*", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    id: str
    about: str  # offences or nuisance
    kind: str  # column of the kind of offence or nuisance
    area: str  # column of the area
    measure: str  # how the name of the column with the number begins


def _table(number: str, about: str, area: str) -> Table:
    offences = about == "offences"
    return Table(
        number,
        about,
        "SoortMisdrijf" if offences else "Overlast",
        area,
        "GeregistreerdeMisdrijven" if offences else "GeregistreerdeOverlast",
    )


TABLES = {
    table.id: table
    for table in (
        _table("47013NED", "offences", "RegioS"),
        _table("47018NED", "offences", "WijkenEnBuurten"),
        _table("47022NED", "offences", "WijkenEnBuurten"),
        _table("47021NED", "nuisance", "RegioS"),
        _table("47024NED", "nuisance", "WijkenEnBuurten"),
    )
}
"""Offences and nuisance, per municipality and per neighbourhood; 47018NED by year, the others by month as well."""


def kind_of(key: str) -> str:
    """The code of a kind, without the spaces that fill it up."""
    key = key.strip()
    return TOTAL if _TOTALS.match(key) else key


def is_nowhere(area: str) -> bool:
    """It is "niet in te delen", or abroad."""
    return bool(_NOWHERE.match(area.strip()))


@dataclass(frozen=True)
class Period:
    """A month of a year; month 0 is the whole year."""

    year: int
    month: int
    provisional: bool = False


def period_of(key: str) -> Period | None:
    """None for a quarter and whatever else is no month or year. A star says that it is provisional."""
    found = _PERIOD.match(key.strip())
    if not found:
        return None
    return Period(int(found[1]), 0 if found[2] == "JJ00" else int(found[2][2:]), bool(found[3]))


def is_key_of_period(key: str) -> bool:
    """Of any: a quarter too. Not one is a title, such as "2021 januari", which a file "with labels" has for keys."""
    return bool(re.match(r"[12][0-9]{3}[A-Z][A-Z0-9]{3}\**\Z", key.strip()))


# --- how an indicator says what it counts -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """The kinds of one sort of table whose numbers together are an indicator."""

    about: str
    kinds: frozenset[str]


class NoLink(ValueError):  # noqa: N818 -- it is what the text is not
    """What stands there names no kinds of these tables."""


def link_of(text: str) -> Link:
    """ "1.1.1", "1.4.5 + 1.4.6", "47021NED" (all nuisance) or "47021NED:code". Raises NoLink."""
    parts = [part.strip() for part in text.split("+")]
    found = [_linked(part) for part in parts if part]
    if not found or len({about for about, _kind in found}) > 1:
        raise NoLink(text)
    kinds = [kind for _about, kind in found]
    if len(set(kinds)) < len(kinds) or (TOTAL in kinds and len(kinds) > 1):
        raise NoLink(text)  # nothing counts twice
    return Link(found[0][0], frozenset(kinds))


def _linked(part: str) -> tuple[str, str]:
    name, _, kind = part.partition(":")
    if name.strip().upper() in TABLES:
        return TABLES[name.strip().upper()].about, kind_of(kind or "0.0.0")
    if re.match(r"[0-9]\.[0-9]+\.[0-9]+\Z", part):
        return "offences", kind_of(part)
    raise NoLink(part)
