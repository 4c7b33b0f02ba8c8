"""A form of ours that was sent too late: what was typed is given back, with the form to send it once more.

Pages of the portal are not kept by a browser, so going back would show an empty form. What is given back comes from the
request itself, and only to whoever sent it from a page of ours: another site may not put words into a form of ours.
Django reads no more than DATA_UPLOAD_MAX_MEMORY_SIZE of a form, so no more than that can be given back.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import HttpRequest, QueryDict
from django.shortcuts import resolve_url
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

TRAVELLING = ("csrfmiddlewaretoken", "version", "shown", "mine", "tab", "next")
"""What goes along with a form and was typed by nobody."""

FROM_THE_EDITOR = "_as"
"""After the name of a text: what was sent is the markup of the editor."""


@dataclass(frozen=True)
class Typed:
    label: str
    text: str

    @property
    def rows(self) -> int:
        return min(12, 1 + self.text.count("\n") + len(self.text) // 80)


@dataclass(frozen=True)
class RefusedForm:
    """`address` and `fields` are the form as it was sent, apart from its token; `files` can't be sent once more."""

    address: str
    fields: list[tuple[str, str]]
    typed: list[Typed]
    files: bool = False


def by_script(request: HttpRequest) -> bool:
    """The script of the pages leaves a form that is refused on the screen."""
    return bool(getattr(request, "htmx", False))


def refused_form(request: HttpRequest) -> RefusedForm | None:
    """The form in this request; None when nothing was typed, when it holds a password, or comes from elsewhere."""
    if request.method != "POST" or not sent_from_our_page(request):
        return None
    typed = typed_in(request, request.POST)
    if not typed:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
    return RefusedForm(request.get_full_path(), fields, typed, bool(request.FILES))


def typed_in(request: HttpRequest, form: QueryDict) -> list[Typed]:
    """The texts among what was sent, in words. A choice, code or switch has none, and goes along unseen."""
    if request.path == resolve_url(settings.LOGIN_URL) or any("password" in name for name in form):
        return []
    labels = _labels()
    typed = []
    for name, values in form.lists():
        if name in TRAVELLING or name.endswith(FROM_THE_EDITOR):
            continue
        label = labels.get(name.rpartition("-")[2], "")
        for value in values:
            if value.strip() and (label or len(value.split()) > 1):
                text = _words(value) if form.get(name + FROM_THE_EDITOR) == "markup" else value
                typed.append(Typed(label or _("What you wrote"), text))
    return typed


def sent_from_our_page(request: HttpRequest) -> bool:
    """A browser says itself where a form stood; when it says nothing, that is not known."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        page = urlsplit(said)
    except ValueError:
        return False
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return f"{page.scheme}://{page.netloc}" in ours


def _words(markup: str) -> str:
    return unescape(strip_tags(markup.replace("</p>", "\n").replace("</li>", "\n"))).strip()


def _labels() -> dict[str, str]:
    """Of each field that somebody types in: its name in words, as far as that is the same wherever it occurs."""
    called: dict[str, set[str]] = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if _is_typed(field):
                called.setdefault(field.name, set()).add(str(capfirst(field.verbose_name)))
    return {name: names.pop() for name, names in called.items() if len(names) == 1}


def _is_typed(field: Any) -> TypeGuard[models.Field[Any, Any]]:
    written = (models.CharField, models.TextField, models.DecimalField, models.IntegerField, models.DateField)
    return isinstance(field, written) and field.editable and not field.choices and not field.is_relation
