"""What we depend on is written down with its reason and pinned with its hash."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

LISTS = ["production", "development"]


def declared() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {
        "production": project["project"]["dependencies"],
        "development": project["dependency-groups"]["development"],
    }


def pinned(purpose: str) -> dict[str, str]:
    """Name → the whole requirement, hashes included."""
    text = (ROOT / "requirements" / f"{purpose}.txt").read_text()
    without_comments = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    requirements = without_comments.replace("\\\n", " ").splitlines()
    return {requirement.split("==")[0].lower(): requirement for requirement in requirements if requirement.strip()}


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    without_reason = [
        requirement
        for requirements in declared().values()
        for requirement in requirements
        if not re.search(rf'^  "{re.escape(requirement)}", # \S.{{14,}}$', text, flags=re.MULTILINE)
    ]
    assert without_reason == []


@pytest.mark.parametrize("purpose", LISTS)
def test_every_requirement_has_an_exact_version_and_hashes(purpose: str):
    loose = [
        name
        for name, requirement in pinned(purpose).items()
        if not re.match(r"[\w.-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", requirement)
    ]
    assert loose == []


@pytest.mark.parametrize("purpose", LISTS)
def test_every_declared_dependency_is_pinned(purpose: str):
    names = {re.split(r"[<>=\[]", requirement)[0].lower() for requirement in declared()[purpose]}
    assert names - pinned(purpose).keys() == set()


def test_development_has_the_very_versions_of_production():
    development = pinned("development")
    assert {name: development.get(name) for name in pinned("production")} == pinned("production")


@pytest.mark.parametrize("purpose", LISTS)
def test_no_requirement_names_an_address(purpose: str):
    assert not re.search(
        r"https?:|--(extra-)?index-url|--find-links", (ROOT / f"requirements/{purpose}.txt").read_text()
    )
