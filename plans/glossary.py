"""Which words of a plan get a footnote, and what the glossary of unit and nation adds to the plan's own.

The plan's own footnote for a word goes first, then the unit's explanation, then the nation's. Two terms are about one
word when they have a form in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from priorities.codes import Lifecycle
from priorities.models import GlossaryTerm
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.documents.footnotes import Words, word_key

from .document import SHARED, Block, Chapter, Document, Term
from .models import Draft, LeftOutTerm, Plan

Place = Chapter | Block | None
"""Where a text stands. None: before the chapters, in foreword or introduction."""


@dataclass(frozen=True)
class Glossary:
    """What unit and nation explain, the nearest first, and which of it does not explain anything in this draft."""

    active: tuple[GlossaryTerm, ...]
    left_out: tuple[GlossaryTerm, ...]
    retired: tuple[GlossaryTerm, ...] = ()


def glossary_of(draft: Draft, plan: Plan) -> Glossary:
    """In one query. A term that was left out and has been retired since still keeps its word without a footnote."""
    left_out = Exists(LeftOutTerm.objects.filter(draft=draft, term=OuterRef("pk")))
    known = GlossaryTerm.objects.for_unit(plan.team.district.unit_id).annotate(is_left_out=left_out).order_by("pk")
    rows = sorted(known, key=lambda term: term.owner.kind == AreaKind.NATIONAL)
    return Glossary(
        tuple(t for t in rows if not t.is_left_out and t.lifecycle == Lifecycle.ACTIVE),
        tuple(t for t in rows if t.is_left_out),
        tuple(t for t in rows if not t.is_left_out and t.lifecycle == Lifecycle.RETIRED),
    )


def explained(document: Document, glossary: Glossary) -> Document:
    """With the terms of the glossary that its texts use."""
    offered = _offered(document, glossary.left_out, glossary.active)
    found: dict[str, set[str]] = {}
    if offered:
        words = Words([*document.terms, *offered])
        for part, _place, html in footnoted(document):
            for _end, _form, term in words.found(html):
                found.setdefault(term.id, set()).add(part)
    used = (replace(term, found_in=tuple(sorted(found[term.id]))) for term in offered if term.id in found)
    return replace(document, terms=(*document.terms, *used))


def retired_and_used(document: Document, glossary: Glossary) -> list[Term]:
    """Terms that the glossary explains no more, whose word stands in the plan without a footnote."""
    offered = _offered(document, glossary.left_out, glossary.retired)
    used = first_uses(document, [*document.terms, *offered]) if offered else {}
    return [term for term in offered if term.id in used]


def first_uses(document: Document, terms: Iterable[Term]) -> dict[str, Place]:
    """Where each of these terms, by its id, gets its footnote. A term that no text uses is not in it."""
    words, found = Words(terms), dict[str, Place]()
    for _part, place, html in footnoted(document):
        for _end, _form, term in words.found(html):
            found.setdefault(term.id, place)
    return found


def footnoted(document: Document) -> Iterator[tuple[str, Place, str]]:
    """The texts in which footnotes stand, in reading order: part, place and markup."""
    for text in (
        document.foreword,
        document.introduction,
        document.going_concern,
        document.formation,
        document.upscaling,
    ):
        yield SHARED, None, text
    for chapter in document.chapters:
        yield chapter.part, chapter, chapter.introduction
        for block in chapter.blocks:
            for text in _of_block(block):
                yield chapter.part, block, text


def _of_block(block: Block) -> Iterator[str]:
    yield from (block.narrative, block.residents_input, block.ambition, block.objective)
    yield from (contribution.text for contribution in (*block.standing, *block.of_the_year))
    yield from (target.explanation for target in block.targets)
    yield from (fact.text for fact in block.facts)


def _offered(document: Document, left_out: Iterable[GlossaryTerm], rows: Iterable[GlossaryTerm]) -> list[Term]:
    """Those about a word that nothing nearer explains, and that is not left out."""
    taken = {word_key(form) for term in document.terms for form in term.forms}
    taken |= {word_key(form) for row in left_out for form in row.words}
    offered = []
    for row in rows:
        keys = {word_key(form) for form in row.words}
        if not keys & taken:
            offered.append(Term(str(row.uuid), row.words, row.note, row.elsewhere))
        taken |= keys
    return offered
