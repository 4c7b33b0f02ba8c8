"""What was made elsewhere is in the repository as it was fetched, with its licence, and everything used is there."""

import hashlib
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from fontTools.ttLib import TTFont

from tests.architecture.tree import ROOT, files
from workplan_portal.interface import staticfiles, theme, vendoring

MANIFEST = json.loads((ROOT / "static/vendor/manifest.json").read_text())
PROPRIETARY = re.compile(r"amsterdam|design-tokens-(?!voorbeeld)|@utrecht/design-tokens|assets")
FREE = {"EUPL-1.2", "MIT", "OFL-1.1"}


def test_the_manifest_names_every_vendored_file_and_no_other():
    vendored = {
        path.relative_to(ROOT).as_posix()
        for folder in ("static/vendor", "workplan_portal/interface/icons")
        for path in (ROOT / folder).rglob("*.*")
    }
    assert set(MANIFEST["sha256"]) == vendored - {"static/vendor/manifest.json"}


@pytest.mark.parametrize("path", MANIFEST["sha256"])
def test_a_vendored_file_is_as_it_was_written(path):
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == MANIFEST["sha256"][path]


def test_only_free_packages_are_used():
    assert {about["licence"] for about in MANIFEST["packages"].values()} <= FREE
    assert [name for name in MANIFEST["packages"] if PROPRIETARY.search(name)] == []
    assert set(MANIFEST["packages"]) == set(vendoring.packages())


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("static/vendor/nlds/LICENSE.md", "European Union Public Licence"),
        ("static/vendor/fonts/OFL.md", "SIL Open Font License"),
        ("workplan_portal/interface/icons/LICENSE", "MIT License"),
    ],
)
def test_every_licence_stands_beside_what_it_covers(licence, words):
    assert words.lower() in (ROOT / licence).read_text().lower()


def test_the_theme_is_what_the_generator_writes():
    assert (ROOT / "static/css/theme.css").read_text() == theme.base_css()


def test_every_icon_that_a_template_names_is_there():
    named = {
        icon
        for path in files("*.html")
        for _tag, icon in re.findall(r"""(<c-[^>]*?\sicon(?:_end)?="|\{% icon ")([a-z0-9-]+)\"""", path.read_text())
    }
    assert named
    assert named <= set(vendoring.ICONS)


@pytest.mark.parametrize("style", ["upright", "italic"])
def test_the_font_has_the_signs_that_plans_use(style):
    font = TTFont(ROOT / f"static/vendor/fonts/source-sans-3-{style}.woff2")
    assert {ord(sign) for sign in "≥≤−€½ëïéüŠ’“”–…"} <= set(font.getBestCmap())
    assert font["name"].getBestFamilyName() == vendoring.FONT_NAME  # its licence reserves the name of the original


def test_every_sheet_of_the_bundle_is_in_use():
    written = {f"css/{path.name}" for path in (ROOT / "static/css").glob("*.css")}
    assert written == {sheet for sheet in staticfiles.STYLE_SHEETS if sheet.startswith("css/")}


def test_no_style_sheet_is_too_long_to_be_one_thing():
    lengths = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "static/css").glob("*.css")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_in_production_one_style_sheet_holds_all_and_names_only_files_that_exist(tmp_path):
    backend = "workplan_portal.interface.staticfiles.BundledStaticFilesStorage"
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": backend},
    }
    with override_settings(
        STORAGES=storages,
        STATIC_ROOT=tmp_path,
        # Compressing all scripts, pictures and texts as well takes eight seconds.
        WHITENOISE_SKIP_COMPRESS_EXTENSIONS=(
            *settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS,
            *"js svg json txt md".split(),
        ),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        [url] = staticfiles.style_sheet_urls()
    bundle = tmp_path / url.removeprefix("/static/")
    css = bundle.read_text()
    assert re.fullmatch(r"portal\.[0-9a-f]{12}\.css", bundle.name)
    assert bundle.with_name(f"{bundle.name}.br").is_file()
    assert css.startswith("/* The order of the layers")
    assert ".side-nav__link" in css
    assert ".nl-button" in css
    for reference in re.findall(r'url\("?([^")]+)"?\)', css):
        assert (bundle.parent / reference).resolve().is_file(), reference


def test_the_theme_of_a_municipality_is_small():
    assert len(theme.municipality_css("GM0114", "#00567d")) < 8_000
