"""What the visitor gets when the portal itself could not do its work: never half an act, always a way on.

An act runs in one transaction, so what stops it undoes it. A page that will be there again in a moment says so with a
503, which machines understand too: they come back, and don't take it for the page.
"""

from __future__ import annotations

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    return render(request, "500.html", status=500)


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
