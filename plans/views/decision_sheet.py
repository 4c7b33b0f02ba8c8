"""The decision sheet of the version on the table, or of the adopted one: as a page and as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.addresses import DraftAddress
from plans.decision_sheet import public_file_of, sheet_of
from plans.document import load
from plans.exports.decision_sheet import shown_sheet
from plans.exports.decision_sheet_file import sheet_pdf
from plans.models import Adoption, Draft, Revision
from plans.presenters.reading import crumbs
from plans.renditions import sheet_rendition
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.interface.outages import no_document

from .visible import own_draft


@require_safe
def decision_sheet(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    draft = own_draft(request, uuid)
    revision = _submitted(draft)
    document = load(revision.text)
    context = {
        "plan": draft.plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Decision sheet")),
        "sheet": shown_sheet(document, sheet_of(document, revision, public_file_of(revision))),
    }
    return render(request, "plans/reading/decision_sheet.html", context)


@require_safe
def decision_sheet_pdf(request: HttpRequest, uuid: DraftAddress) -> HttpResponseBase:
    """Of an adopted plan the file that was made once; of any other as it stands now."""
    draft = own_draft(request, uuid)
    revision = _submitted(draft)
    name = f"{slugify(f'Besluitblad {draft.title}')}-versie-{revision.number}.pdf"
    try:
        if adoption := Adoption.objects.filter(revision=revision).first():
            adoption.revision = revision
            return serve_stored(request, sheet_rendition(adoption).file, name)
        document = load(revision.text)
        return serve_bytes(request, sheet_pdf(document, sheet_of(document, revision)), name, "application/pdf")
    except RenderingFailed:
        return no_document(request, page=reverse("plans:decision_sheet", args=[draft]))


def _submitted(draft: Draft) -> Revision:
    """The version that was submitted last. Raises Http404 while there is none: nothing has been asked of anybody."""
    if draft.revision is None:
        raise Http404
    return draft.revision
