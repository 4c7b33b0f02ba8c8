"""The items in the lists of the desk: contributions, targets, facts; how each looks and what can be done with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans import document as doc
from plans.models import Block, ContextFact, Contribution, Target
from plans.presenters.comments import Thread
from plans.presenters.opened import Rich, rich
from priorities.codes import Comparator, Level, Scope, Unit
from priorities.notation import amount
from priorities.wording import GoalInWords
from workplan_portal.documents.richtext import plain_text
from workplan_portal.interface.tools import Tools

if TYPE_CHECKING:
    from plans.presenters.drafting_block import BlockPage
    from plans.presenters.drafting_texts import ChapterPage

GLIMPSE = 80
"""Characters by which a contribution is recognised in a list or on a button."""


def glimpse(html: str) -> str:
    text = " ".join(plain_text(html).split())
    return text if len(text) <= GLIMPSE else f"{text[:GLIMPSE].rsplit(' ', 1)[0]}…"


Facts = list[tuple[str, str]]
"""Pairs of an icon and words."""


def edit_url(key: str, anchor: str, place: str) -> str:
    """Opens the form of an item in the page itself; empty while that is the form that is open."""
    return "" if place == key else f"?bewerk={key}#{anchor}"


@dataclass(frozen=True)
class Item:
    """Something in a list that can be moved, edited and removed; `place` is its id in the page and in the address."""

    page: BlockPage | ChapterPage
    slug: str
    row: Any
    number: int
    last: bool

    @cached_property
    def key(self) -> str:
        return str(self.row.uuid)

    @cached_property
    def anchor(self) -> str:
        return f"{self.slug}-{self.key}"

    @property
    def touched(self) -> bool:
        """Was it changed just now?"""
        return self.page.focus == self.key

    @property
    def too_high(self) -> str:
        """Why it can't go up; empty when it can."""
        return _("This is the first one already.") if self.number == 1 else ""

    @property
    def too_low(self) -> str:
        return _("This is the last one already.") if self.last else ""


@dataclass(frozen=True)
class RowItem(Item, ABC):
    """Something under a priority."""

    page: BlockPage

    @property
    def open(self) -> bool:
        """Does its form stand in its place?"""
        return self.page.place == self.key

    @property
    def comments(self) -> list[Thread]:
        """What is still being said about it."""
        return self.page.desk.comments.at(self.key)

    @cached_property
    def tools(self) -> Tools | None:
        words = self.words_of_tools()
        comment_url = self.page.desk.comments.new_url(self.key)
        comment = _("Comment on: %(what)s") % {"what": words["label"]}
        if not self.page.writing:
            label = words["label"]
            return Tools(self.anchor, label, comment_url=comment_url, comment=comment) if comment_url else None
        address = f"{self.page.url}{self.slug}/{self.key}/"  # as `plans.urls` has it, without asking it each time
        return Tools(
            id=self.anchor,
            comment_url=comment_url,
            comment=comment,
            move_url=f"{address}verplaatsen/",
            too_high=self.too_high,
            too_low=self.too_low,
            edit_url=edit_url(self.key, self.anchor, self.page.place),
            remove_url=f"{address}verwijderen/",
            elsewhere_url=f"?verplaats={self.key}#{self.anchor}" if self.page.has_others else "",
            opens_here=True,
            **words,
        )

    @property
    def asks(self) -> str:
        """The place of the form that is open below it, about where it stands; empty while none is."""
        place = self.page.place
        return place if place and place in self.places_below else ""

    @property
    def places_below(self) -> tuple[str, ...]:
        """Where the form opens that moves it to another priority."""
        return (f"move-{self.key}",)

    @property
    def origin(self) -> str:
        return self.page.desk.origin(self.row)

    @abstractmethod
    def words_of_tools(self) -> dict[str, str]:
        """What its buttons say, and the addresses only it has."""


