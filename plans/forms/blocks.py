"""Forms for a priority in the plan and what the police do about it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from plans.codes import Agreement
from plans.models import Block, Chapter, ContextFact, Contribution
from priorities.codes import Unit
from priorities.models import Priority
from workplan_portal.interface.fields import DutchDecimalField
from workplan_portal.interface.forms import PortalForm

from .editing import LONG_TEXT, SHORT_TEXT, AutosavedForm, box, check_percentage, limited

MOST = Decimal(10) ** 12
"""More than any figure of the police: a thousand billion euros."""


class BlockTextForm(AutosavedForm):
    """The words of the plan about a priority; an empty box means: as the frame says."""

    narrative = limited(Block, "narrative", LONG_TEXT)
    ambition = limited(Block, "ambition", LONG_TEXT)
    objective = limited(Block, "objective", LONG_TEXT)
    residents_input = limited(Block, "residents_input", LONG_TEXT)

    class Meta:
        model = Block
        fields = ("heading", "title", "box_title", "narrative", "ambition", "objective", "residents_input")


class AgreementForm(AutosavedForm):
    fields_by_themselves = False
    agreement = box(Block, "agreement", widget=forms.RadioSelect)

    class Meta:
        model = Block
        fields = ("agreement", "agreement_reference")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("agreement") == Agreement.REFERRED and values.get("agreement_reference") == "":
            self.add_error("agreement_reference", _("Say where the agreements can be found."))
        return values


class AddBlockForm(PortalForm):
    """A priority of one of the plan's frames; one that is in the chapter already is split by adding it again."""

    submit_label = _("Add priority")
    submit_icon = "plus"

    priority = forms.ModelChoiceField(
        Priority.objects.none(), label=_("Priority"), empty_label=_("Choose a priority"), to_field_name="uuid"
    )

    def __init__(self, *args: Any, chapter: Chapter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].queryset = priorities_for(chapter)  # type: ignore[attr-defined]


def priorities_for(chapter: Chapter) -> QuerySet[Priority]:
    """What may stand in this chapter: the priorities of the plan's frames of its level, and its municipality.

    Of a frame of which the plan has words of two editions, those of the newest.
    """
    frames = chapter.draft.frames
    newer = frames.filter(lineage=OuterRef("frame__lineage"), edition__gt=OuterRef("frame__edition"))
    found = Priority.objects.filter(frame__in=frames.all(), frame__level=chapter.level).exclude(Exists(newer))
    return found.filter(frame__owner=chapter.municipality_id) if chapter.municipality_id else found


class ContributionForm(AutosavedForm):
    """What the police do. It is one thing, also where it stands under several priorities."""

    submit_label = _("Save contribution")

    text = limited(Contribution, "text", SHORT_TEXT)
    kind = box(Contribution, "kind", widget=forms.RadioSelect)
    fte = DutchDecimalField(
        label=_("Capacity in fte"),
        required=False,
        max_digits=6,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )

    class Meta:
        model = Contribution
        fields = ("text", "kind", "responsible", "partners", "consultation", "fte", "dependency", "internal")

    fields_in_order = (
        "text",
        "kind",
        Row(Column("responsible"), Column("partners")),
        Row(Column("consultation"), Column("dependency")),
        "fte",
        "internal",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].help_text = _("A role, no person's name.")
        self.fields["partners"].help_text = _("Only organisations that stand in no list of the team; no persons.")
        self.fields["consultation"].help_text = _("Only one that stands in no list of the team.")
        self.fields["dependency"].help_text = _("For example a vacancy, or a consultation that does not exist yet.")
        self.fields["internal"].label = _("Not for the council: leave this out of what is published")


class FactForm(AutosavedForm):
    fields_by_themselves = False
    submit_label = _("Save fact")

    text = limited(ContextFact, "text", SHORT_TEXT)
    value = DutchDecimalField(
        label=_("Value"), required=False, max_digits=16, decimal_places=2, min_value=Decimal(0), max_value=MOST
    )

    class Meta:
        model = ContextFact
        fields = ("text", "value", "unit", "source")

    fields_in_order = ("text", Row(Column("value"), Column("unit")), "source")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("value") is not None and values.get("unit") == "":
            self.add_error("unit", _("Say in what the value is counted."))
        check_percentage(self, "value", values.get("unit"))
        if values.get("unit") == Unit.YES_NO and values.get("value") not in (None, 0, 1):
            self.add_error("value", _("This is yes or no. Write 1 for yes, 0 for no."))
        return values
