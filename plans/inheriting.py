"""What a plan takes from an earlier one: the text as it was adopted, never the rows it was written in.

Of a joint plan only what concerns the municipalities of the new one comes along, and the other way round: the chapters
without a municipality, and those of the municipalities that are in both. From the plan of another municipality of the
team the local chapter comes along as a proposal: what the police do and measure, without what is that municipality's.
What is not for the council stays behind there: who write here may not read it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django.db.models import Q

from priorities.codes import Scope
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person

from . import document as doc
from .codes import Audience, Kind, Outcome
from .compiling import DraftReader
from .models import Block, ContextFact, Contribution, Draft, Offer, Plan, Revision, Target
from .querysets import out_now


def earlier_plans(
    person: Person, team: BaseTeam, year: int, municipalities: Collection[Municipality]
) -> list[tuple[Plan, Revision]]:
    """The adopted plans a new one can start from, with the text in force.

    Those with a municipality in common, of the latest year that has any; the one that shares most stands first. For one
    municipality then the latest plan of each other one of the team, seen or published.
    """
    wanted = {cast(int, m.pk) for m in municipalities}
    known = Plan.objects.visible_to(person).with_names().filter(team=team, year__lt=year)
    shared = [plan for plan in known if wanted & {m.pk for m in plan.municipalities}]
    adopted = [(plan, revision) for plan in shared if (revision := adopted_revision(plan))]
    latest = max((plan.year for plan, _revision in adopted), default=0)
    found = [(plan, revision) for plan, revision in adopted if plan.year == latest]
    found.sort(key=lambda pair: -len(wanted & {m.pk for m in pair[0].municipalities}))
    return found + (_neighbours(person, team, year, wanted) if len(wanted) == 1 else [])


def _neighbours(person: Person, team: BaseTeam, year: int, wanted: set[int]) -> list[tuple[Plan, Revision]]:
    seen, out = Plan.objects.visible_to(person), Plan.objects.published()
    known = Plan.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=out.values("pk")), team=team, year__lte=year)
    found: dict[int, tuple[Plan, Revision]] = {}
    for plan in known.with_names().order_by("-year", "pk"):
        whose = cast(int, plan.municipalities[0].pk)
        if not is_of_a_neighbour(plan, wanted) or whose in found:
            continue
        if revision := text_to_start_from(person, plan, wanted):
            found[whose] = (plan, revision)
    return list(found.values())


def is_of_a_neighbour(plan: Plan, municipalities: Collection[int]) -> bool:
    """Is this the plan of one other municipality, for a plan of one?"""
    whose = {m.pk for m in plan.municipalities}
    return len(municipalities) == len(whose) == 1 and not whose & set(municipalities)


def text_to_start_from(person: Person, plan: Plan, municipalities: Collection[int]) -> Revision | None:
    """The text in force; of a neighbour's plan that this person may not see, the one that is published."""
    if Plan.objects.visible_to(person).filter(pk=plan.pk).exists():
        return adopted_revision(plan)
    return adopted_revision(plan, published=True) if is_of_a_neighbour(plan, municipalities) else None


def adopted_revision(plan: Plan, *, published: bool = False) -> Revision | None:
    """The version in force, or the latest that is published; without its text."""
    found = plan.revisions.filter(adoption__isnull=False).select_related("adoption").defer("text")
    if published:
        found = found.filter(out_now("publications"))
    return found.order_by("number").last()


def source_of(plan: Plan) -> Source | None:
    """What this plan was started from; None for one that started empty."""
    if plan.started_from_id is None:
        return None
    text = Revision.objects.values_list("text", flat=True).get(pk=plan.started_from_id)
    document, own = doc.load(text), frozenset(m.code for m in plan.municipalities)
    if own & {place.code for place in document.municipalities}:
        return Source(document, own)
    (municipality,) = plan.municipalities
    here, readable = doc.Place(municipality.code, municipality.name), document.for_audience(Audience.COUNCIL)
    return Source(proposed_to(here, readable), own, of_a_neighbour=True)


def proposed_to(place: doc.Place, document: doc.Document) -> doc.Document:
    """The plan of another municipality, with its local chapter as a proposal for this one."""
    return replace(document, municipalities=(place,), chapters=tuple(_proposed(c, place) for c in document.chapters))


def _proposed(chapter: doc.Chapter, place: doc.Place) -> doc.Chapter:
    """Without its introduction and facts, and without norms: they say something about the other municipality."""
    if chapter.municipality is None:
        return chapter
    blocks = (replace(b, facts=(), targets=tuple(map(_without_norm, b.targets))) for b in chapter.blocks)
    return replace(chapter, municipality=place, introduction="", blocks=tuple(blocks))


def _without_norm(target: doc.Target) -> doc.Target:
    if target.scope != Scope.MUNICIPALITY:
        return target
    return replace(target, norm=None, norm_origin="", norm_year=None, provisional_norm=False)


CONTRIBUTION = ("text", "responsible", "partners", "consultation", "fte", "dependency", "internal")
TARGET = (
    "scope",
    "comparator",
    "norm",
    "norm_origin",
    "norm_year",
    "provisional_norm",
    "mandatory",
    "explanation",
)
"""A goal of one's own stays behind: its reason was that year's. So does the year compared with: it is last year."""

