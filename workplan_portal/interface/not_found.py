"""A page that is not there, or not for this visitor: the same answer, so that nobody learns what exists.

Whoever had a form open while an appointment ended sends it to a page that is not theirs any more. What was typed is
given back: it is the sender's own, and tells nothing about what is hidden.
"""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render


class TakenOut(Http404):
    """It stood on a page that this visitor may see, until somebody removed or moved it. `back` is that page."""

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back = back


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django calls this for the whole portal."""
    return render(request, "404.html", {"typed": _typed(request), "taken_out": _taken_out(exception)}, status=404)


def _taken_out(exception: Exception) -> str:
    return exception.back if isinstance(exception, TakenOut) else ""


def _typed(request: HttpRequest) -> list[str]:
    """The texts of the form that was sent. A choice, code or number has no words, and is made again in a moment."""
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not user.is_authenticated:
        return []
    texts = (text for name, values in _form(request).lists() for text in values if "password" not in name)
    return [text.strip() for text in texts if len(text.split()) > 1]


def _form(request: HttpRequest) -> QueryDict:
    """Nobody has read it yet where an address leads nowhere: it may be too long, or no form at all."""
    try:
        return request.POST
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return QueryDict()
