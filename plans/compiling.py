"""Rows into a document: reads everything a draft consists of, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet

from priorities.codes import Comparator, Direction, ExpectedBy, NormRule, Scope
from priorities.codes import Unit as Counted
from priorities.goal import Goal, Terms, goal_of
from priorities.measurement import kept
from priorities.models import Figure, Indicator, PolicyFrame, lines
from workplan_portal.documents.references import relocated
from workplan_portal.organisation.models import Area, Municipality, Nation

from . import document as doc
from .amended import Amended
from .glossary import Glossary, explained, glossary_of
from .models import (
    Amendment,
    Block,
    Chapter,
    ContextFact,
    Contribution,
    Draft,
    Plan,
    Pointer,
    Row,
    Target,
    Term,
)

ResultKey = tuple[int, int, int]
"""Indicator, area, year."""


def compile_draft(draft: Draft, plan: Plan | None = None) -> doc.Document:
    """The document these rows make now. `plan` is given by whoever has loaded it `with_names()` already."""
    return DraftReader(draft, plan).document()


def area_of(plan: Plan, scope: str, municipality: Municipality | None) -> Area | None:
    """The area a target of this scope counts for. None: municipality scope in a plan with several municipalities."""
    match scope:
        case Scope.MUNICIPALITY:
            only = plan.municipalities[0] if len(plan.municipalities) == 1 else None
            return municipality or only
        case Scope.TEAM:
            return plan.team
        case Scope.DISTRICT:
            return plan.team.district
        case Scope.UNIT:
            return plan.team.district.unit
        case _:
            return Nation.objects.first()


@dataclass(frozen=True)
class Result:
    """What a target is compared with; nothing is known until it is measured."""

    value: Decimal | None = None
    provisional: bool = False
    source: str = ""
    example: bool = False


class Adopted:
    """What an amendment leaves as it was adopted, although it may be known otherwise by now.

    A result that has become final, a definition or a name that was mended: taking those over would change the adopted
    text where nobody amended it. Empty for a plan that is no amendment.
    """

    def __init__(self, base: doc.Document | None) -> None:
        targets = list(base.targets) if base else []
        areas = [base.team, base.district, base.unit, *base.municipalities] if base else []
        self.places = {place.code: place for place in (*(t.area for t in targets), *areas)}
        self.indicators = {t.indicator.code: t.indicator for t in targets}
        self.results = {
            (t.indicator.code, t.area.code, t.baseline_year): Result(
                t.last_year, t.provisional_last_year, t.last_year_source, t.last_year_example
            )
            for t in targets
        }


class DraftReader:
    """Everything a draft consists of, read once: the rows, for who edits them, and the document they make."""

    def __init__(self, draft: Draft, plan: Plan | None = None) -> None:
        """`plan` is given by whoever has loaded it `with_names()` already."""
        self.draft = draft
        self.plan: Plan = plan or Plan.objects.with_names().get(pk=draft.plan_id)
        draft.plan = self.plan
        self.chapters: list[Chapter] = list(draft.chapters.select_related("municipality"))
        found: QuerySet[Any] = Block.objects.filter(chapter__draft=draft).select_related("priority")
        self.blocks = blocks = _read(self.chapters, "blocks", found, "chapter")
        placed = Contribution.objects.filter(placements__block__chapter__draft=draft)
        placed = placed.annotate(under_id=F("placements__block"))
        _read(blocks, "contributions", placed, "under", ("placements__position", "placements__pk"))
        for rows, found in (
            ("targets", Target.objects.select_related("indicator")),
            ("facts", ContextFact.objects.all()),
        ):
            _read(blocks, rows, found.filter(block__chapter__draft=draft), "block")
        self.contributions = {c.pk: c for b in blocks for c in b.contributions_read}
        self.targets = {target.pk: target for block in blocks for target in block.targets_read}
        self.listed = _listed(draft)
        self.areas: dict[tuple[str, int | None], Area] = {}
        self.amendment = _amendment(draft)
        self.base = doc.load(self.amendment.base.text) if self.amendment else None
        self.results = self._results()
        self.came_from = {str(block.origin): str(block.uuid) for block in blocks if block.origin}
        self.blocks_of_priority = Counter(block.priority_id for block in blocks)

    @cached_property
    def terms(self) -> list[Term]:
        """The plan's own footnotes."""
        return list(self.draft.terms.all())

    @cached_property
    def glossary(self) -> Glossary:
        return glossary_of(self.draft, self.plan)

    @cached_property
    def frames(self) -> list[PolicyFrame]:
        """Those the draft rests on; each tells whether it was `renewed`."""
        found = self.draft.frames.select_related("owner").with_renewals(self.plan.year)
        return list(found.order_by("level", "title", "edition"))

    def document(self) -> doc.Document:
        """With the plan's own footnotes, and those of the glossary that its texts need."""
        own = self.own
        made = explained(own, self.glossary)
        return made if self.base is None else replace(made, terms=self._settled(self.base, own, made))

    def _settled(self, base: doc.Document, own: doc.Document, made: doc.Document) -> tuple[doc.Term, ...]:
        """What the glossary came to say since the plan was adopted counts only for words that the amendment brings."""
        known = {term.id: term for term in base.terms}
        since = {term.id for term in explained(replace(base, terms=own.terms), self.glossary).terms} - known.keys()
        kept = (term for term in made.terms if term in own.terms or term.id not in since)
        return tuple(
            term if term in own.terms or term.id not in known else replace(known[term.id], found_in=term.found_in)
            for term in kept
        )

    @cached_property
    def own(self) -> doc.Document:
        """Without what the glossary explains, for which every word is looked at."""
        draft, plan, team = self.draft, self.plan, self.plan.team
        return doc.Document(
            id=str(plan.uuid),
            year=plan.year,
            team=self._place(team),
            district=self._place(team.district),
            unit=self._place(team.district.unit),
            municipalities=tuple(map(self._place, plan.municipalities)),
            norm_rule=draft.norm_rule,
            foreword=self._text(draft.foreword),
            foreword_on=draft.foreword_on,
            introduction=self._text(draft.introduction),
            going_concern=self._text(draft.going_concern),
            formation=self._text(draft.formation),
            formation_fte=draft.formation_fte,
            upscaling=self._text(draft.upscaling),
            themes_note=draft.themes_note,
            frames=tuple(map(self._frame, self.frames)),
            chapters=tuple(self._chapter(c) for c in self.chapters),
            terms=tuple(doc.Term(str(t.uuid), lines(t.forms), t.explanation, t.elsewhere) for t in self.terms),
            example=plan.example,
            amendment=self._amended(),
        )

    def _amended(self) -> Amended | None:
        said = self.amendment
        if said is None:
            return None
        return Amended(
            number=self.draft.number,
            cause=said.cause,
            proposer=said.proposer,
            effective_on=said.effective_on,
            legal_basis=said.legal_basis,
            capacity=said.capacity,
        )

    def _frame(self, row: PolicyFrame) -> doc.Frame:
        """While a plan has words of two editions, each says which it is."""
        two = [f for f in self.frames if f.lineage == row.lineage][1:]
        title = f"{row.title} (uitgave {row.edition})" if two else row.title
        return doc.Frame(str(row.uuid), title, row.level, row.owner.name, row.valid_from, row.valid_until)

    def _chapter(self, row: Chapter) -> doc.Chapter:
        return doc.Chapter(
            level=row.level,
            municipality=self._place(row.municipality) if row.municipality else None,
            introduction=self._text(row.introduction),
            blocks=tuple(self._block(b, row) for b in row.blocks_read),
        )

    def _block(self, row: Block, chapter: Chapter) -> doc.Block:
        frame = row.priority
        title = row.title or frame.title
        return doc.Block(
            id=str(row.uuid),
            priority=str(frame.uuid),
            priority_title=frame.title,
            split=self.blocks_of_priority[frame.pk] > 1,
            level=chapter.level,
            heading=row.heading or frame.heading,
            title=title,
            box_title=row.box_title or title,
            narrative=self._text(row.narrative or frame.narrative),
            ambition=self._text(row.ambition or frame.ambition),
            objective=self._text(row.objective or frame.objective),
            residents_input=self._text(row.residents_input or frame.residents_input),
            authority=frame.authority,
            agreement=row.agreement,
            agreement_reference=row.agreement_reference,
            contributions=tuple(map(self._contribution, row.contributions_read)),
            targets=tuple(self._target(t, chapter) for t in row.targets_read),
            facts=tuple(doc.Fact(str(f.uuid), self._text(f.text), f.value, f.unit, f.source) for f in row.facts_read),
        )

    def _target(self, row: Target, chapter: Chapter) -> doc.Target:
        area = self._area(row, chapter)
        year = row.baseline_year or self.plan.year - 1
        result = self._result(row, area, year)
        goal = goal_for(row, self.draft.norm_rule, year, result.value)
        return doc.Target(
            id=str(row.uuid),
            contribution=_id(self.contributions, row.contribution_id),
            indicator=self._adopted.indicators.get(row.indicator.code) or _indicator(row.indicator),
            scope=row.scope,
            area=self._place(area) if area else doc.Place("", ""),
            comparator=row.comparator,
            norm=row.norm,
            norm_origin=row.norm_origin,
            norm_year=row.norm_year,
            provisional_norm=row.provisional_norm,
            baseline_year=year,
            last_year=result.value,
            provisional_last_year=result.provisional,
            last_year_source=result.source,
            last_year_example=result.example,
            goal=goal.value,
            basis=goal.basis.value,
            own_goal_reason=row.own_goal_reason,
            parent=_id(self.targets, row.parent_id),
            restates=_id(self.targets, row.restates_id),
            mandatory=row.mandatory,
            explanation=self._text(row.explanation),
        )

    def _contribution(self, row: Contribution) -> doc.Contribution:
        return doc.Contribution(
            id=str(row.uuid),
            kind=row.kind,
            text=self._text(row.text),
            responsible=row.responsible,
            partners=row.partners,
            consultation=row.consultation,
            fte=row.fte,
            dependency=row.dependency,
            internal=row.internal,
            listed=tuple(self.listed[row.pk]) if row.pk in self.listed else (),
        )

    def _text(self, html: str) -> str:
        """A text that came along from an earlier plan refers to priorities by the ids they had there."""
        return relocated(html, self.came_from)

    def _result(self, row: Target, area: Area | None, year: int) -> Result:
        """What the target is compared with; in an amendment as the adopted text had it, where that had it at all."""
        if area is None:
            return Result()
        settled = self._adopted.results.get((row.indicator.code, area.code, year))
        found = self.results.get((row.indicator_id, area.pk, year))
        return settled or (_result(found) if found else Result())

    @cached_property
    def _adopted(self) -> Adopted:
        return Adopted(self.base)

    def _place(self, area: Area) -> doc.Place:
        return self._adopted.places.get(area.code) or doc.Place(area.code, area.name)

    def _area(self, row: Target, chapter: Chapter) -> Area | None:
        key = (row.scope, chapter.municipality_id if row.scope == Scope.MUNICIPALITY else None)
        if key not in self.areas and (area := area_of(self.plan, row.scope, chapter.municipality)):
            self.areas[key] = area
        return self.areas.get(key)

    def _results(self) -> dict[ResultKey, Figure]:
        """The twelve-month figures of the years that targets are compared with."""
        targets = [(t, c) for c in self.chapters for b in c.blocks_read for t in b.targets_read]
        wanted = Q(pk__in=[])
        years = {t.baseline_year or self.plan.year - 1 for t, _chapter in targets}
        indicators = {t.indicator_id for t, _chapter in targets}
        areas = {a.pk for t, c in targets if (a := self._area(t, c))}
        if targets:
            wanted = Q(indicator__in=indicators, area__in=areas, year__in=years)
        figures = Figure.objects.filter(wanted, period=12).order_by()
        return {(f.indicator_id, f.area_id, f.year): f for f in figures}


