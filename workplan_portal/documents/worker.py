"""The program of a worker process: `python -m workplan_portal.documents.worker DESCRIPTOR MEMORY`.

It reads jobs from a pipe and answers each with a PDF or a reason. It has no settings, no database and no secrets: all
it gets is in the job. It ends when its parent closes the pipe or is gone.
"""

from __future__ import annotations

import gc
import logging
import pickle
import resource
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection

from workplan_portal.callstack import with_room

from .render import Attachment, render_pdf
from .resources import Resources
from .standards import Metadata

PDF, REASON = b"P", b"R"
"""The first byte of an answer. What follows is a file or UTF-8 text, never an object: the parent trusts no worker."""

OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""More than a plan of thirty pages makes that it still needs: such a plan takes as much memory without collecting."""


@dataclass(frozen=True)
class Job:
    html: str
    metadata: Metadata
    resources: Resources
    attachments: tuple[Attachment, ...] = ()


def main(descriptor: int, memory: int) -> None:
    """`memory` in bytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # Layout makes objects by the million and few cycles: collecting between documents saves a fifth of the time.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 50, 1000)
    gc.freeze()
    parent = Connection(descriptor)
    try:
        while True:
            job = pickle.loads(parent.recv_bytes())  # noqa: S301 -- from our own parent, over a private pipe
            parent.send_bytes(_answer(job))
            del job
            gc.collect()
    except (EOFError, BrokenPipeError):
        return


@with_room
def _answer(job: Job) -> bytes:
    try:
        pdf = render_pdf(job.html, metadata=job.metadata, resources=job.resources, attachments=job.attachments)
    except MemoryError:
        return REASON + b"The document needs more memory than a worker may use."
    except BaseException as error:  # WeasyPrint stops a document with a BaseException when a file of ours is missing
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        logging.getLogger(__name__).exception("A document could not be made.")
        return REASON + f"{type(error).__name__}: {error}".encode()
    return PDF + pdf


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
