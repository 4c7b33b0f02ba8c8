"""The files of this project, without what the set-up makes and what others wrote."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("workplan_portal", "plans", "priorities", "reports")
MADE_OR_BORROWED = {".venv", ".git", "var", "node_modules", "vendor", "__pycache__"}


def files(*patterns: str) -> Iterator[Path]:
    """Every file whose name matches one of the patterns, in a stable order."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if MADE_OR_BORROWED.isdisjoint(inside.parts) and path.is_file() and any(map(inside.match, patterns)):
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
