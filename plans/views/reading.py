"""The list of plans, the page of a plan, and its text as page, PDF and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.codes import Audience
from plans.compiling import compile_draft
from plans.document import Document, Record, load
from plans.exports import plan_json, plan_page, plan_pdf
from plans.models import Plan, Revision
from plans.policies import may_start_any
from plans.presenters.reading import buttons, crumbs, seat_rows, versions
from plans.presenters.status import by_year, progress
from plans.record import current_draft, record_of
from plans.renditions import rendition
from plans.seats import decisions_about
from plans.workflow import Status
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.people.models import Person

from .visible import visible_plan, visitor


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    plans = Plan.objects.visible_to(person).with_names()
    context = {"years": by_year(plans), "may_start": may_start_any(person)}
    return render(request, "plans/reading/list.html", context)


@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, found = visitor(request), visible_plan(request, uuid)
    (shown,) = progress([found])
    decisions = decisions_about(found)
    context = {
        "plan": found,
        "crumbs": crumbs(found),
        "shown": shown,
        "seats": seat_rows(shown),
        "versions": versions(shown, decisions),
        "buttons": buttons(person, shown),
    }
    return render(request, "plans/reading/plan.html", context)


# --- the text ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A plan's text and what is known about it. `revision` is None while it is the rows of a draft."""

    plan: Plan
    revision: Revision | None
    document: Document
    record: Record

    @property
    def file_name(self) -> str:
        version = f"-versie-{self.revision.number}" if self.revision else "-concept"
        return slugify(self.plan.title) + version


def text_for(person: Person, found: Plan) -> Text:
    """The draft, for those who write it and while it is being written; else the latest version."""
    draft = current_draft(found)
    writes = Plan.objects.unfinished_visible_to(person).filter(pk=found.pk).exists()
    if draft.revision is None or (draft.status == Status.DRAFT and writes):
        return Text(found, None, compile_draft(draft, found), record_of(found, None))
    return text_of(found, draft.revision)


def text_of(found: Plan, revision: Revision) -> Text:
    return Text(found, revision, load(revision.text), record_of(found, revision))


@require_safe
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan as it will look, on a page."""
    text = text_for(visitor(request), visible_plan(request, uuid))
    return _page(request, text, latest=True)


@require_safe
def revision(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """A version as it was submitted."""
    found = visible_plan(request, uuid)
    chosen = get_object_or_404(found.revisions.select_related("submitted_by"), number=number)
    chosen.plan = found
    return _page(request, text_of(found, chosen), latest=chosen.pk == current_draft(found).revision_id)


def _page(request: HttpRequest, text: Text, *, latest: bool) -> HttpResponse:
    decisions = [c for c in decisions_about(text.plan) if text.revision and c.revision_id == text.revision.pk]
    context = {
        "plan": text.plan,
        "crumbs": crumbs(text.plan, _("Read")),
        "revision": text.revision,
        "latest": latest,
        "decisions": decisions,
        "adoption": text.record.adoption,
        "document": plan_page(text.document, text.record),
    }
    return render(request, "plans/reading/text.html", context)


@require_safe
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Of an adopted plan the file that was made once; of any other the text as it is now."""
    text = text_for(visitor(request), visible_plan(request, uuid))
    name = f"{text.file_name}.pdf"
    if text.revision and text.record.adoption:
        return serve_stored(request, rendition(text.revision, Audience.INTERNAL).file, name)
    return serve_bytes(request, plan_pdf(text.document, text.record), name, "application/pdf")


@require_safe
def json(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    text = text_for(visitor(request), visible_plan(request, uuid))
    content = plan_json(text.document, text.record)
    return serve_bytes(request, content, f"{text.file_name}.json", "application/json")
