"""The whole plan as plain data: `rows → document → page | PDF | JSON | comparison`.

Everything a reader gets is rendered from a `Document` and from nothing else, so screen and file cannot differ. Its
canonical JSON, before numbering and footnotes, is what a revision stores and what its digest is taken over. Who decided
what about it stands beside it, in `Record`.

The text falls into parts: what is shared, and what belongs to one municipality. A mayor answers for the shared part and
the own municipality's; chief and prosecutor for all parts. Each part has a digest of its own.

A joint plan, for several municipalities, has an edition for each: the shared part and that municipality's. An edition
is a way to read the whole text, not a text of its own, so which edition a document is does not stand in what is hashed;
beside it stands the record of the whole.

Texts are the restricted HTML of `documents.richtext`, or plain text where a comment says so. Numbers are `Decimal` in
the unit of the indicator; `None` is not known, never zero.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, cast

from workplan_portal.documents.canonical import canonical, digest, written
from workplan_portal.documents.plain import loaded, plain

from .amended import Amended, AmendmentNote
from .codes import Audience, Kind, ListKind
from .earlier_texts import leave_out_what_came_later
from .from_minutes import FromMinutes

SCHEMA = 1
"""Raised when a field changes meaning; `load` upgrades older texts."""

SHARED = "shared"

KEPT = 8
"""Documents that stay at hand once they were read from a stored text."""


@dataclass(frozen=True)
class Place:
    """An organisation as it was called when the text was made."""

    code: str
    name: str


@dataclass(frozen=True)
class Frame:
    """A frame the plan corresponds to."""

    id: str
    title: str
    level: str
    owner: str
    valid_from: int
    valid_until: int


@dataclass(frozen=True)
class Term:
    """A word that gets a footnote where it first occurs; `forms` and `explanation` are plain text.

    `found_in` names the parts whose texts use it, when it comes from the glossary. A footnote of the plan itself has
    none: it belongs to the shared part.
    """

    id: str
    forms: tuple[str, ...]
    explanation: str
    elsewhere: bool = False
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A context figure that is no target."""

    id: str
    text: str
    value: Decimal | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Indicator:
    code: str
    name: str
    definition: str
    unit: str
    direction: str
    cumulative: bool
    numerator: str = ""
    denominator: str = ""
    expected_by: str = ""  # empty: last year's course, where it says enough


@dataclass(frozen=True)
class Target:
    """The three figures norm, last year and goal stand together; `basis` says where the goal comes from."""

    id: str
    contribution: str | None  # id
    indicator: Indicator
    scope: str
    area: Place
    comparator: str
    norm: Decimal | None
    norm_origin: str
    norm_year: int | None
    provisional_norm: bool
    baseline_year: int  # the year that `last_year` is the result of; normally the year before the plan's
    last_year: Decimal | None
    provisional_last_year: bool
    last_year_source: str
    last_year_example: bool
    goal: Decimal | None
    basis: str  # norm | last_year | own | none
    own_goal_reason: str
    parent: str | None  # id of the target it is a share of
    restates: str | None  # id of the target it repeats; never added up with it
    mandatory: bool
    explanation: str


