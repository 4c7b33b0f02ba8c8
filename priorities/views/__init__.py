"""Pages of frames, indicators and figures.

A page that changes something makes four moves: the object or 404, the form, the action, and back to where it shows.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from priorities.presenters import differences
from workplan_portal.people.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who is signed in, as the middleware sees to for every page here."""

    user: Person


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, however little; nothing when the form is only opened."""
    return request.POST if request.method == "POST" else None


def show_form(
    request: HttpRequest, form: BaseForm, *, title: str, crumbs: list[tuple[str, str]], **more: Any
) -> HttpResponse:
    return render(request, "priorities/form.html", {"form": form, "title": title, "crumbs": crumbs, **more})


def let_choose(form: BaseForm, current: models.Model) -> dict[str, Any]:
    """Somebody else saved in the meantime: keep what was typed, show what it is now, and let the writer decide.

    Saving once more replaces the other's text knowingly: the form then carries the version that is shown here.
    """
    theirs = differences(form, current)
    form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
    form.add_error(
        None,
        _(
            "Somebody else changed this while you were writing. Your text is still here. Compare it with what it is"
            " now; if you save again, your text takes its place."
        ),
    )
    return {"theirs": theirs}
