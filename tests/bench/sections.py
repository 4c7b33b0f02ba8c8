"""The plan in sections: with nothing kept, and after one edit, wherever in the text; and what is asked of both.

Stock WeasyPrint makes the same plan before and after each round, and what we take is a share of that: of the work of
the processor, which is the same on a busy machine, where there is one renderer. What is told is the share in the
middle. All that a worker does counts, also what it tidies up when the file is out.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from time import perf_counter, sleep

from django.core.cache import caches

from tests.bench.measuring import slow
from tests.bench.paper import STOCK, Making, _job, _letter, _stock, _worked
from workplan_portal.documents import drafts, workers
from workplan_portal.documents.jobs import Job
from workplan_portal.documents.workers import Limits, Workers

FRESH, EDITED = "in sections: nothing kept, two workers", "in sections: after one edit"
WHOLE, LETTER = "whole, as an adopted version is made", "a letter"
PARAGRAPH = re.compile(r"<p>(?=[A-Z])")
PLACES = 6
"""As many edits a round, spread evenly over the text; in each round others."""
A_MOMENT = 0.03  # seconds in which a process that has something to do does some of it


@dataclass(frozen=True)
class Target:
    name: str
    most: float
    found: float


def measure_sections(rounds: int) -> tuple[list[Making], int]:
    """How long each way takes, and the most memory that a worker used, in bytes."""
    job, letter = _job(), _letter()
    plain, fresh, edited, whole, written = map(Making, (STOCK, FRESH, EDITED, WHOLE, LETTER))
    memory = 0
    gc.collect()
    gc.freeze()  # as the server does when it has started
    with _stock() as render_stock:
        render_stock(job.html)
        _measure(plain, [render_stock.pid], lambda: render_stock(job.html))
        for number in range(rounds):
            with _pool() as ours:
                _measure(fresh, ours, lambda: len(_draft(job)))
                drafts._prepare(job, _course(job))
                for place in range(PLACES):
                    changed = _edit(job, place + number / rounds, number)
                    _measure(edited, ours, lambda changed=changed: len(_draft(changed)))
                    _measure(written, ours, lambda: len(workers.rendered(letter)))
                _measure(whole, ours, lambda: len(workers.rendered(job)))
                memory = max(memory, *map(_memory, ours))
            _measure(plain, [render_stock.pid], lambda: render_stock(job.html))
    return [plain, fresh, edited, whole, written], memory


def targets(found: Sequence[Making], memory: int) -> list[Target]:
    plain, fresh, edited, whole, written = found
    edits = _shares(edited.worked, plain.worked)
    return [
        Target("draft after one edit, p50", 0.10, median(edits)),
        Target("draft after one edit, p95", 0.25, slow(edits)),
        Target("nothing kept, two workers (waited)", 0.55, median(_shares(fresh.waited, plain.waited))),
        Target("whole", 0.65, median(_shares(whole.worked, plain.worked))),
        Target("letter", 0.03, median(_shares(written.worked, plain.worked))),
        Target("memory of a worker, MB", 160, memory / 1e6),
        Target("file of the whole, kB", 200, whole.size / 1e3),
    ]


def _shares(taken: Sequence[float], stock: Sequence[float]) -> list[float]:
    """Of what stock WeasyPrint took in the same round: before it and after."""
    rounds = [fmean(around) for around in pairwise(stock)]
    times = len(taken) // len(rounds)
    return [each / rounds[place // times] for place, each in enumerate(taken)]


def _measure(making: Making, processes: Sequence[int], make: Callable[[], int]) -> None:
    """`processes` render; this one cuts and keeps."""
    work, own = _settled(processes), _worked(os.getpid())
    began = perf_counter()
    size = make()
    waited, own = perf_counter() - began, _worked(os.getpid()) - own
    making.add(size, 1000 * waited, 1000 * (_settled(processes) - work + own))


def _settled(processes: Sequence[int]) -> float:
    """Seconds that they worked, when they have nothing left to do."""
    worked, before = sum(map(_worked, processes)), -1.0
    while worked > before:
        sleep(A_MOMENT)
        before, worked = worked, sum(map(_worked, processes))
    return worked


def _draft(job: Job) -> bytes:
    """Without the wait for others: what is measured is the making."""
    return drafts._made(job, _course(job))


def _course(job: Job) -> drafts._Course:
    return drafts._Course("bench", drafts._key(job))


def _edit(job: Job, place: float, number: int) -> Job:
    paragraphs = [found.end() for found in PARAGRAPH.finditer(job.html)]
    at = paragraphs[int(len(paragraphs) * place / PLACES)]
    return replace(job, html=f"{job.html[:at]}{number} {job.html[at:]}")


@contextmanager
def _pool() -> Iterator[list[int]]:
    """The processes of two workers who know their trade and keep nothing. A round is too short to replace one."""
    before, workers._workers = workers._workers, Workers(Limits(workers=2))
    try:
        caches["documents"].clear()
        _draft(_job())
        workers.rendered(_letter())
        caches["documents"].clear()
        yield workers._workers.waiting()
    finally:
        workers._workers.stop()
        workers._workers = before


def _memory(process: int) -> int:
    """The most it had at any moment (proc(5): VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return 1024 * int(found[1]) if found else 0
