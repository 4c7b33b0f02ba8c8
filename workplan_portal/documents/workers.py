"""Documents are rendered in processes of their own: a text that is too big stops one of those, never the portal.

    render_in_worker(html, metadata=…, attachments=…)

A worker starts at the first document, is used again, and is replaced after a hundred documents (it grows by half a
megabyte each). One that dies or hangs is replaced at once, and the document tried once more. Who asks for a document
that is being made gets that one. Each process of the web server has its own workers; they end with it.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from time import monotonic

from django.utils.translation import gettext_lazy as _

from .jobs import MEMORY, MISSING, NO_LIBRARY, PAGE, PDF, REASON, Attachment, Job, Metadata, Work
from .resources import our_resources

PROJECT = Path(__file__).resolve().parents[2]
# What a renderer needs of our environment: programs, fonts, language. Not the secrets.
PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
)
TIME_TO_END = 2  # seconds a worker gets to end by itself

logger = logging.getLogger(__name__)


class RenderingFailed(Exception):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    """The document could not be made; the message says why, for the log. `cause` is for whoever asked for it."""

    cause = _("Something went wrong in the portal itself.")


class RenderingTookTooLong(RenderingFailed):
    """No document within the time limit, the wait for a free worker included."""

    cause = _("It took longer than a PDF may take: the text is very long, or the portal is very busy.")


class RenderingTookTooMuch(RenderingFailed):
    """It needs more memory than a worker may use."""

    cause = _("The text or a picture in it is too large: it needs more memory than a PDF may take.")


class OwnFileMissing(RenderingFailed):
    """Without its font a document would look fine and be wrong."""

    cause = _("A font, picture or style sheet of the portal itself is missing.")


class NothingToRenderWith(RenderingFailed):
    """Another try or another document would end the same way."""

    cause = _("This server lacks a program that is needed to make a PDF. Whoever runs the portal can install it.")


REASONS = {REASON: RenderingFailed, MEMORY: RenderingTookTooMuch, MISSING: OwnFileMissing}


class _WorkerLost(RenderingFailed):
    """It died or hangs, which may be no fault of the document."""


@dataclass(frozen=True)
class Limits:
    workers: int = min(2, os.cpu_count() or 1)
    seconds: float = 90  # for a document
    silence: float = 40  # seconds without a page, after which a worker is taken to hang
    documents: int = 100  # after which a worker is replaced
    memory: int = 1536 * 1024 * 1024  # bytes of address space


def _nobody() -> None:
    """Is told of pages that nobody waits for."""


class Workers:
    """Safe to use from threads: each document holds one worker."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.forget()

    def render(self, job: Work, page: Callable[[], None] = _nobody) -> bytes:
        """`page` is called whenever one more has been laid out."""
        with self._lock:
            under_way = self._under_way.get(job)
            mine = self._under_way.setdefault(job, Future())
        if under_way:
            return under_way.result()
        try:
            mine.set_result(self._render(job, page))
        except BaseException as error:
            mine.set_exception(error)
        finally:
            del self._under_way[job]
        return mine.result()

    def _render(self, job: Work, page: Callable[[], None]) -> bytes:
        deadline = monotonic() + self.limits.seconds
        if not self._free.acquire(timeout=self.limits.seconds):
            raise RenderingTookTooLong("All workers were busy with other documents.")
        try:
            return self._tried(job, deadline, page)
        except _WorkerLost as error:
            logger.warning("%s The document %r is tried once more.", error, job.name)
            return self._tried(job, deadline, page)
        finally:
            self._free.release()

    def _tried(self, job: Work, deadline: float, page: Callable[[], None]) -> bytes:
        worker = self._awaited() or _Worker(self.limits.memory)
        try:
            pdf = worker.render(job, deadline, self.limits.silence, page)
        except BaseException:
            worker.kill()
            raise
        if worker.documents < self.limits.documents:
            self._idle.append(worker)
        else:
            worker.stop()
        return pdf

    def _awaited(self) -> _Worker | None:
        """One that waits for work. Whether it still does is looked at: a machine short of memory ends them unseen."""
        while True:
            try:
                worker = self._idle.pop()
            except IndexError:
                return None
            if worker.is_alive():
                return worker
            worker.kill()

    def warm_up(self) -> None:
        """Start a worker now; it loads its fonts and code while nobody waits."""
        if self._free.acquire(blocking=False):
            try:
                if not self._idle:
                    self._idle.append(_Worker(self.limits.memory))
            finally:
                self._free.release()

    def stop(self) -> None:
        while self._idle:
            self._idle.pop().stop()

    def waiting(self) -> list[int]:
        """Process ids of the workers that have nothing to do."""
        return [worker.pid for worker in self._idle]

    def forget(self) -> None:
        """In a forked process: what was started or held is the parent's."""
        self._free = threading.BoundedSemaphore(self.limits.workers)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._under_way: dict[Work, Future[bytes]] = {}


class _Worker:
    def __init__(self, memory: int) -> None:
        self.documents = 0
        self._scratch = tempfile.TemporaryDirectory(prefix="documents-", ignore_cleanup_errors=True)
        self._pipe, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", f"{__package__}.worker", str(theirs.fileno()), str(memory)],
                cwd=PROJECT,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
                | {"TMPDIR": self._scratch.name},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # WeasyPrint prints there what to read on its site; reasons come by the pipe
                pass_fds=[theirs.fileno()],
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def render(self, job: Work, deadline: float, silence: float, page: Callable[[], None]) -> bytes:
        self.documents += 1
        try:
            self._pipe.send_bytes(pickle.dumps(job))
            while (answer := self._next(job, deadline, silence)) == PAGE:
                page()
        except (EOFError, OSError) as error:
            if (status := self._process.wait(TIME_TO_END)) == NO_LIBRARY:
                raise NothingToRenderWith("A library is missing; `make install` names Debian's packages.") from error
            raise _WorkerLost(f"The worker ended ({status}) before the document was made.") from error
        if answer[:1] != PDF:
            raise REASONS.get(answer[:1], RenderingFailed)(answer[1:].decode(errors="replace"))
        return answer[1:]

    def _next(self, job: Work, deadline: float, silence: float) -> bytes:
        left = deadline - monotonic()
        if self._pipe.poll(max(0, min(left, silence))):
            return self._pipe.recv_bytes()
        logger.error("The document %r took too long; its worker is stopped.", job.name)
        if silence < left:
            raise _WorkerLost(f"The worker made no page for {silence:.0f} seconds.")
        raise RenderingTookTooLong("The document took too long to make.")

    def stop(self) -> None:
        """Let it end by itself, which it does when the pipe is closed."""
        self._pipe.close()
        try:
            self._process.wait(TIME_TO_END)
        except subprocess.TimeoutExpired:
            logger.warning("A worker did not end by itself and is stopped.")
        self.kill()

    def kill(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.wait()
        self._scratch.cleanup()


_workers = Workers(Limits())
atexit.register(_workers.stop)
os.register_at_fork(after_in_child=_workers.forget)


def render_in_worker(html: str, *, metadata: Metadata, attachments: Sequence[Attachment] = ()) -> bytes:
    """Raises RenderingTookTooLong, or RenderingFailed for anything else that goes wrong."""
    return _workers.render(Job(html, metadata, our_resources(), tuple(attachments)))


def rendered(job: Work, page: Callable[[], None] = _nobody) -> bytes:
    """The same for what is ready to be sent to a worker."""
    return _workers.render(job, page)


def how_many() -> int:
    """The number of workers that can be busy at once."""
    return _workers.limits.workers


def warm_up() -> None:
    _workers.warm_up()
