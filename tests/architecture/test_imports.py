"""The house of DECISIONS: who may know whom."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, files, name

WEB = ("django.http", "django.shortcuts", "django.template", "django.contrib.messages", "django.views", "django_htmx")
BELOW_THE_WEB = {"actions", "notifications", "policies", "document", "models", "querysets", "workflow"}
MAIL_TEXT = "django.template.loader"  # a mail is written in a template, never put together in Python


def imports(path: Path) -> set[str]:
    """Every module that the file imports, at the top or inside a function; `from a import b` gives a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def is_within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def modules(*patterns: str) -> list[Path]:
    return [path for path in files(*patterns) if path.relative_to(ROOT).parts[0] in PACKAGES]


def test_floors_and_layers_are_kept():
    linter = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linter.returncode == 0, linter.stdout + linter.stderr


def knows(path: Path) -> str:
    """What the file's module is called inside its app: a package of actions counts as actions."""
    inside = path.relative_to(ROOT).with_suffix("").parts
    return next((part for part in inside if part in BELOW_THE_WEB), "")


def test_every_package_stands_on_a_floor():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = {floor.strip("() ") for layer in contracts[0]["layers"] for floor in layer.split("|")}
    inside = {f"workplan_portal.{init.parent.name}" for init in ROOT.glob("workplan_portal/*/__init__.py")}
    assert inside | set(PACKAGES) - {"workplan_portal"} == floors - {"workplan_portal.urls"}


@pytest.mark.parametrize("path", [path for path in modules("*.py") if knows(path)], ids=name)
def test_the_domain_knows_no_web(path: Path):
    allowed = (MAIL_TEXT,) if knows(path) == "notifications" else ()
    of_the_web = [module for module in imports(path) if is_within(module, WEB) and not is_within(module, allowed)]
    assert of_the_web == []


@pytest.mark.parametrize("path", modules("workflow.py"), ids=name)
def test_a_workflow_is_a_table_that_imports_nothing_of_ours(path: Path):
    assert [module for module in imports(path) if module.startswith(".") or is_within(module, PACKAGES)] == []


def test_no_module_listens_to_signals():
    listening = [
        name(path) for path in modules("*.py") if any("signals" in module.split(".") for module in imports(path))
    ]
    assert listening == []
