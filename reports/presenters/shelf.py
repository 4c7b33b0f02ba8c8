"""What the public pages show of a publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst, slugify

from reports.models import Kind, Publication


@dataclass(frozen=True)
class Listed:
    """A publication as it stands in a list."""

    publication: Publication

    @property
    def title(self) -> str:
        return self.publication.title

    @property
    def kind(self) -> str:
        return str(capfirst(Kind(self.publication.kind).label))

    @property
    def municipalities(self) -> str:
        return ", ".join(m.name for m in self.publication.municipalities.all())

    @property
    def size(self) -> int:
        """Of the file, in bytes."""
        return self.publication.file.size

    @property
    def page_url(self) -> str:
        return reverse("reports:document", args=[self.publication.uuid])

    @property
    def pdf_url(self) -> str:
        return reverse("reports:document_pdf", args=[self.publication.uuid, file_name(self.publication)])

    @property
    def word_url(self) -> str:
        return reverse("reports:document_word", args=[self.publication.uuid, file_name(self.publication)])

    @property
    def changes_url(self) -> str:
        return reverse("reports:document_changes_pdf", args=[self.publication.uuid, file_name(self.publication)])

    @property
    def json_url(self) -> str:
        return reverse("reports:document_json", args=[self.publication.uuid])


@dataclass(frozen=True)
class Year:
    year: int
    publications: list[Listed]


def by_year(publications: Iterable[Publication]) -> list[Year]:
    """Newest year first; expects them in that order."""
    rows = map(Listed, publications)
    return [Year(year, list(group)) for year, group in groupby(rows, key=lambda row: row.publication.year)]


def file_name(publication: Publication) -> str:
    """The name of the file without its ending: jaarwerkplan-2021-basisteam-zuidoost-drenthe-emmen."""
    return slugify(publication.title)