@dataclass(frozen=True)
class Listed:
    """An organisation, consultation or place from the lists of the team, as it was called when the text was made."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True)
class Contribution:
    """`responsible`, `partners`, `consultation` and `dependency` are plain text; `fte` is full-time equivalents.

    `partners` and `consultation` are what stands in no list; `with_whom` and `discussed_in` are all there is to read.
    """

    id: str
    kind: str
    text: str
    responsible: str = ""
    partners: str = ""
    consultation: str = ""
    fte: Decimal | None = None
    dependency: str = ""
    internal: bool = False
    listed: tuple[Listed, ...] = ()

    @property
    def with_whom(self) -> str:
        return self._all(ListKind.PARTNER, self.partners)

    @property
    def discussed_in(self) -> str:
        return self._all(ListKind.CONSULTATION, self.consultation)

    @property
    def hotspots(self) -> str:
        return self._all(ListKind.HOTSPOT)

    @property
    def allies(self) -> str:
        return self._all(ListKind.ALLY)

    def _all(self, kind: ListKind, typed: str = "") -> str:
        return ", ".join(filter(None, (*(listed.name for listed in self.listed if listed.kind == kind), typed)))


@dataclass(frozen=True)
class Block:
    """A priority as the plan treats it. Blocks with one `priority` are one priority in several blocks."""

    id: str
    priority: str
    priority_title: str
    split: bool  # does the priority have more blocks than this one?
    level: str
    heading: str
    title: str
    box_title: str
    narrative: str
    ambition: str
    objective: str
    residents_input: str
    authority: str
    agreement: str
    agreement_reference: str
    contributions: tuple[Contribution, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def standing(self) -> tuple[Contribution, ...]:
        return tuple(c for c in self.contributions if c.kind == Kind.STANDING)

    @property
    def of_the_year(self) -> tuple[Contribution, ...]:
        return tuple(c for c in self.contributions if c.kind == Kind.YEAR)


@dataclass(frozen=True)
class Chapter:
    level: str
    municipality: Place | None
    introduction: str
    blocks: tuple[Block, ...] = ()

    @property
    def part(self) -> str:
        return self.municipality.code if self.municipality else SHARED


@dataclass(frozen=True)
class Document:
    id: str
    year: int
    team: Place
    district: Place
    unit: Place
    municipalities: tuple[Place, ...]
    norm_rule: str
    foreword: str
    foreword_on: date | None
    introduction: str
    going_concern: str
    formation: str
    upscaling: str
    themes_note: str
    frames: tuple[Frame, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    terms: tuple[Term, ...] = ()
    example: bool = False
    amendment: Amended | None = None  # of the text that an amendment made; such a text holds the whole plan
    audience: str = field(default=Audience.INTERNAL.value)
    formation_fte: Decimal | None = None  # of the whole team
    edition: Place | None = None  # the municipality whose edition of a joint plan this is; not in the stored text

    @property
    def blocks(self) -> Iterator[Block]:
        for chapter in self.chapters:
            yield from chapter.blocks

    @property
    def targets(self) -> Iterator[Target]:
        for block in self.blocks:
            yield from block.targets

    def for_audience(self, audience: Audience) -> Document:
        """Without what this audience may not have. Whatever leaves the portal has passed here."""
        if audience == Audience.INTERNAL:
            return self
        chapters = tuple(replace(c, blocks=tuple(_for_council(b) for b in c.blocks)) for c in self.chapters)
        said = self.amendment and replace(self.amendment, capacity="")  # between those who decide
        return replace(self._cut_down_to(chapters), audience=audience.value, amendment=said)

    def for_edition(self, code: str) -> Document:
        """What one municipality of a joint plan reads: the shared chapters and its own.

        Raises KeyError for a municipality that the plan is not for.
        """
        edition = {place.code: place for place in self.municipalities}[code]
        chapters = tuple(chapter for chapter in self.chapters if chapter.part in (SHARED, code))
        return replace(self._cut_down_to(chapters), edition=edition)

    def _cut_down_to(self, chapters: tuple[Chapter, ...]) -> Document:
        """With less than it held; no target speaks of one that was left out."""
        rest = replace(self, chapters=chapters)
        before, kept = {t.id: t for t in self.targets}, {t.id for t in rest.targets}
        if before.keys() == kept:
            return rest
        return replace(rest, chapters=tuple(_relinked(chapter, before, kept) for chapter in chapters))

    # --- text and digests ---------------------------------------------------------------------------------------------

    @cached_property
    def _data(self) -> dict[str, Any]:
        """What is hashed: without the edition, so that a digest is the same from whichever side the text is read.

        Kept, since whoever asks for the digest of the whole usually asks for those of the parts.
        """
        data: dict[str, Any] = plain(self)
        del data["edition"]
        leave_out_what_came_later(data)
        return cast(dict[str, Any], canonical(data))

    def text(self) -> str:
        """The canonical JSON, as a revision stores it."""
        return written({"schema": SCHEMA, **self._data}).decode()

    def digest(self) -> str:
        return digest(self.text().encode())

    def parts(self) -> dict[str, str]:
        """A digest per part: "shared" and the code of each municipality."""
        whole = dict(self._data)
        chapters, terms = whole.pop("chapters"), whole.pop("terms")
        content: dict[str, dict[str, Any]] = {SHARED: whole | {"chapters": [], "terms": []}}
        content |= {m.code: {"chapters": []} for m in self.municipalities}
        for term, data in zip(self.terms, terms, strict=True):
            said = {name: value for name, value in data.items() if name != "found_in"}
            for part in term.found_in or (SHARED,):
                content[part].setdefault("terms", []).append(said)
        for chapter, data in zip(self.chapters, chapters, strict=True):
            content[chapter.part]["chapters"].append(data)
        return {part: digest(written(data)) for part, data in content.items()}


@dataclass(frozen=True)
class Decided:
    """A decision as a reader sees it. `minutes` is None for what somebody decided in the portal."""

    capacity: str
    name: str
    decision: str
    decided_at: datetime
    reservation: str = ""
    minutes: FromMinutes | None = None


@dataclass(frozen=True)
class Adopted:
    adopted_on: date
    body: str
    members: tuple[str, ...]
    late_reason: str = ""
    days_late: int = 0  # days after 31 January of the plan's year; never less than 0


@dataclass(frozen=True)
class Record:
    """What is known about a text and is not in it: its version, its digest, who agreed, its adoption."""

    number: int | None  # None: a draft that was never submitted
    digest: str
    status: str
    consents: tuple[Decided, ...] = ()
    adoption: Adopted | None = None
    signed_by: tuple[str, ...] = ()  # the chiefs who approved it: they sign the foreword
    amendments: tuple[AmendmentNote, ...] = ()  # those that made it what it is, the first one first


def _for_council(block: Block) -> Block:
    """Without the contributions marked "not for the council", and without the targets that measure only those."""
    hidden = {c.id for c in block.contributions if c.internal}
    return replace(
        block,
        contributions=tuple(c for c in block.contributions if c.id not in hidden),
        targets=tuple(t for t in block.targets if t.contribution not in hidden),
    )


def _relinked(chapter: Chapter, before: Mapping[str, Target], kept: Container[str]) -> Chapter:
    blocks = (
        replace(
            block,
            targets=tuple(
                replace(
                    target,
                    parent=_still_there(target, "parent", before, kept),
                    restates=_still_there(target, "restates", before, kept),
                )
                for target in block.targets
            ),
        )
        for block in chapter.blocks
    )
    return replace(chapter, blocks=tuple(blocks))


def _still_there(target: Target, link: str, before: Mapping[str, Target], kept: Container[str]) -> str | None:
    """The target it speaks of; when that was left out, the one which that spoke of: a share of a share is a share."""
    found: str | None = getattr(target, link)
    for _step in before:  # no chain is longer than there are targets
        if found is None or found in kept:
            return found
        found = getattr(before[found], link)
    return None


# --- plain data and back ----------------------------------------------------------------------------------------------


@lru_cache(KEPT)
def load(text: str) -> Document:
    """The document of a revision's stored text. Raises ValueError for a schema that is newer than this code."""
    return loaded(Document, text, SCHEMA)
