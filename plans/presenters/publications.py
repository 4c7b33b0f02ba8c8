"""What went out of a plan, as its page shows it. Publishing is the floor above's; what it did is in the database.

The pages of other things that go out show the same of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from plans.codes import Audience
from plans.models import Plan, Revision
from workplan_portal.audit.trail import now

AUDIENCES = (Audience.PUBLIC, Audience.COUNCIL)
"""For whom a plan can be published."""

FACTS = (
    *("uuid", "title", "audience", "edition", "visible_from", "published_by__name"),
    *("withdrawn_at", "withdrawn_by__name", "withdrawn_reason"),
)


@dataclass(frozen=True)
class Published:
    """A publication with everything that became of it. Nothing of this ever disappears."""

    version: int  # the key of what was published: a revision, or another numbered text
    number: int
    title: str
    audience: Audience
    edition: str
    visible_from: datetime
    published_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str
    page_url: str
    withdraw_url: str

    @property
    def in_force(self) -> bool:
        return self.withdrawn_at is None

    @property
    def waits(self) -> bool:
        """Not to be seen yet."""
        return self.in_force and self.visible_from > now()

    @property
    def readable(self) -> bool:
        return self.in_force and not self.waits


def publications(plan: Plan) -> list[Published]:
    return published(Revision.objects.filter(plan=plan))


def published(versions: QuerySet[Any]) -> list[Published]:
    """What went out of these, newest first; in one query, without the words that are kept for searching."""
    names = [f"publications__{name}" for name in FACTS]
    found = versions.filter(publications__isnull=False)
    rows = found.order_by("-publications__published_at", "-publications__pk").values_list("pk", "number", *names)
    return [_published(*row) for row in rows]


def _published(version: int, number: int, uuid: object, title: str, audience: str, *rest: object) -> Published:
    edition, visible_from, by, withdrawn_at, withdrawn_by, reason = rest
    return Published(
        version=version,
        number=number,
        title=title,
        audience=Audience(audience),
        edition=str(edition),
        visible_from=visible_from,  # type: ignore[arg-type]  # a row of the database has no types
        published_by=str(by),
        withdrawn_at=withdrawn_at,  # type: ignore[arg-type]
        withdrawn_by=withdrawn_by,  # type: ignore[arg-type]
        withdrawn_reason=str(reason),
        page_url=reverse("reports:document", args=[uuid]),
        withdraw_url=reverse("reports:withdraw", args=[uuid]),
    )


def everything_is_out(plan: Plan, revision: Revision, made: list[Published]) -> bool:
    """Has this version gone out whole, and in each edition, for every audience?"""
    out = {(p.edition, p.audience) for p in made if p.in_force and p.version == revision.pk}
    return out >= {(edition, a) for edition in ("", *(m.code for m in plan.editions)) for a in AUDIENCES}
