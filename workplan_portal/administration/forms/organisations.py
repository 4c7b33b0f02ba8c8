"""A form for each kind of organisation. A code is given once: documents and figures are found by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files import File
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workplan_portal.administration.logos import MOST_BYTES, picture_of
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.interface.fields import ChosenFileField
from workplan_portal.interface.forms import PortalModelForm
from workplan_portal.organisation.models import (
    Area,
    BaseTeam,
    Cluster,
    District,
    Municipality,
    Nation,
    Unit,
    hex_colour,
)

code_of_police = RegexValidator(
    re.compile(r"^[A-Z0-9]+(-[A-Z0-9]+)*\Z"), _("Use capitals and digits, with hyphens between them, like NN-DRENTHE.")
)
code_of_municipality = RegexValidator(
    re.compile(r"^GM[0-9]{4}\Z"), _("Use the code of Statistics Netherlands: GM and four digits, like GM0114.")
)


class OrganisationForm(PortalModelForm):
    """`values` are the fields for the action; `municipalities` those of a base team."""

    code_validator = code_of_police

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
        else:
            self.fields["code"].validators.append(self.code_validator)
            self.fields["code"].help_text = self.code_validator.message
        for field in self._parents:
            if not isinstance(field, forms.ModelMultipleChoiceField):
                field.empty_label = _("Choose")

    @property
    def _parents(self) -> list[forms.ModelChoiceField[Area]]:
        return [field for field in self.fields.values() if isinstance(field, forms.ModelChoiceField)]

    @property
    def first(self) -> list[AreaKind]:
        """The kinds of organisation this one is part of and of which there is none yet: nothing could be chosen."""
        return [
            next(kind for kind, form in FORMS.items() if form._meta.model is field.queryset.model)
            for field in self._parents
            if field.required and field.queryset is not None and not field.queryset.exists()
        ]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "municipalities"}

    @property
    def municipalities(self) -> Any:
        return self.cleaned_data.get("municipalities")


class NationForm(OrganisationForm):
    class Meta:
        model = Nation
        fields = ("name", "code")


class UnitForm(OrganisationForm):
    class Meta:
        model = Unit
        fields = ("name", "code")


class DistrictForm(OrganisationForm):
    class Meta:
        model = District
        fields = ("name", "code", "unit")


class TeamForm(OrganisationForm):
    class Meta:
        model = BaseTeam
        fields = ("name", "code", "district", "municipalities")
        widgets = {"municipalities": forms.CheckboxSelectMultiple}


class ColourField(forms.CharField):
    """#00567D and 00567d are the same colour."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, validators=[hex_colour], **kwargs)
        self.widget.attrs |= {"class": "input--short", "autocomplete": "off", "spellcheck": "false"}
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).strip().lower()
        return f"#{text}" if re.fullmatch(r"[0-9a-f]{6}", text) else text


@dataclass(frozen=True)
class CurrentLogo:
    """What the field leads to as long as nothing else is chosen."""

    municipality: Municipality

    @property
    def url(self) -> str:
        return reverse("organisation:logo", args=[self.municipality.uuid])

    def __str__(self) -> str:
        return gettext("Logo of %(name)s") % {"name": self.municipality.name}


class LogoField(ChosenFileField):
    """Cleaned: the picture to be kept, False for none from now on, or what is there already."""

    widget = forms.ClearableFileInput

    def to_python(self, data: File | None) -> bytes | None:  # type: ignore[override]  # it is read here and now
        file = super().to_python(data)
        return picture_of(file) if file else None


class MunicipalityForm(OrganisationForm):
    code_validator = code_of_municipality

    brand_colour = ColourField(
        label=_("Brand colour"),
        initial="#00567d",
        help_text=_("The main colour of the municipality's house style: # and six digits or letters a to f."),
    )
    second_colour = ColourField(
        label=_("Second colour"),
        required=False,
        help_text=_("For buttons and links. Leave it empty to use the brand colour for them too."),
    )
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "A PNG or JPEG picture of at most 1 MB and 4 megapixels. New documents of this municipality have it, on "
            "white; files that were adopted, released or sent stay as they are."
        ),
        accept="image/png,image/jpeg",
        largest=MOST_BYTES,
        too_large=_("This file is too large: at most %(limit)s. Make the picture smaller first."),
    )

    class Meta:
        model = Municipality
        fields = ("name", "code", "brand_colour", "second_colour")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.logo:
            self.initial["logo"] = CurrentLogo(self.instance)

    @property
    def values(self) -> dict[str, Any]:
        """`logo` is there when it changes: a picture, or nothing."""
        values = super().values
        logo = values.pop("logo")
        if isinstance(logo, bytes):
            values["logo"] = logo
        elif logo is False:
            values["logo"] = ""
        return values


class ClusterForm(OrganisationForm):
    class Meta:
        model = Cluster
        fields = ("name", "code", "team", "municipality")


FORMS: dict[AreaKind, type[OrganisationForm]] = {
    AreaKind.NATIONAL: NationForm,
    AreaKind.UNIT: UnitForm,
    AreaKind.DISTRICT: DistrictForm,
    AreaKind.TEAM: TeamForm,
    AreaKind.MUNICIPALITY: MunicipalityForm,
    AreaKind.CLUSTER: ClusterForm,
}


def form_for(area: Area) -> type[OrganisationForm]:
    return FORMS[AreaKind(area.kind)]
