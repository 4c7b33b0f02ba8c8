"""What all forms of the portal share, so that an app's form only names its fields.

`{% crispy form %}` prints the whole form, with its error summary and buttons. `fields_in_order` may hold layout objects
of crispy-forms (Fieldset, Row, Column, PrependedText, AppendedText, InlineRadios, Div) beside names of fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, TemplateNameMixin
from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplan_portal.documents.fields import RichTextField as RichTextModelField
from workplan_portal.interface.fields import (
    DutchDateField,
    DutchDecimalField,
    PlainTextField,
    RichTextField,
    RowField,
    RowsField,
)
from workplan_portal.interface.richtext_area import in_notation

LONGEST_TEXT = 5_000
"""Characters in a text for which the model sets no limit: more than two printed pages."""


class Actions(TemplateNameMixin):
    """The buttons under a form: do it, or go back without doing it."""

    template = "%s/layout/actions.html"

    def __init__(self, label: str | Promise, cancel_url: str = "", icon: str = "", name: str = "") -> None:
        self.label, self.cancel_url, self.icon, self.name = label, cancel_url, icon, name

    def render(self, form: Any, context: Any, template_pack: str = "nlds", **kwargs: Any) -> str:
        values = {"label": self.label, "cancel_url": self.cancel_url, "icon": self.icon, "name": self.name}
        return render_to_string(self.get_template_name(template_pack), values)


class _Portal:
    """`submit_label` names what the button does; `cancel_url` leads back; `action` is where the form goes to."""

    submit_label: str | Promise = _("Save")
    submit_icon = ""
    error_title: str | Promise = _("Not saved yet: please check the form")
    bit_by_bit = False  # everything may follow later: then no field says that it is optional
    fields_in_order: Sequence[Any] = ()
    fields: dict[str, forms.Field]
    data: Any
    is_bound: bool
    add_prefix: Any

    def __init__(self, *args: Any, cancel_url: str = "", action: str = "", **kwargs: Any) -> None:
        self.cancel_url, self.action = cancel_url, action
        super().__init__(*args, **kwargs)
        if self.is_bound:
            texts = (name for name, field in self.fields.items() if isinstance(field, RichTextField))
            self.data = in_notation(self.data, map(self.add_prefix, texts))

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "post"
        helper.form_action = self.action
        helper.form_error_title = str(self.error_title)
        helper.attrs = {"novalidate": ""}  # our messages stand in the page, in its language; a browser's don't
        order = self.fields_in_order or list(self.fields)
        helper.layout = Layout(*order, Actions(self.submit_label, self.cancel_url, self.submit_icon))
        helper.render_hidden_fields = True
        return helper


class PortalForm(_Portal, forms.Form):
    pass


def portal_formfield(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field for a model field: ours for text, dates, numbers and rows, Django's for the rest."""
    if isinstance(field, models.ManyToManyField):  # whatever it is shown with
        return field.formfield(**{"form_class": RowsField, **kwargs})
    if not getattr(field, "choices", None) and "widget" not in kwargs:
        match field:
            case RichTextModelField():
                return field.formfield(form_class=_rich_text, **kwargs)  # type: ignore[arg-type]
            case models.EmailField() | models.URLField() | models.SlugField():
                return field.formfield(**kwargs)
            case models.TextField() | models.CharField():
                lines = isinstance(field, models.TextField)
                kwargs = {"max_length": field.max_length or LONGEST_TEXT, "lines": lines, **kwargs}
                return models.Field.formfield(field, form_class=PlainTextField, **kwargs)
            case models.DateField() if not isinstance(field, models.DateTimeField):
                return field.formfield(form_class=DutchDateField, **kwargs)
            case models.DecimalField():
                return field.formfield(form_class=DutchDecimalField, **kwargs)
            case models.ForeignKey():
                return field.formfield(**{"form_class": RowField, **kwargs})
    return field.formfield(**kwargs)


def _rich_text(**kwargs: Any) -> RichTextField:
    limit = kwargs.pop("max_length", None) or LONGEST_TEXT
    kwargs.pop("widget", None)
    if not kwargs.get("help_text"):
        kwargs.pop("help_text", None)
    return RichTextField(limit=limit, **kwargs)


class _OurFields(ModelFormMetaclass):
    """Sets `formfield_callback`, which Django takes only from a form's own Meta."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
        meta = namespace.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(portal_formfield)
        return super().__new__(mcs, name, bases, namespace)


class PortalModelForm(_Portal, forms.ModelForm, metaclass=_OurFields):
    pass
