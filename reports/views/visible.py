"""The report or letter an address names, for the person who asks. Whatever that person may not see does not exist."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from plans.views.visible import visitor
from reports.models import Letter, Report
from reports.presenters.filling import Desk
from reports.querysets import ReportQuerySet
from workplan_portal.audit.refusals import concerns


def visible_report(request: HttpRequest, uuid: UUID) -> Report:
    """Raises Http404 for a report that is not there or not for this person. A refusal from here on is about it."""
    return _found(request, Report.objects.visible_to(visitor(request)), uuid)


def visible_letter(request: HttpRequest, uuid: UUID) -> Letter:
    """The same for a letter."""
    letter: Letter = get_object_or_404(Letter.objects.visible_to(visitor(request)).with_names(), uuid=uuid)
    concerns(request, letter)
    return letter


def open_desk(request: HttpRequest, uuid: UUID, here: str = "") -> Desk:
    """The report being filled in; not for those who only read what has been released."""
    person = visitor(request)
    return Desk(person, _found(request, Report.objects.unfinished_visible_to(person), uuid), here)


def _found(request: HttpRequest, seen: ReportQuerySet, uuid: UUID) -> Report:
    report: Report = get_object_or_404(seen.with_names(), uuid=uuid)
    concerns(request, report)
    return report
