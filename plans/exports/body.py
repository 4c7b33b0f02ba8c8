"""What a reader sees of a plan between cover and colophon, in reading order: screen and paper show the same.

The order in which this module goes through the texts is the order in which footnotes are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from plans.amended import AmendmentNote
from plans.codes import Agreement
from plans.document import Block, Contribution, Document, Fact, Frame, Record, Term
from plans.numbering import INTRODUCTION, NumberedChapter, numbered
from plans.references import names_of
from priorities.codes import Level, Unit
from priorities.notation import amount
from workplan_portal.documents import footnotes
from workplan_portal.documents.abbreviations import Abbreviations
from workplan_portal.documents.footnotes import Footnotes, Note, Segment
from workplan_portal.documents.look import Entry, Notice
from workplan_portal.documents.references import named
from workplan_portal.documents.richtext import plain_text

from .cover import notice_of_edition, team_of
from .lengths import MOST_ON_A_PAGE, SIGNS_IN_A_LINE, lines
from .targets import ShownTarget, Targets

Text = tuple[Segment, ...]

LONG = 2_000
"""Signs of markup that take half a page beside a label."""

FEW = 3
"""Contributions in a box: on two pages one of them would stand alone under the title."""


@dataclass(frozen=True)
class Titled:
    """A numbered part of the introduction, or a labelled text of a priority."""

    title: str
    text: Text
    number: str = ""
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShownContribution:
    text: Text
    details: str
    internal: bool

    @property
    def length(self) -> int:
        return sum(len(segment.html) for segment in self.text)

    @property
    def is_long(self) -> bool:
        """It may run on over a page: kept whole, it would leave the page before it blank."""
        return self.length > LONG


@dataclass(frozen=True)
class Group:
    """The standing contributions, or those of the year."""

    label: str
    contributions: tuple[ShownContribution, ...]


@dataclass(frozen=True)
class ShownFact:
    text: Text
    value: str
    source: str


@dataclass(frozen=True)
class ShownBlock:
    anchor: str
    title: str
    box_title: str
    narrative: Text
    stated: tuple[Titled, ...]
    agreement: str
    groups: tuple[Group, ...]
    targets: tuple[ShownTarget, ...]
    last_year: int
    facts: tuple[ShownFact, ...]

    @property
    def has_few_contributions(self) -> bool:
        """Their box stands whole on a page, unless they are long."""
        shown = [contribution for group in self.groups for contribution in group.contributions]
        return len(shown) <= FEW and sum(contribution.length for contribution in shown) <= LONG

    @property
    def fits_on_a_page(self) -> bool:
        """By an estimate: with the names above texts and tables, and with what stands around figures."""
        contributions = [contribution for group in self.groups for contribution in group.contributions]
        texts = (
            lines(self.narrative)
            + sum(1 + lines(stated.text) for stated in self.stated)
            + sum(1 + lines(contribution.text) for contribution in contributions)
            + sum(lines(fact.text) for fact in self.facts)
        )
        figures = sum(
            3 + len(target.why + target.counted) // SIGNS_IN_A_LINE + lines(target.explanation)
            for target in self.targets
        )
        heads = 3 * (bool(self.groups) + bool(self.targets) + bool(self.facts))
        return texts + figures + heads <= MOST_ON_A_PAGE


@dataclass(frozen=True)
class ShownHeading:
    number: str
    title: str
    anchor: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class ShownChapter:
    number: int
    title: str
    anchor: str
    introduction: Text
    headings: tuple[ShownHeading, ...]

    @property
    def ends_with(self) -> str:
        """The anchor of its last priority, of which no scrap should be alone on a last page."""
        return self.headings[-1].blocks[-1].anchor if self.headings else ""


@dataclass(frozen=True)
class Signature:
    names: tuple[str, ...]
    function: str
    signed_on: date | None


@dataclass(frozen=True)
class Body:
    year: int
    edition: Notice | None
    foreword: Text
    signature: Signature
    introduction: Text
    sections: tuple[Titled, ...]
    themes_note: str
    frames: tuple[Frame, ...]
    basis_number: str
    chapters: tuple[ShownChapter, ...]
    amendments: tuple[AmendmentNote, ...]
    notes: tuple[Note, ...]

    @property
    def contents(self) -> tuple[Entry, ...]:
        introduction = [Entry(section.anchor, section.title, section.number) for section in self.sections]
        if self.basis_number:
            introduction.append(Entry("grondslag", _("What this plan rests on"), self.basis_number))
        return (
            *([Entry("voorwoord", _("Foreword"))] if self.foreword else []),
            Entry("hoofdstuk-1", _("Introduction"), str(INTRODUCTION), tuple(introduction)),
            *(
                Entry(
                    chapter.anchor,
                    chapter.title,
                    str(chapter.number),
                    tuple(Entry(heading.anchor, heading.title, heading.number) for heading in chapter.headings),
                )
                for chapter in self.chapters
            ),
            *([Entry("bijstellingen", _("Amendments"))] if self.amendments else []),
        )


def body_of(document: Document, record: Record) -> Body:
    return _Reading(document, record).body()


class _Reading:
    """Goes through a plan once, from front to back."""

    def __init__(self, document: Document, record: Record) -> None:
        self.document = document
        self.record = record
        self.names = names_of(document)
        terms = tuple(_explained(term) for term in document.terms)
        self.footnotes, self.abbreviations = Footnotes(terms), Abbreviations(terms)
        self.targets = Targets(document, self._text)

    def body(self) -> Body:
        document = self.document
        foreword = self._text(document.foreword)
        introduction = self._text(document.introduction)
        sections = tuple(self._sections())
        return Body(
            year=document.year,
            edition=notice_of_edition(document, self.record),
            foreword=foreword,
            signature=Signature(self.record.signed_by, _function(document), document.foreword_on),
            introduction=introduction,
            sections=sections,
            themes_note=document.themes_note,
            frames=document.frames,
            basis_number=f"{INTRODUCTION}.{len(sections) + 1}" if document.frames or document.themes_note else "",
            chapters=tuple(self._chapter(chapter) for chapter in numbered(document)),
            amendments=self.record.amendments,
            notes=self.footnotes.notes,
        )

    def _text(self, html: str) -> Text:
        """With what it refers to in words, its notes and its abbreviations."""
        marked = self.footnotes.mark(named(html, self.names)) if html else ()
        return tuple(Segment(self.abbreviations.expanded(segment.html), segment.note) for segment in marked)

    def _sections(self) -> Iterable[Titled]:
        texts = (
            (_("The daily work"), self.document.going_concern, ""),
            (_("People available"), self.document.formation, available(self.document)),
            (_("When more is needed"), self.document.upscaling, ""),
        )
        written = (text for text in texts if any(text[1:]))
        for place, (title, html, note) in enumerate(written, 1):
            number = f"{INTRODUCTION}.{place}"
            yield Titled(title, self._text(html), number, _anchor(number), note)

    def _chapter(self, chapter: NumberedChapter) -> ShownChapter:
        return ShownChapter(
            number=chapter.number,
            title=chapter.title,
            anchor=f"hoofdstuk-{chapter.number}",
            introduction=self._text(chapter.chapter.introduction),
            headings=tuple(
                ShownHeading(
                    number=heading.number,
                    title=heading.title,
                    anchor=_anchor(heading.number),
                    blocks=tuple(self._block(block, heading.title) for block in heading.blocks),
                )
                for heading in chapter.headings
            ),
        )

    def _block(self, block: Block, heading: str) -> ShownBlock:
        return ShownBlock(
            anchor=f"prioriteit-{block.id}",
            title="" if block.title == heading else block.title,
            box_title=block.box_title,
            narrative=self._text(block.narrative),
            stated=tuple(self._stated(block)),
            agreement=_agreement(block),
            groups=tuple(self._groups(block)),
            targets=tuple(self.targets.shown(target) for target in block.targets),
            last_year=self.document.year - 1,
            facts=tuple(self._fact(fact) for fact in block.facts),
        )

    def _stated(self, block: Block) -> Iterable[Titled]:
        objective = _("Objective of the municipality") if block.level == Level.LOCAL else _("Objective")
        texts = (
            (_("What residents say"), block.residents_input),
            (_("Ambition"), block.ambition),
            (objective, block.objective),
        )
        for title, html in texts:
            if html:
                yield Titled(title, self._text(html))

    def _groups(self, block: Block) -> Iterable[Group]:
        labels = (
            (_("Police contribution"), block.standing),
            (_("Priority %(year)s") % {"year": self.document.year}, block.of_the_year),
        )
        for label, contributions in labels:
            if contributions:
                yield Group(label, tuple(self._contribution(contribution) for contribution in contributions))

    def _contribution(self, contribution: Contribution) -> ShownContribution:
        return ShownContribution(self._text(contribution.text), _details(contribution), contribution.internal)

    def _fact(self, fact: Fact) -> ShownFact:
        value = amount(fact.value, Unit(fact.unit)) if fact.value is not None and fact.unit else ""
        told = _tells(named(fact.text, self.names), value)
        return ShownFact(self._text(fact.text), "" if told else value, fact.source)


def _tells(html: str, value: str) -> bool:
    """Does this text name the value itself, and not merely as a piece of something else: the 9 of 2019, or of 9%?"""
    number = rf"(?<!\w)(?<!\d[.,]){re.escape(value)}(?!\w|[.,]\d|\s?%)"
    return re.search(number, plain_text(html)) is not None


def _explained(term: Term) -> footnotes.Term:
    if not term.elsewhere:
        return footnotes.Term(term.forms, term.explanation)
    added = _("(This explanation does not come from the plan itself.)")
    return footnotes.Term(term.forms, f"{term.explanation} {added}")


def _details(contribution: Contribution) -> str:
    """Who, with whom, where it is discussed, with how many, and what it waits for: in one line."""
    fte = amount(contribution.fte, Unit.FTE) if contribution.fte is not None else ""
    return " · ".join(
        filter(
            None,
            (
                contribution.responsible,
                _("with %(partners)s") % {"partners": contribution.with_whom} if contribution.with_whom else "",
                contribution.discussed_in,
                _("hotspots: %(names)s") % {"names": contribution.hotspots} if contribution.hotspots else "",
                _("allies: %(names)s") % {"names": contribution.allies} if contribution.allies else "",
                fte,
                _("depends on: %(what)s") % {"what": contribution.dependency} if contribution.dependency else "",
            ),
        )
    )


def _agreement(block: Block) -> str:
    match block.agreement:
        case Agreement.REFERRED:
            return _("The agreements with the police can be found in: %(place)s.") % {
                "place": block.agreement_reference.rstrip(".")
            }
        case Agreement.DEFAULT:
            return _(
                "No specific agreements were made with the police. "
                "They contribute to this objective in their daily work."
            )
    return ""


def _function(document: Document) -> str:
    return _("Team chief of %(team)s") % {"team": team_of(document)}


def _anchor(number: str) -> str:
    return f"paragraaf-{number.replace('.', '-')}"


def available(document: Document) -> str:
    """How many fte the team has; empty when the plan doesn't say."""
    if document.formation_fte is None:
        return ""
    return _("The team has %(available)s.") % {"available": amount(document.formation_fte, Unit.FTE)}
