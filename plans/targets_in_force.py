"""The targets of adopted texts alone, for whoever holds the plans of many teams beside each other."""

from __future__ import annotations

import json
from functools import lru_cache

from workplan_portal.documents.plain import built

from .document import SCHEMA, Target

KEPT = 64
"""Texts whose targets stay at hand: those of all teams of a unit, in a few years."""


@lru_cache(KEPT)
def targets_of(text: str) -> tuple[tuple[str, Target], ...]:
    """Each with the level of its chapter. Raises ValueError for a schema that is newer than this code."""
    data = json.loads(text)
    if data["schema"] > SCHEMA:
        raise ValueError(data["schema"])
    return tuple(
        (chapter["level"], built(Target, target))
        for chapter in data["chapters"]
        for block in chapter["blocks"]
        for target in block["targets"]
    )