def _read(
    above: Sequence[Any], name: str, rows: QuerySet[Any], leads: str, order: Sequence[str] = ("position", "pk")
) -> list[Any]:
    """The rows, as a list under each of those above them, in the order in which they stand.

    Django's prefetching would name each of those above in its question, and make one for each of them how to find
    there what has been read: longer work than to read it.
    """
    listed: dict[int, list[Any]] = {one.pk: [] for one in above}
    places = {one.pk: one for one in above}
    for row in rows.order_by(*order):
        pk = getattr(row, f"{leads}_id")
        if pk in places:  # and did not come in the meantime
            setattr(row, leads, places[pk])
            listed[pk].append(row)
    for one in above:
        setattr(one, f"{name}_read", listed[one.pk])
    return [row for one in above for row in listed[one.pk]]


def goal_for(row: Target, rule: str, year: int, last_year: Decimal | None) -> Goal:
    """The goal of a target row; the database keeps a goal of its own from being without a reason."""
    return goal_of(
        Terms(
            comparator=Comparator(row.comparator),
            unit=Counted(row.indicator.unit),
            direction=Direction(row.indicator.direction),
            rule=NormRule(rule),
            baseline_year=year,
            norm=row.norm,
            last_year=last_year,
            own_goal=row.own_goal,
            own_reason=row.own_goal_reason,
        )
    )


