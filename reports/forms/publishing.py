from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.codes import Audience
from reports.models import Kind
from reports.source import Source
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.interface.forms import PortalForm


class PublishForm(PortalForm):
    submit_label = _("Publish")
    submit_icon = "upload"

    sources = forms.MultipleChoiceField(
        label=_("What you publish"),
        help_text=_("Each gets a page and a PDF of its own."),
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            (Audience.PUBLIC, _("Everybody: council, residents and press")),
            (Audience.COUNCIL, _("The council: everybody with an account in this portal")),
        ],
        initial=Audience.PUBLIC,
        widget=forms.RadioSelect,
    )
    from_day = DutchDateField(
        label=_("Not to be seen before"),
        required=False,
        help_text=_("Leave empty to publish at once. From midnight on this day it can be found."),
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        """With more than one source there is something to choose; all of them are proposed."""
        super().__init__(*args, **kwargs)
        self.offered = {str(number): source for number, source in enumerate(sources)}
        field = self.fields["sources"]
        field.choices = [(key, source.title) for key, source in self.offered.items()]  # type: ignore[attr-defined]
        field.initial = list(self.offered)
        if len(sources) == 1:
            del self.fields["sources"]

    @property
    def chosen(self) -> list[Source]:
        keys = self.cleaned_data.get("sources", self.offered)
        return [self.offered[key] for key in keys]

    def clean_from_day(self) -> Any:
        day = self.cleaned_data["from_day"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is in the past. Leave it empty to publish at once."))
        return day

    @property
    def visible_from(self) -> datetime | None:
        """The embargo as a moment in Dutch time; None: at once."""
        day = self.cleaned_data["from_day"]
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None


class WithdrawForm(PortalForm):
    submit_label = _("Withdraw")
    submit_icon = "archive"

    reason = PlainTextField(label=_("Why do you withdraw it?"), max_length=1_000, lines=True)


class ShelfForm(forms.Form):
    """Which documents a reader wants to see. Nonsense is as if nothing was asked."""

    soort = forms.ChoiceField(required=False, choices=Kind.choices)
    jaar = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    gemeente = forms.CharField(required=False, max_length=16)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        asked = self.cleaned_data
        return {
            "kind": asked.get("soort", ""),
            "year": asked.get("jaar"),
            "municipality": asked.get("gemeente", ""),
        }
