"""Any two texts of a plan that the reader may read, compared: a page that only shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.addresses import DraftAddress
from plans.presenters.comparing import choice_of, choose, name_of, shown
from plans.presenters.reading import crumbs
from plans.reading import readable_texts

from .visible import visible_draft, visitor

NOT_FOUND = 404


@require_safe
def compare(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    draft = visible_draft(request, uuid)
    offered = readable_texts(visitor(request), draft)
    chosen = choose(offered, request.GET.get("van", ""), request.GET.get("naar", ""))
    before, after = chosen.before, chosen.after
    context = {
        "plan": draft.plan,
        "draft": draft,
        "crumbs": crumbs(draft, _("Compare versions")),
        "choices": [(readable.key, choice_of(readable)) for readable in offered],
        "chosen": chosen,
        "names": (name_of(before), name_of(after)) if before and after else (),
        "shown": shown(before.document, after.document) if before and after else None,
    }
    return render(request, "plans/comparing/page.html", context, status=NOT_FOUND if chosen.unknown else None)
