"""Names of partners and consultations that were typed at a contribution and stand in no list of the team."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from .codes import ListKind
from .models import Contribution, Listed, Plan
from .workflow import Status

TYPED = {ListKind.PARTNER: "partners", ListKind.CONSULTATION: "consultation"}
"""Where the names of a kind are typed that stand in no list."""

LONGEST = 60
"""Characters of a name; what is longer is a sentence."""


def names_in(typed: str) -> list[str]:
    return [name.strip() for name in re.split("[,;]", typed) if name.strip()]


def in_order(name: str) -> str:
    """To sort names by: as a reader looks for them, whatever their capitals and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.casefold()


def typed_names(
    plans: QuerySet[Plan, Any], listed: Iterable[Listed]
) -> dict[tuple[int, ListKind], list[tuple[str, int]]]:
    """By team and list: each name with how many contributions have it, in what is being written in these plans.

    Spellings that differ in capitals or accents are one name, as it was typed first.
    """
    known = {(row.team_id, row.kind, in_order(row.name)) for row in listed}
    found: dict[tuple[int, ListKind], Counter[str]] = {}
    spelled: dict[str, str] = {}
    rows = Contribution.objects.filter(draft__plan__in=plans).exclude(draft__status=Status.ADOPTED).order_by("pk")
    for team, *typed in rows.values_list("draft__plan__team", *TYPED.values()):
        for kind, words in zip(TYPED, typed, strict=True):
            for key, name in {in_order(name): name for name in names_in(words)}.items():
                if (team, kind, key) not in known and len(name) <= LONGEST:
                    found.setdefault((team, kind), Counter())[key] += 1
                    spelled.setdefault(key, name)
    return {
        place: [(spelled[key], counted[key]) for key in sorted(counted, key=lambda key: (-counted[key], key))]
        for place, counted in found.items()
    }
