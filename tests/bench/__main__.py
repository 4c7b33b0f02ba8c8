"""`make bench`, or `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEEP = "BENCH_DATA_DIR"


def main() -> None:
    options = _options()
    began = time.perf_counter()
    with _data_dir() as place:
        environment = {
            "DATA_DIR": str(place),
            "FILES_DIR": str(place / "files"),
            "DATABASE_URL": f"sqlite:///{place / 'portal.sqlite3'}",
            "DEBUG": "0",
            "EXAMPLE": "1",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        os.environ.update(environment)
        _measure(options, environment)
    _say(f"\nIn all {time.perf_counter() - began:.0f} s.")


def _measure(options: argparse.Namespace, environment: dict[str, str]) -> None:
    import django

    django.setup()
    from tests.bench import coming_in, measuring, paper, sections, table, teams, writing, year
    from tests.bench.server import running_server

    year.build({**environment, "DJANGO_SETTINGS_MODULE": "workplan_portal.settings"})
    year.add_years()
    big = writing.build()
    with running_server(environment) as browser:
        found = measuring.measure_pages(browser, options.rounds)
        written = writing.measure_writing(browser, big, options.rounds)
        scripts = writing.weigh_scripts(browser, big, found)
        across = teams.measure_across(browser, options.rounds)
        making = paper.measure_paper(browser, options.renderings) if options.renderings else []
        report = paper.measure_report(options.renderings) if options.renderings else []
        letter = paper.measure_letter(options.renderings) if options.renderings else []
        parts, memory = sections.measure_sections(2 * options.renderings) if options.renderings else ([], 0)
    incoming = coming_in.measure_figures(options.renderings) if options.renderings else []
    _say(f"\n{_circumstances()}\n\n{table.page_table(found)}")
    packs = any(f.server_compresses for f in found.values() if f.page.email)
    _say(
        f"\npacked: {'as the server sends it' if packs else 'pages as a proxy would send them; ours sends them as is'}."
    )
    _say(f"\n{table.writing_table(written)}\n\n{table.script_table(scripts)}")
    if incoming:
        _say(f"\n{table.figures_table(incoming)}")
    _say(f"\n{table.across_table(across)}")
    if making:
        for title, figures in (
            ("the plan", making),
            ("a report", report),
            ("a letter", letter),
            ("the plan in sections", parts),
        ):
            _say(f"\n{table.paper_table(f'PDF of {title}', figures)}")
        _say(f"\n{table.target_table(sections.targets(parts, memory))}")
    if options.json:
        data = {
            "machine": _circumstances(),
            "pages": {name: figures.as_data() for name, figures in found.items()},
            "writing": {each.name: each.as_data() for each in written},
            "across": {each.name: each.as_data() for each in across},
            "scripts": {each.page: {"own": each.own, "editor": each.editor} for each in scripts},
            "paper": {each.name: each.as_data() for each in making},
            "report": {each.name: each.as_data() for each in report},
            "sections": {each.name: each.as_data() for each in parts},
            "figures": {each.name: each.as_data() for each in incoming},
            "letter": {each.name: each.as_data() for each in letter},
        }
        Path(options.json).write_text(json.dumps(data, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=f"Times, queries and sizes of pages and files. {KEEP}=<directory> keeps the example year for the "
        "next time.",
    )
    parser.add_argument("-n", "--rounds", type=int, default=20, help="how often every page is asked for (%(default)s)")
    parser.add_argument(
        "--renderings", type=int, default=3, help="how often the PDF is made, each way (%(default)s; 0: not at all)"
    )
    parser.add_argument("--json", metavar="FILE", help="write all samples there too")
    return parser.parse_args()


@contextmanager
def _data_dir() -> Iterator[Path]:
    if kept := os.environ.get(KEEP):
        yield Path(kept).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as place:
        yield Path(place)


def _circumstances() -> str:
    load = os.getloadavg()[0]
    return (
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {load:.1f}"
        f"{' (busy: read cpu, not p50)' if load > (os.cpu_count() or 1) else ''}"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
