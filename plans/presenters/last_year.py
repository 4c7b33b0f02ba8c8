"""The page about the plan that one was started from: what was kept, changed and dropped, and what is still offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from plans import document as doc
from plans.codes import Kind, Outcome
from plans.inheriting import Landed, Source, differs, landed, offers_of
from plans.models import Block, Chapter, Offer, Plan
from plans.numbering import numbers
from plans.policies import may_choose
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import Facts, glimpse
from plans.presenters.opened import Edit, Rich, rich
from plans.presenters.rewording import Reworded, of_block, of_plan
from plans.presenters.status import Badge
from plans.succession import Succession
from priorities.codes import NormRule, Unit
from priorities.notation import amount
from workplan_portal.authorization.verdict import ALLOWED, Verdict
from workplan_portal.people.models import Person


class State(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    STANDING = "standing"
    ACCENT = "accent"
    CHANGED = "changed"
    DROPPED = "dropped"
    WITHOUT_FRAME = "without_frame"


BADGES: dict[State, Badge] = {
    State.OPEN: Badge(gettext_lazy("still to decide"), "attention", "alert-triangle"),
    State.KEPT: Badge(gettext_lazy("kept"), "good", "circle-check"),
    State.STANDING: Badge(gettext_lazy("kept as a standing contribution"), "good", "circle-check"),
    State.ACCENT: Badge(gettext_lazy("kept as an accent"), "good", "circle-check"),
    State.CHANGED: Badge(gettext_lazy("changed"), "info", "pencil"),
    State.DROPPED: Badge(gettext_lazy("dropped"), "plain", "x"),
    State.WITHOUT_FRAME: Badge(gettext_lazy("no frame any more"), "attention", "alert-triangle"),
}


KEPT_AS = {Kind.YEAR: State.ACCENT, Kind.STANDING: State.STANDING}


@dataclass(frozen=True)
class Old:
    """Something of the earlier plan, what became of it and who decided so."""

    origin: str
    name: str
    state: State
    offer: Offer | None
    now: Rich = ()  # how it reads in this plan, where that differs
    text: Rich = ()
    notes: tuple[str, ...] = ()
    verdict: Verdict = ALLOWED
    looks: tuple[Badge, ...] = ()

    @cached_property
    def anchor(self) -> str:
        return f"uit-{self.origin}"

    @property
    def badges(self) -> tuple[Badge, ...]:
        return self.looks or (BADGES[self.state],)

    @property
    def version(self) -> int:
        return self.offer.version if self.offer else 0

    @cached_property
    def decided(self) -> Offer | None:
        """Who decided, once somebody has."""
        return self.offer if self.offer and self.offer.outcome != Outcome.OPEN else None

    @property
    def facts(self) -> Facts:
        """Who decided and when, then what else there is to say."""
        said: Facts = [("", note) for note in self.notes]
        return [("user", self.decided_by), *said] if self.decided_by else said

    @cached_property
    def decided_by(self) -> str:
        """And when; empty while nobody has."""
        if self.decided is None or self.decided.decided_at is None:
            return ""
        day = _spelled(localtime(self.decided.decided_at).date(), get_language())
        return _("%(name)s, %(day)s") % {"name": self.decided.name, "day": day}

    @property
    def may_become(self) -> list[Kind]:
        """As what an accent can be kept, other than what it is now."""
        return [kind for kind, state in KEPT_AS.items() if state != self.state]


@dataclass(frozen=True)
class OldBlock(Old):
    """A priority of the earlier plan with what stood under it."""

    url: str = ""  # of the priority in this plan
    target_of: str = ""  # the priority that took it over
    accents: Sequence[Old] = ()
    others: Sequence[Old] = ()  # standing contributions, targets and facts that are not as they were
    same: Sequence[str] = ()  # those that came along as they were
    under_it: Sequence[str] = ()  # what comes back with it
    can_return: bool = False
    no_other: str = ""  # why no other priority can take this over
    reworded: Sequence[Reworded] = ()  # what it says itself, where that is otherwise now

    @property
    def tells(self) -> bool:
        """Is there anything to decide about, or to compare?"""
        return bool(not self.url or self.target_of or self.accents or self.others or self.reworded or self.decided)

    @property
    def came_along(self) -> str:
        """How much of it is as it was, in a sentence."""
        number = len(self.same)
        words = ngettext("%(number)s item came along as it was", "%(number)s items came along as they were", number)
        return words % {"number": number}

    @property
    def as_many(self) -> str:
        return ngettext("%(number)s item", "%(number)s items", len(self.same)) % {"number": len(self.same)}


class Verdicts(dict[frozenset[Chapter], Verdict]):
    """May this person decide about what stands in these chapters? Asked once for the same chapters."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person

    def __missing__(self, chapters: frozenset[Chapter]) -> Verdict:
        self[chapters] = verdict = may_choose(self.person, list(chapters))
        return verdict


