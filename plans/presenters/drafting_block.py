"""The page of one priority in a plan being written: its words, contributions, targets and facts, with their tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from plans import document as doc
from plans.codes import Agreement, Kind
from plans.goals import in_words
from plans.models import Block, ContextFact, Contribution, Target
from plans.policies import may_write_chapter
from plans.presenters.drafting import Desk, Edit, Rich, rich
from priorities.codes import Comparator, Level, Scope, Unit
from priorities.notation import amount
from priorities.wording import GoalInWords
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.richtext import plain_text

GLIMPSE = 80
"""Characters by which a contribution is recognised in a list or on a button."""


def glimpse(html: str) -> str:
    text = " ".join(plain_text(html).split())
    return text if len(text) <= GLIMPSE else f"{text[:GLIMPSE].rsplit(' ', 1)[0]}…"


@dataclass(frozen=True)
class Item:
    """Something in a list that can be moved, edited and removed; `place` is its id in the page and in the address."""

    slug: str
    row: Any
    number: int
    last: bool

    @property
    def key(self) -> str:
        return str(self.row.uuid)

    @property
    def anchor(self) -> str:
        return f"{self.slug}-{self.row.uuid}"

    @property
    def too_high(self) -> str:
        """Why it can't go up; empty when it can."""
        return _("This is the first one already.") if self.number == 1 else ""

    @property
    def too_low(self) -> str:
        return _("This is the last one already.") if self.last else ""


@dataclass(frozen=True)
class ContributionItem(Item):
    row: Contribution
    elsewhere: tuple[Block, ...]  # the other priorities it stands under

    @property
    def also_place(self) -> str:
        """Where the form opens that lets it stand under another priority too."""
        return f"also-{self.row.uuid}"

    @property
    def fte(self) -> str:
        return amount(self.row.fte, Unit.FTE) if self.row.fte else ""

    @property
    def glimpse(self) -> str:
        return glimpse(self.row.text)

    @property
    def text(self) -> Rich:
        return rich(self.row.text)


@dataclass(frozen=True)
class TargetItem(Item):
    row: Target
    shown: doc.Target
    words: GoalInWords
    part_of: str
    repeats: str
    contribution: str  # the one it belongs to; empty: the priority as a whole

    @property
    def scope(self) -> str:
        """The area the target counts for, by name."""
        return self.shown.area.name or str(Scope(self.shown.scope).label)

    @property
    def comparator(self) -> str:
        return str(Comparator(self.shown.comparator).label)

    @property
    def norm_note(self) -> str:
        """Who set the norm, and when."""
        origin = str(Level(self.shown.norm_origin).label) if self.shown.norm_origin else ""
        return ", ".join(filter(None, (origin, str(self.shown.norm_year or ""))))

    @property
    def last_year_note(self) -> str:
        note = str(self.shown.baseline_year)
        return _("%(year)s, example data") % {"year": note} if self.shown.last_year_example else note

    @property
    def explanation(self) -> Rich:
        return rich(self.row.explanation)


@dataclass(frozen=True)
class FactItem(Item):
    row: ContextFact

    @property
    def glimpse(self) -> str:
        return glimpse(self.row.text)

    @property
    def text(self) -> Rich:
        return rich(self.row.text)

    @property
    def value(self) -> str:
        if self.row.value is None:
            return ""
        return amount(self.row.value, Unit(self.row.unit)) if self.row.unit else str(self.row.value)


@dataclass(frozen=True)
class Words:
    """A text of the priority as a reader gets it, and whether the plan or the frame says so."""

    label: str
    html: str
    from_frame: bool

    @property
    def text(self) -> Rich:
        return rich(self.html)


@dataclass(frozen=True)
class ContributionList:
    kind: str
    title: str
    hint: str
    items: Sequence[ContributionItem]
    add_label: str

    @property
    def anchor(self) -> str:
        return f"bijdragen-{self.kind}"

    @property
    def place(self) -> str:
        return f"new-{self.kind}"


