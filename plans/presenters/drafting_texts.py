"""The pages for what belongs to the whole plan or to a chapter: texts, frames, footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.document import Block as ShownBlock
from plans.exports.body import available
from plans.models import Block, Chapter, Term
from plans.places import chapter_key
from plans.policies import may_write_chapter
from plans.presenters.comments import Thread
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import Facts, Item, edit_url
from plans.presenters.glossary import Where
from plans.presenters.opened import Edit, Rich, rich
from priorities.codes import NormRule
from priorities.saving import order_of
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.interface.tools import Tools


@dataclass(frozen=True)
class TextPart:
    """A text of the plan, edited by itself."""

    key: str
    title: str
    hint: str
    html: str
    note: str = ""
    icon: str = "calendar"  # of the note
    comments: Sequence[Thread] = ()
    comment_url: str = ""

    @property
    def text(self) -> Rich:
        return rich(self.html)


def text_parts(desk: Desk) -> list[TextPart]:
    """In the order of the plan; the settings stand last and are shown in a way of their own."""
    said = desk.comments
    return [replace(p, comments=said.at(p.key), comment_url=said.new_url(p.key)) for p in _texts(desk)]


def _texts(desk: Desk) -> list[TextPart]:
    draft = desk.document
    return [
        TextPart(
            "foreword",
            _("Foreword"),
            _("The team chief signs it by approving the plan."),
            desk.spoken(draft.foreword),
            _foreword_date(draft.foreword_on),
        ),
        TextPart(
            "introduction",
            _("Introduction"),
            _("Why this plan, and how it came about."),
            desk.spoken(draft.introduction),
        ),
        TextPart(
            "going_concern",
            _("Going concern"),
            _("What continues beside the priorities: emergency assistance, enforcement, service, detection."),
            desk.spoken(draft.going_concern),
        ),
        TextPart(
            "formation",
            _("Available formation"),
            _("Who and how much is available."),
            desk.spoken(draft.formation),
            available(draft),
            "users",
        ),
        TextPart(
            "upscaling",
            _("Upscaling"),
            _("What happens when the team cannot manage on its own."),
            desk.spoken(draft.upscaling),
        ),
    ]


def _foreword_date(day: date | None) -> str:
    if day is None:
        return _("The foreword has no date yet.")
    return _("Date of the foreword: %(day)s") % {"day": date_format(day, "DATE_FORMAT")}


def norm_rule_in_words(desk: Desk) -> str:
    match desk.document.norm_rule:
        case NormRule.LOWER:
            return _(
                "Where lower is better, a result of last year that is better than the norm becomes the goal. "
                "The triangle agreed on this."
            )
        case NormRule.BOTH:
            return _(
                "A result of last year that is better than the norm becomes the goal, whichever way is better. "
                "The triangle agreed on this."
            )
        case _:
            return _("The norm is the goal, whatever last year's result was. No norm rule was agreed.")


# --- a chapter --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BlockItem(Item):
    row: Block
    heading: str
    progress: str

    @property
    def title(self) -> str:
        return str(self.row)

    @property
    def has_neighbours(self) -> bool:
        return not (self.number == 1 and self.last)

    @property
    def move_place(self) -> str:
        """Where the form opens that moves it elsewhere in the chapter."""
        return f"move-{self.row.uuid}"

    @property
    def origins(self) -> Facts:
        return self.page.desk.origins(self.row)

    @cached_property
    def tools(self) -> Tools | None:
        if not self.page.writing:
            return None
        which, url = {"title": self.title}, self.page.desk.url
        return Tools(
            id=self.anchor,
            label=_("Actions for %(title)s") % which,
            move_url=url("move_block", self.row.uuid),
            up=_("Move %(title)s up") % which,
            down=_("Move %(title)s down") % which,
            too_high=self.too_high,
            too_low=self.too_low,
            edit_url=url("block", self.row.uuid),
            edit=_("Edit %(title)s") % which,
            elsewhere_url=f"?verplaats={self.key}#{self.anchor}" if self.has_neighbours else "",
            elsewhere=_("Move %(title)s to another place") % which,
            remove_url=url("remove_block", self.row.uuid),
            remove=_("Leave out %(title)s") % which,
        )


@dataclass
class ChapterPage:
    desk: Desk
    row: Chapter
    edit: Edit | None = None
    focus: str = ""

    @cached_property
    def writing(self) -> Verdict:
        return may_write_chapter(self.desk.person, self.row)

    @property
    def label(self) -> str:
        return self.desk.label_of(str(self.row.uuid))

    @property
    def place(self) -> str:
        return self.edit.place if self.edit else ""

    @property
    def introduction(self) -> Rich:
        """As it is stored: a form that failed has put what was typed into its own row."""
        return rich(self.desk.spoken(self._read.introduction))

    @property
    def comments(self) -> list[Thread]:
        """What is still being said about the introduction."""
        return self.desk.comments.at(self._place)

    @property
    def comment_url(self) -> str:
        return self.desk.comments.new_url(self._place)

    @property
    def _place(self) -> str:
        return chapter_key(self.row.level, self.row.municipality)

    @cached_property
    def blocks(self) -> list[BlockItem]:
        rows = self._read.blocks_read
        shown: dict[str, ShownBlock] = {b.id: b for b in self.desk.document.blocks}
        return [
            BlockItem(
                self,
                "prioriteit",
                row,
                number,
                number == len(rows),
                shown[str(row.uuid)].heading,
                self.desk.progress(shown[str(row.uuid)]),
            )
            for number, row in enumerate(rows, 1)
        ]

    @property
    def order(self) -> str:
        """How its priorities stand, for who drags one of them; empty for who only reads."""
        return order_of(item.key for item in self.blocks) if self.writing else ""

    @property
    def _read(self) -> Chapter:
        return next(c for c in self.desk.reader.chapters if c.pk == self.row.pk)


# --- footnotes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TermItem:
    row: Term
    tools: Tools | None = None
    where: Where | None = None  # none: no text of the plan uses it

    @property
    def key(self) -> str:
        return str(self.row.uuid)

    @property
    def anchor(self) -> str:
        return f"begrip-{self.row.uuid}"

    @property
    def forms(self) -> list[str]:
        return [line.strip() for line in self.row.forms.splitlines() if line.strip()]

    @property
    def title(self) -> str:
        return self.forms[0] if self.forms else _("(no word)")

    @property
    def facts(self) -> Facts:
        if len(self.forms) < 2:
            return []
        return [("letter-case", _("Also written as: %(forms)s") % {"forms": ", ".join(self.forms[1:])})]


def term_items(desk: Desk, edit: Edit | None, places: Mapping[str, Where]) -> list[TermItem]:
    found = (TermItem(row, where=places.get(str(row.uuid))) for row in desk.reader.terms)
    place = edit.place if edit else ""
    shown = (replace(item, tools=_term_tools(desk, item, place)) for item in found) if desk.shared else found
    return sorted(shown, key=lambda item: item.title.casefold())


def _term_tools(desk: Desk, item: TermItem, place: str) -> Tools:
    which = {"title": item.title}
    return Tools(
        id=item.anchor,
        label=_("Actions for %(title)s") % which,
        edit_url=edit_url(item.key, item.anchor, place),
        edit=_("Edit %(title)s") % which,
        remove_url=desk.url("remove_term", item.row.uuid),
        remove=_("Remove %(title)s") % which,
        opens_here=True,
    )
