"""The council letter as plain data: `rows → document → page | PDF | JSON`, as with plans.

Its canonical JSON is what a sent letter stores. Texts of blocks are the restricted HTML of `documents.richtext`;
everything else is plain text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plans.document import Place
from workplan_portal.documents.canonical import canonical_bytes, digest
from workplan_portal.documents.plain import loaded, plain

SCHEMA = 1
"""Raised when a field changes meaning; `load` upgrades older texts."""

KEPT = 8
"""Letters that stay at hand once they were read from a stored text."""


@dataclass(frozen=True)
class Subject:
    """What the letter is about: a version of a plan, by its digest."""

    kind: str
    id: str
    version: int
    digest: str
    title: str
    year: int
    decided_on: date | None


@dataclass(frozen=True)
class Paragraphs:
    """A block of text; `edited` when somebody wrote it and it no longer follows the data."""

    id: str
    kind: str
    text: str
    edited: bool


@dataclass(frozen=True)
class Signatory:
    function: str
    name: str


@dataclass(frozen=True)
class Replaced:
    """The earlier letter that this one takes the place of."""

    id: str
    reference: str
    dated_on: date | None
    because: str


@dataclass(frozen=True)
class LetterDocument:
    id: str
    municipality: Place
    subject: Subject
    addressee: str
    department: str
    team: str
    reference: str
    your_reference: str
    enclosures: tuple[str, ...]
    handled_by: str
    dated_on: date | None
    telephone: str
    fax: str
    email: str
    subject_line: str
    salutation: str
    texts: tuple[Paragraphs, ...]
    valediction: str
    signing_body: str
    signatories: tuple[Signatory, ...]
    replaces: Replaced | None = None
    example: bool = False

    @property
    def days_after_decision(self) -> int | None:
        """From the adoption or release of what it is about to its own date; None while either is unknown."""
        decided = self.subject.decided_on
        return (self.dated_on - decided).days if self.dated_on and decided else None

    def text(self) -> str:
        """The canonical JSON, as a sent letter stores it."""
        return canonical_bytes({"schema": SCHEMA, **plain(self)}).decode()

    def digest(self) -> str:
        return digest(self.text().encode())


@dataclass(frozen=True)
class LetterRecord:
    """What is known about a letter's text and is not in it. No digest: it has not been sent."""

    digest: str = ""
    sent_on: date | None = None

    @property
    def sent(self) -> bool:
        return bool(self.digest)


@lru_cache(KEPT)
def load(text: str) -> LetterDocument:
    """The letter of a stored text. Raises ValueError for a schema that is newer than this code."""
    return loaded(LetterDocument, text, SCHEMA)
