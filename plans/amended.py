"""What an amended text says of its amendment, and what its readers are told of those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Amended:
    """What an amendment says of itself, in plain text; who decides about its text decides about this too."""

    number: int
    cause: str
    proposer: str
    effective_on: date
    legal_basis: str = ""
    capacity: str = ""


@dataclass(frozen=True)
class AmendmentNote:
    """An amendment as a reader of the amended text finds it: why, since when, and what it changed, a line for each."""

    number: int
    cause: str
    proposer: str
    legal_basis: str
    effective_on: date  # as it was asked for
    adopted_on: date | None  # None: it has yet to be adopted
    in_force_from: date | None
    changes: tuple[str, ...]
