"""Saving while somebody writes: what can be saved of a form that is half filled in, and where its state is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from crispy_forms.layout import TemplateNameMixin
from django.http import QueryDict
from django.template.loader import render_to_string

from .weighing import as_sent

if TYPE_CHECKING:
    from .editing import WritingForm


class SaveState(TemplateNameMixin):
    """Stands under the buttons: there the script says whether what was typed has been saved."""

    template = "plans/drafting/save_state.html"

    def render(self, form: Any, context: Any, template_pack: str = "nlds", **kwargs: Any) -> str:
        return render_to_string(self.template)


def leave_out_refused(form: WritingForm) -> dict[str, str]:
    """Put what is stored in the place of the fields that are refused. Returns of each of those why.

    What remains has been looked at as a whole again: where two fields only go together, each is tried by itself.
    """
    typed, stored = cast(QueryDict, form.data), _stored(form)
    anew = [name for name in form.row_fields if typed.getlist(form.add_prefix(name)) != stored[name]]
    refused = {name: " ".join(map(str, form.errors[name])) for name in form.row_fields if name in form.errors}

    def holds(names: list[str]) -> bool:
        entered = typed.copy()
        for name in form.row_fields:
            if name not in names:
                entered.setlist(form.add_prefix(name), stored[name])
        form.data = entered
        form.full_clean()
        return form.is_valid()

    accepted = [name for name in anew if name not in refused]
    if not holds(accepted):
        accepted = []
        for name in anew:
            if holds([*accepted, name]):
                accepted.append(name)
        holds(accepted)
    return {name: refused.get(name, "") for name in anew if name not in accepted} | refused


def _stored(form: WritingForm) -> dict[str, list[str]]:
    return {name: as_sent(form, name, getattr(form.stored, name)) for name in form.row_fields}
