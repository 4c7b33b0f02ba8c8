"""The letters somebody may know of, a letter as page, PDF and data, and the acts of its course."""

from __future__ import annotations

from contextlib import suppress
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.addresses import DraftAddress
from plans.codes import Audience
from plans.models import Draft
from plans.record import in_force
from plans.views.visible import visible_draft
from reports.actions import letters as course
from reports.actions.letter_publishing import publish_letter
from reports.exports.letter import letter_json, letter_page, letter_pdf, letter_word
from reports.forms.letters import MakeForm, PublishLetterForm, ReplaceForm, SendForm
from reports.letters.about_amendment import AmendmentSubject
from reports.letters.about_plan import PlanSubject
from reports.letters.choosing import open_subjects
from reports.letters.compiling import document_of, record_of
from reports.letters.files import file_of
from reports.letters.subjects import LetterSubject
from reports.models import Letter, Publication
from reports.policies.letters import may_edit_letter, may_make_letter, may_replace, may_take_up, writes_for
from reports.policies.publishing import is_publisher, may_publish
from reports.presenters.letters import LetterDesk, badge_of, by_municipality, crumbs
from reports.sources import LetterSource
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.documents.word import MEDIA_TYPE
from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.interface.outages import or_the_text
from workplan_portal.people.models import Person

from .letter_writing import desk_page
from .visible import visible_letter

