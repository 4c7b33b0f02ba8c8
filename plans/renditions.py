"""Files of adopted revisions: made once, kept under their digest, and never made again."""

from __future__ import annotations

import io

import pikepdf
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from workplan_portal.documents.models import StoredFile
from workplan_portal.documents.store import store

from .amendments import as_read
from .codes import Audience
from .decision_sheet import sheet_of
from .document import Document, load
from .exports import plan_pdf
from .exports.decision_sheet_file import sheet_pdf
from .models import Adoption, Draft, Rendition, Revision, SheetRendition
from .presenters.compared_paper import compared_pdf
from .reading import Readable
from .record import of_plan, record_of


def rendition(revision: Revision, audience: Audience, edition: str = "") -> Rendition:
    """The PDF of an adopted revision for this audience, whole or one municipality's edition of a joint plan.

    Takes seconds the first time: not inside a transaction.
    """
    made = _kept(revision, audience, edition).first()
    if made is None:
        document = content_of(revision, audience, edition)
        record = record_of(revision.plan, revision, audience=audience, edition=edition)
        made = _keep(revision, audience, edition, plan_pdf(document, record))
    return made


def old_beside_new(revision: Revision, audience: Audience, edition: str = "") -> StoredFile | None:
    """What an adopted amendment changed, for this audience: the text before it beside its own, made once.

    None of a plan as it was first adopted, and where these readers find nothing changed.
    """
    made = rendition(revision, audience, edition)
    texts = beside_each_other(revision, audience, edition) if made.beside is None else None
    content = compared_pdf(*texts) if texts else None
    if content:
        Rendition.objects.filter(pk=made.pk, beside=None).update(beside=store(content, "application/pdf"))
        made.refresh_from_db(fields=["beside"])
    return made.beside


def beside_each_other(revision: Revision, audience: Audience, edition: str = "") -> tuple[Readable, Readable] | None:
    """The text that an amendment changed, and its own, as this audience reads them; None of a plan itself."""
    if revision.base is None:
        return None
    draft = of_plan(Draft.objects.get(plan=revision.plan_id, number=revision.amendment), revision.plan)
    before, after = (
        Readable(draft, each, adopted=True, audience=audience, edition=edition) for each in (revision.base, revision)
    )
    return before, after


def content_of(revision: Revision, audience: Audience, edition: str = "") -> Document:
    """What stands in that file. Raises KeyError for a municipality that the plan is not for."""
    return as_read(load(revision.text), audience, edition)


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
        return _kept(revision, audience, edition).get()


def _kept(revision: Revision, audience: Audience, edition: str) -> QuerySet[Rendition]:
    standing = Rendition.objects.select_related("file").filter(withdrawn_with=None)
    return standing.filter(revision=revision, audience=audience, edition=edition)


def sheet_rendition(adoption: Adoption) -> SheetRendition:
    """The decision sheet of an adopted plan. Takes seconds the first time: not inside a transaction.

    It names the file for everybody, so that one is made too: a sheet that was asked for before the plan was published
    would else be without it for ever.
    """
    made = SheetRendition.objects.select_related("file").filter(adoption=adoption).first()
    if made is None:
        revision = adoption.of
        public_file = rendition(revision, Audience.PUBLIC).file.sha256
        document = load(revision.text)
        sheet = sheet_of(document, revision, public_file, adoption.recorded_at)
        stored = store(sheet_pdf(document, sheet), "application/pdf")
        # Whoever is first counts: somebody else may have made it in the meantime.
        made, _created = SheetRendition.objects.select_related("file").get_or_create(
            adoption=adoption, defaults={"file": stored}
        )
    return made
