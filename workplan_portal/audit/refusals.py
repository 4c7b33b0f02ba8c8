"""What was refused is in the trail too: who tried what, and the reason that person was given.

An act that is refused leaves nothing behind, so its entry is written afterwards, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from django.http import HttpRequest, HttpResponse

from workplan_portal.authorization.verdict import Refused

from .models import Entry, Result
from .trail import Actor, record


class Subject(Protocol):
    """Something with a chain of its own in the trail; `str()` is what it is called."""

    @property
    def subject(self) -> str: ...


class Visitor(Subject, Actor, Protocol):
    """Somebody who is signed in: an account has a chain of its own."""


def concerns(request: HttpRequest, thing: Subject) -> None:
    """Say what this request is about, so that a refusal is recorded in that chain and not in the visitor's own."""
    request.concerns = thing  # type: ignore[attr-defined]


def record_refusal(request: HttpRequest, refusal: Refused, action: str = "") -> Entry:
    """For a view that shows the reason in its own page, so that nothing typed is lost.

    `action` is the verb of the act that was tried; without it the name of the address stands for it.
    """
    person = cast(Visitor, request.user)  # a page that changes something is closed to strangers
    thing: Subject = getattr(request, "concerns", person)
    return record(
        action or _address_name(request),
        subject=thing.subject,
        what=str(thing),
        by=person,
        result=Result.REFUSED,
        reason=str(refusal),
        address=request.path,
    )


def _address_name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or request.path


class RecordRefusals:
    """Records what a policy refused. Only what would change something is an act; looking at a page is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Refused) and request.method == "POST" and request.user.is_authenticated:
            record_refusal(request, exception)
