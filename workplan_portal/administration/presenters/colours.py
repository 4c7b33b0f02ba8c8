"""How a municipality's colours come out: the measured contrast of what people read and press."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.colour import contrast
from workplan_portal.interface.theme import BOUNDARY, TEXT, bar, role


@dataclass(frozen=True)
class Pair:
    what: str | Promise
    ratio: float
    needed: float

    @property
    def enough(self) -> bool:
        return self.ratio >= self.needed


@dataclass(frozen=True)
class Look:
    pairs: list[Pair]
    adapted: bool
    """Was the brand colour itself made darker to carry white letters?"""


def look(brand: str, second: str) -> Look:
    """WCAG 2.2 asks 4.5 of text (1.4.3) and 3 of the boundary of a control (1.4.11)."""
    menu, action = bar(brand), role(second or brand)
    white = action["bg-document"]
    pairs = [
        Pair(_("Letters on the menu bar"), contrast(menu["text"], menu["bg"]), TEXT),
        Pair(_("Letters of the page one is on"), contrast(menu["current-text"], menu["current-bg"]), TEXT),
        Pair(_("Letters on a button"), contrast(action["inverse-color-default"], action["inverse-bg-default"]), TEXT),
        Pair(_("A link on white"), contrast(action["color-default"], white), TEXT),
        Pair(_("The edge of a field"), contrast(action["border-default"], white), BOUNDARY),
    ]
    return Look(pairs, adapted=menu["bg"] not in (brand, brand.lower()))
