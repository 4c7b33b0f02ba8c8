"""The figures as a table to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from tests.bench.measuring import Figures, slow
from tests.bench.pages import BARE, STATIC
from tests.bench.paper import STOCK, Making
from tests.bench.sections import Target
from tests.bench.writing import SCRIPTS, Measured, Scripts

MOST_MILLISECONDS, MOST_QUERIES = 100, 30
"""At the server, for any page."""

PAGE_COLUMNS = ("page", "p50 ms", "p95 ms", "cpu ms", "× bare", "× static", "queries", "size kB", "packed kB", "")
PAPER_COLUMNS = ("p50 ms", "p95 ms", "cpu ms", "× stock", "× stock cpu", "size kB")


def page_table(found: dict[str, Figures]) -> str:
    return _table(PAGE_COLUMNS, _page_rows(found))


def paper_table(title: str, found: Sequence[Making]) -> str:
    return _table((title, *PAPER_COLUMNS), _paper_rows(found))


def across_table(found: Sequence[Measured]) -> str:
    return writing_table(found, "targets of 60 each, side by side")


def writing_table(found: Sequence[Measured], title: str = "a plan of 150 contributions, 60 targets") -> str:
    columns = (title, "p50 ms", "p95 ms", "cpu ms", "most ms", "queries", "")
    rows = (
        (
            each.name,
            f"{median(each.waited):.1f}",
            f"{slow(each.waited):.1f}",
            f"{median(each.worked):.1f}",
            f"{each.most:.0f}",
            "-" if each.queries is None else str(each.queries),
            "OVER" if each.is_over else "",
        )
        for each in found
    )
    return _table(columns, rows)


def script_table(found: Sequence[Scripts]) -> str:
    """A line for each size there is, with the pages of that size."""
    pages: dict[tuple[int, int], list[str]] = {}
    for each in found:
        pages.setdefault((each.own, each.editor), []).append(each.page)
    rows = [
        (_some(names), f"{own / 1000:.1f}", f"{editor / 1000:.1f}" if editor else "", "OVER" if own > SCRIPTS else "")
        for (own, editor), names in sorted(pages.items(), reverse=True)
    ]
    return _table(("scripts, packed", "page kB", "editor kB", ""), rows)


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(names[:3])
    return f"{shown}; {len(names) - 3} more" if len(names) > 3 else shown  # noqa: PLR2004 -- what fits on a line


def target_table(found: Sequence[Target]) -> str:
    rows = ((t.name, f"{t.found:.3g}", f"{t.most:g}", "" if t.found <= t.most else "OVER") for t in found)
    return _table(("what is asked, against stock WeasyPrint on the same plan", "found", "at most", ""), rows)


def figures_table(found: Sequence[Making]) -> str:
    rows = (
        (
            making.name,
            f"{making.typical:.0f}",
            f"{making.slow:.0f}",
            "-" if making.processor is None else f"{making.processor:.0f}",
            f"{making.size / 1000:.0f}",
        )
        for making in found
    )
    return _table(("figures that come in", "p50 ms", "p95 ms", "cpu ms", "kB"), rows)


def over(found: dict[str, Figures]) -> list[Figures]:
    """Pages that cost more than a page may. By processor time: it says the same on a busy machine."""
    return [f for f in found.values() if f.processor > MOST_MILLISECONDS or (f.queries or 0) > MOST_QUERIES]


def _page_rows(found: dict[str, Figures]) -> Iterator[tuple[str, ...]]:
    bare, static = found[BARE].typical, found[STATIC].typical
    for name, figures in found.items():
        yield (
            name,
            f"{figures.typical:.1f}",
            f"{figures.slow:.1f}",
            f"{figures.processor:.1f}",
            f"{figures.typical / bare:.1f}",
            f"{figures.typical / static:.1f}",
            "-" if figures.queries is None else str(figures.queries),
            f"{figures.size / 1000:.1f}",
            f"{figures.compressed_size / 1000:.1f}",
            "OVER" if figures in over(found) else "",
        )


def _paper_rows(found: Sequence[Making]) -> Iterator[tuple[str, ...]]:
    stock = next(making for making in found if making.name == STOCK)
    for making in found:
        yield (
            making.name,
            f"{making.typical:.1f}",
            f"{making.slow:.1f}",
            f"{making.processor:.0f}" if making.processor else "",
            f"{making.typical / stock.typical:.2f}" if making.typical > stock.typical / 100 else "",
            f"{making.processor / stock.processor:.2f}" if making.processor and stock.processor else "",
            f"{making.size / 1000:.1f}",
        )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]).rstrip()
        for line in lines
    )
