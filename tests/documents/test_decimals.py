"""Who runs an eye down a column sees which figure is the greater."""

import re
import subprocess

import pytest

from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import our_resources

from .sample import METADATA

FIGURES = ("98,3%", "27,15%", "40%", "14", "n.b.", "alle (50%)")
PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Cijfers</title>
<link rel="stylesheet" href="portal:static/document.css"></head><body><table class="figures">
<thead><tr><th scope="col">Indicator</th><th scope="col" class="amount">Nu</th></tr></thead><tbody>{}</tbody>
</table></body></html>"""
ROW = '<tr><th scope="row">Deel</th><td class="amount">{} <span class="scope">2021</span></td></tr>'


@pytest.mark.requires("poppler")
def test_commas_stand_below_each_other_and_what_has_another_unit_at_the_edge() -> None:
    html = PAGE.format("".join(map(ROW.format, FIGURES)))
    left, right = _edges(render_pdf(html, metadata=METADATA, resources=our_resources()))

    assert left["27,15%"] == pytest.approx(left["98,3%"], abs=0.02)  # of two digits each, so commas too
    assert left["40%"] == pytest.approx(left["98,3%"], abs=0.02)
    assert right["40%"] < right["98,3%"] < right["27,15%"]
    for word in ("14", "n.b.", "(50%)"):
        assert right[word] == pytest.approx(right["27,15%"], abs=0.1)


def _edges(pdf: bytes) -> tuple[dict[str, float], dict[str, float]]:
    made = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'xMin="(.*?)".*?xMax="(.*?)".*?>(.*?)<', made.stdout.decode())
    return {word: float(left) for left, _, word in words}, {word: float(right) for _, right, word in words}
