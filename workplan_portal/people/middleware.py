"""Tells the trail where a request comes from, so that no action needs to know there is a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from workplan_portal.audit.trail import coming_from


class RecordOrigin:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(request.META.get("REMOTE_ADDR") or "unknown"):
            return self.get_response(request)
