"""Choosing, for each thing that two amendments changed, which way it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import TemplateNameMixin
from crispy_forms.utils import render_field
from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.meanwhile import Way
from workplan_portal.documents.footnotes import Segment
from workplan_portal.interface.forms import PortalForm

WAYS: Mapping[Way, str | Promise] = {
    Way.MINE: _("As in this amendment"),
    Way.THEIRS: _("As in the text adopted last"),
    Way.BOTH: _("Both texts together; I make them one on the writing pages"),
}

Text = tuple[Segment, ...]


class Clash(TemplateNameMixin):
    """Stands in the form: both sides of one thing, and the question which stays. `name` is of its field."""

    template = "plans/amending/clash.html"

    def __init__(self, name: str, label: str, ways: Sequence[Way], theirs: Text, mine: Text) -> None:
        self.name, self.label, self.ways, self.theirs, self.mine = name, label, ways, theirs, mine

    def render(self, form: Any, context: Any, template_pack: str = "nlds", **kwargs: Any) -> str:
        question = render_field(self.name, form, context, template_pack=template_pack)
        return render_to_string(self.template, {"clash": self, "question": question})


class MeanwhileForm(PortalForm):
    """`seen` tells what both sides were when the form was opened."""

    submit_label = _("Take over what was adopted meanwhile")
    submit_icon = "replace"
    error_title = _("Not taken over yet: choose for everything that both changed")

    seen = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(self, *args: Any, clashes: Sequence[Clash], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clash in clashes:
            self.fields[clash.name] = forms.ChoiceField(
                label=_("Which one stays?"),
                choices=[(way.value, WAYS[way]) for way in clash.ways],
                widget=forms.RadioSelect,
            )
        self.fields_in_order = tuple(clashes)

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
