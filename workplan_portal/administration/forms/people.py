"""Forms for accounts and appointments."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import HELD_AT, SEATS, Role
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.organisation.models import Area


class AccountForm(PortalForm):
    name = PlainTextField(
        label=_("Name"), max_length=120, help_text=_("First name and surname, as the person is called.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person's own work address, not one that several people read."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AreaChoiceField(forms.ModelChoiceField):
    """Names the kind as well where a role is held at several kinds: a district and a team may share a name."""

    def __init__(self, *, role: Role, **kwargs: Any) -> None:
        self.kinds = HELD_AT[role]
        areas = Area.objects.filter(kind__in=self.kinds).order_by("name")
        super().__init__(areas, label=_("Organisation"), empty_label=_("Choose an organisation"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        if len(self.kinds) == 1:
            return str(obj)
        return _("%(name)s (%(kind)s)") % {"name": obj, "kind": obj.get_kind_display()}


class AppointmentForm(PortalForm):
    """The fields of an appointment in this role: a mandate is only asked for a seat."""

    submit_label = _("Appoint")

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = today()
        self.fields["area"] = AreaChoiceField(role=role)
        self.fields["starts_on"] = DutchDateField(label=_("First day"), initial=day, earliest=day)
        self.fields["ends_on"] = DutchDateField(
            label=_("Last day"), required=False, earliest=day, help_text=_("Leave it empty when there is no end yet.")
        )
        if role in SEATS:
            self.fields["mandate"] = PlainTextField(
                label=_("Mandate"),
                required=False,
                max_length=200,
                help_text=_(
                    "Only for a deputy: the decision that allows this person to act for the seat, who took it and when."
                ),
            )

    @property
    def has_places(self) -> bool:
        """Is there an organisation to be appointed at?"""
        field = cast(AreaChoiceField, self.fields["area"])
        return field.queryset is not None and field.queryset.exists()


class EndForm(PortalForm):
    submit_label = _("Save the last day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"] = DutchDateField(
            label=_("Last day"), earliest=today(), help_text=_("On this day the appointment still holds.")
        )
