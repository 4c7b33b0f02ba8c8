"""The list of reports, the page of a report, and its text as page, PDF and JSON."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.codes import Audience
from plans.models import Plan
from plans.presenters.publications import published
from plans.presenters.status import progress
from plans.views.visible import visible_plan, visitor
from reports.actions import reporting
from reports.document import load
from reports.exports import report_job, report_json, report_page, report_word
from reports.models import Report, TriangleRemark
from reports.policies.comparing import may_compare
from reports.policies.publishing import is_publisher
from reports.policies.reporting import may_start
from reports.presenters.filling import crumbs
from reports.presenters.finals import finals
from reports.presenters.proposals import proposals
from reports.presenters.reading import Version, buttons, counted, editions, readings
from reports.presenters.status import by_year, courses, lines, to_come
from reports.presenters.year import years
from reports.reading import Text, release_for, text_filled_in, text_for, text_of, writes
from reports.renditions import rendition
from reports.talks import talks_about
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.word import MEDIA_TYPE
from workplan_portal.interface.drafts import draft_file
from workplan_portal.interface.outages import or_the_text

from .visible import visible_report


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    plans = list(Plan.objects.visible_to(person).with_names())
    shown = courses(plans, Report.objects.visible_to(person).with_names(), person)
    context = {
        "years": by_year(shown),
        "to_come": to_come(shown),
        "compares": bool(may_compare(person)),
    }
    return render(request, "reports/reading/list.html", context)


@require_POST
def start(request: HttpRequest, plan: UUID, period: int) -> HttpResponse:
    found = visible_plan(request, plan)
    may_start(visitor(request), found, period).or_refuse()
    report = reporting.start(plan=found, period=period, by=visitor(request))
    messages.success(request, _("The report has been started. You can fill it in bit by bit."))
    return redirect("reports:fill", report.uuid)


@require_safe
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_report(request, uuid)
    person = visitor(request)
    versions = _versions(found)
    standing = next((version.release for version in versions if version.latest), None)
    writing = writes(person, found)
    release = release_for(found, standing, writes=writing)
    text = text_of(found, release) if release else text_filled_in(found, standing)
    (year,) = years(progress([found.plan]), lines(_of_its_plan(found, writes=writing)), person)
    line = next(line for line in year.reports if line.period == found.period)
    remarks = list(found.remarks.all())
    context = {
        "report": found,
        "crumbs": crumbs(found),
        "text": text,
        "line": line,
        "year": year,
        "writes": writing or release is None,
        "remark": remarks[-1] if remarks and found.status == "open" and not text.release else None,
        "remarks": remarks,
        "triangle": list(TriangleRemark.objects.filter(release__report=found).select_related("release")),
        "talks": talks_about(found, person),
        "reopened": versions[0].withdrawn if versions else None,
        "versions": versions,
        "publications": published(found.releases.all()),
        "manages": is_publisher(person, found.plan),
        "counted": counted(text.document),
        "proposals": proposals(person, found, standing),
        "finals": finals(text.document) if text.release else [],
        "buttons": buttons(person, found, text.document, released=standing is not None),
        "editions": editions(found),
    }
    return render(request, "reports/reading/report.html", context)


def _of_its_plan(report: Report, *, writes: bool) -> list[Report]:
    """All that are seen by whoever sees this one, and `writes` it or not."""
    of_plan = Report.objects.filter(plan=report.plan)
    seen = list((of_plan if writes else of_plan.filter(releases__isnull=False).distinct()).order_by())
    for each in seen:
        each.plan = report.plan
    return seen


@require_safe
def read(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, _text(request, uuid), latest=True)


@require_safe
def release_text(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """A version as it was released."""
    found = visible_report(request, uuid)
    chosen = get_object_or_404(found.releases, number=number)
    return _page(request, text_of(found, chosen), latest=chosen.pk == _newest(found))


def _newest(found: Report) -> int | None:
    """The version that readers have now."""
    return found.releases.standing().order_by("number").values_list("pk", flat=True).last()


@require_safe
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Of a released report the file that was made once; of any other the text as it is now."""
    return _pdf(request, _text(request, uuid))


@require_safe
def word(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    return _word(request, _text(request, uuid))


@require_safe
def json(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    return _json(request, _text(request, uuid))


# --- one municipality's edition of a report about a joint plan --------------------------------------------------------


@require_safe
def edition(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    return _page(request, _edition(request, uuid, code), latest=True)


@require_safe
def edition_pdf(request: HttpRequest, uuid: UUID, code: str) -> HttpResponseBase:
    return _pdf(request, _edition(request, uuid, code))


@require_safe
def edition_word(request: HttpRequest, uuid: UUID, code: str) -> HttpResponseBase:
    return _word(request, _edition(request, uuid, code))


@require_safe
def edition_json(request: HttpRequest, uuid: UUID, code: str) -> HttpResponseBase:
    return _json(request, _edition(request, uuid, code))


# --- in each form -----------------------------------------------------------------------------------------------------


def _text(request: HttpRequest, uuid: UUID) -> Text:
    return text_for(visitor(request), visible_report(request, uuid))


def _edition(request: HttpRequest, uuid: UUID, code: str) -> Text:
    found = _text(request, uuid).edition_of(code)
    if found is None:
        raise Http404
    return found


def _pdf(request: HttpRequest, text: Text) -> HttpResponseBase:
    name, page = f"{text.file_name}.pdf", _page_of(text)
    if text.release:
        release, code = text.release, text.edition.code if text.edition else ""
        made = partial(rendition, release, Audience.INTERNAL, code)
        return or_the_text(request, lambda: serve_stored(request, made().file, name), page=page)
    return draft_file(request, report_job(text.document, text.record), name=text.key, file_name=name, page=page)


def _page_of(text: Text) -> str:
    """Where the same text is read."""
    if text.edition:
        return reverse("reports:edition", args=[text.report.uuid, text.edition.code])
    return reverse("reports:read", args=[text.report.uuid])


def _word(request: HttpRequest, text: Text) -> HttpResponseBase:
    content = report_word(text.document, text.record)
    return serve_bytes(request, content, f"{text.file_name}.docx", MEDIA_TYPE, inline=False)


def _json(request: HttpRequest, text: Text) -> HttpResponseBase:
    content = report_json(text.document, text.record)
    return serve_bytes(request, content, f"{text.file_name}.json", "application/json")


def _page(request: HttpRequest, text: Text, *, latest: bool) -> HttpResponse:
    context = {
        "report": text.report,
        "crumbs": crumbs(text.report, _("Read")),
        "text": text,
        "latest": latest,
        "municipality": text.edition,
        "edition": text.edition,  # not the visitor's own, which stands in for a municipality in the head of the page
        "tabs": readings(text.report, text.edition) if latest else [],
        "document": report_page(text.document, text.record),
    }
    return render(request, "reports/reading/text.html", context)


def _versions(found: Report) -> list[Version]:
    """Newest first."""
    releases = list(found.releases.select_related("withdrawal").order_by("-number"))
    newest = next((release.pk for release in releases if not hasattr(release, "withdrawal")), None)
    shown = []
    for release in releases:
        release.report = found
        correction = load(release.text).correction
        withdrawn = getattr(release, "withdrawal", None)
        reason = correction.reason if correction else ""
        shown.append(Version(release, reason, latest=release.pk == newest, withdrawn=withdrawn))
    return shown
