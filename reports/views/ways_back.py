"""Withdraw an adoption, reopen a report: each a page that says what follows and asks why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.addresses import DraftAddress
from plans.policies_of_adoptions import may_withdraw_adoption
from plans.presenters import reading as plans
from plans.views.visible import own_draft, visitor
from reports.actions import ways_back
from reports.forms.ways_back import ReopenForm, WithdrawAdoptionForm
from reports.policies.reporting import may_reopen
from reports.presenters.filling import crumbs
from reports.presenters.ways_back import after_reopening, after_withdrawing
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused, Verdict

from .visible import visible_report

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_adoption(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    person, draft = visitor(request), own_draft(request, uuid)
    back = plans.draft_page(draft)
    form = WithdrawAdoptionForm(request.POST or None, cancel_url=back)
    return _asked(
        request,
        form,
        lambda: ways_back.withdraw_adoption(draft=draft, reason=form.cleaned_data["reason"], by=person),
        "withdraw_adoption",
        verdict=may_withdraw_adoption(person, draft),
        title=_("Withdraw the adoption"),
        about=draft.title,
        crumbs=plans.crumbs(draft, _("Withdraw the adoption")),
        follows=after_withdrawing(draft),
        done=_("The adoption has been withdrawn. Everybody concerned gets a mail."),
        back=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, report = visitor(request), visible_report(request, uuid)
    back = reverse("reports:report", args=[report.uuid])
    form = ReopenForm(request.POST or None, cancel_url=back)
    return _asked(
        request,
        form,
        lambda: ways_back.reopen(report=report, reason=form.cleaned_data["reason"], by=person),
        "reopen_report",
        verdict=may_reopen(person, report),
        title=_("Reopen the report"),
        about=report.title,
        crumbs=crumbs(report, _("Reopen the report")),
        follows=after_reopening(report),
        done=_("The report has been reopened. Everybody concerned gets a mail."),
        back=back,
    )


def _asked(
    request: HttpRequest,
    form: WithdrawAdoptionForm | ReopenForm,
    act: Callable[[], object],
    act_name: str,
    *,
    verdict: Verdict,
    done: str,
    back: str,
    **context: object,
) -> HttpResponse:
    refusal = None
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            record_refusal(request, refused, act_name)
            refusal = refused
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {"form": form, "verdict": verdict, "back": back, "refusal": refusal, **context}
    return render(request, "reports/way_back.html", shown, status=CONFLICT if refusal else None)
