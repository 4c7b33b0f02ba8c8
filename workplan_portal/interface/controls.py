"""Lists and one-line boxes as Django's forms print them, without a template for each: a page has dozens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from workplan_portal.interface.templatetags.interface import as_input, as_select

DRAWN = {
    "django/forms/widgets/select.html": as_select,
    "django/forms/widgets/checkbox.html": as_input,
    "django/forms/widgets/hidden.html": as_input,
    "django/forms/widgets/text.html": as_input,
}


class Controls(TemplatesSetting):
    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        drawn = DRAWN.get(template_name)
        return drawn(context["widget"]) if drawn else super().render(template_name, context, request)  # type: ignore[arg-type]
