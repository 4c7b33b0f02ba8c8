"""The plan in sections: with nothing kept, and after one edit, wherever in the text; and what is asked of both."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from django.core.cache import caches

from tests.bench.paper import STOCK, Making, _job, _stock, _timed, _worked
from workplan_portal.documents import drafts, workers
from workplan_portal.documents.jobs import Job
from workplan_portal.documents.workers import Limits, Workers

FRESH, EDITED = "in sections: nothing kept, two workers", "in sections: after one edit"
WHOLE = "whole, as an adopted version is made"
PARAGRAPH = re.compile(r"<p>(?=[A-Z])")
PLACES = 6
"""As many edits a round, spread evenly over the text."""


@dataclass(frozen=True)
class Target:
    name: str
    most: float
    found: float


def measure_sections(rounds: int) -> tuple[list[Making], int]:
    """How long each way takes, and the most memory that a worker used, in bytes."""
    job = _job()
    plain, fresh, edited, whole = Making(STOCK), Making(FRESH), Making(EDITED), Making(WHOLE)
    with _stock() as render_stock, _pool() as pool:
        render_stock(job.html)
        _draft(job)
        for number in range(rounds):
            plain.add(*_timed(lambda: render_stock(job.html), render_stock.pid))
            caches["documents"].clear()
            _measure(fresh, pool, job)
            drafts._prepare(job, _course(job))
            for place in range(PLACES):
                _measure(edited, pool, _edit(job, place, number))
            began, work = perf_counter(), _all_worked(pool)
            size = len(workers.rendered(replace(job, html=f"{job.html}<!--{number}-->")))
            whole.add(size, 1000 * (perf_counter() - began), 1000 * (_all_worked(pool) - work))
        memory = max(_memory(process) for process in pool.waiting())
    return [plain, fresh, edited, whole], memory


def targets(found: Sequence[Making], memory: int, letter: Sequence[Making]) -> list[Target]:
    """By processor time where there is one renderer: it says the same on a busy machine."""
    plain, fresh, edited, whole = found
    written = next(making for making in letter if making.name.startswith("warm"))
    return [
        Target("draft after one edit, p50", 0.10, (edited.processor or 0) / (plain.processor or 1)),
        Target("draft after one edit, p95", 0.25, sorted(edited.worked)[-1] / (plain.processor or 1)),
        Target("nothing kept, two workers (waited)", 0.55, fresh.typical / plain.typical),
        Target("whole", 0.65, (whole.processor or 0) / (plain.processor or 1)),
        Target("letter", 0.03, (written.processor or 0) / (plain.processor or 1)),
        Target("memory of a worker, MB", 160, memory / 1e6),
        Target("file of the whole, kB", 200, whole.size / 1e3),
    ]


def _measure(making: Making, pool: Workers, job: Job) -> None:
    began, work = perf_counter(), _all_worked(pool)
    size = len(_draft(job))
    making.add(size, 1000 * (perf_counter() - began), 1000 * (_all_worked(pool) - work))


def _draft(job: Job) -> bytes:
    """Without the wait for others: what is measured is the making."""
    return drafts._made(job, _course(job))


def _course(job: Job) -> drafts._Course:
    return drafts._Course("bench", drafts._key(job))


def _edit(job: Job, place: int, number: int) -> Job:
    paragraphs = [found.end() for found in PARAGRAPH.finditer(job.html)]
    at = paragraphs[len(paragraphs) * place // PLACES]
    return replace(job, html=f"{job.html[:at]}{number} {job.html[at:]}")


@contextmanager
def _pool() -> Iterator[Workers]:
    before, workers._workers = workers._workers, Workers(Limits(workers=2))
    try:
        yield workers._workers
    finally:
        workers._workers.stop()
        workers._workers = before


def _all_worked(pool: Workers) -> float:
    """Seconds of the workers and of this process, which cuts and keeps."""
    return sum(map(_worked, [*pool.waiting(), os.getpid()]))


def _memory(process: int) -> int:
    """The most it had at any moment (proc(5): VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return 1024 * int(found[1]) if found else 0
