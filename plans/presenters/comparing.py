"""Two texts of a plan beside each other in words: which texts one may choose, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.comparing import BlockDifference, ChapterDifference, Comparison, Difference, Fate, chapter_key, compared
from plans.document import Contribution, Document, Fact, Frame, Target, Term
from plans.exports.targets import scope_in_words
from plans.goals import in_words
from plans.headlines import Headline, Names, block_anchor, chapter_anchor, headlines
from plans.models import Draft, Plan, Revision
from plans.numbering import chapter_title
from plans.over_years import over_years
from plans.reading import DRAFT, Readable, adopted_before, reads_draft
from plans.workflow import Status
from workplan_portal.documents.weaving import Woven, replaced, woven
from workplan_portal.people.models import Person

from .compared_values import FIGURES, Change, Named, changes, layout_only

# --- which two --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """Both are None as long as there is nothing to compare; `unknown` was asked for and is not there."""

    before: Readable | None
    after: Readable | None
    unknown: tuple[str, ...] = ()

    @property
    def twice_the_same(self) -> bool:
        return self.before is not None and self.before == self.after


def choose(offered: Sequence[Readable], before: str, after: str) -> Chosen:
    """What was asked for by number; else the newest, and the adopted version or the one before it."""
    known = {readable.key: readable for readable in offered}
    unknown = tuple(dict.fromkeys(key for key in (before, after) if key and key not in known))
    if unknown or len(offered) < 2 or offered[0].of:  # noqa: PLR2004 -- one text is nothing to compare
        return Chosen(None, None, unknown)
    later = known[after] if after else offered[0]
    return Chosen(known[before] if before else _starting_point(offered, later), later)


def _starting_point(offered: Sequence[Readable], later: Readable) -> Readable:
    """Of this plan itself, as long as it has another text; else the one that was adopted for the year before."""
    older = offered[offered.index(later) + 1 :]
    if own := [each for each in older if each.of == later.of]:
        older = own
    else:
        older = [each for each in older if each.of and each.of.year < later.draft.plan.year] or older
    return next((each for each in older if each.adopted), older[0] if older else later)


def name_of(readable: Readable) -> str:
    if readable.revision is None:
        return _("the draft")
    if readable.of:
        return _("version %(number)s of %(year)s") % {"number": readable.revision.number, "year": readable.of.year}
    return version_name(readable.revision)


def version_name(revision: Revision) -> str:
    return _("version %(number)s") % {"number": revision.number}


def choice_of(readable: Readable) -> str:
    """As one picks it from a list."""
    revision = readable.revision
    if revision is None:
        return _("Draft, as it stands now")
    shown = {"number": revision.number, "day": date_format(localtime(revision.submitted_at), "j F Y")}
    told = _("Version %(number)s (%(day)s, adopted)") if readable.adopted else _("Version %(number)s (%(day)s)")
    return f"{readable.of.year}, {told % shown}" if readable.of else told % shown


def groups_of(offered: Sequence[Readable]) -> list[tuple[str, list[tuple[str, str]]]]:
    """To choose from: by plan, the plan itself first."""
    by_plan = groupby(offered, key=lambda readable: readable.of)
    return [
        ((of or found[0].draft.plan).title, [(r.key, choice_of(r)) for r in found]) for of, found in _lists(by_plan)
    ]


def _lists(groups: Iterable[tuple[Any, Iterable[Any]]]) -> Iterator[tuple[Any, list[Any]]]:
    return ((key, list(items)) for key, items in groups)


def last_year_compared(person: Person, draft: Draft) -> str:
    """Where the text of this draft is held against the one that held the year before; empty without either."""
    now = DRAFT if reads_draft(person, draft) else str(draft.revision.number) if draft.revision else ""
    before = adopted_before(person, draft) if now else None
    return _over_years_url(draft, before, now) if before else ""


def source_compared(plan: Plan, draft: Draft) -> str:
    """Where the text of this draft is held against the one that it was started from, for who may read both."""
    before, draft_now = plan.started_from, draft.status == Status.DRAFT
    now = DRAFT if draft_now else str(draft.revision.number) if draft.revision else ""
    return _over_years_url(draft, before, now) if before and now else ""


def _over_years_url(draft: Draft, before: Revision, now: str) -> str:
    key = f"{before.plan.uuid}:{before.number}"
    return f"{reverse('plans:compare', args=[draft])}?{urlencode({'van': key, 'naar': now})}"


def compare_url(about: object, before: Revision | None = None, after: Revision | None = None) -> str:
    """Of the page with exactly these two; without `after` with the draft as it stands now.

    `about` is that draft, or the uuid of a plan.
    """
    page = reverse("plans:compare", args=[about])
    return f"{page}?van={before.number}&naar={after.number if after else DRAFT}" if before else page


# --- what differs -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """What became of something, as a badge."""

    label: str | Promise
    look: str
    icon: str


ADDED = Mark(gettext_lazy("Added"), "good", "plus")
LEFT_OUT = Mark(gettext_lazy("Left out"), "attention", "minus")
MOVED = Mark(gettext_lazy("Moved"), "info", "replace")
CHANGED = Mark(gettext_lazy("Changed"), "info", "pencil")
MARKS = {
    Fate.ADDED: ADDED,
    Fate.ALSO_HERE: ADDED,
    Fate.LEFT_OUT: LEFT_OUT,
    Fate.STILL_THERE: LEFT_OUT,
    Fate.CAME: MOVED,
    Fate.WENT: MOVED,
}


@dataclass(frozen=True)
class ShownItem:
    """A contribution, target, fact, frame or term. A target has its three figures and the sentence that says why."""

    marks: tuple[Mark, ...]
    note: str  # where it moved
    title: str = ""
    text: Woven = ()
    changes: tuple[Change, ...] = ()
    figures: tuple[Change, ...] = ()
    sentence: Woven = ()


@dataclass(frozen=True)
class Group:
    label: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True)
class ShownBlock:
    anchor: str
    title: str
    marks: tuple[Mark, ...]
    note: str
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class ShownChapter:
    anchor: str
    title: str
    marks: tuple[Mark, ...]
    changes: tuple[Change, ...]
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class Shown:
    headlines: list[Headline]
    texts: tuple[Change, ...]
    groups: tuple[Group, ...]
    chapters: tuple[ShownChapter, ...]


def shown(before: Document, after: Document) -> Shown | None:
    """None when both say the same."""
    return shown_of(compared(*(over_years(before, after) if before.id != after.id else (before, after))))


def shown_of(comparison: Comparison) -> Shown | None:
    return _Showing(comparison).all() if comparison else None


class _Showing:
    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.names = Names(comparison)
        self.named = Named(comparison.before, comparison.after)

    def all(self) -> Shown:
        found = self.comparison
        whole = Difference(found.before, found.after, fields=found.fields)
        return Shown(
            headlines=headlines(found),
            texts=self._changes(whole),
            groups=_groups(
                (_("Frames that the plan corresponds to"), map(self._frame, found.frames)),
                (_("Footnotes"), map(self._term, found.terms)),
            ),
            chapters=tuple(self._chapter(c, chapter_anchor(n)) for n, c in enumerate(found.chapters, 1)),
        )

    def _chapter(self, difference: ChapterDifference, anchor: str) -> ShownChapter:
        return ShownChapter(
            anchor=anchor,
            title=self.names.of_chapter(difference),
            marks=_marks(difference.chapter)[:1] if difference.chapter.fate != Fate.STAYED else (),
            changes=self._changes(difference.chapter, "level", "municipality"),
            blocks=tuple(map(self._block, difference.blocks)),
        )

    def _block(self, difference: BlockDifference) -> ShownBlock:
        block = difference.block
        return ShownBlock(
            anchor=f"{block_anchor(block.item.id)}{'-was' if block.fate == Fate.WENT else ''}",
            title=self.names.of_block(block.item.id, then=block.after is None),
            marks=_marks(block, changed=difference.holds_differences),
            note=_note(block, self._chapter_named(block)),
            changes=self._changes(block),
            groups=_groups(
                (_("Contributions"), map(self._in_one_text, difference.contributions)),
                (_("Targets"), map(self._target, difference.targets)),
                (_("For context"), map(self._in_one_text, difference.facts)),
            ),
        )

    def _chapter_named(self, block: Difference[Any]) -> str:
        if not block.other:
            return ""
        found = self.comparison.before if block.fate == Fate.CAME else self.comparison.after
        return next(chapter_title(c, found) for c in found.chapters if chapter_key(c) == block.other)

    def _under(self, item: Difference[Any]) -> str:
        return self.names.of_block(item.other, then=item.fate == Fate.CAME) if item.other else ""

    def _changes(self, item: Difference[Any], *told: str) -> tuple[Change, ...]:
        return tuple(changes(item, self.named, told))

    def _frame(self, item: Difference[Frame]) -> ShownItem:
        return ShownItem(_marks(item), _note(item), title=item.item.title, changes=self._changes(item))

    def _term(self, item: Difference[Term]) -> ShownItem:
        return ShownItem(_marks(item), _note(item), title=item.item.forms[0], changes=self._changes(item))

    def _in_one_text(self, item: Difference[Contribution] | Difference[Fact]) -> ShownItem:
        then, now = ("" if thing is None else self.named.read(thing.text) for thing in (item.before, item.after))
        note = _note(item, self._under(item)) or _same_words(item, then, now)
        return ShownItem(_marks(item), note, text=_text(item.fate, then, now), changes=self._changes(item, "text"))

    def _target(self, item: Difference[Target]) -> ShownItem:
        figures, sentence = self._figures(item)
        return ShownItem(
            marks=_marks(item),
            note=_note(item, self._under(item)),
            title=f"{item.item.indicator.name} ({scope_in_words(item.item)})",
            changes=self._changes(item, *_told_by(figures)),
            figures=figures,
            sentence=sentence,
        )

    def _figures(self, item: Difference[Target]) -> tuple[tuple[Change, ...], Woven]:
        """As each text says them, by the norm rule of that text."""
        if item.fate in (Fate.WENT, Fate.STILL_THERE):
            return (), ()
        old = item.before and in_words(item.before, self.comparison.before.norm_rule)
        new = item.after and in_words(item.after, self.comparison.after.norm_rule)
        figures = (
            Change(str(label), replaced(getattr(old, name, ""), getattr(new, name, ""), " → "))
            for name, label in FIGURES.items()
        )
        return tuple(figures), replaced(old.sentence if old else "", new.sentence if new else "")


def _told_by(figures: Iterable[Change]) -> Iterator[str]:
    """What needs no line of its own. A norm may differ that no figure shows: of a target that follows last year."""
    yield "basis"  # the sentence says where the goal comes from
    for name, figure in zip(FIGURES, figures, strict=False):
        if len(figure.text) > 1:
            yield name


def _groups(*found: tuple[str, Iterable[ShownItem]]) -> tuple[Group, ...]:
    groups = (Group(label, tuple(items)) for label, items in found)
    return tuple(group for group in groups if group.items)


def _text(fate: Fate, then: str, now: str) -> Woven:
    """Struck where it stood and stands no more; what went elsewhere is read there and not struck here."""
    match fate:
        case Fate.WENT:
            return woven(then, then)
        case Fate.ALSO_HERE:
            return woven("", now)
        case Fate.STILL_THERE:
            return woven(then, "")
    return woven(then, now)


def _marks(item: Difference[Any], *, changed: bool = False) -> tuple[Mark, ...]:
    found = [MARKS[item.fate]] if item.fate in MARKS else []
    if item.moved:
        found.append(MOVED)
    told = item.fate in (Fate.STAYED, Fate.CAME)
    if told and (item.fields or changed):
        found.append(CHANGED)
    return tuple(found)


def _note(item: Difference[Any], other: str = "") -> str:
    shown_as = {"place": other}
    match item.fate:
        case Fate.CAME:
            return _("It stood under “%(place)s” before.") % shown_as
        case Fate.WENT:
            return _("It stands under “%(place)s” now.") % shown_as
        case Fate.ALSO_HERE:
            return _("It stands here as well now, besides under “%(place)s”.") % shown_as
        case Fate.STILL_THERE:
            return _("It stands here no more, but still under “%(place)s”.") % shown_as
    if item.moved and item.moved.before == item.moved.after:
        return _("What stands around it is in another order now.")
    if item.moved:
        return _("It stood in place %(before)s and stands in place %(after)s now.") % {
            "before": item.moved.before,
            "after": item.moved.after,
        }
    return ""


def _same_words(item: Difference[Any], then: str, now: str) -> str:
    return layout_only(then, now) if "text" in item.fields else ""
