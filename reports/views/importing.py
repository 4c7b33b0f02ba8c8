"""The figures of a report as a file: downloaded, filled in elsewhere, looked at, taken over whole or not at all."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.actions.entering import SomebodyWasFirst, import_figures
from reports.exports.workbook import figures_csv, figures_workbook
from reports.forms.importing import FileForm, Proposal, propose, propose_again
from reports.imports.filled import Unreadable

from .entering import Lines
from .visible import open_desk

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "figures of a report"
LONGEST_LOOK = 60 * 60
"""Seconds between seeing what a file changes and taking it over."""


@require_http_methods(["GET", "HEAD", "POST"])
def figures_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choosing a file, and seeing what it would change. Nothing is saved here."""
    lines = Lines(open_desk(request, uuid, here="figures"))
    form = FileForm(*_sent(request), cancel_url=lines.desk.url("fill_figures"))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            proposal = propose(form.read(), lines.desk.report, lines.sheet, lines.closed)
            context |= _shown(proposal, form, lines)
        except Unreadable as unreadable:
            context["faults"] = unreadable.faults
    return _page(request, lines, context)


@require_POST
def take_over_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    lines = Lines(open_desk(request, uuid, here="figures"))
    report, by = lines.desk.report, lines.desk.person
    try:
        seen = signing.loads(request.POST.get("seen", ""), salt=_salt(lines), max_age=LONGEST_LOOK)
    except signing.BadSignature:
        messages.error(request, _("It is too long ago that this file was chosen. Please choose it again."))
        return redirect(lines.desk.url("figures_file"))
    proposal = propose_again(seen["typed"], report, lines.sheet, lines.closed)
    if not proposal.faults:
        entered = [change.form.entered for change in proposal.changes]
        try:
            written = import_figures(report=report, entered=entered, file=seen["file"], sha256=seen["sha256"], by=by)
        except SomebodyWasFirst:
            now = Lines(open_desk(request, uuid, here="figures"))
            proposal = propose_again(seen["typed"], report, now.sheet, now.closed)
        else:
            tell = messages.success if written else messages.info
            tell(request, _told(written))
            return redirect(lines.desk.url("fill_figures"))
    return _page(request, lines, {"form": FileForm(), "proposal": proposal, "faults": proposal.faults})


@require_safe
def workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    lines = Lines(open_desk(request, uuid))
    made = figures_workbook(lines.desk.report, lines.sheet, lines.closed)
    return _download(made, EXCEL, f"cijfers-{_name(lines)}.xlsx")


@require_safe
def csv_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    lines = Lines(open_desk(request, uuid))
    made = figures_csv(lines.desk.report, lines.sheet)
    return _download(made, "text/csv; charset=utf-8", f"cijfers-{_name(lines)}.csv")


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _shown(proposal: Proposal, form: FileForm, lines: Lines) -> dict[str, Any]:
    """What the page tells of a file; without faults also what is sent back to take it over."""
    shown = {"proposal": proposal, "faults": proposal.faults}
    if proposal.faults or not proposal.changes:
        return shown
    file = form.cleaned_data["file"]
    file.seek(0)
    sha256 = hashlib.sha256(file.read()).hexdigest()
    seen = {"typed": proposal.typed, "file": file.name, "sha256": sha256}
    return shown | {"seen": signing.dumps(seen, salt=_salt(lines), compress=True)}


def _salt(lines: Lines) -> str:
    """One person's look at a file for one report."""
    return f"{SALT} {lines.desk.report.uuid} {lines.desk.person.pk}"


def _told(number: int) -> str:
    if not number:
        return _("Nothing was taken over: all of this file stands in the report already.")
    return ngettext(
        "%(number)s figure has been taken over from the file.",
        "%(number)s figures have been taken over from the file.",
        number,
    ) % {"number": localize(number)}


def _name(lines: Lines) -> str:
    report = lines.desk.report
    return f"{report.plan.team.code}-{report.plan.year}-{report.period}-maanden".lower()


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _page(request: HttpRequest, lines: Lines, context: dict[str, Any]) -> HttpResponse:
    about = {"desk": lines.desk, "report": lines.desk.report}
    return render(request, "reports/filling/figures_file.html", about | context)
