"""The texts of a letter as they write themselves: a template per kind of block, filled with the facts.

In the language of the country, whatever language the reader has chosen for the buttons around them. A block for which
there is nothing to say (a plan that was adopted in time needs no apology) is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from reports.models import Letter, LetterText, TextKind
from workplan_portal.documents.richtext import clean

from .choosing import subject_of
from .document import Paragraphs


class Texts:
    """The texts of one letter; the facts are gathered once."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.subject = subject_of(letter)

    def shown(self, row: LetterText) -> str:
        """What stands in the letter for this block; empty when it has nothing to say."""
        return row.own_text if row.edited else self.generated(TextKind(row.kind))

    def generated(self, kind: TextKind) -> str:
        if kind == TextKind.OWN:
            return ""
        folder = "reports/letter/blocks"
        with override(settings.LANGUAGE_CODE):
            templates = [f"{folder}/{self.subject.kind}/{kind.value}.html", f"{folder}/{kind.value}.html"]
            return clean(render_to_string(templates, self._facts))

    def in_letter(self, rows: Iterable[LetterText]) -> tuple[Paragraphs, ...]:
        """The blocks that stand in the letter, in its order."""
        shown = ((row, self.shown(row)) for row in rows if not row.left_out)
        return tuple(Paragraphs(str(row.uuid), row.kind, text, row.edited) for row, text in shown if text)

    @cached_property
    def _facts(self) -> dict[str, Any]:
        with override(settings.LANGUAGE_CODE):
            known = {**self.subject.common_facts(), **self.subject.facts()}
            return {**known, "replaces": self.letter.replaces, "because": self.letter.replaces_because}
