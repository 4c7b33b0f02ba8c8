"""The form of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from priorities.codes import Direction, Unit
from priorities.models import Indicator
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.interface.forms import PortalModelForm

RESERVED = frozenset({"nieuw"})
"""Words that are an address of the library themselves."""


class IndicatorForm(PortalModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = (
            "name",
            "definition",
            "unit",
            "direction",
            "cumulative",
            "expected_by",
            "numerator_label",
            "denominator_label",
            "source",
            "open_data_code",
        )

    fields_in_order: Sequence[Any] = (
        "name",
        "definition",
        Fieldset(_("How it is counted"), "unit", "direction", "cumulative", "expected_by", css_class="fieldset"),
        Fieldset(
            _("Only for a percentage"),
            Div("numerator_label", "denominator_label", css_class="form-row"),
            css_class="fieldset",
        ),
        Fieldset(_("Where the figures come from"), "source", "open_data_code", css_class="fieldset"),
        "version",
    )

    def __init__(self, *args: Any, may_redefine: Verdict | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = _("Counted in")
        for name, choices in (("unit", Unit.choices), ("direction", Direction.choices)):
            self.fields[name].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]
        self.fields["numerator_label"].help_text = _("What is counted, for example files settled positively.")
        self.fields["denominator_label"].help_text = _("Of what, for example files handed over.")
        if may_redefine is not None and not may_redefine:
            for name in ("unit", "cumulative"):
                self.fields[name].disabled = True
                self.fields[name].help_text = may_redefine.reason

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("unit") == Unit.PERCENT:
            for name in ("numerator_label", "denominator_label"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("A percentage needs this: of what is it a part?"))
        return values


class NewIndicatorForm(IndicatorForm):
    submit_label = _("Add indicator")

    class Meta(IndicatorForm.Meta):
        fields = ("code", *IndicatorForm.Meta.fields)

    fields_in_order = (
        IndicatorForm.fields_in_order[0],
        "code",
        *IndicatorForm.fields_in_order[1:],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("A short name without spaces for files and imports; it never changes.")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if code in RESERVED or Indicator.objects.filter(code=code).exists():
            raise forms.ValidationError(_("This code is taken. Choose another one."))
        return code
