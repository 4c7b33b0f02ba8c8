"""Contributions, targets and facts under a priority: each is added, edited, moved and removed in the same way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.actions import drafting, moving
from plans.codes import Kind
from plans.forms.blocks import ContributionForm, FactForm
from plans.forms.editing import AutosavedForm
from plans.forms.targets import TargetForm
from plans.models import Block, ContextFact, Contribution, Draft, Placement, Target
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import glimpse
from plans.views.writing import back_to
from priorities.codes import Scope
from priorities.saving import Shown


class RowKind(ABC):
    """What is particular to one kind of row. `slug` stands in addresses and in the ids of the page."""

    slug: ClassVar[str]
    lookup: ClassVar[str]  # from a priority to the uuid of what stands under it
    saved: ClassVar[Promise]
    moved: ClassVar[Promise]
    moved_to: ClassVar[Promise]
    removed: ClassVar[Promise]
    question: ClassVar[Promise]
    taken_away: ClassVar[str | Promise] = ""  # here, while it stands elsewhere too
    question_here: ClassVar[str | Promise] = ""

    def whereabouts(self, draft: Draft, uuid: UUID) -> Block | None:
        """The priority under which it stands now: somebody may have moved it since a page was opened."""
        rows = Block.objects.select_related("chapter__municipality", "priority")
        found = rows.filter(**{"chapter__draft": draft, self.lookup: uuid}).first()
        if found is not None:
            found.chapter.draft = draft
        return found

    @abstractmethod
    def find(self, block: Block, uuid: UUID | str) -> Any:
        """The row under this priority, or None: somebody may have removed it."""

    @abstractmethod
    def read(self, block: Block) -> list[Any]:
        """The rows under a priority of which the whole plan has been read."""

    def shown(self, block: Block, uuid: str) -> Any:
        """The row of which an address opens a form, or None; for a page that changes nothing, which has read it."""
        wanted = UUID(uuid)
        return next((row for row in self.read(block) if row.uuid == wanted), None)

    def new_places(self) -> tuple[str, ...]:
        """The places in the page where one may be added."""
        return (f"new-{self.slug}",)

    def place_of_new(self, form: AutosavedForm) -> str:
        return f"new-{self.slug}"

    @abstractmethod
    def build(self, desk: Desk, block: Block, row: Any, data: QueryDict | None, **kwargs: Any) -> AutosavedForm: ...

    @abstractmethod
    def add(self, block: Block, desk: Desk, values: dict[str, Any]) -> Any: ...

    def edit(self, row: Any, version: int | Shown, desk: Desk, values: dict[str, Any]) -> None:
        drafting.edit_row(row=row, version=version, by=desk.person, **values)

    def move(self, block: Block, row: Any, steps: int, shown: str, desk: Desk) -> None:
        drafting.move_row(row=row, steps=steps, shown=shown, by=desk.person)

    def move_to(self, old: Block, row: Any, new: Block, desk: Desk, *, first: bool) -> None:
        moving.move_row_to(row=row, block=new, first=first, by=desk.person)

    def remove(self, block: Block, row: Any, desk: Desk, reason: str) -> None:
        drafting.remove_row(row=row, reason=reason, by=desk.person)

    def name(self, row: Any) -> str:
        return str(row)

    def elsewhere(self, block: Block, row: Any) -> list[Block]:
        """The other priorities under which it stands, and stays when it is taken away here."""
        return []

    def form(
        self, desk: Desk, block: Block, row: Any = None, data: QueryDict | None = None, place: str = ""
    ) -> AutosavedForm:
        """`place`: where in the page a new one is added."""
        page = desk.url("block", block.uuid)
        if row is None:
            action, back = desk.url("add_row", block.uuid, self.slug), f"{page}#{self.slug}-nieuw"
        else:
            action = desk.url("save_row", block.uuid, self.slug, row.uuid)
            back = back_to(page, f"{self.slug}-{row.uuid}", row.uuid)
        initial = {} if row else self.initial(block, place)
        return self.build(desk, block, row, data, initial=initial, action=action, cancel_url=back)

    def initial(self, block: Block, place: str) -> dict[str, Any]:
        """What a new one starts with."""
        return {}


class Contributions(RowKind):
    slug = "bijdrage"
    lookup = "placements__contribution__uuid"
    saved = _("The contribution has been saved.")
    moved = _("The contribution has been moved.")
    moved_to = _("The contribution has been moved to “%(title)s”.")
    removed = _("The contribution has been removed.")
    question = _("Remove this contribution?")
    taken_away = _("The contribution has been taken away here. Elsewhere in the plan it still stands.")
    question_here = _("Take this contribution away from this priority?")

    def find(self, block: Block, uuid: UUID | str) -> Contribution | None:
        return Contribution.objects.filter(placements__block=block, uuid=uuid).first()

    def read(self, block: Block) -> list[Any]:
        return block.contributions_read

    def new_places(self) -> tuple[str, ...]:
        return tuple(f"new-{kind}" for kind in Kind.values)

    def place_of_new(self, form: AutosavedForm) -> str:
        kind = form["kind"].value()
        return f"new-{kind}" if kind in Kind.values else f"new-{Kind.STANDING}"

    def build(self, desk: Desk, block: Block, row: Any, data: QueryDict | None, **kwargs: Any) -> AutosavedForm:
        return ContributionForm(data, instance=row, **kwargs)

    def initial(self, block: Block, place: str) -> dict[str, Any]:
        return {"kind": Kind.YEAR if place == f"new-{Kind.YEAR}" else Kind.STANDING}

    def add(self, block: Block, desk: Desk, values: dict[str, Any]) -> Contribution:
        return drafting.add_contribution(block=block, by=desk.person, **values)

    def edit(self, row: Contribution, version: int | Shown, desk: Desk, values: dict[str, Any]) -> None:
        drafting.edit_contribution(contribution=row, version=version, by=desk.person, **values)

    def move(self, block: Block, row: Contribution, steps: int, shown: str, desk: Desk) -> None:
        drafting.move_contribution(placement=_placement(block, row), steps=steps, shown=shown, by=desk.person)

    def move_to(self, old: Block, row: Contribution, new: Block, desk: Desk, *, first: bool) -> None:
        moving.move_contribution_to(placement=_placement(old, row), block=new, first=first, by=desk.person)

    def remove(self, block: Block, row: Contribution, desk: Desk, reason: str) -> None:
        drafting.remove_contribution(placement=_placement(block, row), reason=reason, by=desk.person)

    def elsewhere(self, block: Block, row: Contribution) -> list[Block]:
        rows = Block.objects.filter(placements__contribution=row).exclude(pk=block.pk)
        return list(rows.select_related("priority").order_by("chapter__position", "position"))

    def name(self, row: Contribution) -> str:
        return glimpse(row.text)


class Targets(RowKind):
    slug = "doel"
    lookup = "targets__uuid"
    saved = _("The target has been saved.")
    moved = _("The target has been moved.")
    moved_to = _("The target has been moved to “%(title)s”.")
    removed = _("The target has been removed.")
    question = _("Remove this target?")

    def find(self, block: Block, uuid: UUID | str) -> Target | None:
        row = block.targets.filter(uuid=uuid).select_related("indicator").first()
        return _under(block, row)

    def read(self, block: Block) -> list[Any]:
        return block.targets_read

    def build(self, desk: Desk, block: Block, row: Any, data: QueryDict | None, **kwargs: Any) -> AutosavedForm:
        return TargetForm(data, instance=row, block=block, read=lambda: desk.reader, **kwargs)

    def initial(self, block: Block, place: str) -> dict[str, Any]:
        return {"scope": Scope.MUNICIPALITY if block.chapter.municipality_id else Scope.TEAM}

    def add(self, block: Block, desk: Desk, values: dict[str, Any]) -> Target:
        return drafting.add_target(block=block, by=desk.person, **values)


class Facts(RowKind):
    slug = "feit"
    lookup = "facts__uuid"
    saved = _("The fact has been saved.")
    moved = _("The fact has been moved.")
    moved_to = _("The fact has been moved to “%(title)s”.")
    removed = _("The fact has been removed.")
    question = _("Remove this fact?")

    def find(self, block: Block, uuid: UUID | str) -> ContextFact | None:
        return _under(block, block.facts.filter(uuid=uuid).first())

    def read(self, block: Block) -> list[Any]:
        return block.facts_read

    def build(self, desk: Desk, block: Block, row: Any, data: QueryDict | None, **kwargs: Any) -> AutosavedForm:
        return FactForm(data, instance=row, **kwargs)

    def add(self, block: Block, desk: Desk, values: dict[str, Any]) -> ContextFact:
        return drafting.add_fact(block=block, by=desk.person, **values)


def _placement(block: Block, row: Contribution) -> Placement:
    placement: Placement = block.placements.select_related("contribution").get(contribution=row)
    placement.block = block
    return placement


def _under(block: Block, row: Any) -> Any:
    """The row with the priority it stands under, which the page has loaded with its chapter and plan."""
    if row is not None:
        row.block = block
    return row


KINDS: dict[str, RowKind] = {kind.slug: kind for kind in (Contributions(), Targets(), Facts())}
