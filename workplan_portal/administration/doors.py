"""Who gets in at all. What somebody may not see does not exist, so a closed door answers 404 to whatever is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Person

View = Callable[..., HttpResponseBase]


def visitor(request: HttpRequest) -> Person:
    """Whoever is signed in: all these pages are closed to others."""
    return cast(Person, request.user)


def open_to(question: Callable[[Person], Verdict]) -> Callable[[View], View]:
    """The page exists for those about whom this policy says yes."""

    def closing(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not question(visitor(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return page

    return closing


def asked(request: HttpRequest, name: str) -> str:
    """What the address asks for, without the character that a database refuses."""
    return request.GET.get(name, "").replace("\x00", "").strip()
