"""Bringing in a file of open data, and saying which codes count for what."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.forms.frames import year_field
from reports.imports.tables import TABLES, NoLink, link_of
from workplan_portal.audit.trail import today
from workplan_portal.interface.fields import ChosenFileField, PlainTextField
from workplan_portal.interface.forms import PortalForm

LARGEST = 100 * 1024 * 1024
"""Bytes: a table of all neighbourhoods of a police unit over five years."""

TABLE_NAMES = {
    "47013NED": gettext_lazy("offences per municipality"),
    "47018NED": gettext_lazy("offences per neighbourhood, by year"),
    "47022NED": gettext_lazy("offences per neighbourhood, by month"),
    "47021NED": gettext_lazy("nuisance per municipality"),
    "47024NED": gettext_lazy("nuisance per neighbourhood"),
}
NEIGHBOURHOOD = re.compile(r"(?:WK[0-9]{6}|BU[0-9]{8}|GM[0-9]{4}|RE[0-9]{2}|NL[0-9]{2})\Z")


class OrderForm(PortalForm):
    """Which table, and from when."""

    submit_label = gettext_lazy("Fetch this table")
    submit_icon = "download"

    table = forms.ChoiceField(label=gettext_lazy("Table"))
    from_year = year_field(gettext_lazy("From year"))
    provisional = forms.BooleanField(
        label=gettext_lazy("These figures are provisional"),
        required=False,
        initial=True,
        help_text=gettext_lazy("The police still revise figures of this year and last year."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [(name, f"{name}: {TABLE_NAMES[name]}") for name in TABLES]  # type: ignore[attr-defined]
        self.fields["from_year"].initial = today().year - 1

    def clean_from_year(self) -> int:
        return int(self.cleaned_data["from_year"])


class DeliveryForm(OrderForm):
    submit_label = gettext_lazy("Read this file")
    submit_icon = "upload"
    error_title = gettext_lazy("Not read yet: please choose another file")

    file = ChosenFileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "As you downloaded it from data.politie.nl: JSON or CSV. Nothing changes before you have seen it."
        ),
        accept=".json,.csv",
        largest=LARGEST,
        too_large=gettext_lazy("This file is too large: at most %(limit)s. Choose fewer years or areas."),
    )
    field_order = ("file", "table", "from_year", "provisional")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].help_text = _("Its number stands in the address of the page you downloaded it from.")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in {".json", ".csv"}:
            raise ValidationError(_("Choose a JSON or CSV file."))
        return file


class CodeForm(PortalForm):
    """By which codes an indicator is counted."""

    open_data_code = PlainTextField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "For example 1.1.1, or 1.4.5 + 1.4.6, or 47021NED for all nuisance. Empty: not from open data."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_open_data_code(self) -> str:
        text: str = self.cleaned_data["open_data_code"]
        if text:
            try:
                link_of(text)
            except NoLink as error:
                raise ValidationError(
                    _("These are no codes of the police open data, or they would count something twice.")
                ) from error
        return text


class TerritoryForm(PortalForm):
    """Which neighbourhoods an area of ours is made of."""

    codes = PlainTextField(
        label=gettext_lazy("Neighbourhoods"),
        max_length=4_000,
        lines=True,
        required=False,
        help_text=gettext_lazy(
            "Codes of districts or neighbourhoods, for example WK011401 or BU01140101, with a space between them."
        ),
    )

    def clean_codes(self) -> list[str]:
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["codes"].upper().strip())))
        codes = [code for code in codes if code]
        if wrong := next((code for code in codes if not NEIGHBOURHOOD.match(code)), None):
            raise ValidationError(_("%(code)s is no code of a neighbourhood.") % {"code": wrong})
        if doubled := next((code for code in codes if _lies_in(code, codes)), None):
            said = _("%(code)s lies in a district that is in the list too: it would count twice.")
            raise ValidationError(said % {"code": doubled})
        return codes


def _lies_in(code: str, codes: list[str]) -> bool:
    """Is the district of this neighbourhood among them?"""
    return code.startswith("BU") and f"WK{code[2:8]}" in codes
