"""What a file of open data says of our indicators: months added up to 4, 8 and 12, kinds and neighbourhoods to one.

A number that is missing or kept secret is never zero: with one of its parts unknown a figure is not offered.
Months that have not been published therefore make no figure, nor does a period that is still running.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from itertools import product

from django.db.models import Count

from priorities.actions.figures import Entered
from priorities.codes import PERIODS, Unit
from priorities.measurement import adds_up
from priorities.models import Figure, Indicator
from priorities.policies import areas_entered_by
from workplan_portal.audit.trail import today
from workplan_portal.organisation.models import Area, BaseTeam, Municipality
from workplan_portal.people.models import Person

from .deadline import ends_on
from .imports.tables import TABLES, Link, NoLink, link_of
from .models import Delivery, Territory

Kept = Mapping[tuple[str, str, str], int | None]
"""Numbers of a file by kind, area and period, as they were written there."""


@dataclass(frozen=True)
class Place:
    """An area of ours, and the codes of the areas of the file that it is made of."""

    area: Area
    codes: frozenset[str]


@dataclass(frozen=True)
class Offered:
    """A figure as the file has it, beside the one that is there."""

    indicator: Indicator
    area: Area
    year: int
    period: int
    value: int
    provisional: bool
    existing: Figure | None = None

    @property
    def differs(self) -> bool:
        known = self.existing
        return known is None or known.value != self.value or (known.provisional and not self.provisional)

    @property
    def sign(self) -> str:
        told = (self.indicator.code, self.area.code, self.year, self.period, self.value, self.provisional)
        return " ".join(map(str, (*told, self.existing.version if self.existing else 0)))


@dataclass
class Offer:
    """Everything that a file has to offer to one person."""

    figures: list[Offered] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)  # kinds in the file that no indicator counts
    kept_back: list[str] = field(default_factory=list)  # indicators of which a number is not published

    @property
    def changes(self) -> list[Offered]:
        return [figure for figure in self.figures if figure.differs]

    @property
    def digest(self) -> str:
        """Of what somebody saw, to be held against what is there when they decide."""
        return sha256("\n".join(figure.sign for figure in self.changes).encode()).hexdigest()


# --- what is ours in a file -------------------------------------------------------------------------------------------


def places_of(person: Person) -> list[Place]:
    """Municipalities by their own code, other areas by their neighbourhoods, a team by its municipalities.

    A municipality with several teams is no team's whole, so such a team gets nothing from it.
    """
    areas = {area.pk: area for area in areas_entered_by(person)}
    codes: dict[int, set[str]] = {}
    for area, code in Territory.objects.filter(area__in=areas).values_list("area", "code"):
        codes.setdefault(area, set()).add(code)
    municipalities = Municipality.objects.annotate(shared=Count("teams"))
    whole = {m.pk: m for m in municipalities if m.shared == 1}
    for municipality in municipalities:
        if municipality.pk in areas:
            codes.setdefault(municipality.pk, {municipality.code})
    for team in BaseTeam.objects.filter(pk__in=areas).prefetch_related("municipalities"):
        parts = list(team.municipalities.all())
        if parts and all(part.pk in whole for part in parts):
            codes.setdefault(team.pk, {part.code for part in parts})
    return [Place(areas[pk], frozenset(found)) for pk, found in codes.items()]


def linked(about: str) -> dict[Indicator, Link]:
    """The indicators that are counted in tables about this."""
    found = {}
    for indicator in Indicator.objects.exclude(open_data_code=""):
        try:
            link = link_of(indicator.open_data_code)
        except NoLink:
            continue
        unit = Unit(indicator.unit)
        if link.about == about and unit == Unit.COUNT and adds_up(unit, cumulative=indicator.cumulative):
            found[indicator] = link
    return found


# --- adding up --------------------------------------------------------------------------------------------------------


def counted(kept: Kept, link: Link, codes: Iterable[str], year: int, period: int) -> int | None:
    """What these kinds in these areas come to after so many months; None as soon as one number is not known."""
    total = 0
    for code in codes:
        for kind in link.kinds:
            if (found := _over(kept, kind, code, year, period)) is None:
                return None
            total += found
    return total


def _over(kept: Kept, kind: str, code: str, year: int, period: int) -> int | None:
    """Of a whole year its own number, where the table has it; otherwise the months."""
    if period == 12 and (whole := _at(kept, kind, code, f"{year}JJ00")) is not None:
        return whole
    months = [_at(kept, kind, code, f"{year}MM{month:02}") for month in range(1, period + 1)]
    return None if None in months else sum(month for month in months if month is not None)


def _at(kept: Kept, kind: str, code: str, period: str) -> int | None:
    return kept.get((kind, code, period))


def offer_of(delivery: Delivery, person: Person) -> Offer:
    """In a fixed number of queries, whatever the file holds."""
    kept = {(kind, area, period.rstrip("*")): value for kind, area, period, value in delivery.found.get("kept", ())}
    links, places = linked(TABLES[delivery.table].about), places_of(person)
    years = sorted({int(period[:4]) for _kind, _area, period in kept})
    starred = {int(period[:4]) for _kind, _area, period, _value in delivery.found.get("kept", ()) if "*" in period}
    existing = {
        (f.indicator_id, f.area_id, f.year, f.period): f
        for f in Figure.objects.filter(indicator__in=links, area__in=[p.area for p in places], year__in=years)
    }
    provisional = set(years) if delivery.provisional else starred
    offer = Offer(list(_figures(kept, links, places, existing, {year: year in provisional for year in years})))
    used = {kind for link in links.values() for kind in link.kinds}
    offer.unlinked = sorted(set(delivery.found.get("kinds", ())) - used)
    secret = {kind for (kind, _area, _period), value in kept.items() if value is None}
    offer.kept_back = sorted(indicator.name for indicator, link in links.items() if link.kinds & secret)
    return offer


def _figures(
    kept: Kept,
    links: Mapping[Indicator, Link],
    places: Iterable[Place],
    existing: Mapping[tuple[int, int, int, int], Figure],
    years: Mapping[int, bool],
) -> Iterator[Offered]:
    """`years`: each with whether its numbers are provisional."""
    over = [(year, period) for year in years for period in PERIODS if ends_on(year, period) < today()]
    for place, (indicator, link), (year, period) in product(places, links.items(), over):
        value = counted(kept, link, place.codes, year, period)
        if value is not None:
            known = existing.get((indicator.pk, place.area.pk, year, period))
            yield Offered(indicator, place.area, year, period, value, years[year], known)


def entered(offered: Offered, delivery: Delivery, reason: str) -> Entered:
    """As whoever enters many figures at once says it."""
    values = {
        "value": Decimal(offered.value),
        "numerator": None,
        "denominator": None,
        "source": f"Politie, open data {delivery.table}",
        "reference_date": delivery.brought_at.date(),
        "provisional": offered.provisional,
    }
    known = offered.existing
    return Entered(offered.indicator, offered.area, values, reason if known else "", known.version if known else 0)
