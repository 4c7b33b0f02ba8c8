"""The seal on a file that is kept nowhere: that this portal made it, byte for byte, can be read from the file itself.

It stands where a PDF has the identifier that changes with its contents (ISO 32000-1, 14.4), and is made over all other
bytes with the portal's secret key. A new key breaks the seals of before: those files are unknown from then on.
"""

import re

from django.utils.crypto import constant_time_compare, salted_hmac

_IDENTIFIERS = re.compile(rb"/ID \[(?:\(([^()]*)\) \(|<((?:[0-9a-f]{2})*)><)([0-9a-f]{32})[)>]\]")
"""The lasting one, in signs or in hexadecimal digits, and the changing one."""


def lasting_identifier(file: bytes) -> bytes:
    """What the file says it is, as `Metadata.identifier` has it; empty when it says nothing. Anybody can write that."""
    if not (found := _identifiers(file)):
        return b""
    return found[1] if found[2] is None else bytes.fromhex(found[2].decode())


def sealed(file: bytes) -> bytes:
    """Raises ValueError for a file without identifiers."""
    if not (found := _identifiers(file)):
        raise ValueError("This file has no identifiers.")
    begin, end = found.span(3)
    return file[:begin] + _seal(file[:begin], file[end:]) + file[end:]


def is_sealed(file: bytes) -> bool:
    """Is it to the byte what was sealed here?"""
    if not (found := _identifiers(file)):
        return False
    begin, end = found.span(3)
    return constant_time_compare(found[3], _seal(file[:begin], file[end:]))


def _identifiers(file: bytes) -> re.Match[bytes] | None:
    """The last in the file, which are those of the trailer."""
    return _IDENTIFIERS.match(file, max(file.rfind(b"/ID ["), 0))


def _seal(before: bytes, after: bytes) -> bytes:
    return salted_hmac(__name__, before + b"\0" + after, algorithm="sha256").hexdigest()[:32].encode()
