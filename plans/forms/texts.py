"""Forms for what belongs to the whole plan: its texts, its settings, its footnotes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from plans.models import Chapter, Draft, Term
from workplan_portal.interface.fields import DutchDecimalField

from .editing import LONG_TEXT, SHORT_TEXT, AutosavedForm, box, limited


class ForewordForm(AutosavedForm):
    foreword = limited(Draft, "foreword", LONG_TEXT)

    class Meta:
        model = Draft
        fields = ("foreword", "foreword_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year, day = self.instance.plan.year, self.fields["foreword_on"]
        day.earliest, day.latest = date(year - 1, 1, 1), date(year + 1, 12, 31)  # type: ignore[attr-defined]


class IntroductionForm(AutosavedForm):
    introduction = limited(Draft, "introduction", LONG_TEXT)

    class Meta:
        model = Draft
        fields = ("introduction",)


class GoingConcernForm(AutosavedForm):
    going_concern = limited(Draft, "going_concern", LONG_TEXT)

    class Meta:
        model = Draft
        fields = ("going_concern",)


class FormationForm(AutosavedForm):
    formation = limited(Draft, "formation", LONG_TEXT)
    formation_fte = DutchDecimalField(
        label=_("Number of fte available"),
        required=False,
        max_digits=6,
        decimal_places=2,
        min_value=Decimal("0.01"),
        help_text=_("Of the whole team. Then you hear it when the contributions ask for more than that together."),
    )

    class Meta:
        model = Draft
        fields = ("formation", "formation_fte")


class UpscalingForm(AutosavedForm):
    upscaling = limited(Draft, "upscaling", LONG_TEXT)

    class Meta:
        model = Draft
        fields = ("upscaling",)


class SettingsForm(AutosavedForm):
    norm_rule = box(
        Draft,
        "norm_rule",
        widget=forms.RadioSelect,
        help_text=_("Did the triangle agree that a result of last year that is better than the norm becomes the goal?"),
    )

    class Meta:
        model = Draft
        fields = ("themes_note", "norm_rule")


TEXT_FORMS: dict[str, type[AutosavedForm]] = {
    "foreword": ForewordForm,
    "introduction": IntroductionForm,
    "going_concern": GoingConcernForm,
    "formation": FormationForm,
    "upscaling": UpscalingForm,
    "settings": SettingsForm,
}
"""The parts of the page with texts, in the order of the plan; each is edited by itself."""


class ChapterForm(AutosavedForm):
    introduction = limited(Chapter, "introduction", LONG_TEXT)

    class Meta:
        model = Chapter
        fields = ("introduction",)


class TermForm(AutosavedForm):
    """A word with its footnote. The same word cannot have two."""

    forms = limited(Term, "forms", 500)
    explanation = limited(Term, "explanation", SHORT_TEXT)

    class Meta:
        model = Term
        fields = ("forms", "explanation", "elsewhere")

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean_forms(self) -> str:
        written: str = self.cleaned_data["forms"]
        lines = [line.strip() for line in written.splitlines() if line.strip()]
        others = Term.objects.filter(draft=self.draft).exclude(pk=self.instance.pk)
        taken = {line.strip() for term in others for line in term.forms.splitlines()}
        if double := next((line for line in lines if line in taken), None):
            raise ValidationError(
                _("There is a footnote for “%(term)s” already."), code="double", params={"term": double}
            )
        return "\n".join(lines)
