"""What one looks for in the trail. It only reads: the names stand in the address."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.models import Entry, Result
from workplan_portal.audit.verbs import label_of
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.words import asked_for


def used_actions() -> list[tuple[str, str]]:
    """Every action that is in the trail, by its words."""
    codes = Entry.objects.order_by().values_list("action", flat=True).distinct()
    return sorted(((code, label_of(code)) for code in codes), key=lambda pair: pair[1].casefold())


class TrailFilter(forms.Form):
    onderwerp = PlainTextField(label=_("Subject"), max_length=120, required=False)
    wie = PlainTextField(label=_("Person"), max_length=120, required=False)
    handeling = forms.ChoiceField(label=_("Action"), required=False)
    resultaat = forms.ChoiceField(label=_("Result"), required=False, choices=[("", _("All")), *Result.choices])
    van = DutchDateField(label=_("From"), required=False, help_text="")
    tot = DutchDateField(label=_("Up to and including"), required=False, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handeling"].choices = [("", _("All")), *used_actions()]  # type: ignore[attr-defined]

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self["handeling"], self["resultaat"]]

    @property
    def dates(self) -> list[forms.BoundField]:
        return [self["van"], self["tot"]]

    def filtered(self, entries: QuerySet[Any]) -> QuerySet[Any]:
        """The entries that fit; none when what was typed can't be read, so that nothing is taken for the whole."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        for word in asked_for(asked["wie"]):
            entries = entries.filter(actor__icontains=word)
        if subject := asked["onderwerp"]:
            entries = entries.filter(Q(subject=subject) | Q(object__icontains=subject))
        if asked["handeling"]:
            entries = entries.filter(action=asked["handeling"])
        if asked["resultaat"]:
            entries = entries.filter(result=asked["resultaat"])
        if asked["van"]:
            entries = entries.filter(at__gte=_midnight(asked["van"]))
        if asked["tot"]:
            entries = entries.filter(at__lt=_midnight(asked["tot"] + timedelta(days=1)))
        return entries


def _midnight(day: Any) -> datetime:
    """The beginning of a Dutch day."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)
