"""The plan as PDF: made by WeasyPrint as it comes, made by us, asked of the server after an edit and from the store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from statistics import median
from time import clock_gettime, perf_counter
from typing import Any

from django.urls import reverse

from plans.compiling import compile_draft
from plans.exports import paper
from plans.models import Draft, Plan
from plans.record import record_of
from reports.document import load as load_report
from reports.exports import letter as letter_paper
from reports.exports import paper as report_paper
from reports.letters.compiling import document_of
from reports.letters.compiling import record_of as record_of_letter
from reports.reading import record_of as record_of_release
from tests.bench import stock
from tests.bench.measuring import slow
from tests.bench.pages import client_of, pdf_of, published_plan, released_report, sent_letter, session_of
from tests.bench.server import ROOT, Answer, Browser
from tests.bench.year import WRITTEN, rewrite
from workplan_portal.documents.jobs import Attachment, Job
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.workers import Limits, Workers
from workplan_portal.example.cast import PLANNER

STOCK = "stock WeasyPrint, pdf/a-3a"
WHAT_THE_SCHEDULER_COUNTED = 2
"""Of the clocks of a process (clock_getcpuclockid(3), which Python lacks)."""


@dataclass
class Making:
    """Milliseconds of one way to get the file; `worked` is of the process that renders, where we can ask for it."""

    name: str
    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    size: int = 0  # bytes

    def add(self, size: int, waited: float, worked: float | None = None) -> None:
        self.size = size
        self.waited.append(waited)
        if worked is not None:
            self.worked.append(worked)

    @property
    def typical(self) -> float:
        return median(self.waited)

    @property
    def slow(self) -> float:
        return slow(self.waited)

    @property
    def processor(self) -> float | None:
        return median(self.worked) if self.worked else None

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "p50": self.typical, "p95": self.slow, "processor_p50": self.processor}


def measure_paper(browser: Browser, rounds: int) -> list[Making]:
    """Rendering takes `rounds`, the quick ways from the store ten times as many."""
    return [*_rendered(_job(), rounds), *_at_the_server(browser, rounds)]


def measure_report(rounds: int) -> list[Making]:
    release = released_report().releases.latest("number")
    document, record = load_report(release.text), record_of_release(release)
    html, metadata = report_paper.report_html(document, record), report_paper._metadata(document, record)
    return _rendered(Job(html, metadata, our_resources(), report_paper._attachments(document, record)), rounds)


def measure_letter(rounds: int) -> list[Making]:
    return _rendered(_letter(), rounds)


def _letter() -> Job:
    letter = sent_letter()
    document, record = document_of(letter), record_of_letter(letter)
    data = Attachment("document.json", letter_paper.letter_json(document, record), "")
    html, metadata = letter_paper.letter_html(document, record), letter_paper._metadata(document, record)
    return Job(html, metadata, our_resources(), (data,))


def _rendered(job: Job, rounds: int) -> list[Making]:
    cold, warm = Making("cold: a renderer that has to start"), Making("warm: rendered anew, nothing cached")
    plain = Making(STOCK)
    with _stock() as render_stock, _renderer() as workers:
        render_stock(job.html)
        workers.render(job)
        (ours,) = workers.waiting()
        for _number in range(rounds):
            plain.add(*_timed(lambda: render_stock(job.html), render_stock.pid))
            warm.add(*_timed(lambda: len(workers.render(job)), ours))
            with _renderer() as fresh:
                began = perf_counter()
                size = len(fresh.render(job))
                waited = 1000 * (perf_counter() - began)
                cold.add(size, waited, 1000 * _worked(fresh.waiting()[0]))
    return [plain, cold, warm]


def _job() -> Job:
    """What the server hands its renderer for the plan that is being written."""
    draft = Draft.objects.get(plan=Plan.objects.get(year=WRITTEN))
    document, record = compile_draft(draft), record_of(draft.plan, None)
    html = paper.plan_html(document, record)
    return Job(html, paper._metadata(document, record), our_resources(), paper._attachments(document, record))


# --- rendering --------------------------------------------------------------------------------------------------------


@contextmanager
def _renderer() -> Iterator[Workers]:
    workers = Workers(Limits())
    try:
        yield workers
    finally:
        workers.stop()


class _Stock:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.pid = process.pid
        self._process = process

    def __call__(self, html: str) -> int:
        """The size of the PDF."""
        content = html.encode()
        there, back = self._process.stdin, self._process.stdout
        if there is None or back is None:
            raise RuntimeError("The process has no pipes.")
        there.write(len(content).to_bytes(stock.LENGTH, "big") + content)
        there.flush()
        return int.from_bytes(back.read(stock.LENGTH), "big")


@contextmanager
def _stock() -> Iterator[_Stock]:
    resources = our_resources()
    process = subprocess.Popen(
        [sys.executable, "-m", stock.__name__, str(resources.static), str(resources.stored)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        yield _Stock(process)


def _timed(render: Callable[[], int], process: int) -> tuple[int, float, float]:
    """Size, and milliseconds waited and worked."""
    began, work = perf_counter(), _worked(process)
    size = render()
    return size, 1000 * (perf_counter() - began), 1000 * (_worked(process) - work)


def _worked(process: int) -> float:
    """Seconds of processor time since it started, to the nanosecond: a letter takes four of the ticks of proc(5)."""
    return clock_gettime(~process << 3 | WHAT_THE_SCHEDULER_COUNTED)


# --- asking the server ------------------------------------------------------------------------------------------------


def _at_the_server(browser: Browser, rounds: int) -> Iterator[Making]:
    """The draft after an edit and as it was, then the published file whole, unchanged and in part."""
    plan = Plan.objects.get(year=WRITTEN)
    draft_url, session = reverse("plans:pdf", args=[plan.uuid]), session_of(client_of(PLANNER))
    url = pdf_of(published_plan())
    edited, same = Making("server: the draft after an edit"), Making("server: the draft, asked for again")
    whole, unchanged, part = (
        Making("server: stored, whole"),
        Making("server: stored, 304 for its ETag"),
        Making("server: stored, a range of 64 KiB"),
    )
    _expect(200, browser.get(draft_url, session))
    etag = browser.get(url).headers["ETag"]
    for number in range(rounds):
        rewrite(-1 - number)  # a number that no page has seen
        _add(edited, 200, browser.get(draft_url, session))
        for _time in range(10):
            _add(same, 200, browser.get(draft_url, session))
            _add(whole, 200, browser.get(url))
            _add(unchanged, 304, browser.get(url, If_None_Match=etag))
            _add(part, 206, browser.get(url, Range="bytes=0-65535"))
    yield from (edited, same, whole, unchanged, part)


def _add(making: Making, status: int, answer: Answer) -> None:
    _expect(status, answer)
    making.add(len(answer.body), answer.milliseconds)


def _expect(status: int, answer: Answer) -> None:
    if answer.status != status:
        raise RuntimeError(f"The server answers {answer.status} where {status} was expected.")
