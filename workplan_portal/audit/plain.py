"""Details of an act as plain data that every database gives back exactly as it got them.

PostgreSQL reorders keys, rewrites floating-point numbers and refuses the character NUL; SQLite does none of this. A
hash over the details must come out the same on both, today and after a move from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise


def plain(value: Any) -> Any:
    """Text, whole numbers, yes/no, nothing, and lists and mappings of these; TypeError for what has no one notation."""
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case str() | Decimal() | UUID() | Promise():
            return text(str(value))
        case date():
            return value.isoformat()
        case Mapping():
            return {text(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"The trail keeps no {type(value).__name__}: give it as text or as a Decimal.")


def text(value: str) -> str:
    """Without NUL and half characters, which no database and no encoding takes."""
    return value.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
