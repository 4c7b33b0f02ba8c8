"""What is said about a draft, by place in the plan: on a page of its own, on the desk, and in brief elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.document import Document
from plans.models import Comment, Draft
from plans.places import Place, pages_of, places_of
from plans.policies import may_comment, may_remove_comment
from plans.reading import reads_draft
from plans.workflow import Status
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.richtext import beginning
from workplan_portal.people.models import Person

UNSETTLED, SETTLED, MINE, ALL = "open", "afgehandeld", "voor-mij", "alle"
"""In an address: which conversations are shown."""

SHOWN = {
    UNSETTLED: gettext_lazy("Open"),
    MINE: gettext_lazy("By me or for me"),
    SETTLED: gettext_lazy("Settled"),
    ALL: gettext_lazy("All"),
}

BRIEF = 5
"""So many are named where all are not shown."""


@dataclass(frozen=True)
class Said:
    """A comment or an answer, and where it is removed by whoever may."""

    row: Comment
    remove_url: str = ""
    quote_gone: bool = False

    @property
    def named(self) -> str:
        """Tells its buttons from those of others."""
        return _("what %(name)s wrote") % {"name": self.row.by}


@dataclass(frozen=True)
class Thread:
    """A comment with its answers."""

    row: Comment
    place: Place | None  # None: it is no longer in the plan
    first: Said
    answers: tuple[Said, ...]
    may: Verdict
    touched: bool = False
    form: forms.BaseForm | None = None  # in which it is answered
    returns: str = ""  # to where one goes after settling it

    @property
    def anchor(self) -> str:
        return f"opmerking-{self.row.uuid}"

    @property
    def where(self) -> str:
        """On its page of the plan; as it was called then for what is gone."""
        return (self.place.label or _("the priority itself")) if self.place else self.row.place_name

    @property
    def place_url(self) -> str:
        return self._url("comment_place") if self.place else ""

    @property
    def answerable(self) -> bool:
        return bool(self.may) and self.row.unsettled

    @property
    def answer_url(self) -> str:
        """Leads to the box of the answer itself, so that one can type there at once, with or without a script."""
        if self.form or not self.answerable:
            return ""
        return f"{reverse('plans:comments', args=[self._plan])}?bij={self.row.uuid}&antwoord=1#id_text"

    @property
    def settle_url(self) -> str:
        return self._url("settle_comment") if self.answerable else ""

    @property
    def reopen_url(self) -> str:
        return self._url("reopen_comment") if self.may and self.row.resolved_at and not self.row.removed_at else ""

    @property
    def _plan(self) -> object:
        return self.row.draft

    def _url(self, name: str) -> str:
        return reverse(f"plans:{name}", args=[self._plan, self.row.uuid])


def thread_of(row: Comment, place: Place | None, person: Person, may: Verdict, **more: object) -> Thread:
    gone = bool(row.quote) and (place is None or not place.holds(row.quote))
    answers = tuple(_said(answer, row.draft, person) for answer in row.answers.all())
    return Thread(row, place, _said(row, row.draft, person, gone), answers, may, **more)  # type: ignore[arg-type]


def _said(row: Comment, draft: Draft, person: Person, gone: bool = False) -> Said:
    row.draft = draft
    may = may_remove_comment(person, row)
    return Said(row, reverse("plans:remove_comment", args=[draft, row.uuid]) if may else "", gone)


# --- all of it --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """What is said about one page of the plan."""

    key: str
    heading: str
    threads: list[Thread]


class Discussion:
    """The page on which all is read; `shown` is which conversations are asked for."""

    def __init__(self, person: Person, draft: Draft, document: Document, shown: str = "", touched: str = "") -> None:
        self.person, self.draft, self.document = person, draft, document
        self.shown = shown if shown in SHOWN else UNSETTLED
        self.touched = touched
        self.answering: forms.BaseForm | None = None  # the form of the conversation that was touched

    @cached_property
    def may(self) -> Verdict:
        return may_comment(self.person, self.draft)

    @cached_property
    def places(self) -> dict[str, Place]:
        return places_of(self.document)

    @cached_property
    def rows(self) -> list[Comment]:
        found = list(self.draft.comments.threads().with_answers())
        for row in found:
            row.draft = self.draft
        return found

    def _holds(self, shown: str, row: Comment) -> bool:
        if shown == MINE:
            said = [row, *row.answers.all()]
            return any(self.person == each.by or self.person in each.asked.all() for each in said)
        return shown == ALL or row.unsettled == (shown == UNSETTLED)

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        page = reverse("plans:comments", args=[self.draft])
        found = []
        for shown, words in SHOWN.items():
            number = sum(self._holds(shown, row) for row in self.rows)
            found.append((f"{words} ({number})", f"{page}?toon={shown}", shown == self.shown))
        return found

    @cached_property
    def groups(self) -> list[Group]:
        """In the order of the plan; what is no longer in it stands last. What was just touched is always there."""
        order = {key: number for number, key in enumerate(self.places)}
        rows = [row for row in self.rows if self._holds(self.shown, row) or str(row.uuid) == self.touched]
        rows.sort(key=lambda row: (order.get(row.place, len(order)), row.pk))
        found: dict[str, Group] = {}
        for row in rows:
            place = self.places.get(row.place)
            page, heading = (place.page, place.heading) if place else ("", _("Parts that are no longer in the plan"))
            found.setdefault(page, Group(page or "verwijderd", heading, [])).threads.append(self._thread(row, place))
        return list(found.values())

    def _thread(self, row: Comment, place: Place | None) -> Thread:
        touched = str(row.uuid) == self.touched
        form = self.answering if touched else None
        return thread_of(row, place, self.person, self.may, touched=touched and not form, form=form)


# --- while one writes -------------------------------------------------------------------------------------------------


class AtPlaces:
    """The open conversations about a draft on the desk: at their place, and how many there are on each page."""

    def __init__(self, person: Person, draft: Draft, read: Callable[[], Document]) -> None:
        self.person, self.draft, self._read = person, draft, read

    @cached_property
    def may(self) -> Verdict:
        return may_comment(self.person, self.draft)

    @cached_property
    def _known(self) -> Counter[str]:
        """How many there are at each place: all that most pages need."""
        return Counter(self.draft.comments.unsettled().values_list("place", flat=True))

    @property
    def count(self) -> int:
        return self._known.total()

    @cached_property
    def _at(self) -> dict[str, list[Comment]]:
        found: dict[str, list[Comment]] = defaultdict(list)
        for row in self.draft.comments.unsettled().with_answers():
            row.draft = self.draft
            found[row.place].append(row)
        return found

    @cached_property
    def _places(self) -> dict[str, Place]:
        return places_of(self._read()) if self._known else {}

    @cached_property
    def _on(self) -> Counter[str]:
        found: Counter[str] = Counter()
        pages = pages_of(self._read()) if self._known else {}
        for key, number in self._known.items():
            if key in pages:
                found[pages[key]] += number
        return found

    def on(self, page: str) -> int:
        return self._on[page]

    def at(self, key: str) -> list[Thread]:
        if key not in self._known:
            return []
        place = self._places.get(key)
        return [thread_of(row, place, self.person, self.may, returns="plek") for row in self._at[key]]

    def new_url(self, key: str) -> str:
        """Where one says something about this place; empty for who may not."""
        return f"{self._new_url}?plek={key}&terug=plek" if self._new_url else ""

    @cached_property
    def _new_url(self) -> str:
        return new_url(self.draft) if self.may else ""


# --- in brief ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    sentence: str
    url: str


@dataclass(frozen=True)
class InBrief:
    """How many conversations are open, and the first of them."""

    count: int
    waiting: int  # of which so many wait for an answer of the reader
    lines: list[Line]
    url: str
    new_url: str  # empty for who may say nothing

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def in_brief(person: Person, draft: Draft) -> InBrief | None:
    """Of a plan that this person may see. None for whoever may not read its text as it is now.

    Nor is there anything to show of an adopted plan about which nothing was said.
    """
    if draft.status == Status.DRAFT and not reads_draft(person, draft):
        return None
    if draft.status == Status.ADOPTED and not draft.comments.exists():
        return None
    page = reverse("plans:comments", args=[draft])
    rows = list(draft.comments.unsettled().select_related("by"))
    may = may_comment(person, draft)
    waiting = draft.comments.waiting_for(person).count() if rows and may else 0
    lines = [Line(_line(row), f"{page}?bij={row.uuid}#opmerking-{row.uuid}") for row in rows[:BRIEF]]
    return InBrief(len(rows), waiting, lines, page, new_url(draft) if may else "")


def _line(row: Comment) -> str:
    told = {"place": row.place_name, "name": row.by, "text": beginning(row.text, 90)}
    return _("%(place)s – %(name)s: “%(text)s”") % told


def new_url(draft: Draft) -> str:
    return reverse("plans:comment", args=[draft])
