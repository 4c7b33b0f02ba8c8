"""Figures that come in: a table of sixty saved at once, a workbook read, a hundred thousand rows of open data."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from time import perf_counter, process_time
from urllib.parse import urlencode

from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from priorities.codes import Unit
from reports.compiling import ReportReader
from reports.exports.workbook import figures_workbook
from reports.forms.importing import propose
from reports.imports.workbook import read_workbook
from reports.models import Report
from reports.sheet import Line, Sheet
from tests.bench.pages import client_of
from tests.bench.paper import Making
from tests.bench.server import ROOT
from tests.bench.year import ADOPTED, CORRECTED
from workplan_portal.example.cast import PLANNER

ROWS = 100_000


def measure_figures(rounds: int) -> list[Making]:
    """In this process, each in a transaction that is taken back."""
    report = Report.objects.with_names().get(plan__year=ADOPTED, period=CORRECTED)
    reader = ReportReader(report)
    sheet = Sheet(reader.document(), reader.figures)
    address = reverse("reports:save_figures", args=[report.uuid, 1])
    sent = urlencode({name: value for line in sheet.lines for name, value in _typed(line).items()})
    client = client_of(PLANNER)
    book = figures_workbook(report, sheet)

    def save() -> None:
        with transaction.atomic():
            answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
            if answer.status_code != HTTPStatus.FOUND:
                raise RuntimeError("Not every figure was saved.")
            transaction.set_rollback(True)

    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=2_000):  # all chapters at once, as no page sends them
        saving = _measured(f"{len(sheet.lines)} figures pasted and saved", save, rounds)
    saving.size = len(sent)
    reading = _measured(
        f"a workbook of {len(sheet.lines)} lines looked at",
        lambda: propose(read_workbook(book), report, sheet, {}),
        rounds,
    )
    reading.size = len(book)
    return [saving, reading, _open_data(rounds)]


def _typed(line: Line) -> dict[str, str]:
    """Another figure in every box, with a word."""
    numbers = {"numerator": "5", "denominator": "9"} if line.unit == Unit.PERCENT else {"value": "1"}
    version = str(line.version or "")
    told = {"reference_date": "11-01-2022", "source": "Measured", "reason": "Measured.", "version": version}
    return {f"{line.code}-{name}": value for name, value in (numbers | told).items()}


def _measured(name: str, act: Callable[[], object], rounds: int) -> Making:
    making = Making(name)
    for _round in range(rounds + 1):
        began, work = perf_counter(), process_time()
        act()
        if _round:  # the first one loads what the others find
            making.add(0, 1000 * (perf_counter() - began), 1000 * (process_time() - work))
    return making


def _open_data(rounds: int) -> Making:
    """By the reader itself, a process of its own; what it takes of memory stands in its name."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        file = Path(folder) / "politie.json"
        _write(file)
        size = file.stat().st_size
        making, most = Making(""), 0
        for _round in range(rounds):
            began = perf_counter()
            most = max(most, _read(file))
            making.add(size, 1000 * (perf_counter() - began))
    making.name = f"{ROWS:,} rows of open data read, in at most {most // 1024} MB"
    return making


MEMORY_OF = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Says how much memory another program took, in kB. It is small itself: a child begins as large as its parent."""


def _read(file: Path) -> int:
    """The memory it took, in kB."""
    wanted = json.dumps({"areas": ["GM0001"], "years": [2020, 2021]})
    command = [sys.executable, "-c", MEMORY_OF, "-m", "reports.imports.reader", str(file), "47013NED"]
    done = subprocess.run(command, cwd=ROOT, input=wanted, text=True, check=True, stdout=subprocess.PIPE)
    return int(done.stdout)


def _write(file: Path) -> None:
    row = {"ID": 0, "SoortMisdrijf": "", "RegioS": "", "Perioden": "", "GeregistreerdeMisdrijven_1": 0}
    made = io.StringIO()
    for number in range(ROWS):
        place, kind, month = number // 960, number // 120 % 8, number % 120
        row |= {"ID": number, "SoortMisdrijf": f"1.1.{kind} ", "RegioS": f"GM{place:04}    "}
        row |= {"Perioden": f"{2012 + month // 12}MM{month % 12 + 1:02}", "GeregistreerdeMisdrijven_1": number % 400}
        made.write(("," if number else '{"value": [') + json.dumps(row))
    file.write_text(made.getvalue() + "]}")
