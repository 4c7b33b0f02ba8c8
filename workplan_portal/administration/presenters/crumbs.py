"""The way back: pairs of words and address; the page itself has no address."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

Crumbs = list[tuple[str, str]]


def under_administration(here: str) -> Crumbs:
    return [(_("Administration"), reverse("people:administration")), (here, "")]


def under_people(here: str, account: Person | None = None) -> Crumbs:
    way = [(_("Administration"), reverse("people:administration")), (_("People"), reverse("people:people"))]
    if account:
        way.append((account.name, reverse("people:person", args=[account.uuid])))
    return [*way, (here, "")]


def under_organisations(here: str, area: Area | None = None) -> Crumbs:
    way = [
        (_("Administration"), reverse("people:administration")),
        (_("Organisations"), reverse("organisation:organisations")),
    ]
    if area:
        way.append((area.name, reverse("organisation:organisation", args=[area.uuid])))
    return [*way, (here, "")]
