"""The form for a target: what is measured, for which area, compared how, with which figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.compiling import DraftReader
from plans.models import Block, Chapter, Contribution, Target
from priorities.codes import NUMERIC, Comparator, Lifecycle, Scope, Unit
from priorities.goal import AGAINST_LAST_YEAR
from priorities.models import Indicator
from workplan_portal.interface.fields import DutchDecimalField

from .editing import SHORT_TEXT, AutosavedForm, check_percentage, limited

WITHOUT_NORM = AGAINST_LAST_YEAR | {Comparator.MONITOR, Comparator.DEVELOP}
"""Comparators that last year's result is the measure for, or that have none."""

WIDER = [Scope.MUNICIPALITY, Scope.TEAM, Scope.DISTRICT, Scope.UNIT, Scope.NATIONAL]


def named(chapters: Iterable[Chapter]) -> Iterator[tuple[Target, str]]:
    """The targets of a plan that was read, told apart by what they count, for which area, and under which priority."""
    scopes = {scope.value: str(scope.label) for scope in Scope}
    label = gettext("%(indicator)s, %(scope)s (%(priority)s, %(chapter)s)")
    for chapter in chapters:
        where = str(chapter)
        for block in chapter.blocks_read:
            title = str(block)
            for row in block.targets_read:
                told = {"indicator": row.indicator.name, "scope": scopes[row.scope], "priority": title}
                yield row, label % {**told, "chapter": where}


