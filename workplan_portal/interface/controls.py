"""The control of a field: its kind, its classes, and how it is printed.

As Django's own, without a template for each: a page that is filled in has a hundred, and a list of all indicators is a
hundred options.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

KINDS = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.MultiWidget, "parts"),
)


def kind_of(widget: forms.Widget) -> str:
    return next((name for each, name in KINDS if isinstance(widget, each)), "text")


CLASSES = {
    "checkbox": "utrecht-checkbox utrecht-checkbox--custom utrecht-checkbox--html-input utrecht-custom-checkbox",
    "select": "utrecht-select utrecht-select--html-select",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "radios": "utrecht-radio-button utrecht-radio-button--html-input",
    "text": "utrecht-textbox utrecht-textbox--html-input",
    "parts": "utrecht-textbox utrecht-textbox--html-input",
}
"""Of the design system, by kind of field."""


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Of a control, as Django's `flatatt` has them; a form has dozens of controls. The names are ours."""
    told, alone = "", ""
    for name, value in sorted(attrs.items()):
        if value is True:
            alone += f" {name}"
        elif value is not None and value is not False:
            told += f' {name}="{escaped(value)}"'
    return mark_safe(told + alone)  # noqa: S308 -- the values are escaped


ESCAPES = str.maketrans({sign: escape(sign) for sign in "&<>\"'"})


def escaped(value: object) -> str:
    """As `conditional_escape` does it, in a fraction of the steps: a form has a thousand values."""
    return value if isinstance(value, SafeString) else str(value).translate(ESCAPES)


def as_options(options: Iterable[Mapping[str, Any]]) -> SafeString:
    """The options of a list in one go: of all indicators there are a hundred."""
    told = (
        f'<option value="{escaped(each["value"])}"{attributes(each["attrs"]) if each["attrs"] else ""}>'
        f"{escaped(each['label'])}</option>"
        for each in options
    )
    return mark_safe("".join(told))  # noqa: S308 -- all that is put in is escaped


def together(groups: Iterable[tuple[str | None, list[Any], int]]) -> list[tuple[str, list[Any]]]:
    """Groups of options by name. Of those outside a group Django makes a group for each: here they are one."""
    named = groupby(groups, key=lambda group: group[0] or "")
    return [(name, [option for _name, options, _index in found for option in options]) for name, found in named]


def as_select(widget: Mapping[str, Any]) -> SafeString:
    """As Django's own, without two templates for each option: a list of all indicators is a hundred options."""
    told = ""
    for name, options in together(widget["optgroups"]):
        listed = as_options(options)
        told += f'<optgroup label="{escaped(name)}">{listed}</optgroup>' if name else listed
    begin = f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return mark_safe(f"{begin}{told}</select>")  # noqa: S308 -- all that is put in is escaped


def as_input(widget: Mapping[str, Any]) -> SafeString:
    """As Django's own, without a template for its attributes: a page that is filled in has a hundred fields."""
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    begin = f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"'
    return mark_safe(f"{begin}{value}{attributes(widget['attrs'])}>")  # noqa: S308 -- all that is put in is escaped


DRAWN = {
    "django/forms/widgets/select.html": as_select,
    "django/forms/widgets/checkbox.html": as_input,
    "django/forms/widgets/hidden.html": as_input,
    "django/forms/widgets/text.html": as_input,
}


class Controls(TemplatesSetting):
    """Prints forms. Within templates of Django (the parts of an amount) our templates of the same names do it."""

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        drawn = DRAWN.get(template_name)
        return drawn(context["widget"]) if drawn else super().render(template_name, context, request)  # type: ignore[arg-type]
