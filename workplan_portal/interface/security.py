"""Headers that tell the browser what a page of ours may never do."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.headers.get("Content-Type", "").startswith("application/pdf"):
            # A browser's own PDF viewer is a page with scripts and styles, which this policy would stop.
            response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Not `no-store`: whoever goes back would find what they typed in a form gone.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
