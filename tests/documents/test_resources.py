"""The renderer gets our own files and nothing else: no network, no disk, whatever a text asks for."""

import logging
from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from workplan_portal.documents.fetching import OwnFiles
from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import Resources, our_resources
from workplan_portal.documents.storing import write_once

from .sample import METADATA


@pytest.fixture
def files(tmp_path: Path) -> OwnFiles:
    static, stored = tmp_path / "documents", tmp_path / "stored"
    static.mkdir()
    (static / "own.css").write_text("p { color: red }")
    (tmp_path / "secret_key").write_text("secret")
    (static / "way-out.css").symlink_to(tmp_path / "secret_key")
    return OwnFiles(Resources(static, stored))


def test_our_own_static_file_is_served(files: OwnFiles) -> None:
    response = files.fetch("portal:static/own.css")

    assert response.read() == b"p { color: red }"
    assert response.content_type == "text/css"


def test_a_style_sheet_has_the_colours_of_the_document_itself(files: OwnFiles) -> None:
    (files.resources.static / "named.css").write_text("p { color: var(--brand) } a { color: var(--other) }")
    html = "<head><style>:root { --brand: #123456; }</style></head><p>--other: red;</p>"

    served = OwnFiles(files.resources, html).fetch("portal:static/named.css").read()

    assert served == b"p { color: #123456 } a { color: var(--other) }"


def test_a_stored_picture_is_served_by_its_digest(files: OwnFiles) -> None:
    sha256 = write_once(b"<svg/>", files.resources.stored)

    assert files.fetch(f"portal:stored/{sha256}").read() == b"<svg/>"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "https://example.org/style.css",
        "HTTPS://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "/etc/passwd",
        "data:text/css,p{}",
        "portal:static/../secret_key",
        "portal:static/fonts/../../secret_key",
        "portal:static/%2e%2e/secret_key",
        "portal:static//etc/passwd",
        "portal:static/",
        "portal:static/way-out.css",
        "portal:stored/../secret_key",
        "portal:stored/" + "A" * 64,
        "portal:settings.py",
    ],
)
def test_everything_else_is_refused_and_logged(files: OwnFiles, address: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(ValueError, match="own files"):
        files.fetch(address)

    assert "is refused" in caplog.text


def test_a_missing_file_of_our_own_stops_the_document(files: OwnFiles) -> None:
    with pytest.raises(FatalURLFetchingError, match=r"missing\.ttf can't be read"):
        files.fetch("portal:static/missing.ttf")


def test_a_text_that_asks_for_something_foreign_is_printed_without_it(caplog: pytest.LogCaptureFixture) -> None:
    html = """<html lang=nl><link rel=stylesheet href="http://127.0.0.1:9/a.css"><img alt=Logo src="file:///etc/hostname">
    <p style="background: url(https://example.org/a.png)">Tekst</p>"""

    pdf = render_pdf(html, metadata=METADATA, resources=our_resources())

    assert pdf.startswith(b"%PDF")
    assert caplog.text.count("is refused") >= 3
