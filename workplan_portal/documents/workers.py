"""Documents are rendered in processes of their own: a text that is too big stops one of those, never the portal.

    render_in_worker(html, metadata=…, attachments=…)

A worker starts at the first document, is used again, and is replaced after a hundred documents (it grows by half a
megabyte each) or when it takes too long. Each process of the web server has its own; they end with it.
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
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from time import monotonic

from .render import Attachment
from .resources import our_resources
from .standards import Metadata
from .worker import PDF, Job

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
    """The document could not be made; the message says why, for the log."""


class RenderingTookTooLong(RenderingFailed):
    """No document within the time limit, the wait for a free worker included."""


@dataclass(frozen=True)
class Limits:
    workers: int = 1
    seconds: float = 90
    documents: int = 100  # after which a worker is replaced
    memory: int = 1536 * 1024 * 1024  # bytes of address space


class Workers:
    """Safe to use from threads: each document holds one worker."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._free = threading.BoundedSemaphore(limits.workers)
        self._idle: list[_Worker] = []

    def render(self, job: Job) -> bytes:
        deadline = monotonic() + self.limits.seconds
        if not self._free.acquire(timeout=self.limits.seconds):
            raise RenderingTookTooLong("All workers were busy with other documents.")
        try:
            worker = self._idle.pop() if self._idle else _Worker(self.limits.memory)
            try:
                pdf = worker.render(job, deadline)
            except BaseException:
                worker.kill()
                raise
            if worker.documents < self.limits.documents:
                self._idle.append(worker)
            else:
                worker.stop()
            return pdf
        finally:
            self._free.release()

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
        self._idle = []


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
                pass_fds=[theirs.fileno()],
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def render(self, job: Job, deadline: float) -> bytes:
        self.documents += 1
        try:
            self._pipe.send_bytes(pickle.dumps(job))
            if not self._pipe.poll(max(0, deadline - monotonic())):
                logger.error("The document %r took too long; its worker is stopped.", job.metadata.title)
                raise RenderingTookTooLong("The document took too long to make.")
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise RenderingFailed("The worker ended before the document was made.") from error
        if answer[:1] != PDF:
            raise RenderingFailed(answer[1:].decode(errors="replace"))
        return answer[1:]

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


def warm_up() -> None:
    _workers.warm_up()
