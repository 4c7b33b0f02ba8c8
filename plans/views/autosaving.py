"""What the script of the writing pages is answered: it sends the same form to the same address while somebody writes.

Only an answer to a person makes a page. A script is told in a sentence of the page's language what became of it.
"""

from __future__ import annotations

import json

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
    if edit is None:
        shown = form.showing()
        told = {"version": shown.version, "shown": json.dumps(dict(shown.fields)), "whole": not form.left_out}
        return JsonResponse({"said": _saved(form), **told})
    if edit.ahead:
        return JsonResponse({"said": edit.ahead, "compare": True}, status=409)
    if edit.gone:
        said = _(
            "Somebody else removed this in the meantime. Your text is still here: press the button to add it again."
        )
        return JsonResponse({"said": said}, status=410)
    return JsonResponse({"said": edit.refusal or _not_saved(form)}, status=403 if edit.refusal else 422)


def _saved(form: AutosavedForm) -> str:
    time = time_format(localtime(), "H.i")
    if not form.left_out:
        return _("Saved at %(time)s.") % {"time": time}
    if not form.has_news:
        return _not_saved(form)
    return _("Saved at %(time)s, except: %(fields)s") % {"time": time, "fields": _reasons(form)}


def _not_saved(form: AutosavedForm) -> str:
    return _("Not saved yet: %(fields)s") % {"fields": _reasons(form)}


def _reasons(form: AutosavedForm) -> str:
    """Of each field that was left out what is wrong with it, as far as one field is to blame."""
    return " ".join(
        _("“%(field)s” (%(reason)s)") % {"field": form.fields[name].label, "reason": reason}
        if reason
        else _("“%(field)s”") % {"field": form.fields[name].label}
        for name, reason in form.left_out.items()
    )
