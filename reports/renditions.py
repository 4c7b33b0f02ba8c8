"""Files of released reports: made once, kept under their digest, and never made again."""

from __future__ import annotations

import io

import pikepdf
from django.db import IntegrityError, transaction

from plans.codes import Audience
from workplan_portal.documents.store import store

from .document import ReportDocument, load
from .exports import report_pdf
from .models import Release, ReleaseRendition
from .reading import record_of


def rendition(release: Release, audience: Audience, edition: str = "") -> ReleaseRendition:
    """The PDF of a released report, whole or one municipality's edition of a joint one.

    Takes seconds the first time: not inside a transaction.
    """
    known = ReleaseRendition.objects.select_related("file")
    made = known.filter(release=release, audience=audience, edition=edition).first()
    return made or _keep(release, audience, edition)


def content_of(release: Release, audience: Audience, edition: str = "") -> ReportDocument:
    """What stands in that file. Raises KeyError for a municipality that the plan is not for."""
    document = load(release.text).for_audience(audience)
    return document.for_edition(edition) if edition else document


def _keep(release: Release, audience: Audience, edition: str) -> ReleaseRendition:
    content = report_pdf(content_of(release, audience, edition), record_of(release))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    key = {"release": release, "audience": audience, "edition": edition}
    stored = store(content, "application/pdf")
    try:
        with transaction.atomic():
            return ReleaseRendition.objects.create(**key, file=stored, pages=pages)
    except IntegrityError:  # somebody else made it in the meantime: theirs is the one that counts
        return ReleaseRendition.objects.select_related("file").get(**key)
