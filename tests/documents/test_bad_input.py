"""Whatever somebody types or uploads: the file is made, or a message names the cause, and nothing is lost unseen."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from PIL import Image

from workplan_portal.documents.aloud import read_aloud
from workplan_portal.documents.jobs import Job
from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import Resources, our_resources
from workplan_portal.documents.storing import write_once
from workplan_portal.documents.workers import Limits, OwnFileMissing, RenderingTookTooMuch, Workers

from .sample import METADATA
from .test_render import fonts_of, text_of

STYLED = (
    '<html lang="nl"><head><link rel="stylesheet" href="portal:static/document.css"></head><body><main>{}</main></html>'
)


def made(text: str) -> str:
    """What can be read of it."""
    return text_of(render_pdf(STYLED.format(text), metadata=METADATA, resources=our_resources()))


def test_ten_thousand_characters_without_a_break_stay_on_the_page() -> None:
    read = made(f"<p>{'x' * 10_000}</p>")

    assert read.count("x") == 10_000
    assert max(map(len, read.split("\n"))) < 200


def test_a_sign_that_no_font_has_is_printed_as_its_number_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read = made("<p>Tot ziens \U0010fffd. 😀</p>")

    assert "Tot ziens [U+10FFFD]." in read
    assert "😀" in read or "[U+1F600]" in read
    assert "[U+10FFFD]" in caplog.text


def test_the_log_names_the_document_of_a_section(caplog: pytest.LogCaptureFixture) -> None:
    """It is made apart, without what is said of the whole."""
    html = STYLED.format("<p>\U0010fffd</p>").replace("<head>", "<head><title>Plan &amp; cijfers</title>")
    with caplog.at_level(logging.WARNING):
        render_pdf(html, metadata=replace(METADATA, title=""), resources=our_resources())

    assert "in 'Plan & cijfers'" in caplog.text


def test_what_a_font_of_ours_lacks_comes_from_another_and_is_read_as_it_was_written() -> None:
    """Also where the machine has no font at all. Written from right to left, words stand backwards in a file."""
    text = "Vrede: שלום עולם, سلام, Ω."
    file = render_pdf(STYLED.format(f"<p>{text}</p>"), metadata=METADATA, resources=our_resources())

    with pikepdf.open(io.BytesIO(file)) as opened:
        assert {"Source-Sans-3", "Other-Signs"} == set(fonts_of(opened))
    assert "".join(line.text for line in read_aloud(file)) == text


def test_a_picture_of_sixty_megapixels_and_a_missing_font_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(file, "PNG")
    logo = write_once(file.getvalue(), Path(settings.FILES_DIR))
    whole = Job(STYLED.format(f'<img alt="Logo" src="portal:stored/{logo}">'), METADATA, our_resources())
    bare = tmp_path / "documents"
    bare.mkdir()
    (bare / "document.css").write_bytes((our_resources().static / "document.css").read_bytes())
    pool = Workers(Limits(workers=1))
    try:
        with pytest.raises(RenderingTookTooMuch, match="10000 × 6000 dots"):
            pool.render(whole)
        with pytest.raises(OwnFileMissing, match=r"SourceSans3-Regular\.ttf can't be read"):
            pool.render(replace(whole, resources=Resources(bare, Path(settings.FILES_DIR))))
        assert pool.render(replace(whole, html=STYLED.format("<p>Goed.</p>"))).startswith(b"%PDF")
    finally:
        pool.stop()
