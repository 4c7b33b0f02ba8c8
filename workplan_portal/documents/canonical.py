"""The one way a document is written as bytes, so that its digest is the same today and in ten years.

JSON in UTF-8 with sorted keys and no white space. Texts are in Unicode NFC, numbers with decimals are written as plain
decimal strings, dates as ISO 8601. Binary floating point is refused: 0.1 has no exact value there.
"""

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal


class NotCanonical(ValueError):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    """The value holds something that has no single written form; the message says what and where."""


def canonical_bytes(value: object) -> bytes:
    """Accepts dict, list, tuple, str, int, bool, None, Decimal, date and aware datetime; NotCanonical for all else."""
    return written(canonical(value))


def canonical(value: object) -> object:
    """The same in the few kinds that JSON knows, each text and number in its one form."""
    return _plain(value, None)


def written(value: object) -> bytes:
    """What is canonical already, or put together of what is."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("A text holds half a character (a lone surrogate).") from error


def digest(content: bytes) -> str:
    """SHA-256, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def decimal_string(number: Decimal) -> str:
    """Without exponent and without zeros that say nothing: Decimal("1E+3") is "1000", Decimal("40.50") is "40.5"."""
    if not number.is_finite():
        raise NotCanonical(f"{number} is not a number that can be written down.")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


Where = tuple["Where", object] | None
"""The way to a value: what it stands in, and its key or place there. Written out only for who made a mistake."""


def _plain(value: object, where: Where) -> object:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case dict():
            return _mapping(value, where)
        case list() | tuple():
            return [_plain(item, (where, place)) for place, item in enumerate(value)]
        case Decimal():
            return decimal_string(value)
        case datetime():
            return _moment(value, where)
        case date():
            return value.isoformat()
    raise NotCanonical(f"A {type(value).__name__} at {_path(where)} has no canonical form.")


def _mapping(value: dict[object, object], where: Where) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical(f"The key {key!r} at {_path(where)} is not a text.")
        name = unicodedata.normalize("NFC", key)
        if name in plain:
            raise NotCanonical(f"The key {name!r} at {_path(where)} stands there twice.")
        plain[name] = _plain(item, (where, name))
    return plain


def _moment(value: datetime, where: Where) -> str:
    if value.utcoffset() is None:
        raise NotCanonical(f"The moment at {_path(where)} has no time zone.")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _path(where: Where) -> str:
    """$.chapters[2].title"""
    if where is None:
        return "$"
    outer, step = where
    return _path(outer) + (f"[{step}]" if isinstance(step, int) else f".{step}")
