"""The figures of all teams of a unit or district beside each other: its targets, one of them, and a table of all."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.views.visible import visitor
from priorities.codes import PERIODS
from reports.across import Across, latest_year
from reports.exports.across import across_csv, across_workbook
from reports.policies.comparing import compared_by, may_compare
from reports.presenters.across import (
    OverYears,
    address,
    crumbs,
    shown_line,
    shown_lines,
    shown_teams,
    together_in_words,
)
from workplan_portal.audit.trail import today
from workplan_portal.documents.serving import serve_bytes
from workplan_portal.organisation.models import District, Unit

FIRST_YEAR, LAST_YEAR = 2000, 2100

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The first area this person compares; a chooser stands on its page."""
    may_compare(visitor(request)).or_refuse()
    found = compared_by(visitor(request))
    if not found:
        raise Http404
    return redirect("reports:across", found[0].code)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    found, across = _across(request, code)
    context = _context(across) | {
        "areas": found,
        "crumbs": crumbs(across),
        "years": [(year, year) for year in range(today().year, today().year - 6, -1)],
        "periods": [(period, period) for period in PERIODS],
        "lines": shown_lines(across),
        "csv": address(across, "across_csv"),
        "workbook": address(across, "across_workbook"),
    }
    return render(request, "reports/across/area.html", context)


@require_safe
def line(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    _found, across = _across(request, code)
    chosen = next((each for each in across.lines() if each.indicator.code == indicator), None)
    if chosen is None:
        raise Http404
    context = _context(across) | {
        "line": chosen,
        "own": shown_line(chosen, across) if chosen.target else None,
        "together": together_in_words(chosen),
        "teams": shown_teams(chosen, across),
        "over": OverYears(chosen, across),
        "crumbs": crumbs(across, chosen.indicator.name),
    }
    return render(request, "reports/across/line.html", context)


@require_safe
def table(request: HttpRequest, code: str) -> HttpResponseBase:
    _found, across = _across(request, code)
    return serve_bytes(request, across_csv(across.lines()), f"{_name(across)}.csv", "text/csv", inline=False)


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponseBase:
    _found, across = _across(request, code)
    return serve_bytes(request, across_workbook(across.lines()), f"{_name(across)}.xlsx", WORKBOOK, inline=False)


def _name(across: Across) -> str:
    return slugify(f"{_('targets')} {across.area.name} {across.year} {across.period}")


def _across(request: HttpRequest, code: str) -> tuple[Sequence[Unit | District], Across]:
    """Raises Http404 for an area that is not there or not for this person."""
    found = compared_by(visitor(request))
    chosen = next((each for each in found if each.code == code), None)
    if chosen is None:
        raise Http404
    year = _number(request, "jaar", range(FIRST_YEAR, LAST_YEAR + 1), latest_year(chosen))
    return found, Across(chosen, year, _number(request, "periode", PERIODS, PERIODS[-1]))


def _number(request: HttpRequest, name: str, allowed: Sequence[int], otherwise: int) -> int:
    """What an address asks; anything else than the numbers allowed counts as not asked."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) in allowed else otherwise


def _context(across: Across) -> dict[str, object]:
    return {"across": across, "area": across.area}
