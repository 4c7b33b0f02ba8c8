"""Reads what a document may load (see `resources`).

The renderer reaches nothing else, neither the network nor the disk: a text that asks for it is printed without.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .resources import STORED, Resources
from .storing import path_of

MOST_PIXELS = 16_000_000
"""Of a picture: more than A4 at 300 dots an inch has. Unpacked, each takes three or four bytes."""

_OWN = re.compile(r"portal:(?:static/(?P<static>[\w.-]+(?:/[\w.-]+)*)|stored/(?P<stored>[0-9a-f]{64}))")
_MEDIA_TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}

_GIVEN = re.compile(r"(--[\w-]+):\s*([^;}]+)")
_ASKED = re.compile(r"var\((--[\w-]+)\)")

logger = logging.getLogger(__name__)


class PictureTooLarge(FatalURLFetchingError):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    """A logo that would take more memory than the whole document."""


class OwnFiles(URLFetcher):
    """Refuses by ValueError, which WeasyPrint takes for "not found". A missing file of our own stops the document:
    without its font it would look fine and be wrong."""

    def __init__(self, resources: Resources, html: str = "") -> None:
        """The colours that `html` gives a name stand in its style sheets: WeasyPrint looks them up for each box."""
        super().__init__(allowed_protocols={"portal"}, allow_redirects=False)
        self.resources = resources
        self.colours = dict(_GIVEN.findall(html.partition("</head>")[0]))

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = self._path(url)
        if path is None:
            logger.warning("A document asked for %.200r, which is refused.", url)
            raise ValueError("Only the portal's own files can stand in a document.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise FatalURLFetchingError(f"{url} can't be read: {error.strerror}") from error
        if url.startswith(STORED):
            _refuse_what_is_too_large(url, content)
        media_type = _MEDIA_TYPES.get(path.suffix)
        if media_type == "text/css":
            content = _ASKED.sub(lambda asked: self.colours.get(asked[1], asked[0]), content.decode()).encode()
        return URLFetcherResponse(url, content, {"Content-Type": media_type} if media_type else {})

    def _path(self, url: str) -> Path | None:
        own = _OWN.fullmatch(url)
        if own is None:
            return None
        if own["stored"]:
            return path_of(own["stored"], self.resources.stored)
        path = (self.resources.static / own["static"]).resolve()
        return path if path.is_relative_to(self.resources.static.resolve()) else None


def _refuse_what_is_too_large(url: str, picture: bytes) -> None:
    """Raises PictureTooLarge. Only the head of the file is read; what is no picture of dots is none of our concern."""
    try:
        with Image.open(BytesIO(picture)) as opened:
            width, height = opened.size
    except UnidentifiedImageError:
        return
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(f"{url}: {error}") from error
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(f"{url} has {width} × {height} dots; {MOST_PIXELS:,} is the most a picture may have.")
