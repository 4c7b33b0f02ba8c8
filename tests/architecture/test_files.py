"""A file is named after what it knows, and is one thing."""

import re

from tests.architecture.tree import ROOT, files, name

FORBIDDEN_NAMES = re.compile(r"^(utils?|helpers?|services?|managers?|core|common|misc|signals)(_.*)?$")
LINES = 400


def test_no_file_has_a_name_that_could_hold_anything():
    vague = [
        name(path)
        for path in files("*.py", "*.html", "*.js", "*.css")
        if any(FORBIDDEN_NAMES.match(part) for part in path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert vague == []


def test_no_python_file_is_too_long_to_be_one_thing():
    long = {
        name(path): lines
        for path in files("*.py")
        if path.parent.name != "migrations" and (lines := len(path.read_text().splitlines())) > LINES
    }
    assert long == {}


def test_no_test_is_skipped():
    skip = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)|unittest\.skip")
    assert [name(p) for p in files("tests/**/*.py") if skip.search(p.read_text()) and p.name != "test_files.py"] == []
