"""A colour profile as a designer's program puts it into a picture (ICC.1:2001-04): the colours of Adobe RGB (1998)."""

from __future__ import annotations

import struct

WHITE = (0.9642, 1, 0.8249)
RED, GREEN, BLUE = (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)
GAMMA = 563  # in parts of 256
HEAD = 128


def wide_colours() -> bytes:
    curve = _tag(b"curv", struct.pack(">IH", 1, GAMMA))
    tags = {
        b"desc": _tag(b"desc", struct.pack(">I", 5) + b"Wide\0" + bytes(78)),
        b"cprt": _tag(b"text", b"None\0"),
        b"wtpt": _colour(WHITE),
        b"rXYZ": _colour(RED),
        b"gXYZ": _colour(GREEN),
        b"bXYZ": _colour(BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, start = struct.pack(">I", len(tags)), b"", HEAD + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(content))
        body += content
    head = struct.pack(">I4xI4s4s4s12x4s", start + len(body), 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return head + bytes(28) + _fixed(WHITE) + bytes(48) + table + body


def _tag(kind: bytes, content: bytes) -> bytes:
    return kind + bytes(4) + content + bytes(-len(content) % 4)


def _colour(of: tuple[float, ...]) -> bytes:
    return _tag(b"XYZ ", _fixed(of))


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)
