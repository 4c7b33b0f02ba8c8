"""The figures of a report in one table per chapter. A line that is right is saved, also when another is not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from priorities.policies import may_enter_figures
from reports.actions.entering import enter_figures
from reports.forms.entering import LineForm, is_sent
from reports.presenters.entering import Table, tables
from reports.presenters.filling import Desk
from reports.sheet import Sheet

from .visible import open_desk


class Lines:
    """The lines of a report's figures for one person: where none may be entered and why, and forms of what was sent."""

    def __init__(self, desk: Desk, data: QueryDict | None = None) -> None:
        self.desk = desk
        self.sheet = Sheet(desk.document, desk.reader.figures)
        allowed = may_enter_figures(desk.person, self.sheet.areas)
        self.closed = {
            line.code: allowed[line.area.pk].reason for line in self.sheet.lines if not allowed[line.area.pk]
        }
        self.sent = {
            line.code: LineForm(data, report=desk.report, line=line)
            for line in self.sheet.lines
            if data and desk.writing and line.code not in self.closed and is_sent(data, line)
        }

    @property
    def refused(self) -> list[LineForm]:
        return [form for form in self.sent.values() if form.errors]

    def save(self) -> int:
        """How many lines were saved. Whatever was not stays in its form, which says why."""
        right = {form.entered: form for form in self.sent.values() if form.is_valid() and form.has_something}
        saved = enter_figures(report=self.desk.report, entered=list(right), by=self.desk.person)
        for entered, stale in saved.overtaken.items():
            right[entered].say_stale(stale.current)  # type: ignore[arg-type]  # a figure
        return saved.written

    def tables(self) -> list[Table]:
        return tables(self.sheet, self.sent, self.closed, self.desk)


@require_safe
def figures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, Lines(open_desk(request, uuid, here="figures")))


@require_POST
def save_figures(request: HttpRequest, uuid: UUID, chapter: int) -> HttpResponse:
    lines = Lines(open_desk(request, uuid, here="figures"), request.POST)
    saved = lines.save()
    if saved or not lines.refused:
        messages.success(request, _told(saved))
    if not lines.refused:
        return redirect(f"{lines.desk.url('fill_figures')}#hoofdstuk-{chapter}")
    return _page(request, _anew(request, lines))


def _anew(request: HttpRequest, sent: Lines) -> Lines:
    """What was saved as it stands now; what was refused as it was typed, with the reason."""
    lines = Lines(open_desk(request, sent.desk.report.uuid, here="figures"))
    lines.sent = {code: form for code, form in sent.sent.items() if form.errors}
    return lines


def _told(saved: int) -> str:
    return ngettext("%(number)s figure has been saved.", "%(number)s figures have been saved.", saved) % {
        "number": localize(saved)
    }


def _page(request: HttpRequest, lines: Lines) -> HttpResponse:
    context = {
        "desk": lines.desk,
        "report": lines.desk.report,
        "tables": lines.tables(),
        "refused": lines.refused,
        "form": next(iter(lines.refused), None),  # the title of the page says that something was refused
    }
    return render(request, "reports/filling/figures.html", context)
