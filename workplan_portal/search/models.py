"""Pieces of texts that never change again, kept to be found. What is being written is found in its own rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .folding import fold
from .question import Question


class FixedText(models.TextChoices):
    """Which texts are fixed. What one of them is, and who may read it, the app knows that fixed it."""

    REVISION = "revision", _("version of a plan")
    RELEASE = "release", _("released report")
    LETTER = "letter", _("letter that was sent")
    PUBLICATION = "publication", _("publication")


@dataclass(frozen=True)
class Part:
    """A piece of a text, as a reader gets it: `kind` is of `kinds`, `words` are plain, `anchor` is where it stands.

    `place` tells it from its neighbours and is the same in another version. `heading` is what it stands under.
    """

    kind: str
    place: str
    anchor: str
    heading: str
    words: str


class FoundPart(NamedTuple):
    """What is read of a passage: there may be hundreds of them, and a model is made slowly."""

    fixed: str
    source: int
    kind: str
    place: str
    anchor: str
    heading: str
    words: str


class PassageQuerySet(models.QuerySet["Passage"]):
    def of(self, readable: Mapping[FixedText, Iterable[int]]) -> PassageQuerySet:
        """Only of these texts: whoever asks says which a person may read."""
        each = (Q(fixed=fixed, source__in=list(sources)) for fixed, sources in readable.items())
        return self.filter(reduce(lambda some, one: some | one, each, Q(pk__in=[])))

    def fitting(self, question: Question) -> PassageQuerySet:
        return self.filter(*(Q(folded__contains=term) for term in question.terms))

    def parts(self, most: int) -> list[FoundPart]:
        return [FoundPart(*row) for row in self.values_list(*FoundPart._fields)[:most]]


class Passage(models.Model):
    """A piece of a fixed text. It is written with that text and goes when nobody can be shown that text any more."""

    fixed = models.CharField(max_length=12, choices=FixedText.choices)
    source = models.PositiveBigIntegerField()  # its key there: this floor knows none of them
    kind = models.CharField(max_length=16)
    place = models.CharField(max_length=60)
    anchor = models.CharField(max_length=60)
    heading = models.CharField(max_length=300)
    words = models.TextField()
    folded = models.TextField()

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        indexes = [models.Index(name="passage_of_text", fields=["fixed", "source"])]

    def __str__(self) -> str:
        return f"{self.fixed} {self.source}: {self.place}"


def keep(fixed: FixedText, source: int, parts: Iterable[Part]) -> None:
    """A text was fixed: from now on it is found. In the transaction that fixes it: neither is without the other."""
    Passage.objects.bulk_create(Passage(**columns) for columns in written(fixed, source, parts))


def forget(fixed: FixedText, source: int) -> None:
    """Another text took its place for whoever reads it."""
    Passage.objects.filter(fixed=fixed, source=source).delete()


def written(fixed: str, source: int, parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """What a row holds of each part in which something stands; for migrations, which know no model of ours."""
    for part in parts:
        if part.words.strip():
            yield {
                "fixed": fixed,
                "source": source,
                "kind": part.kind,
                "place": part.place,
                "anchor": part.anchor,
                "heading": part.heading[:300],
                "words": part.words,
                "folded": fold(part.words),
            }
