from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from workplan_portal.interface.fields import ChosenFileField
from workplan_portal.interface.forms import PortalForm

LARGEST = 25 * 1024 * 1024
"""Bytes: ten times the largest plan."""


class CheckForm(PortalForm):
    submit_label = _("Check this file")
    submit_icon = "search"
    error_title = _("Not checked yet: please choose another file")

    file = ChosenFileField(
        label=_("The PDF you want to check"),
        help_text=_("We look at the file and do not keep it."),
        accept=".pdf,application/pdf",
        largest=LARGEST,
        too_large=_("This file is too large to be of this portal: choose one of at most %(limit)s."),
        error_messages={"required": _("Choose a PDF first.")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.read(5) != b"%PDF-":
            raise ValidationError(_("This is not a PDF."))
        return file
