from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.document import Target
from priorities.codes import Unit
from priorities.forms.figures import number_field
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm


class FinalNormForm(PortalForm):
    """What a provisional norm became, in the unit of its target."""

    submit_label = _("Record the final norm")
    submit_icon = "check"

    source = PlainTextField(
        label=_("Source"), max_length=200, help_text=_("Who set the final norm, and where it can be read.")
    )

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": number_field(_("Final norm"), Unit(target.indicator.unit)), **self.fields}
