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
from itertools import accumulate, dropwhile
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches

from . import workers
from .cutting import Cut, Section, cut
from .jobs import Job, Joining
from .joining import Extent, Piece, extent
from .sealing import sealed
from .workers import RenderingFailed

A_DAY = 24 * 3600  # seconds
A_WEEK = 7 * A_DAY
NOW_AND_THEN = 0.25  # seconds
A_MOMENT = 5  # seconds after which what went wrong may be tried again; long enough for all who wait to hear of it
NOTHING = Extent(0, {}, frozenset())
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
            made_here = _kept().get(key) is None
            if made_here:
                _keep(name, key, sealed(_made(job, _Course(name, key))))
        if made_here:
            _prepare(job, _Course(name, key))
    except RenderingFailed as error:
        logger.exception("The draft %r could not be made.", job.name)
        if _kept().get(key) is None:
            _kept().set(key, error, A_MOMENT)
    finally:
        with _lock:
            _under_way.pop(key, None)


def _prepare(job: Job, course: _Course) -> None:
    """Now that nobody waits: what was made in one is made in sections, for whoever changes a word next."""
    if document := cut(job.html):
        _chapters(job, document, course)


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


class _Course:
    """What is known of the last time under this name, and how far we are now: told now and then, since it is a file."""

    def __init__(self, name: str, key: str) -> None:
        self._key, self._known = f"{key}:pages", f"{_known_as(name)}:course"
        self.expected, self.starts = _kept().get(self._known, (0, frozenset()))
        self._count, self._told_at = 0, 0.0
        self._lock = threading.Lock()

    def add(self, pages: int = 1) -> None:
        with self._lock:
            self._count += pages
            if monotonic() - self._told_at > NOW_AND_THEN:
                self._told_at = monotonic()
                _kept().set(self._key, (self._count, max(self.expected, self._count)), A_DAY)

    def remember(self, pages: int, starts: frozenset[str]) -> None:
        _kept().set(self._known, (pages, starts), A_WEEK)


# --- in sections ------------------------------------------------------------------------------------------------------


def _made(job: Job, course: _Course) -> bytes:
    sections = cut(job.html)
    return _joined(job, sections, course) if sections else workers.rendered(job, course.add)


class _Made(NamedTuple):
    """Empty: its page breaks have moved."""

    file: bytes
    extent: Extent


def _joined(job: Job, document: Cut, course: _Course) -> bytes:
    sections, parts = _chapters(job, document, course)
    extents = [part.extent for part in parts]
    pages = sum(each.pages for each in extents)
    course.remember(pages, frozenset().union(*(each.starts for each in extents)))
    headings = [section.heading for section, each in zip(sections, extents, strict=True) for _page in range(each.pages)]
    front_pages, front = 2, None
    while front is None or front.extent.pages != front_pages:
        front_pages = front.extent.pages if front else front_pages
        shown = document.front_with(_places(front_pages, extents))
        front, layer = _all(job, [shown, document.layer([shown.heading] * front_pages + headings)])
    pieces = [Piece(part.file, section.under, section.inside) for section, part in zip(sections, parts, strict=True)]
    shell = replace(job, html=f'<html lang="{job.metadata.language}">')
    return workers.rendered(Joining(shell, (Piece(front.file), *pieces), layer.file))


def _chapters(job: Job, document: Cut, course: _Course) -> tuple[list[Section], list[_Made]]:
    """Cut where pages began the last time; from where that is no longer so, a chapter is made in one."""
    starts = course.starts
    while True:
        chapters = [list(chapter.sections(starts)) for chapter in document.chapters]
        sections = [section for chapter in chapters for section in chapter]
        parts = _all(job, sections, course)
        if all(part.file for part in parts):
            return sections, parts
        made = {section: part.file for section, part in zip(sections, parts, strict=True)}
        moved = (dropwhile(made.__getitem__, chapter) for chapter in chapters)
        starts -= {section.until for rest in moved for section in rest}


def _places(front_pages: int, extents: Sequence[Extent]) -> dict[str, int]:
    """On which page of the document each place is, counted from 1."""
    starts = accumulate((each.pages for each in extents), initial=front_pages + 1)
    return {
        name: start + page for start, each in zip(starts, extents, strict=False) for name, page in each.places.items()
    }


def _all(job: Job, sections: Sequence[Section], course: _Course | None = None) -> list[_Made]:
    """Those that were made before at once, the longest of the others first."""
    jobs = [_job_of(job, section) for section in sections]
    keys = {job: _key(job) for job in jobs}
    found: dict[Job, _Made] = {job: made for job, key in keys.items() if (made := _kept().get(key))}
    missing = sorted((job for job in keys if job not in found), key=lambda job: -len(job.html))
    told = course.add if course else _nobody
    told(sum(made.extent.pages for made in found.values()))
    with ThreadPoolExecutor(workers.how_many()) as threads:
        found |= zip(missing, threads.map(lambda job: _made_of(job, told), missing), strict=True)
    for job in missing:
        _kept().set(keys[job], found[job], A_DAY)
    return [found[job] for job in jobs]


def _made_of(job: Job, told: Callable[[], None]) -> _Made:
    file = workers.rendered(job, told)
    return _Made(file, extent(file) if file else NOTHING)


def _job_of(job: Job, section: Section) -> Job:
    """What is made of it depends on nothing else, so that it can be kept for the next time."""
    whose = replace(job.metadata, title="", author="", subject="", identifier="", keywords=())
    apart = _digest(section.html)[:NAME_LENGTH]
    return Job(section.html, whose, job.resources, names_begin=apart, until=section.until)


def _nobody(pages: int = 1) -> None:
    """Is told of pages that nobody waits for."""


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
