"""Entries of the trail as one reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from workplan_portal.audit.models import Entry, Seal
from workplan_portal.audit.trail import fingerprint
from workplan_portal.audit.verbs import label_of
from workplan_portal.audit.verification import broken, verify
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import AS_DEPUTY

from .details import name_of, told

FAULTS_SHOWN = 100
ROLES = dict(Role.choices)


@dataclass(frozen=True)
class Line:
    entry: Entry
    action: str
    chain_holds: bool
    """Is every entry of this subject what it was when it was written?"""

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """What was kept of it, and how it ended."""
        for name, value in self.entry.details.items():
            yield name_of(name), told(name, value)
        yield _("Result"), self.entry.get_result_display()

    @property
    def actor(self) -> str:
        """The capacities in words: the trail keeps their codes."""
        name, bracket, held = self.entry.actor.partition("> (")
        parts = [part.partition(" ") for part in held.removesuffix(")").split("; ")]
        words = "; ".join(f"{_in_words(code)}{space}{area}" for code, space, area in parts)
        return f"{name}> ({words})" if bracket else name

    @property
    def unchanged(self) -> bool:
        return fingerprint(self.entry) == self.entry.hash


def _in_words(code: str) -> str:
    role = code.removesuffix(AS_DEPUTY)
    words = str(ROLES.get(role, role))
    return words if role == code else _("%(role)s (deputy)") % {"role": words}


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Reads the chains of these entries whole, in one query."""
    shown = list(entries)
    doubtful = broken({entry.subject for entry in shown})
    return [Line(entry, label_of(entry.action), entry.subject not in doubtful) for entry in shown]


@dataclass(frozen=True)
class Check:
    """The outcome of checking the whole trail."""

    entries: int
    chains: int
    last_seal: Seal | None
    faults: list[str]
    more: int


def check() -> Check:
    found = verify()
    faults = list(islice(found, FAULTS_SHOWN))
    return Check(
        entries=Entry.objects.count(),
        chains=Entry.objects.filter(number=1).count(),
        last_seal=Seal.objects.order_by("day").last(),
        faults=faults,
        more=sum(1 for _fault in found),
    )