@dataclass(frozen=True)
class ContributionItem(RowItem):
    row: Contribution
    list_title: str
    elsewhere: tuple[Block, ...]  # the other priorities it stands under

    @property
    def touched(self) -> bool:
        """The boxes to tick have no first one that everybody wants: then the item itself gets the focus."""
        return self.page.place == self.lists_place or super().touched

    @property
    def lists_place(self) -> str:
        """Where the form opens in which is chosen from the lists."""
        return f"lists-{self.key}"

    @property
    def places_below(self) -> tuple[str, ...]:
        """There too, and where the form opens that lets it stand under another priority as well."""
        return (*super().places_below, self.lists_place, f"also-{self.key}")

    def words_of_tools(self) -> dict[str, str]:
        words = _said(_of_contribution, {"list": self.list_title, "number": self.number})
        here = words.pop("take_away")
        return {
            **words,
            "also_url": f"?ook={self.key}#{self.anchor}",
            "lists_url": f"?lijsten={self.key}#{self.anchor}",
            "remove": here if self.elsewhere else words["remove"],
        }

    @property
    def facts(self) -> Facts:
        row, shown = self.row, self.page.shown_contributions[self.key]
        found = [
            ("users", shown.with_whom),
            ("message", shown.discussed_in),
            ("map-pin", shown.hotspots),
            ("user-plus", _("allies: %(names)s") % {"names": shown.allies} if shown.allies else ""),
            ("clock", amount(row.fte, Unit.FTE) if row.fte else ""),
            ("history", self.origin),
        ]
        return [(icon, words) for icon, words in found if words]

    @property
    def also_under(self) -> list[tuple[str, str]]:
        """The other priorities it stands under: title and address."""
        url = self.page.desk.url
        return [(str(block), f"{url('block', block.uuid)}#{self.anchor}") for block in self.elsewhere]

    @property
    def shared(self) -> str:
        """Above its form: at how many places that changes it."""
        places = {"number": len(self.elsewhere) + 1, "titles": get_text_list(list(map(str, self.elsewhere)), _("and"))}
        return (
            _(
                "This contribution stands at %(number)s places: also under %(titles)s. What you change here, changes "
                "there too."
            )
            % places
        )

    @property
    def glimpse(self) -> str:
        return glimpse(self.row.text)

    @property
    def text(self) -> Rich:
        return rich(self.page.desk.spoken(self.row.text))


@dataclass(frozen=True)
class TargetItem(RowItem):
    row: Target
    shown: doc.Target
    words: GoalInWords
    part_of: str
    repeats: str
    contribution: str  # the one it belongs to; empty: the priority as a whole

    def words_of_tools(self) -> dict[str, str]:
        return _said(_of_target, {"name": self.shown.indicator.name})

    @property
    def facts(self) -> Facts:
        found = []
        if self.contribution:
            found.append(("link", _("belongs to: %(text)s") % {"text": self.contribution}))
        if self.part_of:
            found.append(("chart-bar", _("is part of: %(name)s") % {"name": self.part_of}))
        if self.repeats:
            found.append(("copy", _("repeats: %(name)s") % {"name": self.repeats}))
        if self.origin:
            found.append(("history", self.origin))
        return found

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
        return rich(self.page.desk.spoken(self.row.explanation))


@dataclass(frozen=True)
class FactItem(RowItem):
    row: ContextFact

    @property
    def title(self) -> str:
        return _("Fact %(number)s") % {"number": self.number}

    def words_of_tools(self) -> dict[str, str]:
        which = {"number": self.number}
        return {
            "label": self.title,
            "up": _("Move fact %(number)s up") % which,
            "down": _("Move fact %(number)s down") % which,
            "edit": _("Edit fact %(number)s") % which,
            "elsewhere": _("Move fact %(number)s to another priority") % which,
            "remove": _("Remove fact %(number)s") % which,
        }

    @property
    def facts(self) -> Facts:
        found = [("chart-bar", self.value), ("book", self.row.source), ("history", self.origin)]
        return [(icon, words) for icon, words in found if words]

    @property
    def glimpse(self) -> str:
        return glimpse(self.row.text)

    @property
    def text(self) -> Rich:
        return rich(self.page.desk.spoken(self.row.text))

    @property
    def value(self) -> str:
        if self.row.value is None:
            return ""
        return amount(self.row.value, Unit(self.row.unit)) if self.row.unit else str(self.row.value)


# --- what buttons say: a page has them by dozens, so the catalogue is asked once --------------------------------------


def _said(words: Callable[[str | None], dict[str, str]], which: dict[str, object]) -> dict[str, str]:
    """By the names that `Tools` has for them."""
    return {name: said % which for name, said in words(get_language()).items()}


@cache
def _of_contribution(language: str | None) -> dict[str, str]:
    return {
        "label": _("Contribution %(number)s"),
        "up": _("%(list)s: contribution %(number)s up"),
        "down": _("%(list)s: contribution %(number)s down"),
        "edit": _("%(list)s: edit contribution %(number)s"),
        "also": _("%(list)s: let contribution %(number)s stand under another priority too"),
        "lists": _("%(list)s: choose partners, consultations and places of contribution %(number)s"),
        "elsewhere": _("%(list)s: move contribution %(number)s to another priority"),
        "remove": _("%(list)s: remove contribution %(number)s"),
        "take_away": _("%(list)s: take contribution %(number)s away here"),
    }


@cache
def _of_target(language: str | None) -> dict[str, str]:
    return {
        "label": _("Target %(name)s"),
        "up": _("Move target %(name)s up"),
        "down": _("Move target %(name)s down"),
        "edit": _("Edit target %(name)s"),
        "elsewhere": _("Move target %(name)s to another priority"),
        "remove": _("Remove target %(name)s"),
    }
