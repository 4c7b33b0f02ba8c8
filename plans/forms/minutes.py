"""What a seat says of a decision of its own that was recorded from minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.codes import Answer
from workplan_portal.interface.fields import PlainTextField
from workplan_portal.interface.forms import PortalForm

from .deciding import LONGEST_REMARK


class AnswerForm(PortalForm):
    submit_label = gettext_lazy("Record my answer")
    submit_icon = "signature"
    use_required_attribute = False  # the design system paints a choice that must still be made as a mistake

    answer = forms.ChoiceField(
        label=gettext_lazy("Is this right?"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.CONFIRM.value, gettext_lazy("Yes, I confirm that this is what was decided")),
            (Answer.OBJECT.value, gettext_lazy("No, I object to it")),
        ],
    )
    remark = PlainTextField(
        label=gettext_lazy("What is not right?"),
        help_text=gettext_lazy("Only when you object. The secretary and the authors read it."),
        max_length=LONGEST_REMARK,
        lines=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == Answer.OBJECT and not data.get("remark") and "remark" not in self.errors:
            self.add_error("remark", _("Say what is not right in the minutes."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        answer = Answer(self.cleaned_data["answer"])
        return {"answer": answer, "remark": self.cleaned_data["remark"] if answer == Answer.OBJECT else ""}
