"""What the visitor gets when the portal itself could not do its work: never half an act, always a way on.

An act runs in one transaction, so what stops it undoes it. A page that will be there again in a moment says so with a
503, which machines understand too: they come back, and don't take it for the page.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from workplan_portal.documents.storing import DamagedFile
from workplan_portal.documents.workers import RenderingFailed

RETRY_AFTER = 60  # seconds

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error, for the whole portal."""
    match sys.exc_info()[1]:
        case OperationalError() | InterfaceError():
            return _in_a_moment(request, "503.html")
        case RenderingFailed():
            return no_document(request)
        case DamagedFile():
            return lost_document(request)
    return render(request, "500.html", status=500)


def or_the_text(request: HttpRequest, file: Callable[[], HttpResponseBase], *, page: str) -> HttpResponseBase:
    """The file; where it can't be made or is gone, a page that says so and leads to `page`, which has the same text."""
    try:
        return file()
    except RenderingFailed:
        return no_document(request, page=page)
    except DamagedFile:
        return lost_document(request, page=page)


def lost_document(request: HttpRequest, page: str = "") -> HttpResponse:
    """A file that was made once is not where files are kept. It will not be there in a moment: somebody must put it
    back."""
    logger.error("The file at %s is gone or damaged.", request.path, exc_info=True)
    return render(request, "500_document.html", {"page": page}, status=500)


def no_document(request: HttpRequest, page: str = "", last: str = "") -> HttpResponse:
    """`page` is the address where the same text can be read, `last` that of the file that could be made before."""
    logger.error("The PDF at %s could not be made.", request.path, exc_info=True)
    error = sys.exc_info()[1]
    cause = str(error.cause) if isinstance(error, RenderingFailed) else ""
    return _in_a_moment(request, "503_document.html", page=page, last=last, cause=cause)


def _in_a_moment(request: HttpRequest, template: str, **context: str) -> HttpResponse:
    response = render(request, template, context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
