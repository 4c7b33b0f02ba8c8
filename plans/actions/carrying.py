"""Bringing what stood in an earlier plan into a draft: each thing once, with where it came from."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from plans import document as doc
from plans.codes import Kind
from plans.compiling import DraftReader
from plans.inheriting import Landed, Source, landed, offers_of, values_of
from plans.models import (
    Block,
    Chapter,
    ContextFact,
    Contribution,
    Draft,
    LeftOutTerm,
    Listed,
    Placement,
    Pointer,
    Target,
    Term,
)
from priorities.models import Indicator, Priority
from priorities.saving import next_position

from .offering import offer

WORDS = ("heading", "title", "narrative", "ambition", "objective", "residents_input")
"""Of a priority: what the plan may say in its own words."""

RICH = ("narrative", "ambition", "objective", "residents_input")
"""Those that also suit another priority than they were written for."""

AGREED = ("agreement", "agreement_reference")
LINKS = ("contribution", "parent", "restates")


class Carrier:
    """Knows what stands in the draft already, and adds to it."""

    def __init__(self, draft: Draft, source: Source) -> None:
        self.draft, self.source = draft, source
        reader = DraftReader(draft)
        self.chapters = reader.chapters
        self.landed: Landed = landed(reader, list(offers_of(draft).values()))
        self.new: set[str] = set()
        self._indicators = Indicator.objects.in_bulk(
            {t.indicator.code for t in source.targets.values()}, field_name="code"
        )

    def chapter_of(self, old: doc.Block) -> Chapter:
        """The chapter of this plan in which a priority of the earlier one stands, or would stand."""
        chapter = self.source.chapter_of[old.id]
        place = chapter.level, chapter.municipality and chapter.municipality.code
        return next(c for c in self.chapters if (c.level, c.municipality and c.municipality.code) == place)

    # --- priorities ---------------------------------------------------------------------------------------------------

    def block(self, old: doc.Block, chapter: Chapter, priority: Priority, was: Priority) -> None:
        """The priority with what the plan said differently from its frame, and everything under it.

        Where its frame brought the priority in already, it comes there.
        """
        row = self._bare(chapter, priority) or Block(
            chapter=chapter, priority=priority, position=next_position(chapter.blocks), version=0
        )
        row.origin = UUID(old.id)
        row.version += 1
        words = {} if self.source.is_proposal(old.id) else own_words(old, was)
        for name, value in {**words, **{name: getattr(old, name) for name in AGREED}}.items():
            setattr(row, name, value)
        row.save()
        self.landed.blocks[old.id] = row
        self.contents(old, row)

    def _bare(self, chapter: Chapter, priority: Priority) -> Block | None:
        """A block of this priority in which nobody did anything yet."""
        untouched = chapter.blocks.filter(priority=priority, origin=None, taken_over=None, version=1)
        return untouched.filter(placements=None, targets=None, facts=None).first()

    def adopt(self, old: doc.Block, row: Block) -> None:
        """Another priority takes over what stood under this one, and the plan's own words where it has none."""
        own = own_words(old, Priority.objects.filter(uuid=old.priority).first())
        for name in () if self.source.is_proposal(old.id) else RICH:
            if name in own and not getattr(row, name):
                setattr(row, name, own[name])
        row.version += 1
        row.save()
        self.landed.blocks[old.id] = row
        self.contents(old, row)

    def contents(self, old: doc.Block, row: Block) -> None:
        """What the police do every year, targets and facts; the accents of the year are offered."""
        for contribution in old.contributions:
            if contribution.kind == Kind.STANDING:
                self.place(self.contribution(contribution), row)
            elif contribution.id in self.landed.contributions:
                self.place(self.landed.contributions[contribution.id], row)
        offer(self.draft, (c.id for c in old.of_the_year))
        for target in old.targets:
            if not self.source.waits(target) or target.contribution in self.landed.contributions:
                self.target(target, row)
        for fact in old.facts:
            self.fact(fact, row)

    # --- what stands under them ---------------------------------------------------------------------------------------

    def contribution(self, old: doc.Contribution, kind: Kind = Kind.STANDING) -> Contribution:
        """Entered once, however many priorities it stands under."""
        known = self.landed.contributions.get(old.id)
        if known is None:
            known = Contribution.objects.create(draft=self.draft, kind=kind, origin=old.id, **values_of(old))
            self._point(known, old)
            self.landed.contributions[old.id] = known
            self.new.add(old.id)
        return known

    def _point(self, row: Contribution, old: doc.Contribution) -> None:
        """To the same in the lists, also what is out of use now: whoever reads the new plan decides."""
        same = Listed.objects.filter(uuid__in=[each.id for each in old.listed]) if old.listed else ()
        Pointer.objects.bulk_create(Pointer(contribution=row, listed=listed) for listed in same)

    def place(self, contribution: Contribution, row: Block) -> None:
        Placement.objects.get_or_create(
            block=row, contribution=contribution, defaults={"position": next_position(row.placements)}
        )

    def target(self, old: doc.Target, row: Block) -> None:
        if old.id not in self.landed.targets and old.indicator.code in self._indicators:
            self.landed.targets[old.id] = Target.objects.create(
                block=row,
                position=next_position(row.targets),
                origin=old.id,
                indicator=self._indicators[old.indicator.code],
                **values_of(old),
            )
            self.new.add(old.id)

    def fact(self, old: doc.Fact, row: Block) -> None:
        if old.id not in self.landed.facts:
            self.landed.facts[old.id] = ContextFact.objects.create(
                block=row, position=next_position(row.facts), origin=old.id, **values_of(old)
            )
            self.new.add(old.id)

    def everywhere(self, contribution: Contribution, old: doc.Contribution) -> None:
        """Under every priority of this plan that it stood under, with the targets that measure it."""
        for place in self.source.places[old.id]:
            if row := self.landed.blocks.get(place.id):
                self.place(contribution, row)
        for target in self.source.targets_of(old.id):
            if row := self.landed.blocks.get(self.source.places[target.id][0].id):
                self.target(target, row)

    def relate(self) -> None:
        """Tie what is new to what it belonged to. What was there already and was untied by somebody stays so."""
        for origin, row in self.landed.targets.items():
            old = self.source.targets[origin]
            links = {name: self._linked(old, name) for name in LINKS if self._is_new(origin, old, name)}
            missing = {name: other for name, other in links.items() if other and getattr(row, f"{name}_id") is None}
            if missing:
                for name, other in missing.items():
                    setattr(row, name, other)
                row.version += origin not in self.new
                row.save()

    def _is_new(self, origin: str, old: doc.Target, name: str) -> bool:
        return bool({origin, getattr(old, name)} & self.new)

    def _linked(self, old: doc.Target, name: str) -> Contribution | Target | None:
        rows = self.landed.contributions if name == "contribution" else self.landed.targets
        return rows.get(getattr(old, name) or "")

    # --- the plan as a whole ------------------------------------------------------------------------------------------

    def terms(self) -> None:
        """The plan's own; what the glossary explains it explains again, and what it was not to explain stays so."""
        for old in self.source.document.terms:
            if not old.found_in:
                Term.objects.create(
                    draft=self.draft,
                    origin=old.id,
                    forms="\n".join(old.forms),
                    explanation=old.explanation,
                    elsewhere=old.elsewhere,
                )
        for left in LeftOutTerm.objects.filter(draft__revision=self.draft.plan.started_from_id):
            LeftOutTerm.objects.create(draft=self.draft, term_id=left.term_id)


def own_words(old: doc.Block, was: Priority | None) -> dict[str, str]:
    """What the plan said differently from the frame it was written under; the rest stays the frame's to say."""
    words = {name: getattr(old, name) for name in WORDS if was is None or getattr(old, name) != _kept(was, name)}
    return words | ({"box_title": old.box_title} if old.box_title != old.title else {})


def _kept(priority: Priority, name: str) -> str:
    """As a document keeps it, to compare with one."""
    return unicodedata.normalize("NFC", getattr(priority, name))
