"""What the pages of letters show. The one file that knows the colours of a letter's status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.presenters.opened import Edit, Rich, rich
from plans.presenters.status import Badge
from reports.letters.compiling import document_of
from reports.letters.completeness import Remark, remarks
from reports.letters.document import LetterDocument
from reports.letters.texts import Texts
from reports.letters.workflow import Status
from reports.models import Letter, LetterText, TextKind
from reports.policies.letters import may_edit_letter, may_send
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.interface.tools import Tools
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

BADGES: dict[Status, Badge] = {
    Status.DRAFT: Badge(Status.DRAFT.label, "plain", "writing"),
    Status.ASIDE: Badge(Status.ASIDE.label, "plain", "archive"),
    Status.SENT: Badge(Status.SENT.label, "info", "send"),
}
TO_WRITE = Badge(gettext_lazy("still to be written"), "attention", "mail")
PUBLISHED = Badge(gettext_lazy("published"), "good", "circle-check")


def badge_of(letter: Letter, *, published: bool) -> Badge:
    return PUBLISHED if published else BADGES[Status(letter.status)]


@dataclass(frozen=True)
class Listed:
    letter: Letter

    @property
    def badge(self) -> Badge:
        return badge_of(self.letter, published=self.letter.published)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True)
class OfMunicipality:
    municipality: Municipality
    letters: list[Listed]


def by_municipality(letters: Iterable[Letter]) -> list[OfMunicipality]:
    """Expects them in that order."""
    groups = groupby(letters, key=lambda letter: letter.municipality)
    return [OfMunicipality(municipality, list(map(Listed, found))) for municipality, found in groups]


def crumbs(letter: Letter | None, *pages: str) -> list[tuple[str, str]]:
    """The way to a page of this letter; the last step is the page itself and has no address."""
    steps = [
        (_("Council letters"), reverse("reports:letters")),
        *([(str(letter), reverse("reports:letter", args=[letter.uuid]))] if letter else []),
        *((page, "") for page in pages),
    ]
    return [*steps[:-1], (steps[-1][0], "")]


# --- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    label: str
    value: str


@dataclass(frozen=True)
class TextItem:
    """A block of text as the desk shows it. `number` counts those that stand in the letter."""

    row: LetterText
    html: str
    number: int = 0
    count: int = 0
    open: bool = False  # is its form open?

    @property
    def key(self) -> str:
        return str(self.row.uuid)

    @property
    def anchor(self) -> str:
        return f"tekst-{self.row.uuid}"

    @property
    def title(self) -> str:
        return str(capfirst(str(self.row)))

    @property
    def text(self) -> Rich:
        return rich(self.html)

    @property
    def tools(self) -> Tools:
        title = {"title": self.title}
        return Tools(
            id=self.anchor,
            label=_("Actions for %(title)s") % title,
            move_url=reverse("reports:change_letter_text", args=[self.row.letter.uuid, self.row.uuid, "verplaatsen"]),
            up=_("Move up: %(title)s") % title,
            down=_("Move down: %(title)s") % title,
            too_high=_("This is the first text already.") if self.number == 1 else "",
            too_low=_("This is the last text already.") if self.number == self.count else "",
            edit_url="" if self.open else f"?bewerk={self.key}#{self.anchor}",
            edit=_("Edit: %(title)s") % title,
            opens_here=True,
        )

    @property
    def can_follow(self) -> bool:
        """Was it written by hand where the data could tell it?"""
        return self.row.edited and self.row.kind != TextKind.OWN

    @property
    def has_own(self) -> bool:
        """Is a text that was written by hand waiting behind the generated one?"""
        return bool(self.row.own_text) and not self.row.edited


@dataclass
class LetterDesk:
    """A letter being written, for the person who looks at it."""

    person: Person
    letter: Letter
    edit: Edit | None = None
    focus: str = ""

    @cached_property
    def writing(self) -> Verdict:
        return may_edit_letter(self.person, self.letter)

    @cached_property
    def sending(self) -> Verdict:
        return may_send(self.person, self.letter, self.document)

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.letter)

    @cached_property
    def rows(self) -> list[LetterText]:
        rows = list(self.letter.texts.all())
        for row in rows:
            row.letter = self.letter
        return rows

    @cached_property
    def document(self) -> LetterDocument:
        return document_of(self.letter, self.texts)

    @property
    def badge(self) -> Badge:
        return badge_of(self.letter, published=False)

    @property
    def place(self) -> str:
        return self.edit.place if self.edit else ""

    # --- what is missing or odd ---------------------------------------------------------------------------------------

    @cached_property
    def _remarks(self) -> list[Remark]:
        return remarks(self.document, self.texts.subject)

    @property
    def missing(self) -> list[Remark]:
        return [r for r in self._remarks if r.blocking]

    @property
    def overlooked(self) -> list[Remark]:
        return [r for r in self._remarks if not r.blocking]

    # --- parts --------------------------------------------------------------------------------------------------------

    @property
    def parts(self) -> list[FieldPart]:
        """The fields before the texts."""
        return [
            FieldPart("adres", _("Addressed to"), self._fields("addressee", "department", "team")),
            FieldPart(
                "kenmerken",
                _("References"),
                [
                    *self._fields("reference", "your_reference", "dated_on", "handled_by", "telephone", "fax", "email"),
                    Field(_("Enclosures"), "\n".join(self.document.enclosures)),
                ],
            ),
            FieldPart("aanhef", _("Subject and salutation"), self._fields("subject_line", "salutation")),
        ]

    @property
    def signing(self) -> FieldPart:
        names = ("valediction", "signing_body", "first_function", "first_name", "second_function", "second_name")
        return FieldPart("ondertekening", _("Signed by"), self._fields(*names))

    def _fields(self, *names: str) -> list[Field]:
        fields = (self.letter._meta.get_field(name) for name in names)
        return [
            Field(str(capfirst(field.verbose_name)), _written(getattr(self.letter, field.name)))  # type: ignore[union-attr]
            for field in fields
        ]

    @cached_property
    def standing(self) -> list[TextItem]:
        """The blocks that stand in the letter; the one whose form is open too."""
        shown = [(row, self.texts.shown(row)) for row in self.rows if not row.left_out]
        found = [(row, html) for row, html in shown if html or self.place == str(row.uuid)]
        return [
            TextItem(row, html, number, len(found), self.place == str(row.uuid))
            for number, (row, html) in enumerate(found, 1)
        ]

    @property
    def silent(self) -> list[str]:
        """Blocks for which the data give nothing to say."""
        there = {item.row.pk for item in self.standing}
        return [str(capfirst(str(row))) for row in self.rows if not row.left_out and row.pk not in there]

    @property
    def left_out(self) -> list[TextItem]:
        return [TextItem(row, self.texts.shown(row)) for row in self.rows if row.left_out]


def _written(value: str | date | None) -> str:
    return date_format(value, "j F Y") if isinstance(value, date) else value or ""


@dataclass(frozen=True)
class FieldPart:
    key: str
    title: str | Promise
    fields: list[Field]