@dataclass
class LastYearPage:
    desk: Desk
    source: Source
    earlier: Plan | None  # the plan that is the source, for who may see it
    on_the_desk: bool  # of whoever looks
    edit: Edit | None = None
    focus: str = ""
    reconsidered: str = ""  # the accent whose choices are shown although it has been decided about

    @property
    def year(self) -> str:
        return str(self.source.document.year)

    @cached_property
    def title(self) -> str:
        return self.desk.last_year_title

    @property
    def place(self) -> str:
        return self.edit.place if self.edit else ""

    @cached_property
    def opened(self) -> str:
        """The id of what has a form open; empty when nothing has."""
        return self.place.partition("-")[2]

    @cached_property
    def in_sight(self) -> set[str]:
        """The ids of what one came to see."""
        return {self.focus, self.reconsidered}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return offers_of(self.desk.draft)

    @property
    def still_offered(self) -> int:
        """As `open_offers` counts them, of what has been read."""
        return sum(offer.outcome == Outcome.OPEN for offer in self.offers.values())

    @cached_property
    def landed(self) -> Landed:
        return landed(self.desk.reader, list(self.offers.values()))

    @property
    def waiting(self) -> list[Old]:
        """What is still to be decided, in the order of the page."""
        every = (item for block in self.blocks for item in (block, *block.accents))
        return [item for item in every if item.offer and item.offer.outcome == Outcome.OPEN]

    @cached_property
    def blocks(self) -> list[OldBlock]:
        by_number = numbers(self.source.document)
        return [self._block(old, f"{by_number[old.id]} {old.title}") for old in self.source.blocks.values()]

    @property
    def telling(self) -> list[OldBlock]:
        return [block for block in self.blocks if block.tells]

    @property
    def as_it_was(self) -> list[OldBlock]:
        return [block for block in self.blocks if not block.tells]

    def chapter(self, origin: str) -> Chapter:
        """The chapter of this plan in which a priority of the earlier one would stand."""
        old = self.source.chapter_of[origin]
        return self._chapters[old.level, old.municipality.code if old.municipality else None]

    @cached_property
    def _chapters(self) -> dict[tuple[str, str | None], Chapter]:
        return {(c.level, c.municipality.code if c.municipality else None): c for c in self.desk.reader.chapters}

    def find_key(self, origin: str) -> Old | None:
        """What an address names; whatever else stands there is nothing of the earlier plan."""
        every = (item for block in self.blocks for item in (block, *block.accents, *block.others))
        return next((item for item in every if item.origin == origin), None)

    # --- what stayed behind -------------------------------------------------------------------------------------------

    @property
    def left_behind(self) -> list[str]:
        """What never comes along by itself, and why."""
        then, now = self.source.document, self.desk.document
        found = [_("The foreword is new every year, and so is its date.")]
        if self.source.of_a_neighbour:
            found.append(
                _("Of the local chapter only what the police do and measure came along: no texts, facts or norms.")
            )
        if then.themes_note and then.themes_note != now.themes_note:
            found.append(_("The note of agreed themes was: %(note)s.") % {"note": then.themes_note})
        if then.norm_rule != now.norm_rule:
            found.append(
                _("The norm rule was “%(then)s” and is “%(now)s” in this plan.")
                % {"then": NormRule(then.norm_rule).label, "now": NormRule(now.norm_rule).label}
            )
        return found

    @cached_property
    def reworded(self) -> list[Reworded]:
        """Texts and terms of the plan as a whole that read otherwise now."""
        return of_plan(self.source.document, self.desk.explained, self.source.chapters, self.desk.reader.terms)

    # --- a priority ---------------------------------------------------------------------------------------------------

    def _block(self, old: doc.Block, name: str) -> OldBlock:
        row = self.landed.blocks.get(old.id)
        chapter = self.chapter(old.id)
        offer = self.offers.get(old.id)
        items = list(self._items(old)) if row else []
        reworded = self._reworded(old, row)
        return OldBlock(
            origin=old.id,
            name=name,
            state=self._state_of_block(row, offer),
            offer=offer,
            looks=(BADGES[State.KEPT], BADGES[State.CHANGED]) if reworded else (),
            reworded=reworded,
            verdict=self._verdicts[frozenset([chapter])],
            notes=tuple(self._notes_of_block(old, row)),
            url=self.desk.block_url(row.uuid) if row else "",
            target_of=str(row) if row and str(row.origin) != old.id else "",
            accents=[self._accent(c) for c in old.of_the_year if row and self._first(c.id) == old.id],
            others=[item for _name, item in items if item and self._first(item.origin) == old.id],
            same=[name for name, item in items if item is None],
            under_it=[] if row else self._under(old),
            can_return=not row and old.id in self._returnable,
            no_other="" if chapter.blocks_read else _("This chapter has no priorities yet. Bring in a frame first."),
        )

    @cached_property
    def _returnable(self) -> set[str]:
        """The priorities that are out of the plan and for which it has a frame."""
        absent = [old for old in self.source.blocks.values() if old.id not in self.landed.blocks]
        if not absent:
            return set()
        succession = Succession(self.desk.draft.frames.all(), self.source)
        return {old.id for old in absent if succession.of(old.priority)}

    def _reworded(self, old: doc.Block, row: Block | None) -> list[Reworded]:
        """Of a priority that took this one over nothing: those are its own words. So are those of a proposal."""
        if row is None or str(row.origin) != old.id or self.source.is_proposal(old.id):
            return []
        return of_block(old, self._blocks_now[str(row.uuid)])

    @cached_property
    def _blocks_now(self) -> dict[str, doc.Block]:
        return {block.id: block for block in self.desk.document.blocks}

    def _state_of_block(self, row: Block | None, offer: Offer | None) -> State:
        if row:
            return State.KEPT
        return State.DROPPED if offer and offer.outcome == Outcome.DROPPED else State.WITHOUT_FRAME

    def _notes_of_block(self, old: doc.Block, row: Block | None) -> Iterator[str]:
        if row and str(row.origin) != old.id:
            yield _("Taken over by “%(title)s”.") % {"title": row}
        elif row and str(row.priority.uuid) != old.priority:
            yield _("Follows the new edition of the frame.")

    def _under(self, old: doc.Block) -> list[str]:
        contributions = [glimpse(c.text) for c in old.contributions]
        return [*contributions, *(t.indicator.name for t in old.targets), *(glimpse(f.text) for f in old.facts)]

    # --- what stands under it -----------------------------------------------------------------------------------------

    def _accent(self, old: doc.Contribution) -> Old:
        row, offer = self.landed.contributions.get(old.id), self.offers.get(old.id)
        if row:
            state = State.STANDING if row.kind == Kind.STANDING else State.ACCENT
        else:
            state = State.DROPPED if offer and offer.outcome == Outcome.DROPPED else State.OPEN
        changed = row is not None and differs(row, old)
        return Old(
            origin=old.id,
            name=glimpse(old.text),
            state=state,
            offer=offer,
            text=rich(old.text),
            now=rich(row.text) if row and changed and row.text != old.text else (),
            notes=tuple(self._notes_of_accent(old)),
            verdict=self._verdict(old.id),
            looks=(BADGES[state], BADGES[State.CHANGED]) if changed else (),
        )

    def _first(self, origin: str) -> str:
        """What stood under several priorities is shown at the first of them that is in this plan."""
        return next((place.id for place in self.source.places[origin] if place.id in self.landed.blocks), "")

    def _notes_of_accent(self, old: doc.Contribution) -> Iterator[str]:
        yield from filter(None, (old.responsible, old.with_whom, old.discussed_in, old.hotspots, old.allies))
        for place in self.source.places[old.id]:
            if place.id in self.landed.blocks and place.id != self._first(old.id):
                yield _("also under %(title)s") % {"title": place.title}
        for target in self.source.targets_of(old.id):
            yield _("with target: %(target)s") % {"target": target.indicator.name}

    def _items(self, old: doc.Block) -> Iterator[tuple[str, Old | None]]:
        """By its name what stood under it; None for what came along as it was."""
        for contribution in old.standing:
            name = glimpse(contribution.text)
            yield name, self._item(contribution, self.landed.contributions, name, contribution.text)
        for target in old.targets:
            if not self.source.waits(target) or target.id in self.landed.targets:
                name, notes = target.indicator.name, tuple(self._notes_of_target(target))
                yield name, self._item(target, self.landed.targets, name, "", notes)
        for fact in old.facts:
            name = glimpse(fact.text)
            yield name, self._item(fact, self.landed.facts, name, fact.text)

    def _item(self, old: Any, rows: Any, name: str, text: str, notes: tuple[str, ...] = ()) -> Old | None:
        row = rows.get(old.id)
        if row and not (notes or differs(row, old) or getattr(row, "kind", Kind.STANDING) != Kind.STANDING):
            return None
        state = State.CHANGED if row else State.DROPPED
        now = rich(row.text) if row and text and row.text != text else ()
        return Old(old.id, name, state, self.offers.get(old.id), now, rich(text), notes, self._verdict(old.id))

    def _notes_of_target(self, old: doc.Target) -> Iterator[str]:
        """A goal of one's own does not come along: its reason was that year's."""
        row = self.landed.targets.get(old.id)
        if old.basis == "own" and old.goal is not None and row is not None and row.own_goal is None:
            goal = amount(old.goal, Unit(old.indicator.unit))
            yield _("The goal was set at %(goal)s: %(reason)s Set it again if it still holds.") % {
                "goal": goal,
                "reason": _sentence(old.own_goal_reason),
            }

    def _verdict(self, origin: str) -> Verdict:
        """As the action will judge it: the chapters it stood in, and those it stands in now."""
        stood = {self.chapter(block.id) for block in self.source.places[origin]}
        stands = {block.chapter for block in self.landed.standing_in.get(origin, ())}
        return self._verdicts[frozenset(stood | stands)]

    @cached_property
    def _verdicts(self) -> Verdicts:
        return Verdicts(self.desk.person)


@lru_cache(maxsize=100)
def _spelled(day: date, language: str | None) -> str:
    """Of dozens of things it is decided on the same few days."""
    return date_format(day, "j F Y")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
