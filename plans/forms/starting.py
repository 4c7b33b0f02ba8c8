"""Starting a plan: only what this person may start can be chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.policies import may_start
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

FIRST_YEAR, LAST_YEAR = 2000, 2100


class StartForm(PortalForm):
    submit_label = _("Start the plan")
    submit_icon = "plus"

    team = forms.ModelChoiceField(BaseTeam.objects.none(), label=_("Base team"), empty_label=_("Choose a base team"))
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput({"class": "input--short"})
    )
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Municipalities"),
        help_text=_("One, or more when they share a plan. Of the team that you chose."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: Person, year: int, teams: list[BaseTeam], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        ids = [team.pk for team in teams]
        self.fields["team"].queryset = BaseTeam.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        self.fields["municipalities"].queryset = (  # type: ignore[attr-defined]
            Municipality.objects.filter(teams__in=ids).distinct()
        )
        self.fields["year"].initial = year
        if len(ids) == 1:
            self.fields["team"].initial = ids[0]

    def clean(self) -> dict[str, Any]:
        """A refusal stands at the municipalities: it is always about which of them."""
        values = super().clean() or {}
        if {"team", "year", "municipalities"} <= values.keys():
            verdict = may_start(self.person, values["team"], values["year"], list(values["municipalities"]))
            if not verdict:
                self.add_error("municipalities", verdict.reason)
        return values
