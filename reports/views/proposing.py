"""One click from what a report proposes to an amendment of its plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans.views.visible import visitor
from reports.actions.proposing import amend_as_proposed

from .visible import visible_report


@require_POST
def amend(request: HttpRequest, uuid: UUID, priority: UUID) -> HttpResponse:
    report = visible_report(request, uuid)
    amendment = amend_as_proposed(report=report, priority=priority, by=visitor(request))
    messages.success(
        request, _("The amendment has been begun with the words of the report. Look at its cause and day first.")
    )
    amendment.draft.plan = report.plan
    return redirect("plans:explain_amendment", amendment.draft)
