"""Who may come in, and where a request comes from: the trail is told, so that no action knows there is a request."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from workplan_portal.audit.trail import coming_from
from workplan_portal.people.refused_forms import by_script, refused_form

logger = logging.getLogger(__name__)


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


class MailAfterAnswer:
    """Sends what `request.to_send` holds by then when the answer is on its way.

    For mails that only some get who ask for one: how long sending takes, and that it fails, would tell who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        to_send: list[EmailMessage] = []
        request.to_send = to_send  # type: ignore[attr-defined]
        response = self.get_response(request)
        if to_send:
            response._resource_closers.append(lambda: self._send(to_send))  # type: ignore[attr-defined]
        return response

    @staticmethod
    def _send(mails: list[EmailMessage]) -> None:
        try:
            for mail in mails:
                mail.send()
        except OSError:
            logger.exception("A mail that somebody asked for could not be sent.")


class SignedIn(LoginRequiredMiddleware):
    """A page is closed to whoever is not signed in.

    A form may be sent after its session has ended. What was typed in it is given back, to be sent again; the script of
    the pages is told with a 401, and then leaves the form on the screen. Where nothing was typed, signing in leads back
    to the page that the form stood on: its own address can't be opened.
    """

    # Django's stubs allow a redirect only; the middleware itself passes on whatever this answers.
    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:  # type: ignore[override]
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        refused = None if by_script(request) else refused_form(request)
        if refused or by_script(request):
            answer = render(request, "401.html", {"refused": refused}, status=401)
            add_never_cache_headers(answer)
            return answer
        messages.warning(request, _("You were not signed in any more, so nothing has been saved. Sign in first."))
        return redirect_to_login(
            page_before(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def page_before(request: HttpRequest) -> str:
    """The page of ours that the visitor comes from, else the front door."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    address = urlsplit(before)
    return f"{address.path}?{address.query}" if address.query else address.path
