"""The words of a document, for searching."""

from __future__ import annotations

from collections.abc import Iterator

from workplan_portal.documents.richtext import plain_text

from .document import Block, Document


def readable_text(document: Document) -> str:
    """Every text a reader of this document sees, as plain lines in reading order."""
    return "\n".join(filter(None, _texts(document)))


def _texts(document: Document) -> Iterator[str]:
    for text in (
        document.foreword,
        document.introduction,
        document.going_concern,
        document.formation,
        document.upscaling,
    ):
        yield plain_text(text)
    for chapter in document.chapters:
        yield plain_text(chapter.introduction)
        for block in chapter.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    yield from (block.heading, block.title, block.box_title)
    for text in (block.narrative, block.ambition, block.objective, block.residents_input):
        yield plain_text(text)
    for contribution in block.contributions:
        yield plain_text(contribution.text)
        yield from (contribution.responsible, contribution.partners, contribution.consultation)
    for target in block.targets:
        yield target.indicator.name
        yield plain_text(target.explanation)
    for fact in block.facts:
        yield plain_text(fact.text)