PER_PAGE = 50
CONFLICT = 409


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    out = Publication.objects.in_force().filter(letter=OuterRef("pk"))
    found = Letter.objects.visible_to(person).with_names().defer("text").annotate(published=Exists(out))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "municipalities": by_municipality(page.object_list),
        "makes": person.holds(Role.SAFETY_OFFICER),
    }
    return render(request, "reports/letter/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """`?plan=`, `?bijstelling=` or `?rapportage=` narrows it down to one of these."""
    person = cast(Person, request.user)
    about = next(filter(None, map(request.GET.get, ("plan", "bijstelling", "rapportage"))), "")
    subjects = {key: found for key, found in open_subjects(person).items() if about in key.split(":") or not about}
    form = MakeForm(request.POST or None, subjects=subjects, cancel_url=reverse("reports:letters"))
    if request.method == "POST" and form.is_valid():
        try:
            letter = course.make_letter(subject=form.chosen, by=person)
        except Refused as refused:  # a colleague was just ahead
            record_refusal(request, refused)
            form.add_error("subject", str(refused))
        else:
            told = _("The letter has been started. Its texts follow the data until you change them.")
            messages.success(request, told)
            return redirect("reports:letter", letter.uuid)
    context = {"form": form if subjects else None, "crumbs": crumbs(None, _("New letter"))}
    return render(request, "reports/letter/make.html", context)


@require_safe
def of_plan(request: HttpRequest, uuid: DraftAddress) -> HttpResponse:
    """From the page of a plan or amendment: to what this person's municipality has about it, else to a new one."""
    person, draft = cast(Person, request.user), visible_draft(request, uuid)
    own = Letter.objects.filter(
        plan=draft.plan,
        release=None,
        amendment=uuid.amendment,
        municipality__in=person.areas(Role.SAFETY_OFFICER),
    )
    if newest := own.order_by("pk").last():
        return redirect("reports:letter", newest.uuid)
    return redirect(reverse("reports:make_letter", query=_new_subject(person, draft, uuid.amendment).query))


def _new_subject(person: Person, draft: Draft, amendment: int) -> LetterSubject:
    """For a municipality for which this person may make this letter; refuses when there is none, and says why."""
    plan = draft.plan
    kind, revision = (AmendmentSubject, draft.revision) if amendment else (PlanSubject, in_force(plan))
    if revision is None:
        raise Refused(_("The council gets a letter once the plan has been adopted."))
    subjects = [kind(plan, revision, municipality) for municipality in plan.municipalities]
    verdicts = [may_make_letter(person, subject) for subject in subjects]
    next(filter(None, verdicts), verdicts[0]).or_refuse()
    return subjects[0]


# --- reading ----------------------------------------------------------------------------------------------------------


@require_safe
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The desk, for whoever may write it now; the letter as it stands for everybody else."""
    person, found = cast(Person, request.user), visible_letter(request, uuid)
    if may_edit_letter(person, found):
        return desk_page(request, found)
    return _reading_page(request, found)


@require_safe
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _reading_page(request, visible_letter(request, uuid))


def _reading_page(request: HttpRequest, found: Letter) -> HttpResponse:
    person = cast(Person, request.user)
    document, record = document_of(found), record_of(found)
    published = found.publications.in_force().order_by("-audience").first()
    context = {
        "letter": found,
        "crumbs": crumbs(found),
        "badge": badge_of(found, published=published is not None),
        "published": published,
        "days": document.days_after_decision,
        "writes": writes_for(person, found.municipality),
        "editing": may_edit_letter(person, found),
        "replacing": may_replace(person, found),
        "taking_up": may_take_up(person, found),
        "publishes": is_publisher(person, found.plan, [found.municipality]),
        "municipality": found.municipality,
        "document": letter_page(document, record),
        "replacement": getattr(found, "replacement", None),
    }
    return render(request, "reports/letter/letter.html", context)


@require_safe
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Of a letter that was sent the file that was made once; of any other the letter as it is now."""
    found = visible_letter(request, uuid)
    return or_the_text(request, lambda: _pdf(request, found), page=reverse("reports:letter", args=[uuid]))


def _pdf(request: HttpRequest, found: Letter) -> HttpResponseBase:
    name = f"{_file_name(found)}.pdf"
    if found.text:
        return serve_stored(request, file_of(found).file, name)  # type: ignore[arg-type]  # it has been made
    return serve_bytes(request, letter_pdf(document_of(found), record_of(found)), name, "application/pdf")


@require_safe
def word(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = visible_letter(request, uuid)
    content = letter_word(document_of(found), record_of(found))
    return serve_bytes(request, content, f"{_file_name(found)}.docx", MEDIA_TYPE, inline=False)


@require_safe
def json(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = visible_letter(request, uuid)
    content = letter_json(document_of(found), record_of(found))
    return serve_bytes(request, content, f"{_file_name(found)}.json", "application/json")


def _file_name(found: Letter) -> str:
    return slugify(str(found)) + ("" if found.text else "-concept")


# --- the course -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, found = cast(Person, request.user), visible_letter(request, uuid)
    refusal = None
    if request.method == "POST":
        try:
            sent = course.send(letter=found, seen=request.POST.get("seen", ""), by=person)
        except Refused as refused:
            may_edit_letter(person, found).or_refuse()
            refusal = refused
            record_refusal(request, refused)
        else:
            with suppress(RenderingFailed):  # it has been sent all the same: whoever opens the file makes it
                file_of(sent)
            messages.success(request, _("The letter has been sent and is fixed. It has not been published yet."))
            return redirect("reports:letter", uuid)
    desk = LetterDesk(person, found)
    ready = bool(desk.sending)
    seen = {"seen": desk.document.digest()} if ready else {}
    context = {
        "letter": found,
        "crumbs": crumbs(found, _("Send")),
        "desk": desk,
        "refusal": refusal,
        "form": SendForm(initial=seen, cancel_url=_page(found)) if ready else None,
        "document": letter_page(desk.document, record_of(found)),
    }
    return render(request, "reports/letter/send.html", context, status=CONFLICT if refusal else None)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, found = cast(Person, request.user), visible_letter(request, uuid)
    form = ReplaceForm(request.POST or None, cancel_url=_page(found))
    if request.method == "POST" and form.is_valid():
        new = course.replace(letter=found, because=form.cleaned_data["because"], by=person)
        messages.success(request, _("The new letter has been started. It says that it replaces the earlier one."))
        return redirect("reports:letter", new.uuid)
    context = {
        "letter": found,
        "crumbs": crumbs(found, _("Replace")),
        "form": form,
        "verdict": may_replace(person, found),
    }
    return render(request, "reports/letter/replace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With its enclosure when these readers can't read that yet; a refusal about that keeps what was chosen."""
    person, found = cast(Person, request.user), visible_letter(request, uuid)
    source = LetterSource(found)
    form = PublishLetterForm(request.POST or None, sources=[source], cancel_url=_page(found))
    if request.method == "POST" and form.is_valid():
        try:
            publish_letter(
                source=source,
                audience=Audience(form.cleaned_data["audience"]),
                enclosure=source.enclosure if form.cleaned_data["with_enclosure"] else None,
                visible_from=form.visible_from,
                by=person,
            )
        except Refused as refused:
            may_publish(person, source).or_refuse()
            form.add_error(None, str(refused))
            record_refusal(request, refused)
        else:
            messages.success(request, _("“%(title)s” has been published.") % {"title": found})
            return redirect(_page(found))
    context = {
        "source": source,
        "back": _page(found),
        "form": form,
        "verdict": may_publish(person, source),
        "crumbs": crumbs(found, _("Publish")),
    }
    return render(request, "reports/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_letter(request, uuid)
    if request.method == "POST":
        course.renew(letter=found, by=cast(Person, request.user))
        messages.success(request, _("The letter is about the newest version now. Texts you wrote yourself stayed."))
    return redirect(_page(found))


@require_http_methods(["GET", "HEAD", "POST"])
def lay_aside(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_letter(request, uuid)
    if request.method == "POST":
        course.lay_aside(letter=found, by=cast(Person, request.user))
        messages.success(request, _("The letter has been laid aside. You can take it up again."))
    return redirect(_page(found))


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = visible_letter(request, uuid)
    if request.method == "POST":
        course.take_up(letter=found, by=cast(Person, request.user))
        messages.success(request, _("You can write the letter again."))
    return redirect(_page(found))


def _page(found: Letter) -> str:
    return reverse("reports:letter", args=[found.uuid])
