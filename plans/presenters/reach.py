"""For the readers of which municipalities something of a plan is out: of a joint plan perhaps not for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from workplan_portal.audit.trail import now
from workplan_portal.organisation.models import Municipality


@dataclass(frozen=True)
class Reach:
    """`since` tells for each municipality (by key) when its readers could, or can, first read it."""

    municipalities: Sequence[Municipality]
    since: Mapping[int, datetime]

    @property
    def visible_from(self) -> datetime | None:
        """When the first could, or can, read it; None: it has not been published."""
        return min(self.since.values(), default=None)

    @property
    def there(self) -> list[Municipality]:
        """Where it can be read now."""
        return [m for m in self.municipalities if m.pk in self.since and self.since[m.pk] <= now()]

    @property
    def unplanned(self) -> list[Municipality]:
        """Where it can't be read, now or from a later day on."""
        return [m for m in self.municipalities if m.pk not in self.since]

    @property
    def complete(self) -> bool:
        return len(self.there) == len(self.municipalities)

    @property
    def partly(self) -> str:
        """For whom it is out, where that is not everybody it is for; else empty."""
        return names(self.there) if self.there and not self.complete else ""

    @property
    def to_come(self) -> str:
        """What is still to be published, as a sentence; empty when nothing is, or nothing has been yet."""
        if self.since and self.unplanned:
            return _("Still to be published for %(names)s.") % {"names": names(self.unplanned)}
        if self.since and not self.complete:
            last = date_format(localdate(max(self.since.values())), "j F Y")
            return _("It will be published on %(day)s.") % {"day": last}
        return ""


def names(municipalities: Iterable[Municipality]) -> str:
    return ", ".join(m.name for m in municipalities)
