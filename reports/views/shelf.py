"""The public shelf: what is published, as page, PDF and JSON, and a copy in Word."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.codes import Audience
from plans.presenters.comparing import name_of, shown
from plans.reading import Readable
from plans.renditions import beside_each_other, old_beside_new
from reports.forms.publishing import ShelfForm
from reports.models import Kind, Publication
from reports.policies.publishing import may_withdraw
from reports.presenters.shelf import Listed, by_year, file_name
from reports.sources import source_of
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.word import MEDIA_TYPE
from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.interface.outages import no_document, or_the_text
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

PER_PAGE = 30
GONE = 410


class WithdrawnError(Exception):
    """Asked for at its address, where it could be read until it was withdrawn."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication


def told_when_withdrawn(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever kept the address reads that the document no longer holds, and where to find the one that does."""

    @wraps(view)
    def or_told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except WithdrawnError as gone:
            return _notice(request, gone.publication)

    return or_told


def _notice(request: HttpRequest, publication: Publication) -> HttpResponse:
    seen = Publication.objects.visible_to(request.user).filter(audience=publication.audience)
    reopened = publication.release and hasattr(publication.release, "withdrawal")
    context = {
        "publication": publication,
        "newer": seen.filter(**source_of(publication).same).first(),
        "not_adopted": publication.revision and not hasattr(publication.revision, "adoption"),
        "reopened": reopened,
    }
    return render(request, "reports/withdrawn.html", context, status=GONE)


@login_not_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    if request.GET.get("q", "").strip():
        return redirect(f"{reverse('search')}?{_for_search(request)}")
    wanted = ShelfForm(request.GET).wanted()
    visible = Publication.objects.visible_to(request.user)
    found = visible.of_kind(wanted["kind"]).of_year(wanted["year"]).of_municipality(wanted["municipality"])
    page = Paginator(found.for_listing().in_shelf_order(), PER_PAGE).get_page(request.GET.get("pagina"))
    here = Municipality.objects.filter(publications__in=visible)
    return render(
        request,
        "reports/documents.html",
        {
            "page": page,
            "years": by_year(page.object_list),
            "wanted": wanted,
            "query": _without_page(request),
            "kind_choices": [(kind.value, capfirst(kind.label)) for kind in Kind],
            "year_choices": visible.order_by("-year").values_list("year", "year").distinct(),
            "municipality_choices": here.values_list("code", "name").distinct(),
        },
    )


@login_not_required
@require_safe
@told_when_withdrawn
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    publication = _visible(request, uuid)
    source = source_of(publication)
    return render(
        request,
        "reports/document.html",
        {
            "listed": Listed(publication),
            "crumbs": [(_("Documents"), reverse("reports:documents")), (publication.title, None)],
            "municipality": _only(source.municipalities),
            "document": source.page(_audience(publication)),
            "amended": bool(publication.revision and publication.revision.amendment),
            "may_withdraw": isinstance(request.user, Person) and may_withdraw(request.user, publication),
        },
    )


@login_not_required
@require_safe
@told_when_withdrawn
def changes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What an amendment changed in the plan, the old text beside the new one, as these readers can read it."""
    publication = _visible(request, uuid)
    texts = _beside(publication)
    if texts is None:
        raise Http404
    before, after = texts
    listed = Listed(publication)
    context = {
        "listed": listed,
        "crumbs": [
            (_("Documents"), reverse("reports:documents")),
            (publication.title, listed.page_url),
            (_("Old beside new"), None),
        ],
        "names": (name_of(before), name_of(after)),
        "shown": shown(before.document, after.document),
        "amendment": after.document.amendment,
        "since": after.in_force_from,
    }
    return render(request, "reports/changes.html", context)


@login_not_required
@require_safe
@told_when_withdrawn
def changes_pdf(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """Made once, for whoever asks first."""
    publication = _visible(request, uuid)
    if not publication.revision:
        raise Http404
    try:
        made = old_beside_new(publication.revision, _audience(publication), publication.edition)
    except RenderingFailed:
        return no_document(request, page=reverse("reports:document_changes", args=[uuid]))
    if made is None:
        raise Http404
    file = f"{file_name(publication)}-oud-naast-nieuw.pdf"
    return serve_stored(request, made, file, inline=True, public=_is_public(publication))


def _beside(publication: Publication) -> tuple[Readable, Readable] | None:
    if not publication.revision:
        return None
    return beside_each_other(publication.revision, _audience(publication), publication.edition)


@login_not_required
@require_safe
@told_when_withdrawn
def document_pdf(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    publication = _visible(request, uuid)
    name, public = f"{file_name(publication)}.pdf", _is_public(publication)
    page = reverse("reports:document", args=[uuid])
    return or_the_text(request, lambda: serve_stored(request, publication.file, name, public=public), page=page)


@login_not_required
@require_safe
@told_when_withdrawn
def document_word(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """Made when it is asked for, so a newer portal may make other bytes of the same text: kept by nobody unasked."""
    publication = _visible(request, uuid)
    content = source_of(publication).word(_audience(publication))
    return serve_bytes(request, content, f"{file_name(publication)}.docx", MEDIA_TYPE, inline=False)


@login_not_required
@require_safe
@told_when_withdrawn
def document_json(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    publication = _visible(request, uuid)
    return serve_bytes(
        request,
        source_of(publication).json(_audience(publication)),
        f"{file_name(publication)}.json",
        media_type="application/json",
        inline=True,
        public=_is_public(publication),
    )


def _for_search(request: HttpRequest) -> str:
    """Words were looked for here before there was a page for that: such an address still leads to what it asked."""
    asked = request.GET.copy()
    for name in asked.keys() - {"q", "jaar", "gemeente"}:
        del asked[name]
    return asked.urlencode()


def _without_page(request: HttpRequest) -> str:
    """The question in the address, to be followed by a page number."""
    question = request.GET.copy()
    question.pop("pagina", None)
    return f"{question.urlencode()}&" if question else ""


def _visible(request: HttpRequest, uuid: UUID) -> Publication:
    if gone := Publication.objects.once_visible_to(request.user).for_reading().filter(uuid=uuid).first():
        raise WithdrawnError(gone)
    publication: Publication = get_object_or_404(Publication.objects.visible_to(request.user).for_reading(), uuid=uuid)
    return publication


def _audience(publication: Publication) -> Audience:
    return Audience(publication.audience)


def _is_public(publication: Publication) -> bool:
    return _audience(publication) == Audience.PUBLIC


def _only(municipalities: list[Municipality]) -> Municipality | None:
    """Whose colours a page wears: of a text for several municipalities nobody's."""
    return municipalities[0] if len(municipalities) == 1 else None
