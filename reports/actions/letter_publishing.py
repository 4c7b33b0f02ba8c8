"""A letter is published with its enclosure: never before it, and if need be in one act."""

from __future__ import annotations

from datetime import datetime

from plans.codes import Audience
from reports.models import Publication
from reports.source import Source
from workplan_portal.audit.trail import now
from workplan_portal.people.models import Person

from .publishing import publish_together


def publish_letter(
    *,
    source: Source,
    enclosure: Source | None,
    audience: Audience,
    by: Person,
    visible_from: datetime | None = None,
) -> Publication:
    """With its enclosure, when that is given and these readers do not have it yet: both go out, or neither."""
    sources = [source]
    if enclosure and not source.may_go_to(audience, visible_from or now()):
        sources.insert(0, enclosure)
    return publish_together(sources=sources, audience=audience, by=by, visible_from=visible_from)[-1]
