"""Files as a browser, a PDF reader and a search engine want them: whole or in part, and not again when unchanged.

The digest of the bytes is the ETag, so a stored file needs no dates and can be kept for ever by who may have it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from .canonical import digest
from .models import StoredFile
from .store import open_whole

BLOCK = 64 * 1024  # bytes
A_YEAR = 365 * 24 * 3600  # seconds

_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<suffix>\d{1,18}))")
"""No file is longer; Python refuses to read a number of thousands of digits."""


@dataclass(frozen=True)
class _Delivery:
    """What a response says about the bytes. `public`: anyone may keep them, the address never gets other content."""

    sha256: str
    size: int
    media_type: str
    filename: str
    inline: bool
    public: bool


def serve_stored(
    request: HttpRequest, stored: StoredFile, filename: str, *, inline: bool = True, public: bool = False
) -> HttpResponseBase:
    """Raises DamagedFile when the bytes are gone."""
    delivery = _Delivery(stored.sha256, stored.size, stored.media_type, filename, inline, public)
    return _serve(request, delivery, lambda: open_whole(stored))


def serve_bytes(
    request: HttpRequest, content: bytes, filename: str, media_type: str, *, inline: bool = True, public: bool = False
) -> HttpResponseBase:
    """Bytes that were made for this request, such as the PDF of a draft."""
    delivery = _Delivery(digest(content), len(content), media_type, filename, inline, public)
    return _serve(request, delivery, lambda: BytesIO(content))


def not_modified(request: HttpRequest, sha256: str) -> bool:
    """Does the reader already have these bytes? (RFC 9110, 13.1.2: `W/` makes no difference here.)"""
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    return "*" in known or quote_etag(sha256) in known


def _serve(request: HttpRequest, delivery: _Delivery, open_file: Callable[[], IO[bytes]]) -> HttpResponseBase:
    if not_modified(request, delivery.sha256):
        return _labelled(HttpResponse(status=304), delivery)
    asked = _asked_range(request, delivery.sha256)
    if asked is None:
        return _described(FileResponse(open_file()), delivery, delivery.size)
    part = _part(asked, delivery.size)
    if part is None:
        return _labelled(HttpResponse(status=416, headers={"Content-Range": f"bytes */{delivery.size}"}), delivery)
    first, last = part
    response = FileResponse(_Part(open_file(), first, last), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{delivery.size}"
    return _described(response, delivery, last - first + 1)


def _described(response: FileResponse, delivery: _Delivery, length: int) -> HttpResponseBase:
    response.headers["Content-Type"] = delivery.media_type
    response.headers["Content-Length"] = str(length)
    disposition = content_disposition_header(not delivery.inline, delivery.filename)
    response.headers["Content-Disposition"] = disposition or "inline"
    return _labelled(response, delivery)


def _labelled(response: HttpResponseBase, delivery: _Delivery) -> HttpResponseBase:
    response.headers["ETag"] = quote_etag(delivery.sha256)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if delivery.public:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _asked_range(request: HttpRequest, sha256: str) -> re.Match[str] | None:
    """The one range that was asked for. Several at once, or of an older file, get the whole (RFC 9110, 14.2)."""
    condition = request.headers.get("If-Range")
    if request.method != "GET" or (condition and condition != quote_etag(sha256)):
        return None
    return _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))


def _part(asked: re.Match[str], size: int) -> tuple[int, int] | None:
    """First and last byte; None when the file has none of them."""
    if asked["suffix"]:
        first, last = max(0, size - int(asked["suffix"])), size - 1
        return (first, last) if int(asked["suffix"]) and size else None
    first = int(asked["first"])
    last = min(int(asked["last"]), size - 1) if asked["last"] else size - 1
    return (first, last) if first <= last and first < size else None


class _Part:
    """A stretch of a file, read in blocks."""

    def __init__(self, file: IO[bytes], first: int, last: int) -> None:
        file.seek(first, os.SEEK_SET)
        self._file = file
        self._left = last - first + 1

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (block := self._file.read(min(BLOCK, self._left))):
            self._left -= len(block)
            yield block

    def close(self) -> None:
        self._file.close()
