"""What the pages of open data show: how far a file is, what it would change, and why it was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.presenters.status import Badge
from priorities.codes import Unit
from priorities.measurement import single
from priorities.notation import number, reading
from reports.codes import Intake
from reports.deliveries import Offer, Offered, offer_of
from reports.models import Delivery
from reports.policies.deliveries import may_read_again, may_take_over
from workplan_portal.audit.trail import now
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person

from .status import period_in_words

BADGES: dict[Intake, Badge] = {
    Intake.READING: Badge(Intake.READING.label, "info", "clock"),
    Intake.READ: Badge(Intake.READ.label, "attention", "eye"),
    Intake.REFUSED: Badge(Intake.REFUSED.label, "wrong", "circle-x"),
    Intake.TAKEN_OVER: Badge(Intake.TAKEN_OVER.label, "good", "circle-check"),
}
SILENT = timedelta(seconds=30)
"""After which a reader that was not heard of has stopped."""


@dataclass(frozen=True)
class Change:
    name: str
    area: str
    months: str
    before: str
    after: str


@dataclass
class Shown:
    """A file, for the person who looks at it."""

    delivery: Delivery
    person: Person
    offer: Offer | None

    @classmethod
    def to(cls, person: Person, delivery: Delivery) -> Shown:
        return cls(delivery, person, offer_of(delivery, person) if delivery.status == Intake.READ else None)

    @property
    def badge(self) -> Badge:
        return BADGES[Intake(self.delivery.status)]

    @property
    def is_reading(self) -> bool:
        return self.delivery.status == Intake.READING

    @property
    def has_stopped(self) -> bool:
        return self.is_reading and now() - self.delivery.told_at > SILENT

    @property
    def taking_over(self) -> Verdict:
        return may_take_over(self.person, self.delivery)

    @property
    def reading_again(self) -> Verdict:
        return may_read_again(self.person, self.delivery)

    @property
    def changes(self) -> list[Change]:
        return [_change(offered) for offered in self.offer.changes] if self.offer else []

    @property
    def unchanged(self) -> int:
        return len(self.offer.figures) - len(self.offer.changes) if self.offer else 0

    @property
    def notes(self) -> list[str]:
        """What somebody should know before taking it over."""
        found: dict[str, Any] = self.delivery.found
        told = []
        if found.get("incomplete"):
            told.append(_("The file is one page of several: what stands on the others is not in it."))
        if found.get("nowhere"):
            said = _("%(number)s rows belong to no area, or to abroad, and are left out.")
            told.append(said % {"number": number(Decimal(found["nowhere"]))})
        if self.offer and self.offer.kept_back:
            said = _("Not every number of these is published, and without it they get no figure: %(indicators)s.")
            told.append(said % {"indicators": ", ".join(self.offer.kept_back)})
        if self.offer and self.offer.unlinked:
            kinds = ", ".join("0.0.0" if kind == "total" else kind for kind in self.offer.unlinked[:12])
            told.append(_("No indicator is linked to these codes in the file: %(codes)s.") % {"codes": kinds})
        return told

    @property
    def why_refused(self) -> str:
        found: dict[str, Any] = self.delivery.found
        why, row, detail = found.get("broken", "stopped"), found.get("row", 0), found.get("detail", "")
        return _WHY.get(why, _WHY["stopped"])() % {"row": number(Decimal(row)), "detail": detail}


def _change(offered: Offered) -> Change:
    known = offered.existing
    return Change(
        name=offered.indicator.name,
        area=offered.area.name,
        months=f"{offered.year}, {period_in_words(offered.period)}",
        before=reading(known.reading, Unit.COUNT, provisional=known.provisional) if known else "",
        after=reading(single(Decimal(offered.value)), Unit.COUNT, provisional=offered.provisional),
    )


_WHY: dict[str, Callable[[], str]] = {
    "cut_off": lambda: _("Row %(row)s: the file stops in the middle. Download it again, whole."),
    "no_rows": lambda: _("This is no table of the police open data: there are no rows in it."),
    "empty": lambda: _("There are no rows in this file."),
    "other_table": lambda: _("This file is of table %(detail)s, and you chose another one. Choose that table."),
    "no_row": lambda: _("Row %(row)s can't be read: it is no row of a table."),
    "no_column": lambda: _("Row %(row)s: the column “%(detail)s” is missing. Is this the table you chose?"),
    "no_cell": lambda: _("Row %(row)s: a kind, area or period is missing."),
    "no_key": lambda: _(
        "Row %(row)s: “%(detail)s” is no period in code. Download the file with codes, not with labels."
    ),
    "no_number": lambda: _("Row %(row)s: “%(detail)s” is not a number of cases."),
    "twice": lambda: _("Row %(row)s: the same kind, area and period stand in the file twice (%(detail)s)."),
    "encoding": lambda: _("Row %(row)s: there is a character that is not UTF-8."),
    "memory": lambda: _("This file is too large to be read."),
    "unreachable": lambda: _("The open data can't be reached now (%(detail)s). Try later, or choose a file."),
    "stopped": lambda: _("Reading stopped half-way. Please choose the file again."),
}
