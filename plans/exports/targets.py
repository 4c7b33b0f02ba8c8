"""Targets as a reader sees them: norm, last year and goal side by side, and under them why the goal is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from plans.document import Document, Indicator, Target
from plans.goals import terms_of
from priorities.codes import Level, Scope
from priorities.goal import Basis, Terms, goal_of
from priorities.wording import goal_in_words
from workplan_portal.documents.footnotes import Segment


@dataclass(frozen=True)
class Amount:
    """`note` stands small below it: who set the norm and for which year, or which year a result is of."""

    text: str
    provisional: bool = False
    example: bool = False
    note: str = ""

    @property
    def is_marked(self) -> bool:
        return bool(self.provisional or self.example or self.note)


@dataclass(frozen=True)
class ShownTarget:
    anchor: str
    indicator: str
    scope: str
    norm: Amount
    last_year: Amount
    goal: Amount
    why: str  # the goal is what it is, and what else is to be known of it
    explanation: tuple[Segment, ...]
    counted: str  # what its figures mean; told where the document names the indicator first


class Targets:
    """The targets of one document, which may speak of each other."""

    def __init__(self, document: Document, mark: Callable[[str], tuple[Segment, ...]]) -> None:
        self.document = document
        self.mark = mark
        self.known = {target.id: target for target in document.targets}
        self.told: set[str] = set()

    def shown(self, target: Target) -> ShownTarget:
        terms = terms_of(target, self.document.norm_rule)
        words = goal_in_words(terms)
        figures = goal_in_words(_bare(terms)) if terms.provisional_norm or terms.provisional_last_year else words
        other_year = target.baseline_year if target.baseline_year != self.document.year - 1 else None
        return ShownTarget(
            anchor=f"doel-{target.id}",
            indicator=target.indicator.name,
            scope=scope_in_words(target),
            norm=Amount(figures.norm, target.provisional_norm and target.norm is not None, note=_origin(target)),
            last_year=Amount(
                figures.last_year,
                target.provisional_last_year and target.last_year is not None,
                target.last_year_example and target.last_year is not None,
                str(other_year or ""),
            ),
            goal=Amount(figures.goal, goal_of(terms).provisional, target.last_year_example and rests_on_result(target)),
            why=" ".join((words.sentence, *self._remarks(target))),
            explanation=self.mark(target.explanation),
            counted=self._counted(target.indicator),
        )

    def _counted(self, indicator: Indicator) -> str:
        """Once for each indicator: under every target that it measures the line would be noise."""
        if indicator.code in self.told:
            return ""
        self.told.add(indicator.code)
        parts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
        share = _("Counted: %(numerator)s. Compared with: %(denominator)s.") % parts if all(parts.values()) else ""
        return " ".join(filter(None, (indicator.definition, share)))

    def _remarks(self, target: Target) -> Iterable[str]:
        if parent := self.known.get(target.parent or ""):
            yield _("This is part of “%(target)s” (%(scope)s) and is not added to it.") % _named(parent)
        if original := self.known.get(target.restates or ""):
            yield _("This repeats “%(target)s” (%(scope)s) and counts once.") % _named(original)
        if target.mandatory:
            yield _("Every four-monthly report tells about this.")


def _bare(terms: Terms) -> Terms:
    """Without what is provisional: the table has marks of its own for that."""
    return replace(terms, provisional_norm=False, provisional_last_year=False)


def rests_on_result(target: Target) -> bool:
    """Is the goal last year's result itself, so that whatever marks that figure marks the goal too?"""
    return target.basis == Basis.LAST_YEAR and target.last_year is not None


def scope_in_words(target: Target) -> str:
    """The kind of area and its name, and nothing twice: "district Drenthe", "Basisteam Zuidoost-Drenthe"."""
    kind = str(Scope(target.scope).label)
    return kind if target.scope == Scope.NATIONAL else with_kind(kind, target.area.name)


def with_kind(kind: str, name: str) -> str:
    if not name or name.casefold().startswith(kind.casefold()):
        return name or kind
    return f"{kind} {name}"


def _origin(target: Target) -> str:
    """Who set the norm and for which year, as far as it is known."""
    if target.norm is None:
        return ""
    origin = str(Level(target.norm_origin).label) if target.norm_origin else ""
    return ", ".join(filter(None, (origin, str(target.norm_year or ""))))


def _named(target: Target) -> dict[str, str]:
    return {"target": target.indicator.name, "scope": scope_in_words(target)}
