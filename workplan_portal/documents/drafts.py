"""The PDF of a text that is still being written: of what was made before only the sections that changed are made anew.

    ask(name, job, patience=…)    the file, or how far it is

A file is made in the background, once, however many ask for it, in whichever process of the server. `name` says whose
draft it is and for whom; the last file under that name stays at hand while a new one is made.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.cache import caches

from . import workers
from .cutting import Cut, cut
from .joining import Extent, extent
from .worker import Job, Joining
from .workers import RenderingFailed

A_DAY = 24 * 3600  # seconds
A_WEEK = 7 * A_DAY
NOW_AND_THEN = 0.25  # seconds
A_MOMENT = 5  # seconds after which what went wrong may be tried again; long enough for all who wait to hear of it
NAME_LENGTH = 8  # enough to keep a few dozen sections apart

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class UnderWay:
    """`pages` laid out of about `of`; 0 when it was never made before. `last`: is there an earlier file?"""

    pages: int
    of: int
    last: bool


def ask(name: str, job: Job, *, patience: float) -> bytes | UnderWay:
    """Waits `patience` seconds for the file. Raises RenderingFailed when it could not be made."""
    key = _key(job)
    if (made := _kept().get(key)) is None:
        _maker(name, job, key).join(patience)
        made = _kept().get(key)
    if isinstance(made, RenderingFailed):
        raise made
    pages, of = _kept().get(f"{key}:pages", (0, 0))
    return made or UnderWay(pages, of, last=f"{_known_as(name)}:last" in _kept())


def last(name: str) -> bytes | None:
    """The file that was made last under this name."""
    file: bytes | None = _kept().get(f"{_known_as(name)}:last")
    return file


# --- making -----------------------------------------------------------------------------------------------------------

_under_way: dict[str, threading.Thread] = {}
_lock = threading.Lock()


def _maker(name: str, job: Job, key: str) -> threading.Thread:
    """Who is making it, in this process; from now on, if nobody was."""
    with _lock:
        maker = _under_way.get(key)
        if maker is None or not maker.is_alive():
            maker = _under_way[key] = threading.Thread(target=_make, args=(name, job, key), daemon=True)
            maker.start()
        return maker


def _make(name: str, job: Job, key: str) -> None:
    try:
        with _alone(name):
            if _kept().get(key) is None:
                _keep(name, key, _made(job, _Pages(name, key)))
    except RenderingFailed as error:
        logger.exception("The draft %r could not be made.", job.metadata.title)
        _kept().set(key, error, A_MOMENT)
    finally:
        with _lock:
            _under_way.pop(key, None)


def _keep(name: str, key: str, made: bytes) -> None:
    _kept().set(key, made, A_DAY)
    _kept().set(f"{_known_as(name)}:last", made, A_WEEK)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One at a time in all processes. The lock ends with whoever holds it, also when that is killed."""
    folder = Path(settings.DATA_DIR) / "making"
    folder.mkdir(exist_ok=True)
    with (folder / _known_as(name)).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class _Pages:
    """Counts pages, for whoever looks how far the file is: now and then, since that is a file too."""

    def __init__(self, name: str, key: str) -> None:
        self._key, self._total = f"{key}:pages", f"{_known_as(name)}:total"
        self._expected = _kept().get(self._total, 0)
        self._count, self._told_at = 0, 0.0
        self._lock = threading.Lock()

    def __call__(self, pages: int) -> None:
        with self._lock:
            self._count += pages
            if monotonic() - self._told_at > NOW_AND_THEN:
                self._told_at = monotonic()
                _kept().set(self._key, (self._count, max(self._expected, self._count)), A_DAY)

    def settled(self, total: int) -> None:
        _kept().set(self._total, total, A_WEEK)


# --- in sections ------------------------------------------------------------------------------------------------------


def _nobody(pages: int) -> None:
    """Is told of pages that nobody waits for."""


def _made(job: Job, pages: _Pages) -> bytes:
    sections = cut(job.html)
    return _joined(job, sections, pages) if sections else workers.rendered(job, lambda: pages(1))


def _joined(job: Job, sections: Cut, pages: _Pages) -> bytes:
    chapters = _all([_section(job, html) for html in sections.chapters], pages)
    extents = [extent(chapter) for chapter in chapters]
    counts = [each.pages for each in extents]
    front_pages, front = 2, b""
    while not front or extent(front).pages != front_pages:
        front_pages = extent(front).pages if front else front_pages
        shown = _section(job, sections.front_with(_places(front_pages, extents)))
        layer = _section(job, sections.layer(front_pages, counts))
        front, heads = _all([shown, layer])
    pages.settled(sum(counts))
    shell = replace(job, html=f'<html lang="{job.metadata.language}">')
    return workers.rendered(Joining(shell, (front, *chapters), heads))


def _places(front_pages: int, extents: Sequence[Extent]) -> dict[str, int]:
    """On which page of the document each place is, counted from 1."""
    starts = accumulate((each.pages for each in extents), initial=front_pages + 1)
    return {
        name: start + page for start, each in zip(starts, extents, strict=False) for name, page in each.places.items()
    }


def _section(job: Job, html: str) -> Job:
    """What is made of it depends on nothing else, so that it can be kept for the next time."""
    whose = replace(job.metadata, title="", author="", subject="", identifier="", keywords=())
    return replace(job, html=html, metadata=whose, attachments=(), names_begin=_digest(html)[:NAME_LENGTH])


def _all(jobs: Sequence[Job], pages: Callable[[int], None] = _nobody) -> list[bytes]:
    """Those that were made before at once, the longest of the others first."""
    found = {job: _kept().get(_key(job)) for job in jobs}
    missing = sorted((job for job, made in found.items() if made is None), key=lambda job: -len(job.html))
    pages(sum(extent(made).pages for made in found.values() if made))
    with ThreadPoolExecutor(workers.how_many()) as threads:
        found |= zip(missing, threads.map(lambda job: workers.rendered(job, lambda: pages(1)), missing), strict=True)
    for job in missing:
        _kept().set(_key(job), found[job], A_DAY)
    return [found[job] for job in jobs]


# --- what is kept -----------------------------------------------------------------------------------------------------


def _kept() -> Any:
    return caches["documents"]


def _key(job: Job) -> str:
    return _digest(f"{_edition(job.resources.static)}{job!r}")


def _known_as(name: str) -> str:
    return _digest(name)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def _edition(static: Path) -> str:
    """Changes with anything that makes the same text another file."""
    ours = [*Path(__file__).parent.glob("*.py"), *static.glob("*.css")]
    return sha256(b"".join(file.read_bytes() for file in sorted(ours))).hexdigest()
