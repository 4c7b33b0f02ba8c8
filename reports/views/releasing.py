"""Offer, take back, give back, release, correct, discard: each a page that shows what is asked and takes the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.views.visible import visitor
from reports.actions import releasing
from reports.actions.remarking import remark_on
from reports.exports import report_page
from reports.forms.releasing import CorrectForm, DiscardForm, OfferForm, ReleaseForm, RemarkForm, ReturnForm
from reports.models import Report
from reports.policies.reporting import may_correct, may_discard, may_offer, may_release, may_remark, may_return
from reports.presenters.filling import Desk, crumbs
from reports.sources import ReportSource
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused, Verdict

from .publishing import publish_page
from .visible import visible_report

CONFLICT = 409

ACTED = require_http_methods(["GET", "HEAD", "POST"])


@ACTED
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report = visible_report(request, uuid)
    desk = Desk(visitor(request), report)
    form = OfferForm(_typed(request), cancel_url=_home(report))
    done = _("The report is with the team chief, who gets a mail.")
    return _act(
        request,
        report,
        form,
        lambda: releasing.offer(report=report, by=desk.person),
        done=done,
        title=_("Offer the report to the team chief"),
        verdict=may_offer(desk.person, report, desk.document),
        explanation=_("Until you take it back, or the team chief gives it back, nobody can change the report."),
        desk=desk,
    )


@ACTED
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report = visible_report(request, uuid)
    desk = Desk(visitor(request), report)
    form = ReleaseForm(_typed(request), initial={"seen": desk.whole.digest()}, cancel_url=_home(report))
    return _act(
        request,
        report,
        form,
        lambda: releasing.release(report=report, by=desk.person, seen=form.cleaned_data["seen"]),
        done=_("The report has been released and is fixed. It has not been published yet."),
        title=_("Release the report"),
        verdict=may_release(desk.person, report, desk.whole),
        explanation=_(
            "Read the report below. Once it has been released it is fixed; publishing it is a step of its own."
        ),
        desk=desk,
        document=report_page(desk.whole, desk.record),
        returning=may_return(desk.person, report),
    )


@ACTED
def return_to_planner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report, person = visible_report(request, uuid), visitor(request)
    form = ReturnForm(_typed(request), cancel_url=_home(report))
    return _act(
        request,
        report,
        form,
        lambda: releasing.return_to_planner(report=report, remark=form.cleaned_data["remark"], by=person),
        done=_("The report has been given back to the police planner, who gets a mail with your remark."),
        title=_("Give the report back"),
        verdict=may_return(person, report),
    )


@ACTED
def remark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report, person = visible_report(request, uuid), visitor(request)
    form = RemarkForm(_typed(request), cancel_url=_home(report))
    return _act(
        request,
        report,
        form,
        lambda: remark_on(report=report, remark=form.cleaned_data["remark"], by=person),
        done=_("Your remark stands with the report. Its writers and the rest of the triangle get a mail."),
        title=_("Remark on the report"),
        verdict=may_remark(person, report),
        explanation=_("The report stays as it is. What should change in it, the police write as a correction."),
    )


@ACTED
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report, person = visible_report(request, uuid), visitor(request)
    form = CorrectForm(_typed(request), cancel_url=_home(report))
    return _act(
        request,
        report,
        form,
        lambda: releasing.correct(report=report, reason=form.cleaned_data["reason"], by=person),
        done=_("You can change the report now. Readers keep the released version until the correction is released."),
        title=_("Correct the report"),
        verdict=may_correct(person, report),
        explanation=_("Readers keep the released version until the correction is released."),
    )


@require_POST
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report = visible_report(request, uuid)
    releasing.take_back(report=report, by=visitor(request))
    messages.success(request, _("The report has been taken back. You can change it again."))
    return redirect(_home(report))


@ACTED
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report, person = visible_report(request, uuid), visitor(request)
    form = DiscardForm(_typed(request), cancel_url=_home(report))
    return _act(
        request,
        report,
        form,
        lambda: releasing.discard(report=report, by=person),
        done=_("The correction has been discarded. The released version stays as it is."),
        title=_("Discard the correction"),
        verdict=may_discard(person, report),
        explanation=_(
            "What was written for this correction is given up; the trail keeps it. Figures that were entered stay: "
            "they are kept once, for every plan and report they concern. A later correction starts from the "
            "released version."
        ),
    )


@ACTED
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    report = visible_report(request, uuid)
    latest = report.releases.standing().order_by("number").last()
    if latest is None:
        raise Refused(_("A report can be published once it has been released."))
    latest.report = report
    whole = ReportSource(latest)
    return publish_page(request, whole, editions=whole.editions, back=_home(report))


def _act(
    request: HttpRequest,
    report: Report,
    form: Any,
    act: Callable[[], object],
    *,
    done: str,
    title: str,
    verdict: Verdict,
    **context: Any,
) -> HttpResponse:
    """Do it when it was asked; when it is refused then, say so in the page, with what was typed still there."""
    refusal = None
    if form.is_valid():
        try:
            act()
        except Refused as refused:
            record_refusal(request, refused)
            refusal = refused
        else:
            messages.success(request, done)
            return redirect(_home(report))
    shown = {"report": report, "crumbs": crumbs(report, title), "title": title, "verdict": verdict, "form": form}
    status = CONFLICT if refusal else None
    return render(request, "reports/releasing/act.html", {**shown, "refusal": refusal, **context}, status=status)


def _home(report: Report) -> str:
    return reverse("reports:report", args=[report.uuid])


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
