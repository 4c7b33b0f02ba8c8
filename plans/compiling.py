"""Rows into a document: reads everything a draft consists of, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, Q

from priorities.codes import Comparator, Direction, NormRule, Scope
from priorities.codes import Unit as Counted
from priorities.goal import Goal, Terms, goal_of
from priorities.measurement import kept
from priorities.models import Figure, PolicyFrame, lines
from workplan_portal.documents.references import relocated
from workplan_portal.organisation.models import Area, Municipality, Nation

from . import document as doc
from .glossary import Glossary, explained, glossary_of
from .models import Block, Chapter, ContextFact, Contribution, Draft, Placement, Plan, Pointer, Row, Target, Term

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


class DraftReader:
    """Everything a draft consists of, read once: the rows, for who edits them, and the document they make."""

    def __init__(self, draft: Draft, plan: Plan | None = None) -> None:
        """`plan` is given by whoever has loaded it `with_names()` already."""
        self.draft = draft
        self.plan: Plan = plan or Plan.objects.with_names().get(pk=draft.plan_id)
        draft.plan = self.plan
        placed = ("position", "pk")  # inside what they stand in; the usual order joins all that around them as well
        self.chapters: list[Chapter] = list(
            draft.chapters.select_related("municipality").prefetch_related(
                Prefetch("blocks", Block.objects.select_related("priority").order_by(*placed)),
                Prefetch("blocks__placements", Placement.objects.select_related("contribution").order_by(*placed)),
                Prefetch(
                    "blocks__placements__contribution__pointers",
                    Pointer.objects.select_related("listed").order_by("listed__kind", "listed__name"),
                ),
                Prefetch("blocks__targets", Target.objects.select_related("indicator").order_by(*placed)),
                Prefetch("blocks__facts", ContextFact.objects.order_by(*placed)),
            )
        )
        self.blocks = blocks = [block for chapter in self.chapters for block in chapter.blocks.all()]
        self.contributions = {p.contribution_id: p.contribution for b in blocks for p in b.placements.all()}
        self.targets = {target.pk: target for block in blocks for target in block.targets.all()}
        self.areas: dict[tuple[str, int | None], Area] = {}
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
        return explained(self._own(), self.glossary)

    def _own(self) -> doc.Document:
        draft, plan, team = self.draft, self.plan, self.plan.team
        return doc.Document(
            id=str(plan.uuid),
            year=plan.year,
            team=_place(team),
            district=_place(team.district),
            unit=_place(team.district.unit),
            municipalities=tuple(map(_place, plan.municipalities)),
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
        )

    def _frame(self, row: PolicyFrame) -> doc.Frame:
        """While a plan has words of two editions, each says which it is."""
        two = [f for f in self.frames if f.lineage == row.lineage][1:]
        title = f"{row.title} (uitgave {row.edition})" if two else row.title
        return doc.Frame(str(row.uuid), title, row.level, row.owner.name, row.valid_from, row.valid_until)

    def _chapter(self, row: Chapter) -> doc.Chapter:
        return doc.Chapter(
            level=row.level,
            municipality=_place(row.municipality) if row.municipality else None,
            introduction=self._text(row.introduction),
            blocks=tuple(self._block(b, row) for b in row.blocks.all()),
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
            contributions=tuple(self._contribution(p.contribution) for p in row.placements.all()),
            targets=tuple(self._target(t, chapter) for t in row.targets.all()),
            facts=tuple(doc.Fact(str(f.uuid), self._text(f.text), f.value, f.unit, f.source) for f in row.facts.all()),
        )

    def _target(self, row: Target, chapter: Chapter) -> doc.Target:
        area = self._area(row, chapter)
        year = row.baseline_year or self.plan.year - 1
        result = self.results.get((row.indicator_id, area.pk, year)) if area else None
        amount = result.amount if result else None
        last_year = None if amount is None else kept(amount)
        goal = goal_for(row, self.draft.norm_rule, year, last_year)
        return doc.Target(
            id=str(row.uuid),
            contribution=_id(self.contributions, row.contribution_id),
            indicator=doc.Indicator(
                code=row.indicator.code,
                name=row.indicator.name,
                definition=row.indicator.definition,
                unit=row.indicator.unit,
                direction=row.indicator.direction,
                cumulative=row.indicator.cumulative,
                numerator=row.indicator.numerator_label,
                denominator=row.indicator.denominator_label,
            ),
            scope=row.scope,
            area=_place(area) if area else doc.Place("", ""),
            comparator=row.comparator,
            norm=row.norm,
            norm_origin=row.norm_origin,
            norm_year=row.norm_year,
            provisional_norm=row.provisional_norm,
            baseline_year=year,
            last_year=last_year,
            provisional_last_year=bool(result and result.provisional),
            last_year_source=result.source if result else "",
            last_year_example=bool(result and result.example),
            goal=goal.value,
            basis=goal.basis.value,
            own_goal_reason=row.own_goal_reason,
            parent=_id(self.targets, row.parent_id),
            restates=_id(self.targets, row.restates_id),
            mandatory=row.mandatory,
            explanation=self._text(row.explanation),
        )

    def _contribution(self, row: Contribution) -> doc.Contribution:
        made = contribution_of(row)
        text = self._text(made.text)
        return made if text is made.text else replace(made, text=text)

    def _text(self, html: str) -> str:
        """A text that came along from an earlier plan refers to priorities by the ids they had there."""
        return relocated(html, self.came_from)

    def _area(self, row: Target, chapter: Chapter) -> Area | None:
        key = (row.scope, chapter.municipality_id if row.scope == Scope.MUNICIPALITY else None)
        if key not in self.areas and (area := area_of(self.plan, row.scope, chapter.municipality)):
            self.areas[key] = area
        return self.areas.get(key)

    def _results(self) -> dict[ResultKey, Figure]:
        """The twelve-month figures of the years that targets are compared with."""
        targets = [(t, c) for c in self.chapters for b in c.blocks.all() for t in b.targets.all()]
        wanted = Q(pk__in=[])
        years = {t.baseline_year or self.plan.year - 1 for t, _chapter in targets}
        indicators = {t.indicator_id for t, _chapter in targets}
        areas = {a.pk for t, c in targets if (a := self._area(t, c))}
        if targets:
            wanted = Q(indicator__in=indicators, area__in=areas, year__in=years)
        figures = Figure.objects.filter(wanted, period=12).order_by()
        return {(f.indicator_id, f.area_id, f.year): f for f in figures}


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


def _place(area: Area) -> doc.Place:
    return doc.Place(area.code, area.name)


def contribution_of(row: Contribution) -> doc.Contribution:
    return doc.Contribution(
        id=str(row.uuid),
        kind=row.kind,
        text=row.text,
        responsible=row.responsible,
        partners=row.partners,
        consultation=row.consultation,
        fte=row.fte,
        dependency=row.dependency,
        internal=row.internal,
        listed=tuple(doc.Listed(str(p.listed.uuid), p.listed.kind, p.listed.name) for p in row.pointers.all()),
    )
