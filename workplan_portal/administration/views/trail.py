"""The trail: read it, take it along as a file, check it. Nothing here writes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workplan_portal.administration.doors import visitor
from workplan_portal.administration.exports import trail_as_csv
from workplan_portal.administration.forms.trail import TrailFilter
from workplan_portal.administration.presenters import trail as presenter
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role

ON_A_PAGE = 25


def _visible(request: HttpRequest) -> QuerySet[Any]:
    """The trail is not there for whoever may not read it whole."""
    if not visitor(request).holds_nationally(Role.ADMINISTRATOR, Role.AUDITOR):
        raise Http404
    return Entry.objects.visible_to(visitor(request)).order_by("-at", "-pk")


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    form = TrailFilter(request.GET)
    page = Paginator(form.filtered(_visible(request)), ON_A_PAGE).get_page(request.GET.get("pagina"))
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "form": form,
        "page": page,
        "lines": presenter.lines(page.object_list),
        "query": query.urlencode(),
    }
    return render(request, "audit/trail.html", context)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    entries = TrailFilter(request.GET).filtered(_visible(request))
    answer = StreamingHttpResponse(trail_as_csv(entries.iterator()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="logboek-{today():%Y-%m-%d}.csv"'
    return answer


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    _visible(request)
    crumbs = [(_("Trail"), reverse("audit:trail")), (_("Check"), "")]
    return render(request, "audit/check.html", {"check": presenter.check(), "crumbs": crumbs})
