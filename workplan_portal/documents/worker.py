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
from multiprocessing.connection import Connection
from typing import Final

import pikepdf

from workplan_portal.callstack import with_room

from .jobs import MEMORY, MISSING, NO_LIBRARY, PAGE, PDF, REASON, Job, Work

try:
    from weasyprint.logger import PROGRESS_LOGGER
    from weasyprint.urls import FatalURLFetchingError

    from .fetching import PictureTooLarge
    from .joining import join
    from .render import render_pdf
except OSError as error:  # WeasyPrint loads pango while it is imported; where that came from helps nobody
    sys.stderr.write(f"No PDF can be made on this machine: {error}\n")
    sys.exit(NO_LIBRARY)

OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""More than a plan of thirty pages makes that it still needs: such a plan takes as much memory without collecting."""

PACKED_FOR_NOW: Final = 1
"""How small a draft is packed that was joined (zlib): a tenth larger than at best, in two thirds of the time."""

WORTH_COLLECTING = 50_000
"""A few pages leave half of it behind, in ten megabytes; looking for it takes a tenth of the time of a letter."""


def main(descriptor: int, memory: int) -> None:
    """`memory` in bytes of address space."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # Layout makes objects by the million and few cycles: collecting between documents saves a fifth of the time.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 50, 1000)
    gc.freeze()
    pikepdf.settings.set_flate_compression_level(PACKED_FOR_NOW)
    parent = Connection(descriptor)
    PROGRESS_LOGGER.addHandler(_Pages(parent))
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    try:
        while True:
            job = pickle.loads(parent.recv_bytes())  # noqa: S301 -- from our own parent, over a private pipe
            parent.send_bytes(_answer(job))
            del job
            if gc.get_count()[0] > WORTH_COLLECTING:
                gc.collect()
    except (EOFError, BrokenPipeError):
        return


class _Pages(logging.Handler):
    """Tells the parent of every page: so it can say how far we are, and sees that we do not hang."""

    def __init__(self, parent: Connection) -> None:
        super().__init__()
        self._parent = parent

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "Step 5 - Creating layout - Page %d":
            self._parent.send_bytes(PAGE)


@with_room
def _answer(job: Work) -> bytes:
    try:
        return PDF + _made(job)
    except MemoryError:
        return MEMORY + b"The document needs more memory than a worker may use."
    except PictureTooLarge as error:
        return MEMORY + str(error).encode()
    except FatalURLFetchingError as error:
        return MISSING + str(error).encode()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        logging.getLogger(__name__).exception("A document could not be made.")
        return REASON + f"{type(error).__name__}: {error}".encode()


def _made(work: Work) -> bytes:
    if isinstance(work, Job):
        return render_pdf(
            work.html,
            metadata=work.metadata,
            resources=work.resources,
            attachments=work.attachments,
            names_begin=work.names_begin,
            until=work.until,
        )
    return join(_made(work.shell), work.pieces, work.layer)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
