"""The PDF of a draft, for whoever asks: the file, or a page that shows how far it is and goes on to it by itself.

A program that asks (no `text/html` among what it accepts) simply waits. `?stand=…` gives the line that follows the
making on a page with htmx; `?vorige` the file that was made last, while a new one is made.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from workplan_portal.documents import drafts
from workplan_portal.documents.drafts import UnderWay
from workplan_portal.documents.jobs import Job
from workplan_portal.documents.serving import serve_bytes
from workplan_portal.documents.workers import RenderingFailed

from .outages import no_document

FOLLOW, LAST = "stand", "vorige"
WAITING, READING = "wachten", "lezen"
"""Who follows: a page that waits for the file and goes on to it, or a page that is read meanwhile."""

A_MOMENT, A_BLINK, AS_LONG_AS_IT_TAKES = 1.0, 0.05, 100.0  # seconds
MEDIA_TYPE = "application/pdf"


def draft_file(request: HttpRequest, job: Job, *, name: str, file_name: str, page: str) -> HttpResponseBase:
    """`name`: whose draft it is, for whom (see `drafts`). `page`: where the same text can be read."""
    if LAST in request.GET and (before := drafts.last(name)):
        return serve_bytes(request, before, file_name, MEDIA_TYPE)
    try:
        made = drafts.ask(name, job, patience=_patience(request))
    except RenderingFailed:
        return no_document(request, page=page, last=_last_url(request) if drafts.last(name) else "")
    if FOLLOW in request.GET:
        return _followed(request, made)
    if isinstance(made, bytes):
        return serve_bytes(request, made, file_name, MEDIA_TYPE)
    ways_on = {"page": page, "last_url": _last_url(request) if made.last else ""}
    context = _context(request, made) | ways_on
    return render(request, "interface/draft_under_way.html", context, status=HTTPStatus.ACCEPTED)


def _followed(request: HttpRequest, made: bytes | UnderWay) -> HttpResponse:
    if isinstance(made, bytes) and request.GET[FOLLOW] == WAITING:
        return HttpResponse(headers={"HX-Redirect": request.path})
    return render(request, "interface/draft_progress.html", _context(request, made))


def _context(request: HttpRequest, made: bytes | UnderWay) -> dict[str, object]:
    follow = request.GET.get(FOLLOW, WAITING)
    shown: dict[str, object] = {"url": request.path, "follow_url": f"{request.path}?{FOLLOW}={follow}", "made": made}
    if isinstance(made, UnderWay):
        shown["percent"] = 100 * made.pages // made.of if made.of else 0
    return shown | {"is_ready": isinstance(made, bytes), "is_waited_for": follow == WAITING}


def _last_url(request: HttpRequest) -> str:
    return f"{request.path}?{LAST}"


def _patience(request: HttpRequest) -> float:
    if FOLLOW in request.GET:
        return A_BLINK
    return A_MOMENT if "text/html" in request.headers.get("Accept", "") else AS_LONG_AS_IT_TAKES
