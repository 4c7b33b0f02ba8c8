"""Fields as a page shows them, in plain values, for a page that holds dozens of small forms.

Such a page makes forms of what was sent, not of what it shows: a form begins by copying all of its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from workplan_portal.interface.controls import CLASSES, kind_of
from workplan_portal.interface.richtext_area import RichTextArea


@dataclass(frozen=True)
class Box:
    """A field that need not be filled in. `marks` are the attributes of its control."""

    kind: str
    id: str
    label: str
    help_text: str
    errors: Sequence[str]
    described: str  # the ids of the two
    marks: Mapping[str, Any]
    text: str = ""  # in a text area
    editor: Mapping[str, Any] | None = None  # of a text with markup
    options: Sequence[Mapping[str, Any]] = ()
    says_optional: bool = False  # not where everything may follow later


def box(
    field: forms.Field, name: str, value: Any, errors: Iterable[object] = (), *, says_optional: bool = False
) -> Box:
    """`name` with the prefix of its form, `value` as the field prepares it for its control."""
    widget, place, told = field.widget, f"id_{name}", [str(error) for error in errors]
    kind, help_text = kind_of(widget), str(field.help_text)
    described = _described_by(place, help_text, told)
    marks: dict[str, Any] = {
        **widget.attrs,
        "id": place,
        "class": f"{CLASSES.get(kind, '')} {widget.attrs.get('class', '')}".strip(),
        "aria-describedby": described or None,
        "aria-invalid": "true" if told else None,
    }
    more: dict[str, Any] = {"says_optional": says_optional}
    match widget:
        case RichTextArea():
            more["editor"] = widget.get_context(name, value, marks)
        case forms.Textarea():
            more["text"] = widget.format_value(value) or ""
        case forms.CheckboxInput():
            marks |= {"type": "checkbox", "checked": widget.check_test(value)}
        case forms.RadioSelect():
            more["options"] = list(_radios(field, name, value, marks))
        case forms.Select():
            more["options"] = list(_options(field, value))
        case forms.TextInput():
            marks |= {"type": widget.input_type, "value": widget.format_value(value)}
    return Box(kind, place, str(field.label), help_text, told, described, {"name": name, **marks}, **more)


def _described_by(place: str, help_text: str, errors: Sequence[str]) -> str:
    there = (("helptext", help_text), ("error", errors))
    return " ".join(f"{place}_{part}" for part, told in there if told)


def _options(field: Any, value: Any) -> Iterator[Mapping[str, Any]]:
    """As the options of a list are printed."""
    chosen = "" if value is None else str(value)
    for code, label in field.choices:
        yield {"value": code, "label": label, "attrs": {"selected": True} if str(code) == chosen else {}}


def _radios(field: Any, name: str, value: Any, group: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Each a control of its own, with a label."""
    for place, option in enumerate(_options(field, value)):
        marks = {"type": "radio", "name": name, "value": option["value"], "checked": bool(option["attrs"])}
        marks |= {"id": f"id_{name}_{place}", "class": group["class"], "aria-invalid": group["aria-invalid"]}
        yield {"label": option["label"], "marks": marks}