def _id(rows: Mapping[int, Row], pk: int | None) -> str | None:
    return str(rows[pk].uuid) if pk else None


def _amendment(draft: Draft) -> Amendment | None:
    """Whose draft this is; None for the draft of the plan itself."""
    return Amendment.objects.select_related("base").get(draft=draft) if draft.number else None


def _indicator(row: Indicator) -> doc.Indicator:
    return doc.Indicator(
        code=row.code,
        name=row.name,
        definition=row.definition,
        unit=row.unit,
        direction=row.direction,
        cumulative=row.cumulative,
        numerator=row.numerator_label,
        denominator=row.denominator_label,
        expected_by="" if row.expected_by == ExpectedBy.COURSE else row.expected_by,
    )


def _result(row: Figure) -> Result:
    value = None if row.amount is None else kept(row.amount)
    return Result(value, row.provisional, row.source, row.example)


def _listed(draft: Draft) -> dict[int, list[doc.Listed]]:
    """What each contribution, by its key, points to in the lists of the team."""
    found: dict[int, list[doc.Listed]] = defaultdict(list)
    pointers = Pointer.objects.filter(contribution__draft=draft).order_by("listed__kind", "listed__name")
    rows = pointers.values_list("contribution", "listed__uuid", "listed__kind", "listed__name")
    for contribution, uuid, kind, name in rows:
        found[contribution].append(doc.Listed(str(uuid), kind, name))
    return found
