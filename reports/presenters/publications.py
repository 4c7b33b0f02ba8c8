"""What went out of a report, as its page shows it: in the same words as of a plan."""

from __future__ import annotations

from django.urls import reverse

from plans.codes import Audience
from plans.presenters.publications import Published
from reports.models import Publication, Release, Report


def publications(report: Report) -> list[Published]:
    """Newest first; in one query, without the words that are kept for searching."""
    found = Publication.objects.filter(release__report=report).order_by("-published_at", "-pk")
    return [
        _shown(each, each.release)
        for each in found.select_related("release", "published_by", "withdrawn_by").defer("words", "release__text")
        if each.release
    ]


def _shown(made: Publication, release: Release) -> Published:
    return Published(
        revision=release.pk,
        number=release.number,
        title=made.title,
        audience=Audience(made.audience),
        edition=made.edition,
        visible_from=made.visible_from,
        published_by=made.published_by.name,
        withdrawn_at=made.withdrawn_at,
        withdrawn_by=made.withdrawn_by.name if made.withdrawn_by else None,
        withdrawn_reason=made.withdrawn_reason,
        page_url=reverse("reports:document", args=[made.uuid]),
        withdraw_url=reverse("reports:withdraw", args=[made.uuid]),
    )
