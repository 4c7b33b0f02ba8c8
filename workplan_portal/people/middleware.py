"""Tells the trail where a request comes from, so that no action needs to know there is a request."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from workplan_portal.audit.trail import coming_from


def origin_of(request: HttpRequest) -> str:
    """The address that the rate limits of signing in count by; behind a proxy it takes ALLAUTH_TRUSTED_PROXY_COUNT."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):  # not known, or not through the proxy: no reason to refuse a page
        return request.META.get("REMOTE_ADDR") or "unknown"


class RecordOrigin:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(origin_of(request)):
            return self.get_response(request)
