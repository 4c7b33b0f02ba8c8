"""What the details of an entry are called for a reader, and how their values read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from priorities.notation import number

DETAILS: dict[str, str | Promise] = {
    "address": pgettext_lazy("detail of the trail", "address of the page"),
    "added": pgettext_lazy("detail of the trail", "added"),
    "adopted_by": pgettext_lazy("detail of the trail", "adopted by"),
    "adopted_on": pgettext_lazy("detail of the trail", "adopted on"),
    "adviser": pgettext_lazy("detail of the trail", "adviser"),
    "after": pgettext_lazy("detail of the trail", "after"),
    "amendment": pgettext_lazy("detail of the trail", "amendment"),
    "appointments": pgettext_lazy("detail of the trail", "appointments"),
    "area": pgettext_lazy("detail of the trail", "organisation"),
    "audience": pgettext_lazy("detail of the trail", "for whom"),
    "base": pgettext_lazy("detail of the trail", "text that is changed"),
    "because": pgettext_lazy("detail of the trail", "because"),
    "before": pgettext_lazy("detail of the trail", "before"),
    "body": pgettext_lazy("detail of the trail", "body"),
    "brand_colour": pgettext_lazy("detail of the trail", "first colour"),
    "came_along": pgettext_lazy("detail of the trail", "came along"),
    "cause": pgettext_lazy("detail of the trail", "cause"),
    "changed": pgettext_lazy("detail of the trail", "changed"),
    "changes": pgettext_lazy("detail of the trail", "changes"),
    "chosen": pgettext_lazy("detail of the trail", "chosen"),
    "code": pgettext_lazy("detail of the trail", "code"),
    "content": pgettext_lazy("detail of the trail", "content"),
    "contributions": pgettext_lazy("detail of the trail", "contributions"),
    "day": pgettext_lazy("detail of the trail", "day"),
    "decision": pgettext_lazy("detail of the trail", "decision"),
    "denominator": pgettext_lazy("detail of the trail", "denominator"),
    "digest": pgettext_lazy("detail of the trail", "digest (SHA-256)"),
    "earlier": pgettext_lazy("detail of the trail", "earlier"),
    "district": pgettext_lazy("detail of the trail", "district"),
    "edition": pgettext_lazy("detail of the trail", "edition"),
    "effective_on": pgettext_lazy("detail of the trail", "in force from"),
    "ended_on_before": pgettext_lazy("detail of the trail", "ended before on"),
    "ends_on": pgettext_lazy("detail of the trail", "up to and including"),
    "explanation": pgettext_lazy("detail of the trail", "explanation"),
    "facts": pgettext_lazy("detail of the trail", "context facts"),
    "fields": pgettext_lazy("detail of the trail", "fields"),
    "figures": pgettext_lazy("detail of the trail", "figures"),
    "file": pgettext_lazy("detail of the trail", "file (SHA-256)"),
    "frame": pgettext_lazy("detail of the trail", "frame"),
    "gone": pgettext_lazy("detail of the trail", "gone"),
    "given_up": pgettext_lazy("detail of the trail", "given up"),
    "heading": pgettext_lazy("detail of the trail", "heading"),
    "held_on": pgettext_lazy("detail of the trail", "held on"),
    "how_often": pgettext_lazy("detail of the trail", "how often"),
    "item": pgettext_lazy("detail of the trail", "item"),
    "kind": pgettext_lazy("detail of the trail", "kind"),
    "letter": pgettext_lazy("detail of the trail", "letter"),
    "logo": pgettext_lazy("detail of the trail", "logo (SHA-256)"),
    "mandate": pgettext_lazy("detail of the trail", "mandate"),
    "mine": pgettext_lazy("detail of the trail", "own text"),
    "minutes": pgettext_lazy("detail of the trail", "minutes"),
    "municipality": pgettext_lazy("detail of the trail", "municipality"),
    "municipalities": pgettext_lazy("detail of the trail", "municipalities"),
    "name": pgettext_lazy("detail of the trail", "name"),
    "note": pgettext_lazy("detail of the trail", "note"),
    "notes": pgettext_lazy("detail of the trail", "notes"),
    "number": pgettext_lazy("detail of the trail", "number"),
    "offered": pgettext_lazy("detail of the trail", "offered"),
    "numerator": pgettext_lazy("detail of the trail", "numerator"),
    "outcome": pgettext_lazy("detail of the trail", "what came of it"),
    "owner": pgettext_lazy("detail of the trail", "owner"),
    "people": pgettext_lazy("detail of the trail", "people"),
    "period": pgettext_lazy("detail of the trail", "months"),
    "place": pgettext_lazy("detail of the trail", "place"),
    "plan": pgettext_lazy("detail of the trail", "plan"),
    "position": pgettext_lazy("detail of the trail", "position"),
    "priorities": pgettext_lazy("detail of the trail", "priorities"),
    "priority": pgettext_lazy("detail of the trail", "priority"),
    "provisional": pgettext_lazy("detail of the trail", "provisional"),
    "reason": pgettext_lazy("detail of the trail", "reason"),
    "reference": pgettext_lazy("detail of the trail", "reference"),
    "remarks": pgettext_lazy("detail of the trail", "remarks"),
    "reminders": pgettext_lazy("detail of the trail", "reminders"),
    "removal": pgettext_lazy("detail of the trail", "removal"),
    "replaces": pgettext_lazy("detail of the trail", "replaces"),
    "reservation": pgettext_lazy("detail of the trail", "reservation"),
    "role": pgettext_lazy("detail of the trail", "role"),
    "rows": pgettext_lazy("detail of the trail", "rows"),
    "seat": pgettext_lazy("detail of the trail", "seat"),
    "seats": pgettext_lazy("detail of the trail", "seats"),
    "second_colour": pgettext_lazy("detail of the trail", "second colour"),
    "sha256": pgettext_lazy("detail of the trail", "file (SHA-256)"),
    "source": pgettext_lazy("detail of the trail", "source"),
    "starts_on": pgettext_lazy("detail of the trail", "from"),
    "status": pgettext_lazy("detail of the trail", "status"),
    "steps": pgettext_lazy("detail of the trail", "steps"),
    "taken_over": pgettext_lazy("detail of the trail", "taken over"),
    "targets": pgettext_lazy("detail of the trail", "targets"),
    "team": pgettext_lazy("detail of the trail", "team"),
    "term": pgettext_lazy("detail of the trail", "term"),
    "text": pgettext_lazy("detail of the trail", "text"),
    "theirs": pgettext_lazy("detail of the trail", "text of the other"),
    "title": pgettext_lazy("detail of the trail", "title"),
    "unit": pgettext_lazy("detail of the trail", "unit"),
    "valid_from": pgettext_lazy("detail of the trail", "valid from"),
    "valid_until": pgettext_lazy("detail of the trail", "valid until"),
    "value": pgettext_lazy("detail of the trail", "value"),
    "visible_from": pgettext_lazy("detail of the trail", "to be seen from"),
    "year": pgettext_lazy("detail of the trail", "year"),
}
"""By the names that actions give them."""

NUMBERS = frozenset({"denominator", "numerator", "rows", "value"})
NUMBER = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,10})?\Z")
"""The trail keeps a number as text with as many decimals as its column has."""


def name_of(detail: str) -> str:
    """One that nobody named shows as it is."""
    return str(capfirst(str(DETAILS.get(detail, detail))))


def told(name: str, value: Any) -> str:
    """A detail, as it reads under its name."""
    match name, value:
        case "changes", dict():
            return "; ".join(f"{name_of(field)}: {_changed(field, each)}" for field, each in value.items())
        case _, str() | int() if name in NUMBERS and NUMBER.match(str(value)):
            return number(Decimal(value))
        case _, "True" | "False":
            return in_words(value == "True")
    return in_words(value)


def _changed(field: str, values: Any) -> str:
    """From what to what, where that is what was kept."""
    if isinstance(values, list) and len(values) == 2:
        return _("%(before)s → %(after)s") % {"before": told(field, values[0]), "after": told(field, values[1])}
    return told(field, values)


def in_words(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case str() if day := _day(value):
            return date_format(day, "j F Y")
        case list():
            return ", ".join(map(in_words, value))
        case dict():
            return "; ".join(f"{name_of(name)}: {told(name, item)}" for name, item in value.items())
    return str(value)


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:  # looks like one and is none
        return None
