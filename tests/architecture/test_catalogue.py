"""Every sentence of the portal exists in Dutch, and the compiled catalogue is the one that is written down."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from tests.architecture.tree import PACKAGES, ROOT

CATALOGUE = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def dutch() -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_sentence_has_its_dutch(dutch):
    assert [entry.msgid for entry in dutch if not entry.translated() or not all(forms(entry))] == []


def test_the_dutch_has_the_placeholders_of_the_sentence(dutch):
    different = {
        entry.msgid: form
        for entry in dutch
        for form in filter(None, forms(entry))
        if not set(PLACEHOLDER.findall(form)) <= set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        or (not entry.msgid_plural and set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(entry.msgid)))
    }
    assert different == {}


def test_the_compiled_catalogue_is_current(dutch):
    def texts(entries):
        return {(entry.msgctxt, entry.msgid): forms(entry) for entry in entries if entry.msgid}

    assert texts(polib.mofile(str(CATALOGUE.with_suffix(".mo")))) == texts(dutch)


@pytest.mark.requires("gettext")
def test_the_catalogue_has_every_sentence_of_the_code_and_no_other(dutch, tmp_path: Path, monkeypatch):
    for directory in (*PACKAGES, "templates"):
        shutil.copytree(ROOT / directory, tmp_path / directory, ignore=shutil.ignore_patterns("__pycache__"))
    copy = tmp_path / "locale"
    copy.mkdir()
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["nl"], no_location=True, verbosity=0)

    fresh = polib.pofile(str(copy / "nl" / "LC_MESSAGES" / "django.po"))
    assert {(entry.msgctxt, entry.msgid) for entry in fresh} == {(entry.msgctxt, entry.msgid) for entry in dutch}
