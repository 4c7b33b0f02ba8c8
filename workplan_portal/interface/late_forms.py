"""A form that can't be taken as it was sent: its token is not of this session, or it is too long. Nothing is lost."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from workplan_portal.interface.uploads import TooMuchSent
from workplan_portal.people.refused_forms import Typed, by_script, refused_form, sent_from_our_page, typed_in

MOST_GIVEN_BACK = 8 * 1024 * 1024
"""Bytes of a form that is too long to take: what is more than this is not read at all."""


@never_cache
def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls this for the whole portal."""
    refused = None if by_script(request) else refused_form(request)
    return render(request, "403_csrf.html", {"refused": refused}, status=403)


@never_cache
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django calls this for the whole portal."""
    if isinstance(exception, RequestDataTooBig):
        context = {"typed": _too_much(request), "is_file": isinstance(exception, TooMuchSent)}
        return render(request, "413.html", context, status=413)
    return render(request, "400.html", status=400)


def _too_much(request: HttpRequest) -> list[Typed]:
    """What was typed in a form that Django did not read for its length. The script of the pages keeps it itself."""
    plain = request.content_type == "application/x-www-form-urlencoded"
    if not plain or by_script(request) or not sent_from_our_page(request):
        return []
    if int(request.headers.get("Content-Length") or 0) > MOST_GIVEN_BACK:
        return []
    try:
        return typed_in(request, QueryDict(request.read(MOST_GIVEN_BACK)))
    except SuspiciousOperation:  # more fields than any form of ours has
        return []
