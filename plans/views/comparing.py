"""Any two texts of a plan that the reader may read, compared: a page that only shows, and the same on paper."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.addresses import DraftAddress
from plans.models import Draft
from plans.presenters.compared_paper import compared_pdf, file_name
from plans.presenters.comparing import Chosen, choose, groups_of, name_of, shown
from plans.presenters.reading import crumbs
from plans.reading import Readable, readable_texts, texts_of_other_years
from workplan_portal.documents.serving import serve_bytes
from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.interface.outages import no_document

from .visible import visible_draft, visitor

NOT_FOUND = 404


@require_safe
def compare(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    draft = visible_draft(request, uuid)
    offered = _offered(request, draft)
    chosen = _chosen(request, offered)
    before, after = chosen.before, chosen.after
    differences = shown(before.document, after.document) if before and after else None
    context = {
        "plan": draft.plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Compare versions")),
        "choices": groups_of(offered),
        "chosen": chosen,
        "may_choose": len(offered) > 1 and not offered[0].of,
        "names": (name_of(before), name_of(after)) if before and after else (),
        "shown": differences,
        "pdf": _address("compare_pdf", draft, before, after) if before and after and differences else "",
    }
    return render(request, "plans/comparing/page.html", context, status=NOT_FOUND if chosen.unknown else None)


@require_safe
def compare_pdf(request: HttpRequest, uuid: DraftAddress) -> HttpResponseBase:
    """Of what there is nothing to tell of, there is no file."""
    draft = visible_draft(request, uuid)
    chosen = _chosen(request, _offered(request, draft))
    before, after = chosen.before, chosen.after
    if before is None or after is None:
        raise Http404
    try:
        made = compared_pdf(before, after)
    except RenderingFailed:
        return no_document(request, page=_address("compare", draft, before, after))
    if made is None:
        raise Http404
    return serve_bytes(request, made, file_name(before, after), "application/pdf")


def _offered(request: HttpRequest, draft: Draft) -> list[Readable]:
    """The texts of this plan, then those of other years."""
    person = visitor(request)
    return [*readable_texts(person, draft), *texts_of_other_years(person, draft)]


def _chosen(request: HttpRequest, offered: Sequence[Readable]) -> Chosen:
    return choose(offered, request.GET.get("van", ""), request.GET.get("naar", ""))


def _address(name: str, draft: Draft, before: Readable, after: Readable) -> str:
    """With exactly these two texts, also where they were chosen unasked."""
    return f"{reverse(f'plans:{name}', args=[draft])}?{urlencode({'van': before.key, 'naar': after.key})}"
