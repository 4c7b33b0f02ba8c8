"""Starting a plan: only what this person may start can be chosen."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plans.inheriting import earlier_plans, is_of_a_neighbour
from plans.models import Plan, Revision
from plans.policies import may_start
from workplan_portal.interface.fields import RowField, RowsField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

FIRST_YEAR, LAST_YEAR = 2000, 2100

EMPTY = "leeg"
"""Chosen in the form: start from no plan."""


class StartForm(PortalForm):
    submit_label = _("Start the plan")
    submit_icon = "plus"

    team = RowField(BaseTeam.objects.none(), label=_("Base team"), empty_label=_("Choose a base team"))
    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.TextInput({"class": "input--short"})
    )
    municipalities = RowsField(
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
        self.asking = False  # the form is right so far, and asks one thing more
        self._earlier: dict[str, Plan] = {}
        if len(ids) == 1:
            self.fields["team"].initial = ids[0]

    def clean(self) -> dict[str, Any]:
        """A refusal stands at the municipalities: it is always about which of them."""
        values = super().clean() or {}
        if not {"team", "year", "municipalities"} <= values.keys():
            return values
        team, year, municipalities = values["team"], values["year"], list(values["municipalities"])
        verdict = may_start(self.person, team, year, municipalities)
        if not verdict:
            self.add_error("municipalities", verdict.reason)
        elif found := earlier_plans(self.person, team, year, municipalities):
            self._ask(found)
        return values

    # --- what to start from -------------------------------------------------------------------------------------------

    @property
    def earlier(self) -> Plan | None:
        """The plan that was chosen to start from; None: empty."""
        return self._earlier.get(self.data.get("earlier", ""))

    def _ask(self, found: list[tuple[Plan, Revision]]) -> None:
        """Which plans there are is known once team, year and municipalities are: then the same form asks it too."""
        self._earlier = {str(plan.uuid): plan for plan, _revision in found}
        choices = [(str(plan.uuid), _from(plan, revision)) for plan, revision in found]
        choices.append((EMPTY, str(_("Empty: only the frames that apply, with their priorities"))))
        self.fields["earlier"] = forms.ChoiceField(
            label=_("What do you start from?"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_(
                "From an earlier plan standing contributions, targets, facts and texts come along. "
                "You decide about the accents of that year one by one. From the plan of another municipality its local "
                "contributions and targets come along as a proposal, without texts, facts, norms and what is not for "
                "the council."
            ),
        )
        if self.data.get("earlier") not in dict(choices):
            entered = cast(QueryDict, self.data).copy()
            wanted = {m.pk for m in self.cleaned_data["municipalities"]}
            own = [str(plan.uuid) for plan, _revision in found if not is_of_a_neighbour(plan, wanted)]
            entered["earlier"] = own[0] if own else EMPTY
            self.data = entered
            self.asking = True


def _from(plan: Plan, revision: Revision) -> str:
    day = date_format(revision.adoption.adopted_on, "DATE_FORMAT")
    return _("%(plan)s, adopted on %(day)s") % {"plan": plan.title, "day": day}