FACT = ("text", "value", "unit", "source")


Item = doc.Contribution | doc.Target | doc.Fact


def values_of(item: Item) -> dict[str, Any]:
    """What comes along of it."""
    return {name: getattr(item, name) for name in _names(item)}


def differs(row: Any, item: Item) -> bool:
    """Does what came along of it read otherwise in this row now?"""
    read = attrgetter(*_names(item))
    return bool(read(row) != read(item))


def _names(item: Item) -> tuple[str, ...]:
    match item:
        case doc.Contribution():
            return CONTRIBUTION
        case doc.Target():
            return TARGET
        case doc.Fact():
            return FACT


@dataclass(frozen=True)
class Source:
    """The earlier plan, as far as it concerns these municipalities (codes)."""

    document: doc.Document
    municipalities: frozenset[str]
    of_a_neighbour: bool = False  # the plan of another municipality of the team

    @cached_property
    def chapters(self) -> list[doc.Chapter]:
        return [
            c for c in self.document.chapters if c.municipality is None or c.municipality.code in self.municipalities
        ]

    @cached_property
    def blocks(self) -> dict[str, doc.Block]:
        return {block.id: block for chapter in self.chapters for block in chapter.blocks}

    @cached_property
    def chapter_of(self) -> dict[str, doc.Chapter]:
        """For each block (by id) the chapter it stands in."""
        return {block.id: chapter for chapter in self.chapters for block in chapter.blocks}

    @cached_property
    def contributions(self) -> dict[str, doc.Contribution]:
        return {c.id: c for block in self.blocks.values() for c in block.contributions}

    @cached_property
    def targets(self) -> dict[str, doc.Target]:
        return {t.id: t for block in self.blocks.values() for t in block.targets}

    @cached_property
    def facts(self) -> dict[str, doc.Fact]:
        return {f.id: f for block in self.blocks.values() for f in block.facts}

    @cached_property
    def places(self) -> dict[str, list[doc.Block]]:
        """For each contribution, target and fact (by id) the blocks it stands under."""
        found: dict[str, list[doc.Block]] = {}
        for block in self.blocks.values():
            for origin in (i.id for rows in (block.contributions, block.targets, block.facts) for i in rows):
                found.setdefault(origin, []).append(block)
        return found

    def is_proposal(self, block: str) -> bool:
        """Does it come from the local chapter of another municipality, which has words of its own there?"""
        return self.of_a_neighbour and self.chapter_of[block].municipality is not None

    def is_accent(self, contribution: str | None) -> bool:
        found = self.contributions.get(contribution or "")
        return found is not None and found.kind == Kind.YEAR

    def waits(self, target: doc.Target) -> bool:
        """Does it measure an accent of that year? Then it comes along when the accent does."""
        return self.is_accent(target.contribution)

    def targets_of(self, contribution: str) -> list[doc.Target]:
        return [target for target in self.targets.values() if target.contribution == contribution]


@dataclass
class Landed:
    """The rows of a draft that came from the earlier plan, each by the id of what it was there."""

    blocks: dict[str, Block]
    contributions: dict[str, Contribution]
    targets: dict[str, Target]
    facts: dict[str, ContextFact]
    standing_in: dict[str, list[Block]]  # for each contribution the priorities it stands under now


def landed(reader: DraftReader, offers: Sequence[Offer]) -> Landed:
    """`offers` tell which earlier priorities were taken over by one of this plan."""
    blocks = [block for chapter in reader.chapters for block in chapter.blocks_read]
    by_pk = {block.pk: block for block in blocks}
    found = Landed(
        blocks={str(b.origin): b for b in blocks if b.origin},
        contributions={str(c.origin): c for c in reader.contributions.values() if c.origin},
        targets={str(t.origin): t for t in reader.targets.values() if t.origin},
        facts={str(f.origin): f for b in blocks for f in b.facts_read if f.origin},
        standing_in={},
    )
    for block in blocks:
        for contribution in block.contributions_read:
            if origin := contribution.origin:
                found.standing_in.setdefault(str(origin), []).append(block)
    found.blocks |= {str(o.origin): by_pk[o.under_id] for o in offers if o.under_id in by_pk}
    return found


def offers_of(draft: Draft) -> dict[str, Offer]:
    return {str(offer.origin): offer for offer in draft.offers.all()}


def without_place(draft: Draft) -> list[UUID]:
    """Accents that still wait for a decision while no priority they stood under is in the plan any more."""
    waiting = list(draft.offers.filter(outcome=Outcome.OPEN).values_list("origin", flat=True))
    source = source_of(draft.plan) if waiting else None
    if source is None:
        return []
    there = {*Block.objects.filter(chapter__draft=draft).values_list("origin", flat=True)}
    there |= {*draft.offers.filter(under__isnull=False).values_list("origin", flat=True)}
    places = {origin: source.places.get(str(origin)) for origin in waiting}
    return [origin for origin, blocks in places.items() if blocks and not any(UUID(b.id) in there for b in blocks)]


def open_offers(draft: Draft) -> int:
    """How many things of the earlier plan still wait for a decision."""
    return draft.offers.filter(outcome=Outcome.OPEN).count()
