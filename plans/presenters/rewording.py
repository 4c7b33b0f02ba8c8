"""Which words differ from those of the plan that one was started from: of a priority, and of the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.codes import Agreement
from plans.document import Block, Chapter, Document
from plans.document import Term as ShownTerm
from plans.models import Block as BlockRow
from plans.models import Draft, Term
from plans.numbering import chapter_title
from priorities.models import lines

from .opened import Rich, rich

PLAIN = ("heading", "title")
RICH = ("narrative", "ambition", "objective", "residents_input")
"""Of a priority: what a reader finds under or above it."""

TEXTS = ("introduction", "going_concern", "formation", "upscaling")
"""Of the plan as a whole; its foreword is another one every year."""


@dataclass(frozen=True)
class Reworded:
    """How it read and how it reads; empty where there was, or is, nothing. Markup when it is rich."""

    label: str
    then: str
    now: str
    is_rich: bool = False

    @property
    def text_then(self) -> Rich:
        return rich(self.then)

    @property
    def text_now(self) -> Rich:
        return rich(self.now)


def of_block(old: Block, now: Block) -> list[Reworded]:
    """As a reader finds them: also where a new edition of the frame says it otherwise."""
    read = [
        *((name, getattr(old, name), getattr(now, name)) for name in PLAIN),
        ("box_title", _box_title(old), _box_title(now)),
        *((name, getattr(old, name), getattr(now, name)) for name in RICH),
        ("agreement", _agreement(old), _agreement(now)),
    ]
    differing = ((name, then, reads) for name, then, reads in read if then != reads)
    return [Reworded(_label(BlockRow, name), then, reads, name in RICH) for name, then, reads in differing]


def of_plan(old: Document, now: Document, chapters: Iterable[Chapter], terms: Iterable[Term]) -> list[Reworded]:
    """Texts and terms. `chapters` are those of the earlier plan that concern this one, `terms` the rows of this one."""
    return _differing([*_texts(old, now), *_introductions(chapters, now), *_terms(old, now, terms)])


def _texts(old: Document, now: Document) -> Iterator[Reworded]:
    for name in TEXTS:
        yield Reworded(_label(Draft, name), getattr(old, name), getattr(now, name), is_rich=True)


def _introductions(chapters: Iterable[Chapter], now: Document) -> Iterator[Reworded]:
    there = {(chapter.level, chapter.part): chapter.introduction for chapter in now.chapters}
    for old in chapters:
        label = _("Introduction to “%(chapter)s”") % {"chapter": chapter_title(old, now)}
        yield Reworded(label, old.introduction, there.get((old.level, old.part), ""), is_rich=True)


def _terms(old: Document, now: Document, rows: Iterable[Term]) -> Iterator[Reworded]:
    """A word that this plan does not use any more, or not yet, needs no term of the glossary."""
    known = {str(row.origin): row for row in rows}
    explained = {form: term for term in reversed(now.terms) for form in term.forms}
    for term in old.terms:
        row, other = known.get(term.id), next((explained[form] for form in term.forms if form in explained), None)
        if row is None and other is None and term.found_in:
            continue
        label = _("Term “%(term)s”") % {"term": term.forms[0]}
        reads = _explained(lines(row.forms), row.explanation) if row else _of_document(other)
        yield Reworded(label, _of_document(term), reads)


def _of_document(term: ShownTerm | None) -> str:
    return _explained(term.forms, term.explanation) if term else ""


def _explained(forms: Iterable[str], explanation: str) -> str:
    return f"{', '.join(forms)}: {explanation}"


def _box_title(block: Block) -> str:
    """Where it says anything else than the title."""
    return block.box_title if block.box_title != block.title else ""


def _agreement(block: Block) -> str:
    words = str(Agreement(block.agreement).label)
    return f"{words}: {block.agreement_reference}" if block.agreement_reference else words


def _label(model: type[BlockRow] | type[Draft], name: str) -> str:
    return str(capfirst(str(model._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]  # none is a relation


def _differing(found: Iterable[Reworded]) -> list[Reworded]:
    return [each for each in found if each.then != each.now]