class TargetForm(AutosavedForm):
    fields_by_themselves = False
    submit_label = _("Save target")

    norm = DutchDecimalField(label=_("Norm"), required=False, max_digits=16, decimal_places=2, min_value=Decimal(0))
    own_goal = DutchDecimalField(
        label=_("Another goal"),
        required=False,
        max_digits=16,
        decimal_places=2,
        min_value=Decimal(0),
        help_text=_("Only when the goal is not what follows from norm and last year."),
    )
    own_goal_reason = limited(Target, "own_goal_reason", SHORT_TEXT)
    explanation = limited(Target, "explanation", SHORT_TEXT)
    parent = forms.ModelChoiceField(Target.objects.none(), label=_("Is part of"), required=False, to_field_name="uuid")
    restates = forms.ModelChoiceField(Target.objects.none(), label=_("Repeats"), required=False, to_field_name="uuid")

    class Meta:
        model = Target
        fields = (
            "indicator",
            "contribution",
            "scope",
            "comparator",
            "norm",
            "provisional_norm",
            "norm_origin",
            "norm_year",
            "baseline_year",
            "own_goal",
            "own_goal_reason",
            "parent",
            "restates",
            "mandatory",
            "explanation",
        )

    fields_in_order = (
        "indicator",
        Row(Column("scope"), Column("comparator")),
        Fieldset(
            _("The figures"),
            Row(Column("norm"), Column("norm_year"), Column("norm_origin")),
            "provisional_norm",
            Row(Column("baseline_year"), Column("own_goal")),
            "own_goal_reason",
        ),
        Fieldset(
            _("How it belongs with the rest"), "contribution", Row(Column("parent"), Column("restates")), "mandatory"
        ),
        "explanation",
    )

    def __init__(self, *args: Any, block: Block, read: Callable[[], DraftReader], **kwargs: Any) -> None:
        """What may be chosen of the plan stands in what was `read` of it: nothing is, while no form is shown."""
        super().__init__(*args, **kwargs)
        self.block, self.read = block, read
        for name in ("norm_year", "baseline_year"):
            self.fields[name].widget = forms.TextInput({"class": "input--short", "inputmode": "numeric"})
        library = Indicator.objects.filter(~Q(lifecycle=Lifecycle.RETIRED) | Q(pk=self.instance.indicator_id))
        self.fields["indicator"] = forms.ModelChoiceField(
            library,
            label=_("Indicator"),
            to_field_name="code",
            help_text=_("What is counted. An indicator that is not in the list is added in the indicator library."),
        )
        # Names only, since there are a hundred; kept, since a list is looked at before it is shown.
        named_indicators = cache(lambda: [("", _("Choose an indicator")), *library.values_list("code", "name")])
        self.fields["indicator"].choices = named_indicators  # type: ignore[attr-defined]
        self.focus_first()
        self.fields["contribution"] = forms.ModelChoiceField(
            Contribution.objects.filter(placements__block=block),
            label=_("Belongs to contribution"),
            to_field_name="uuid",
            required=False,
        )
        self.fields["contribution"].choices = cache(self._contributions)  # type: ignore[attr-defined]
        for name in ("indicator", "contribution", "parent", "restates"):
            self.initial[name] = getattr(self.instance, name, None) if self.instance.pk else None
        others = Target.objects.filter(block__chapter__draft=block.chapter.draft_id).exclude(pk=self.instance.pk)
        choices = cache(self._others)
        for name, text in (
            ("parent", _("The figure is contained in the figure of that target: never added up with it.")),
            ("restates", _("The same promise in other words: counts once.")),
        ):
            self.fields[name].queryset = others  # type: ignore[attr-defined]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].help_text = text

        self.fields["scope"].choices = [(scope.value, scope.label) for scope in _scopes(block.chapter)]  # type: ignore[attr-defined]

    def _contributions(self) -> list[tuple[str, Any]]:
        found: list[Contribution] = []
        for block in self.read().blocks:
            if block.pk == self.block.pk:
                found = block.contributions_read
        rows = sorted(found, key=attrgetter("pk"))
        return [("", _("The priority as a whole")), *((str(row.uuid), str(row)) for row in rows)]

    def _others(self) -> list[tuple[str, Any]]:
        others = ((row, name) for row, name in named(self.read().chapters) if row.pk != self.instance.pk)
        return [("", _("No other target")), *((str(row.uuid), name) for row, name in others)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._check_norm(values)
        self._check_years(values)
        for name in ("norm", "own_goal"):
            check_percentage(self, name, values.get("indicator") and values["indicator"].unit)
        if values.get("own_goal") is not None and values.get("own_goal_reason") == "":
            self.add_error("own_goal_reason", _("Another goal needs a written reason."))
        if values.get("own_goal") is not None and values.get("comparator") in WITHOUT_NORM - AGAINST_LAST_YEAR:
            self.add_error("own_goal", _("Without a result that was agreed there is no goal."))
        self._check_relations(values)
        return values

    def _check_norm(self, values: dict[str, Any]) -> None:
        comparator, norm, indicator = values.get("comparator"), values.get("norm"), values.get("indicator")
        if indicator and indicator.unit == Unit.WORDS and comparator in NUMERIC:
            self.add_error("comparator", _("This indicator is in words, so it cannot be compared with a number."))
        if norm is None:
            return
        if comparator in AGAINST_LAST_YEAR:
            self.add_error("norm", _("Last year's result is the measure here. Leave the norm empty."))
        elif comparator in WITHOUT_NORM:
            self.add_error("norm", _("What is only followed has no norm. Leave it empty, or choose a comparison."))
        elif indicator and indicator.unit == Unit.YES_NO and norm not in (0, 1):
            self.add_error("norm", _("This indicator is yes or no. Write 1 for yes, 0 for no."))

    def _check_years(self, values: dict[str, Any]) -> None:
        year = self.block.chapter.draft.plan.year
        if (values.get("baseline_year") or 0) >= year:
            self.add_error("baseline_year", _("Choose a year before %(year)s, the year of the plan.") % {"year": year})
        if (values.get("norm_year") or 0) > year:
            self.add_error("norm_year", _("A norm of a plan for %(year)s can’t be of a later year.") % {"year": year})

    def _check_relations(self, values: dict[str, Any]) -> None:
        parent, restates, scope = values.get("parent"), values.get("restates"), values.get("scope")
        if parent and parent == restates:
            self.add_error("restates", _("A target cannot both be part of another and repeat it."))
        if parent and scope and WIDER.index(parent.scope) < WIDER.index(scope):
            self.add_error("parent", _("That target counts for a smaller area, so this cannot be part of it."))
        for name, link in (("parent", parent), ("restates", restates)):
            if link and self.instance.pk and self.instance in _chain(link, f"{name}_id"):
                self.add_error(name, _("Those two would then be part of each other."))


def _scopes(chapter: Chapter) -> list[Scope]:
    """In what municipalities share, a target can't be for one of them: it belongs to that one's own part."""
    shared = chapter.municipality_id is None and chapter.draft.plan.editions
    return [scope for scope in Scope if not (shared and scope == Scope.MUNICIPALITY)]


def _chain(start: Target, link: str) -> Iterable[Target]:
    """A target and those it leads to, each once."""
    seen: list[Target] = []
    following: Target | None = start
    while following is not None and following not in seen:
        seen.append(following)
        pk = getattr(following, link)
        following = Target.objects.filter(pk=pk).first() if pk else None
    return seen