@dataclass
class BlockPage:
    desk: Desk
    row: Block
    edit: Edit | None = None
    focus: str = ""  # the item that was just changed

    @cached_property
    def writing(self) -> Verdict:
        return may_write_chapter(self.desk.person, self.row.chapter)

    @cached_property
    def shown(self) -> doc.Block:
        return next(b for b in self.desk.document.blocks if b.id == str(self.row.uuid))

    @property
    def label(self) -> str:
        """Its number and title, as in the navigation."""
        return self.desk.label_of(self.shown.id)

    @property
    def place(self) -> str:
        """Which form is open; empty when none is."""
        return self.edit.place if self.edit else ""

    # --- words --------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> list[Words]:
        shown, own = self.shown, self.row
        return [
            Words(_("Narrative"), shown.narrative, not own.narrative),
            Words(_("Ambition"), shown.ambition, not own.ambition),
            Words(_("Objective"), shown.objective, not own.objective),
            Words(_("Residents' input"), shown.residents_input, not own.residents_input),
        ]

    @property
    def of_frame(self) -> list[Words]:
        """What the frame says, to read while one writes something else."""
        frame = self.row.priority
        texts = (
            (_("Narrative"), frame.narrative),
            (_("Ambition"), frame.ambition),
            (_("Objective"), frame.objective),
            (_("Residents' input"), frame.residents_input),
        )
        return [Words(label, text, from_frame=True) for label, text in texts if text]

    @property
    def agreement(self) -> str:
        match self.row.agreement:
            case Agreement.STATED:
                return _("The agreements with the police are stated here, as contributions and targets.")
            case Agreement.REFERRED:
                return _("The agreements with the police can be found elsewhere: %(reference)s") % {
                    "reference": self.row.agreement_reference or _("not filled in yet")
                }
            case _:
                return _("There are no specific agreements: the police contribute to the objective.")

    # --- lists --------------------------------------------------------------------------------------------------------

    @cached_property
    def contribution_lists(self) -> list[ContributionList]:
        standing = ContributionList(
            Kind.STANDING,
            _("Police contribution"),
            _("What the police do every year. The order here is the order in the plan."),
            self._contributions(Kind.STANDING),
            _("Add a standing contribution"),
        )
        year = {"year": str(self.desk.plan.year)}
        accents = ContributionList(
            Kind.YEAR,
            _("Priority %(year)s") % year,
            _("The accents of this year."),
            self._contributions(Kind.YEAR),
            _("Add an accent of %(year)s") % year,
        )
        return [standing, accents]

    def _contributions(self, kind: Kind) -> list[ContributionItem]:
        rows = [p.contribution for p in self.row.placements.all() if p.contribution.kind == kind]
        return [
            ContributionItem("bijdrage", row, number, number == len(rows), self._elsewhere(row))
            for number, row in enumerate(rows, 1)
        ]

    @cached_property
    def _places(self) -> dict[int, list[Block]]:
        """For each contribution the priorities it stands under."""
        found: dict[int, list[Block]] = {}
        for chapter in self.desk.reader.chapters:
            for block in chapter.blocks.all():
                for placement in block.placements.all():
                    found.setdefault(placement.contribution_id, []).append(block)
        return found

    def _elsewhere(self, row: Contribution) -> tuple[Block, ...]:
        return tuple(block for block in self._places[row.pk] if block.pk != self.row.pk)

    @cached_property
    def targets(self) -> list[TargetItem]:
        rows = list(self.row.targets.all())
        texts = self.desk.reader.contributions
        names = {t.id: f"{t.indicator.name}, {t.area.name}" for t in self.desk.document.targets}
        return [
            TargetItem(
                "doel",
                row,
                number,
                number == len(rows),
                shown,
                in_words(shown, self.desk.document.norm_rule),
                names.get(shown.parent or "", ""),
                names.get(shown.restates or "", ""),
                glimpse(texts[row.contribution_id].text) if row.contribution_id else "",
            )
            for number, (row, shown) in enumerate(zip(rows, self.shown.targets, strict=True), 1)
        ]

    @cached_property
    def facts(self) -> list[FactItem]:
        rows: Iterable[ContextFact] = self.row.facts.all()
        known = list(rows)
        return [FactItem("feit", row, number, number == len(known)) for number, row in enumerate(known, 1)]

    @property
    def contributions(self) -> list[ContributionItem]:
        return [item for found in self.contribution_lists for item in found.items]

    @property
    def remarks(self) -> list[str]:
        """What is still missing or odd on this page."""
        return [r.remark.sentence for r in self.desk.remarks if r.remark.place == self.shown.id]
