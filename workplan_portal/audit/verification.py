"""Is the trail whole? And the daily seal, without which the end of a chain could be taken off unseen.

The newest seal is as safe as the place where its hash is kept outside this database: `seal_trail` prints it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef

from .models import Entry, Seal
from .trail import START, digest, fingerprint, wait_for_turn

Head = tuple[int, str]
"""Number and hash of a chain's last entry."""

AT_ONCE = 500
"""Subjects asked for in one query: below the number of parameters that SQLite takes."""


def verify() -> Iterator[str]:
    """Yield a line for each thing that is wrong with the trail; nothing when it is whole."""
    for _entry, fault in _faults(Entry.objects.order_by("subject", "number").iterator()):
        yield fault
    yield from _faults_of_seals()


def broken(subjects: Collection[str]) -> set[str]:
    """Which of these subjects' chains are not whole in themselves. A missing end only shows against a seal."""
    entries = Entry.objects.filter(subject__in=subjects).order_by("subject", "number").iterator()
    return {entry.subject for entry, _fault in _faults(entries)}


def _faults(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """For entries in order of subject and number: what does not follow from the entry before it."""
    subject, number, previous_hash = "", 0, START
    for entry in entries:
        if entry.subject != subject:
            subject, number, previous_hash = entry.subject, 0, START
        if entry.number != number + 1:
            yield entry, f"{entry}: number {number + 1} is missing"
        if entry.previous_hash != previous_hash:
            yield entry, f"{entry}: does not follow the entry before it"
        if entry.hash != fingerprint(entry):
            yield entry, f"{entry}: was changed after it was written"
        number, previous_hash = entry.number, entry.hash


def seal(day: date) -> Seal:
    """Seal the heads of the chains that grew; once a day. An existing seal of that day is returned unchanged."""
    with transaction.atomic():
        wait_for_turn("seal")
        if existing := Seal.objects.filter(day=day).first():
            return existing
        before = Seal.objects.last()
        sealed = _sealed_heads()
        grown = {subject: head for subject, head in _heads() if sealed.get(subject) != head}
        made = Seal(
            day=day,
            chains=len(sealed.keys() | grown.keys()),
            heads={subject: list(head) for subject, head in grown.items()},
            previous_hash=before.hash if before else START,
        )
        made.hash = seal_fingerprint(made)
        made.save()
        return made


def seal_fingerprint(made: Seal) -> str:
    return digest([made.previous_hash, made.day.isoformat(), made.chains, made.heads])


def _heads() -> Iterator[tuple[str, Head]]:
    later = Entry.objects.filter(subject=OuterRef("subject"), number=OuterRef("number") + 1)
    heads = Entry.objects.filter(~Exists(later)).order_by("subject", "number")
    for subject, number, value in heads.values_list("subject", "number", "hash").iterator():
        yield subject, (number, value)


def _sealed_heads() -> dict[str, Head]:
    """The last sealed head of every chain: a later seal only names the chains that grew."""
    heads: dict[str, Head] = {}
    for made in Seal.objects.order_by("day").iterator(chunk_size=10):
        heads |= {subject: (number, value) for subject, (number, value) in made.heads.items()}
    return heads


def _faults_of_seals() -> Iterator[str]:
    before = START
    for made in Seal.objects.order_by("day").iterator(chunk_size=10):
        if made.previous_hash != before:
            yield f"seal {made.day}: does not follow the seal before it"
        if made.hash != seal_fingerprint(made):
            yield f"seal {made.day}: was changed after it was made"
        yield from _gone_since(made)
        before = made.hash


def _gone_since(made: Seal) -> Iterator[str]:
    heads = iter(sorted(made.heads.items()))
    while part := dict(islice(heads, AT_ONCE)):
        found = Entry.objects.filter(subject__in=part, number__in={number for number, _value in part.values()})
        present = {
            (subject, number): value for subject, number, value in found.values_list("subject", "number", "hash")
        }
        for subject, (number, value) in part.items():
            if present.get((subject, number)) != value:
                yield f"seal {made.day}: {subject} no longer has entry {number} as sealed"
