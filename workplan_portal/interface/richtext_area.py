"""The box in which a text with markup is written: a text box with notation, and with a script an editor in its place.

The editor sends markup instead of notation and says so in a field beside the box. That is turned into notation before a
form looks at it, so that everything behind the box knows one way of writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from workplan_portal.interface.richtext_source import from_source, to_source

SENT_AS = "_as"
"""After the name of a box: what was sent in it. "markup" comes from the editor; nothing is the notation."""


class Written(str):
    """A text in the notation of the box, which knows the markup it was made from."""

    markup: str

    @classmethod
    def of(cls, markup: str) -> Written:
        written = cls(to_source(markup))
        written.markup = markup
        return written


class RichTextArea(forms.Textarea):
    template_name = "interface/rich_text.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        markup = value.markup if isinstance(value, Written) else from_source(value or "")
        return context | {"markup": markup, "sent_as": name + SENT_AS}


def in_notation(data: Any, boxes: Iterable[str]) -> Any:
    """What was sent, with the markup of the editor as the notation that somebody without it would have typed."""
    sent = [name for name in boxes if data.get(name + SENT_AS) == "markup"]
    if not sent:
        return data
    entered = cast(QueryDict, data).copy() if isinstance(data, MultiValueDict) else dict(data)
    for name in sent:
        entered[name] = to_source(data.get(name) or "")
        del entered[name + SENT_AS]
    return entered
