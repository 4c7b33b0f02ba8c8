"""The page about a new edition of a frame: what it says, what it said, what the plan says itself; and its decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.editions import Line, NewEdition, State, Turn
from plans.models import Block
from plans.policies import may_follow
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import Facts
from plans.presenters.opened import Rich, rich
from plans.presenters.status import Badge
from priorities.codes import Authority
from priorities.models import Priority
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.comparing import as_markup, marked

PLAIN = ("heading", "title")
RICH = ("narrative", "ambition", "objective", "residents_input")

TURNS: dict[Turn, Badge] = {
    Turn.CHANGED: Badge(gettext_lazy("reads otherwise"), "info", "pencil"),
    Turn.NEW: Badge(gettext_lazy("new"), "info", "plus"),
    Turn.DROPPED: Badge(gettext_lazy("no longer in the frame"), "info", "x"),
}
STATES: dict[State, Badge] = {
    State.OPEN: Badge(gettext_lazy("still to decide"), "attention", "alert-triangle"),
    State.TAKEN: Badge(gettext_lazy("taken over"), "good", "circle-check"),
    State.KEPT: Badge(gettext_lazy("kept as it was"), "good", "circle-check"),
}


@dataclass(frozen=True)
class Words:
    """A text in both editions, what differs marked, and what the plan says there itself."""

    label: str
    was: Rich
    now: Rich
    own: Sequence[tuple[Block, Rich]] = ()


@dataclass(frozen=True)
class LineItem:
    line: Line
    focus: bool

    @property
    def key(self) -> str:
        return str(self.line.key)

    @property
    def anchor(self) -> str:
        return f"prioriteit-{self.key}"

    @property
    def title(self) -> str:
        return self.line.priority.title

    @property
    def turn(self) -> Turn:
        return self.line.turn

    @property
    def state(self) -> State:
        return cast(State, self.line.state)

    @property
    def badges(self) -> tuple[Badge, ...]:
        """A new priority that the authors do not want is out of the plan, not kept as it was."""
        if self.turn == Turn.NEW and self.state == State.KEPT:
            return TURNS[self.turn], Badge(_("left out"), "plain", "x")
        return TURNS[self.turn], STATES[self.state]

    @property
    def facts(self) -> Facts:
        """Who decided, and when."""
        choice = self.line.choice
        if choice is None or self.state == State.OPEN:
            return []
        day = date_format(localtime(choice.decided_at), "j F Y")
        return [("user", _("%(name)s, %(day)s") % {"name": choice.name, "day": day})]

    @cached_property
    def words(self) -> list[Words]:
        """Of a priority that reads otherwise, what differs; of one that is new or gone, all it says."""
        return list(_words(self.line))


@dataclass
class EditionPage:
    desk: Desk
    new: NewEdition
    focus: str = ""

    @cached_property
    def verdict(self) -> Verdict:
        return may_follow(self.desk.person, self.desk.draft, self.new.frame)

    @cached_property
    def items(self) -> list[LineItem]:
        """Those that wait for a decision first."""
        lines = sorted(self.new.asked, key=lambda line: line.state != State.OPEN)
        return [LineItem(line, str(line.key) == self.focus) for line in lines]

    @property
    def waiting(self) -> int:
        return len(self.new.open)

    @property
    def names(self) -> tuple[str, str]:
        """Of both editions, as they stand above their texts."""
        return _named(self.new.earlier.edition), _named(self.new.frame.edition)

    @property
    def url(self) -> str:
        return self.desk.url("edition_of_frame", self.new.frame.uuid)


def _named(edition: int) -> str:
    return _("Edition %(number)s") % {"number": edition}


def _words(line: Line) -> Iterator[Words]:
    was, now = line.was, line.now
    alone = None in (was, now)
    for name in RICH if alone else (*PLAIN, *RICH):
        before, after = _text(was, name), _text(now, name)
        if before != after:
            own = [(b, rich(_markup(name, getattr(b, name)))) for b in line.blocks if getattr(b, name)]
            yield Words(_label(name), *_both(before, after), own)
    before, after = (str(Authority(p.authority).label) if p else "" for p in (was, now))
    if before != after and not alone:
        yield Words(_label("authority"), *_both(as_markup(before), as_markup(after)))


def _both(before: str, after: str) -> tuple[Rich, Rich]:
    """Marked where they differ; a text that stands alone needs no marks."""
    if not before or not after:
        return rich(before), rich(after)
    one, other = marked(before, after)
    return rich(one), rich(other)


def _text(priority: Priority | None, name: str) -> str:
    return _markup(name, getattr(priority, name)) if priority else ""


def _markup(name: str, text: str) -> str:
    return as_markup(text) if name in PLAIN else text


def _label(name: str) -> str:
    return str(capfirst(str(Priority._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]  # none is a relation
