"""Every page in every round, one after the other: when the machine slows down, all of them slow down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any

from tests.bench.pages import STATIC, Page, client_of, floor, pages, queries, session_of
from tests.bench.server import Answer, Browser
from tests.bench.year import rewrite

WARM_UPS = 2
AS_BROWSERS_DO = "gzip, deflate, br"


@dataclass
class Figures:
    """Milliseconds of one page, in every round: as the browser waited, and as the processor worked."""

    page: Page
    queries: int | None  # None: the server answers without looking at the database
    answers: int = 0
    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    size: int = 0  # bytes, not compressed
    compressed_size: int = 0
    server_compresses: bool = False

    def add(self, answer: Answer) -> None:
        self.waited.append(answer.milliseconds)
        self.worked.append(answer.processor)

    @property
    def typical(self) -> float:
        return median(self.waited)

    @property
    def slow(self) -> float:
        return slow(self.waited)

    @property
    def processor(self) -> float:
        return median(self.worked)

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "p50": self.typical, "p95": self.slow, "processor_p50": self.processor}


def slow(samples: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(samples, n=20, method="inclusive")[-1] if len(samples) > 1 else samples[0]


def measure_pages(browser: Browser, rounds: int) -> dict[str, Figures]:
    """By name of the page, the floor first."""
    asked = [*floor(), *pages()]
    clients = {email: client_of(email) for email in {page.email for page in asked}}
    sessions = {email: session_of(client) for email, client in clients.items()}
    found = {}
    for page in asked:
        found[page.name] = figures = Figures(page, None if page.name == STATIC else queries(page, clients[page.email]))
        _weigh(figures, browser, sessions[page.email])
    for number in range(WARM_UPS + rounds):
        for page in asked:
            if page.after_an_edit:
                rewrite(number)
            answer = browser.get(page.path, sessions[page.email], Accept_Encoding=AS_BROWSERS_DO)
            if number >= WARM_UPS:
                found[page.name].add(answer)
    return found


def _weigh(figures: Figures, browser: Browser, session: str) -> None:
    whole = browser.get(figures.page.path, session)
    if whole.status != 200:
        raise RuntimeError(f"The page “{figures.page.name}” ({figures.page.path}) answers {whole.status}.")
    sent = browser.get(figures.page.path, session, Accept_Encoding=AS_BROWSERS_DO)
    figures.size, figures.compressed_size = len(whole.body), sent.compressed_size
    figures.server_compresses = sent.is_compressed
