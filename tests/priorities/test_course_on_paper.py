"""A document with charts: valid, and each picture a figure that says in words what it shows."""

import io
from dataclasses import replace

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from priorities.course import chart_of
from tests.documents.sample import METADATA, sample_html
from tests.documents.test_render import elements
from tests.documents.validation import assert_valid
from workplan_portal.documents.render import render_pdf
from workplan_portal.documents.resources import our_resources

from .test_course import NURSERIES, aim, counted


@pytest.fixture(scope="module")
def charts():
    courses = [
        NURSERIES,
        replace(NURSERIES, aim=aim(cumulative=False), this_year=counted({4: 12, 8: 30}, provisional=True)),
        replace(NURSERIES, last_year={}, months=12),
    ]
    with translation.override("nl"):
        return [chart_of(course) for course in courses]


@pytest.fixture(scope="module")
def pdf(charts) -> bytes:
    with translation.override("nl"):
        shown = "".join(
            render_to_string("interface/charts/course.html", {"chart": chart, "paper": True}) for chart in charts
        )
    html = sample_html().replace("</main>", f"<section><h2>Cijfers</h2>{shown}</section></main>")
    return render_pdf(html, metadata=METADATA, resources=our_resources())


@pytest.mark.requires("java")
def test_it_is_archivable_and_accessible(pdf):
    assert_valid(pdf, "3a", "ua1")


def test_each_picture_is_a_figure_with_its_alternative_and_has_its_table(pdf, charts):
    opened = pikepdf.open(io.BytesIO(pdf))
    told = [str(figure.Alt) for figure in elements(opened, "Figure")]
    heads = [head for head in elements(opened, "TH") if head.A.Scope == "/Column"]

    assert [text for text in told if text.startswith("Grafiek")] == [chart.alternative for chart in charts]
    assert all(figure.A.BBox[2] > figure.A.BBox[0] for figure in elements(opened, "Figure"))
    assert len(heads) >= 3 * len(charts)
