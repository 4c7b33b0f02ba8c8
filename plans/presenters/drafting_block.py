"""The page of one priority in a plan being written: its words, contributions, targets and facts, with their tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from plans import document as doc
from plans.codes import Agreement, Kind
from plans.editions import NewEdition
from plans.goals import in_words
from plans.models import Block, Contribution
from plans.policies import may_write_chapter
from plans.presenters.comments import Thread
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import ContributionItem, FactItem, Facts, RowItem, TargetItem, glimpse
from plans.presenters.opened import Edit, Rich, rich
from priorities.saving import order_of
from workplan_portal.authorization.verdict import Verdict


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
    order: str  # how they stand, for who drags one of them; empty for who only reads

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

    @cached_property
    def shown_contributions(self) -> dict[str, doc.Contribution]:
        return {contribution.id: contribution for contribution in self.shown.contributions}

    @cached_property
    def url(self) -> str:
        """Its address, under which those of its rows are."""
        return self.desk.block_url(self.row.uuid)

    @property
    def label(self) -> str:
        """Its number and title, as in the navigation."""
        return self.desk.label_of(self.shown.id)

    @cached_property
    def place(self) -> str:
        """Which form is open; empty when none is."""
        return self.edit.place if self.edit else ""

    @property
    def origins(self) -> Facts:
        return self.desk.origins(self.row)

    @property
    def renewal(self) -> NewEdition | None:
        """The new edition of its frame, while that reads otherwise and nobody decided about it."""
        return next((new for new in self.desk.editions for line in new.open if self.row in line.blocks), None)

    # --- words --------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> list[Words]:
        shown, own, spoken = self.shown, self.row, self.desk.spoken
        return [
            Words(_("Narrative"), spoken(shown.narrative), not own.narrative),
            Words(_("Ambition"), spoken(shown.ambition), not own.ambition),
            Words(_("Objective"), spoken(shown.objective), not own.objective),
            Words(_("Residents' input"), spoken(shown.residents_input), not own.residents_input),
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
        year = {"year": str(self.desk.plan.year)}
        standing = self._list(
            Kind.STANDING,
            _("Police contribution"),
            _("What the police do every year. The order here is the order in the plan."),
            _("Add a standing contribution"),
        )
        accents = self._list(
            Kind.YEAR,
            _("Priority %(year)s") % year,
            _("The accents of this year."),
            _("Add an accent of %(year)s") % year,
        )
        return [standing, accents]

    def _list(self, kind: Kind, title: str, hint: str, add_label: str) -> ContributionList:
        items = self._contributions(kind, title)
        return ContributionList(kind, title, hint, items, add_label, self._order(items))

    def _order(self, items: Sequence[RowItem]) -> str:
        return order_of(item.key for item in items) if self.writing else ""

    @property
    def order_of_targets(self) -> str:
        return self._order(self.targets)

    @property
    def order_of_facts(self) -> str:
        return self._order(self.facts)

    @cached_property
    def has_others(self) -> bool:
        """Is there another priority in the plan, to move something to?"""
        return any(block.id != self.shown.id for block in self.desk.document.blocks)

    def _contributions(self, kind: Kind, title: str) -> list[ContributionItem]:
        rows = [row for row in self.row.contributions_read if row.kind == kind]
        return [
            ContributionItem(self, "bijdrage", row, number, number == len(rows), title, self._elsewhere(row))
            for number, row in enumerate(rows, 1)
        ]

    @cached_property
    def _places(self) -> dict[int, list[Block]]:
        """For each contribution the priorities it stands under."""
        found: dict[int, list[Block]] = {}
        for chapter in self.desk.reader.chapters:
            for block in chapter.blocks_read:
                for contribution in block.contributions_read:
                    found.setdefault(contribution.pk, []).append(block)
        return found

    def _elsewhere(self, row: Contribution) -> tuple[Block, ...]:
        return tuple(block for block in self._places[row.pk] if block.pk != self.row.pk)

    @cached_property
    def targets(self) -> list[TargetItem]:
        rows = self.row.targets_read
        texts = self.desk.reader.contributions
        names = {t.id: f"{t.indicator.name}, {t.area.name}" for t in self.desk.document.targets}
        return [
            TargetItem(
                self,
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
        rows = self.row.facts_read
        return [FactItem(self, "feit", row, number, number == len(rows)) for number, row in enumerate(rows, 1)]

    @property
    def contributions(self) -> list[ContributionItem]:
        return [item for found in self.contribution_lists for item in found.items]

    @property
    def comments(self) -> list[Thread]:
        """What is still being said about the priority itself."""
        return self.desk.comments.at(self.shown.id)

    @property
    def comment_url(self) -> str:
        return self.desk.comments.new_url(self.shown.id)
