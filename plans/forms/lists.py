"""Forms for the short lists of a team, and for pointing to what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.codes import ListKind
from plans.models import Contribution, Listed
from plans.typed_names import in_order
from workplan_portal.interface.forms import PortalForm, PortalModelForm
from workplan_portal.organisation.models import BaseTeam

LISTS = {
    ListKind.PARTNER: _("Partners"),
    ListKind.CONSULTATION: _("Consultations"),
    ListKind.HOTSPOT: _("Hotspots"),
    ListKind.ALLY: _("Allies"),
}
"""What a list is called."""

ABOUT = {
    ListKind.PARTNER: (_("About"), _("For example what this organisation does here.")),
    ListKind.CONSULTATION: (_("Who take part, and how often"), _("Organisations or roles, no persons.")),
    ListKind.HOTSPOT: (_("About"), _("For example what happens there. No house numbers, no persons.")),
    ListKind.ALLY: (_("About"), _("For example for what one can call on them.")),
}


class ListedForm(PortalModelForm):
    """An organisation, a consultation or a place."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Listed
        fields = ("name", "about", "municipality")

    def __init__(self, *args: Any, kind: ListKind, team: BaseTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("The name of an organisation or a place, never of a person.")
        self.fields["about"].label, self.fields["about"].help_text = ABOUT[kind]
        municipality: Any = self.fields["municipality"]
        municipality.queryset = team.municipalities.all()
        municipality.empty_label = gettext("The whole team")
        if kind != ListKind.HOTSPOT:
            del self.fields["municipality"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PointForm(PortalForm):
    """What a contribution points to: boxes to tick, a group for each list."""

    submit_label = _("Save choice")
    bit_by_bit = True

    shown = forms.CharField(widget=forms.HiddenInput, required=False)  # what it pointed to when the form was opened

    def __init__(
        self,
        *args: Any,
        contribution: Contribution,
        offered: Sequence[Listed],
        pointed: Collection[Listed],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(listed.uuid): listed for listed in offered}
        self.initial["shown"] = " ".join(str(listed.uuid) for listed in pointed)
        typed = f"{contribution.partners}, {contribution.consultation}".casefold()
        for kind, label in LISTS.items():
            rows = sorted((listed for listed in offered if listed.kind == kind), key=lambda row: in_order(row.name))
            if rows:
                self.fields[kind.value] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    choices=[(str(listed.uuid), _choice(listed)) for listed in rows],
                    initial=[str(each.uuid) for each in rows if each in pointed or _is_typed(each, typed)],
                )

    @property
    def chosen(self) -> list[Listed]:
        ticked = (uuid for kind in ListKind for uuid in self.cleaned_data.get(kind.value, ()))
        return [self.offered[uuid] for uuid in ticked]

    @property
    def shown_before(self) -> list[Listed]:
        return [self.offered[uuid] for uuid in self.cleaned_data["shown"].split() if uuid in self.offered]


def _choice(listed: Listed) -> str:
    name = listed.name
    if listed.municipality_id:
        name = f"{name}, {listed.municipality}"
    return gettext("%(name)s (out of use)") % {"name": name} if listed.retired else name


def _is_typed(listed: Listed, typed: str) -> bool:
    """What was typed before there was a list is ticked already; saving makes it a choice from the list."""
    return listed.name.casefold() in {name.strip() for name in typed.replace(";", ",").split(",")}
