"""Files of adopted revisions: made once, kept under their digest, and never made again."""

from __future__ import annotations

import io

import pikepdf
from django.db import IntegrityError, transaction

from workplan_portal.documents.store import store

from .codes import Audience
from .document import Document, load
from .exports import plan_pdf
from .models import Rendition, Revision
from .record import record_of


def rendition(revision: Revision, audience: Audience, edition: str = "") -> Rendition:
    """The PDF of an adopted revision for this audience, whole or one municipality's edition of a joint plan.

    Takes seconds the first time: not inside a transaction.
    """
    made = (
        Rendition.objects.select_related("file").filter(revision=revision, audience=audience, edition=edition).first()
    )
    if made is None:
        document = content_of(revision, audience, edition)
        made = _keep(revision, audience, edition, plan_pdf(document, record_of(revision.plan, revision)))
    return made


def content_of(revision: Revision, audience: Audience, edition: str = "") -> Document:
    """What stands in that file. Raises KeyError for a municipality that the plan is not for."""
    document = load(revision.text).for_audience(audience)
    return document.for_edition(edition) if edition else document


def _keep(revision: Revision, audience: Audience, edition: str, content: bytes) -> Rendition:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    stored = store(content, "application/pdf")
    try:
        with transaction.atomic():
            return Rendition.objects.create(
                revision=revision, audience=audience, edition=edition, file=stored, pages=pages
            )
    except IntegrityError:  # somebody else made it in the meantime: theirs is the one that counts
        return Rendition.objects.select_related("file").get(revision=revision, audience=audience, edition=edition)
