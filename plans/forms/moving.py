"""Where something of the plan should stand: under another priority, or elsewhere in its chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plans.models import Block
from workplan_portal.interface.forms import PortalForm

LAST, FIRST = "last", "first"


class BlockChoice(forms.ModelChoiceField):
    """A priority of the plan; told apart by its chapter too, for several may have the same title."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(priority)s (%(chapter)s)") % {"priority": obj, "chapter": obj.chapter}


class PlaceForm(PortalForm):
    """Another priority under which a contribution should stand too."""

    submit_label = _("Let it stand there too")

    block = BlockChoice(
        Block.objects.none(), label=_("Also under"), empty_label=_("Choose a priority"), to_field_name="uuid"
    )

    def __init__(self, *args: Any, blocks: QuerySet[Block], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"].queryset = blocks  # type: ignore[attr-defined]
        self.fields["block"].widget.attrs["data-focus"] = ""


class MoveToForm(PlaceForm):
    """The priority to which a contribution, target or fact should go."""

    submit_label = _("Move")

    place = forms.ChoiceField(
        label=_("At which place there"),
        choices=[(LAST, _("At the bottom")), (FIRST, _("At the top"))],
        widget=forms.RadioSelect,
        initial=LAST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"].label = _("To priority")

    @property
    def first(self) -> bool:
        return bool(self.cleaned_data["place"] == FIRST)


class NumberedBlock(forms.ModelChoiceField):
    """A priority of one chapter, with its number."""

    numbers: Mapping[str, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{self.numbers.get(str(obj.uuid), '')} {obj}".strip()


class MoveBlockForm(PortalForm):
    """Where in its chapter a priority should stand, and under which of the headings there."""

    submit_label = _("Move")
    bit_by_bit = True  # the beginning is a choice like the others

    after = NumberedBlock(
        Block.objects.none(),
        label=_("Place it after"),
        empty_label=_("At the beginning of the chapter"),
        to_field_name="uuid",
        required=False,
    )
    heading = forms.ChoiceField(
        label=_("Under the heading"),
        help_text=_("Neighbours with the same heading stand under it together."),
    )

    def __init__(
        self, *args: Any, others: QuerySet[Block], numbers: Mapping[str, str], headings: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        after: Any = self.fields["after"]
        after.numbers, after.queryset = numbers, others
        self.fields["heading"].choices = [(heading, heading) for heading in headings]  # type: ignore[attr-defined]
