"""Where what is missing or odd in a plan is mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from plans.completeness import EDITION, Remark
from plans.models import Draft


@dataclass(frozen=True)
class PlacedRemark:
    """Something that is missing or odd, and where to mend it."""

    remark: Remark
    url: str


def url_of(draft: Draft, remark: Remark) -> str:
    """The page where what a remark names is mended, and where on it."""
    place, anchor = remark.place, f"#{remark.anchor}" if remark.anchor else ""
    if place.startswith(EDITION):
        return reverse("plans:edition_of_frame", args=[draft, place.removeprefix(EDITION)])
    if place == "adoption":
        return reverse("plans:plan", args=[draft.plan.uuid])
    if place in ("texts", "frames", "terms", "last_year"):
        return reverse(f"plans:{place}", args=[draft]) + anchor
    return reverse("plans:block", args=[draft, place]) + anchor
