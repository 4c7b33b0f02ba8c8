"""What the script of the writing pages is answered: it sends the same form to the same address while somebody writes.

Only an answer to a person makes a page. A script is told in a sentence of the page's language what became of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.forms.editing import AutosavedForm
from plans.presenters.opened import Edit

HEADER = "X-Autosave"


def by_script(request: HttpRequest) -> bool:
    return HEADER in request.headers


def answer(form: AutosavedForm, edit: Edit | None) -> JsonResponse:
    """200 when something may have been saved, with what the form now shows; else why not, and it stays as it was."""
    return answer_all([(form, edit)])


def answer_all(
    sent: Sequence[tuple[AutosavedForm, Edit | None]], by_button: Mapping[str, str] = MappingProxyType({})
) -> JsonResponse:
    """Of several blocks that are sent together. `by_button` names what only the button saves, with what to do."""
    forms = [form for form, _edit in sent]
    told: dict[str, Any] = {"fields": {name: value for form, edit in sent if not edit for name, value in _shown(form)}}
    edits = [edit for _form, edit in sent if edit]
    if edit := next((edit for edit in edits if edit.ahead), None):
        return JsonResponse(told | {"said": edit.ahead, "compare": True}, status=409)
    if any(edit.gone for edit in edits):
        said = _(
            "Somebody else removed this in the meantime. Your text is still here. "
            "Press the button: then you can add it again."
        )
        return JsonResponse(told | {"said": said}, status=410)
    if edit := next((edit for edit in edits if edit.refusal), None):
        return JsonResponse(told | {"said": edit.refusal}, status=403)
    left = [_named(form, name, reason) for form in forms for name, reason in form.left_out.items()]
    left += [_("“%(field)s” (%(reason)s)") % {"field": name, "reason": todo} for name, todo in by_button.items()]
    if edits:
        return JsonResponse(told | {"said": _not_saved(left)}, status=422)
    told["whole"] = not left
    return JsonResponse(told | {"said": _saved(left, something=not left or any(form.has_news for form in forms))})


def _shown(form: AutosavedForm) -> Iterator[tuple[str, str]]:
    """What the form shows now, by the names of the fields in which that travels along."""
    shown = form.showing()
    yield form.add_prefix("version"), str(shown.version)
    yield form.add_prefix("shown"), json.dumps(dict(shown.fields))


def _saved(left: list[str], *, something: bool) -> str:
    if not something:
        return _not_saved(left)
    time = time_format(localtime(), "H.i")
    if not left:
        return _("Saved at %(time)s.") % {"time": time}
    return _("Saved at %(time)s, except: %(fields)s") % {"time": time, "fields": " ".join(left)}


def _not_saved(left: list[str]) -> str:
    return _("Not saved yet: %(fields)s") % {"fields": " ".join(left)}


def _named(form: AutosavedForm, name: str, reason: str) -> str:
    """A field that was left out and what is wrong with it, as far as one field is to blame."""
    label = form.fields[name].label
    if reason:
        return _("“%(field)s” (%(reason)s)") % {"field": label, "reason": reason}
    return _("“%(field)s”") % {"field": label}
