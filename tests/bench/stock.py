"""WeasyPrint as it comes, without our tags and tuning, as a process that renders the same HTML over and over.

`python -m tests.bench.stock STATIC STORED`: a job (length in eight bytes, then the HTML) comes in on the standard
input; the size of its PDF goes out, in eight bytes.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import weasyprint

from workplan_portal.documents.fetching import OwnFiles
from workplan_portal.documents.resources import Resources

LENGTH = 8
VARIANT = "pdf/a-3a"


def main(static: str, stored: str) -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    fetcher = OwnFiles(Resources(Path(static), Path(stored)))
    while length := sys.stdin.buffer.read(LENGTH):
        html = sys.stdin.buffer.read(int.from_bytes(length, "big")).decode()
        pdf = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant=VARIANT)
        sys.stdout.buffer.write(len(pdf).to_bytes(LENGTH, "big"))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
