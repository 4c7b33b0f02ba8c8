"""Which indicators and areas are linked to codes of the police open data, each with its form.

A form is made of what was sent and refused; the dozens of others are shown from plain values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from priorities.codes import Lifecycle, Unit
from priorities.models import Indicator
from reports.codes import Intake
from reports.forms.deliveries import CodeForm, TerritoryForm
from reports.imports.offences import OFFENCES
from reports.imports.tables import TABLES, TOTAL, NoLink, link_of
from reports.models import Delivery
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.interface.boxes import Box, box
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import Area


@dataclass(frozen=True)
class LinkLine:
    name: str
    code: str
    said: str  # what the code stands for
    url: str
    boxes: Sequence[Box] = ()
    version: Mapping[str, Any] | None = None  # travels along
    form: CodeForm | TerritoryForm | None = None  # as it was sent and refused


def linked_indicators(refused: Any = None) -> list[LinkLine]:
    """What is counted one by one, those with a code first."""
    found = Indicator.objects.exclude(lifecycle=Lifecycle.RETIRED).filter(unit=Unit.COUNT, cumulative=True)
    return [_indicator(i, refused) for i in sorted(found, key=lambda i: (not i.open_data_code, i.name))]


def linked_areas(refused: Any = None) -> list[LinkLine]:
    """Clusters, since a municipality is known by its own code."""
    found = Area.objects.filter(kind=AreaKind.CLUSTER).prefetch_related("territories")
    return [_area(area, refused) for area in found]


@dataclass(frozen=True)
class NuisanceKind:
    """A kind of nuisance as the police write it; `code` is what an indicator is linked by."""

    name: str
    code: str
    counted_by: str  # names of indicators


def nuisance_kinds() -> list[NuisanceKind]:
    """Those in the last file of nuisance of each table that was read: the police publish no list of them."""
    indicators = Indicator.objects.exclude(open_data_code="").exclude(lifecycle=Lifecycle.RETIRED)
    links = {indicator.name: indicator.open_data_code for indicator in indicators.order_by("name")}
    return [
        NuisanceKind(kind, code, ", ".join(name for name, text in links.items() if _counts(text, kind)))
        for kind, code in sorted(_known_kinds().items())
    ]


def _known_kinds() -> dict[str, str]:
    """Each with its code, the first table first."""
    known: dict[str, str] = {}
    for table in (table.id for table in TABLES.values() if table.about == "nuisance"):
        read = Delivery.objects.filter(table=table, status__in=(Intake.READ, Intake.TAKEN_OVER))
        found = read.order_by("-brought_at").values_list("found", flat=True).first() or {}
        for kind in found.get("kinds", ()):
            known.setdefault(kind, f"{table}:{kind}" if kind != TOTAL else table)
    return known


def _counts(text: str, kind: str) -> bool:
    try:
        link = link_of(text)
    except NoLink:
        return False
    return link.about == "nuisance" and kind in link.kinds


def _indicator(indicator: Indicator, refused: Any) -> LinkLine:
    code, name = indicator.open_data_code, f"{indicator.code}-version"
    return LinkLine(
        name=indicator.name,
        code=code,
        said=in_words(code),
        url=reverse("reports:link_indicator", args=[indicator.code]),
        boxes=[_opened(CodeForm, indicator.code, "open_data_code", code)],
        version={"name": name, "id": f"id_{name}", "value": indicator.version},
        form=_if_it_is_about(indicator.code, refused),
    )


def _area(area: Area, refused: Any) -> LinkLine:
    codes = " ".join(territory.code for territory in area.territories.all())
    return LinkLine(
        name=area.name,
        code=codes,
        said="",
        url=reverse("reports:link_area", args=[area.uuid]),
        boxes=[_opened(TerritoryForm, str(area.uuid), "codes", codes)],
        form=_if_it_is_about(str(area.uuid), refused),
    )


def _opened(kind: type[PortalForm], about: str, name: str, codes: str) -> Box:
    return box(kind.base_fields[name], f"{about}-{name}", codes, says_optional=True)


def _if_it_is_about(about: str, refused: Any) -> Any:
    return refused if refused is not None and refused.prefix == about else None


def in_words(code: str) -> str:
    """The offences that a code stands for, as the police call them."""
    if not code:
        return ""
    try:
        link = link_of(code)
    except NoLink:
        return _("This is no code of the police open data.")
    return ", ".join(sorted(OFFENCES.get(kind, kind) for kind in link.kinds if kind != "total")) or _("the whole table")
