"""The list of plans, the page of a plan, and its text as page, PDF, Word file and JSON."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.addresses import DraftAddress
from plans.codes import Audience
from plans.exports import plan_job, plan_json, plan_page, plan_word
from plans.followers import after
from plans.models import Draft, Plan, teams_with_lists_for
from plans.policies import may_start_any
from plans.presenters import presence
from plans.presenters.advising import advising
from plans.presenters.amending import listed
from plans.presenters.comments import in_brief
from plans.presenters.comparing import last_year_compared
from plans.presenters.earlier import earlier_in_words, last_year_title, withdrawn_origin
from plans.presenters.finals import finals
from plans.presenters.milestones import milestones
from plans.presenters.publications import publications
from plans.presenters.reading import (
    buttons,
    crumbs,
    decided,
    draft_compared,
    editions,
    publishes,
    readings,
    seat_rows,
    versions,
)
from plans.presenters.status import by_year, progress
from plans.reading import Text, text_for, text_of
from plans.record import current_draft
from plans.renditions import rendition
from plans.seats import decisions_about, reconsidered
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.word import MEDIA_TYPE
from workplan_portal.interface.drafts import draft_file
from workplan_portal.interface.outages import or_the_text
from workplan_portal.people.models import Person

from .visible import visible_draft, visible_plan, visitor


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    plans = Plan.objects.visible_to(person).with_names()
    context = {
        "years": by_year(plans),
        "may_start": may_start_any(person),
        "has_lists": teams_with_lists_for(person).exists(),
    }
    return render(request, "plans/reading/list.html", context)


@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, found = visitor(request), visible_plan(request, uuid)
    (shown,) = progress([found])
    decisions = decisions_about(found)
    made = publications(found)
    context = {
        "plan": found,
        "crumbs": crumbs(found),
        "shown": shown,
        "milestones": milestones(shown),
        "seats": seat_rows(shown),
        "versions": versions(shown, decisions),
        "comments": in_brief(person, shown.draft),
        "draft_compared": draft_compared(person, shown.draft),
        "last_year_compared": last_year_compared(person, shown.draft),
        "finals": finals(found, shown.in_force.pk, person) if shown.adoption and shown.in_force else [],
        "last_year": last_year_title(earlier_in_words(found)) if found.started_from_id else "",
        "advising": advising(person, shown.draft),
        "origin_withdrawn": withdrawn_origin(found),
        "amendments": listed(person, found),
        "editions": editions(found),
        "publications": made,
        "writing_now": _writing_now(person, shown.draft),
        "manages": publishes(person, found),
        "buttons": buttons(person, shown, made),
        "courses": after(found, person) if shown.adoption else [],
    }
    return render(request, "plans/reading/plan.html", context)


def _writing_now(person: Person, draft: Draft) -> str:
    """Who is writing in it, for those who may look over a shoulder."""
    here = presence.others(draft, person)
    if not here or not Plan.objects.unfinished_visible_to(person).filter(pk=draft.plan_id).exists():
        return ""
    return presence.in_words(draft, here)


# --- the text ---------------------------------------------------------------------------------------------------------


@require_safe
def preview(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    """The plan as it will look, on a page."""
    return _page(request, _text(request, uuid), latest=True)


@require_safe
def revision(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """A version as it was submitted."""
    found = visible_plan(request, uuid)
    chosen = get_object_or_404(found.revisions.select_related("submitted_by"), number=number)
    chosen.plan = found
    return _page(request, text_of(found, chosen), latest=chosen.pk == current_draft(found).revision_id)


@require_safe
def pdf(request: HttpRequest, uuid: DraftAddress) -> HttpResponseBase:
    return _pdf(request, _text(request, uuid))


@require_safe
def word(request: HttpRequest, uuid: DraftAddress) -> HttpResponseBase:
    return _word(request, _text(request, uuid))


@require_safe
def json(request: HttpRequest, uuid: DraftAddress) -> HttpResponseBase:
    return _json(request, _text(request, uuid))


# --- one municipality's edition of a joint plan -----------------------------------------------------------------------


@require_safe
def edition(request: HttpRequest, uuid: DraftAddress, code: str) -> HttpResponse:
    return _page(request, _edition(request, uuid, code), latest=True)


@require_safe
def edition_pdf(request: HttpRequest, uuid: DraftAddress, code: str) -> HttpResponseBase:
    return _pdf(request, _edition(request, uuid, code))


@require_safe
def edition_word(request: HttpRequest, uuid: DraftAddress, code: str) -> HttpResponseBase:
    return _word(request, _edition(request, uuid, code))


@require_safe
def edition_json(request: HttpRequest, uuid: DraftAddress, code: str) -> HttpResponseBase:
    return _json(request, _edition(request, uuid, code))


# --- in each form -----------------------------------------------------------------------------------------------------


def _text(request: HttpRequest, uuid: DraftAddress) -> Text:
    return text_for(visitor(request), visible_draft(request, uuid))


def _edition(request: HttpRequest, uuid: DraftAddress, code: str) -> Text:
    found = _text(request, uuid).edition_of(code)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, text: Text, *, latest: bool) -> HttpResponse:
    given, kept = decided(text.revision) if text.revision else ([], [])
    draft = text.draft or current_draft(text.plan)
    comments = in_brief(visitor(request), draft) if latest else None
    context = {
        "plan": text.plan,
        "title": text.title,
        "draft": draft,
        "crumbs": crumbs(text.draft or text.plan, _("Read")),
        "revision": text.revision,
        "latest": latest,
        "decisions": given,
        "reconsidered": reconsidered(given),
        "kept": kept,
        "adoption": text.record.adoption,
        "comments": comments,
        "municipality": text.edition,
        "edition": text.edition,  # not the visitor's own, which stands in for a municipality in the head of the page
        "tabs": readings(text.draft or text.plan, text.edition) if latest else [],
        "document": plan_page(text.document, text.record),
    }
    return render(request, "plans/reading/text.html", context)


def _pdf(request: HttpRequest, text: Text) -> HttpResponseBase:
    """Of an adopted plan the file that was made once; of any other the text as it is now."""
    name, page = f"{text.file_name}.pdf", reverse("plans:preview", args=[text.draft or text.plan.uuid])
    if text.revision and text.record.adoption:
        made = partial(rendition, text.revision, Audience.INTERNAL, text.edition.code if text.edition else "")
        return or_the_text(request, lambda: serve_stored(request, made().file, name), page=page)
    return draft_file(request, plan_job(text.document, text.record), name=text.key, file_name=name, page=page)


def _word(request: HttpRequest, text: Text) -> HttpResponseBase:
    content = plan_word(text.document, text.record)
    return serve_bytes(request, content, f"{text.file_name}.docx", MEDIA_TYPE, inline=False)


def _json(request: HttpRequest, text: Text) -> HttpResponseBase:
    content = plan_json(text.document, text.record)
    return serve_bytes(request, content, f"{text.file_name}.json", "application/json")
