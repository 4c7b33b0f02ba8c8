"""The form of a term of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from priorities.models import GlossaryTerm, lines
from workplan_portal.interface.forms import PortalModelForm, portal_formfield
from workplan_portal.organisation.models import Area

LONGEST_NOTE, LONGEST_FORMS = 2_000, 500
"""Characters: a footnote stands at the foot of a page."""


class TermForm(PortalModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    forms = portal_formfield(GlossaryTerm._meta.get_field("forms"), max_length=LONGEST_FORMS)
    explanation = portal_formfield(GlossaryTerm._meta.get_field("explanation"), max_length=LONGEST_NOTE)

    class Meta:
        model = GlossaryTerm
        fields: tuple[str, ...] = ("forms", "full_form", "explanation", "elsewhere")

    fields_in_order: Sequence[Any] = ("forms", "full_form", "explanation", "elsewhere", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].help_text = _("In plain words, for a council member. Not needed beside a full form.")
        self.fields["elsewhere"].help_text = _(
            "The makers of the plans did not explain it so themselves. The footnote then says this."
        )

    def clean_forms(self) -> str:
        return "\n".join(lines(self.cleaned_data["forms"]))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("full_form") or values.get("explanation")) and "explanation" not in self.errors:
            self.add_error("explanation", _("Explain the term, or give its full form."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TermForm.Meta.fields}


class NewTermForm(TermForm):
    """Adds for whom: only the areas whose glossary this person keeps."""

    owner = forms.ModelChoiceField(Area.objects.none(), label=_("Kept for"))

    submit_label = _("Add term")
    fields_in_order = ("owner", *TermForm.fields_in_order)

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["owner"]
        box.queryset = Area.objects.filter(pk__in=[area.pk for area in areas])  # type: ignore[attr-defined]
        box.empty_label = None if len(areas) == 1 else _("Choose")  # type: ignore[attr-defined]
