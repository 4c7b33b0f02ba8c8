"""The public shelf: what is published, as page, PDF and JSON; and the acts that fill it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.codes import Audience
from plans.document import Document, load
from plans.exports import plan_json, plan_page
from plans.models import Plan, Revision
from plans.record import record_of
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.serving import serve_bytes, serve_stored
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from . import actions
from .forms import PublishForm, SearchForm, WithdrawForm
from .models import Publication
from .policies import is_publisher, may_publish, may_withdraw
from .presenters import by_year, file_name, listed

PER_PAGE = 30


@login_not_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    wanted = SearchForm(request.GET).wanted()
    visible = Publication.objects.visible_to(request.user)
    found = (
        visible.of_year(wanted["year"]).of_municipality(wanted["municipality"]).with_words(wanted["q"]).for_listing()
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    plans = Plan.objects.filter(revisions__renditions__publications__in=visible)
    return render(
        request,
        "reports/documents.html",
        {
            "page": page,
            "years": by_year(page.object_list),
            "wanted": wanted,
            "query": _without_page(request),
            "year_choices": plans.order_by("-year").values_list("year", flat=True).distinct(),
            "municipality_choices": Municipality.objects.filter(plan_links__plan__in=plans).distinct(),
        },
    )


@login_not_required
@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    publication = _visible(request, uuid)
    content = _content(publication)
    return render(
        request,
        "reports/document.html",
        {
            "listed": listed([publication])[0],
            "crumbs": [(_("Documents"), reverse("reports:documents")), (publication.title, None)],
            "municipality": _only(publication.rendition.revision.plan.municipalities),
            "document": plan_page(content, record_of(publication.rendition.revision.plan, _revision(publication))),
            "may_withdraw": _manages(request, publication) and may_withdraw(cast(Person, request.user), publication),
        },
    )


@login_not_required
@require_safe
def document_pdf(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    publication = _visible(request, uuid)
    return serve_stored(
        request,
        publication.rendition.file,
        f"{file_name(publication)}.pdf",
        inline=True,
        public=publication.rendition.audience == Audience.PUBLIC,
    )


@login_not_required
@require_safe
def document_json(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    publication = _visible(request, uuid)
    content = plan_json(_content(publication), record_of(publication.rendition.revision.plan, _revision(publication)))
    return serve_bytes(
        request,
        content,
        f"{file_name(publication)}.json",
        media_type="application/json",
        inline=True,
        public=publication.rendition.audience == Audience.PUBLIC,
    )


def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast(Person, request.user)
    plan = get_object_or_404(Plan.objects.visible_to(person).with_names(), uuid=uuid)
    revision = _adopted_revision(plan)
    verdict = may_publish(person, revision)
    form = PublishForm(request.POST or None, cancel_url=reverse("plans:plan", args=[plan.uuid]))
    if request.method == "POST" and form.is_valid():
        made = actions.publish(
            revision=revision,
            audience=Audience(form.cleaned_data["audience"]),
            visible_from=form.visible_from,
            by=person,
        )
        messages.success(request, _("The plan has been published."))
        if made.visible_from > made.published_at:
            return redirect("plans:plan", plan.uuid)
        return redirect("reports:document", made.uuid)
    crumbs = [(plan.title, reverse("plans:plan", args=[plan.uuid])), (_("Publish"), None)]
    context = {"plan": plan, "form": form, "verdict": verdict, "crumbs": crumbs}
    return render(request, "reports/publish.html", context)


def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast(Person, request.user)
    publication = get_object_or_404(Publication.objects.in_force().for_listing(), uuid=uuid)
    if not is_publisher(person, publication.rendition.revision.plan):
        _visible(request, uuid)
    form = WithdrawForm(request.POST or None, cancel_url=reverse("reports:document", args=[uuid]))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(publication=publication, reason=form.cleaned_data["reason"], by=person)
        messages.success(request, _("The publication has been withdrawn."))
        return redirect("plans:plan", publication.rendition.revision.plan.uuid)
    crumbs = [(publication.title, reverse("reports:document", args=[uuid])), (_("Withdraw"), None)]
    verdict = may_withdraw(person, publication)
    context = {"publication": publication, "form": form, "verdict": verdict, "crumbs": crumbs}
    return render(request, "reports/withdraw.html", context)


def _without_page(request: HttpRequest) -> str:
    """The question in the address, to be followed by a page number."""
    question = request.GET.copy()
    question.pop("pagina", None)
    return f"{question.urlencode()}&" if question else ""


def _visible(request: HttpRequest, uuid: UUID) -> Publication:
    publication: Publication = get_object_or_404(Publication.objects.visible_to(request.user).for_listing(), uuid=uuid)
    return publication


def _adopted_revision(plan: Plan) -> Revision:
    """The revision in force, or the last one that was submitted: its policy then says why it can't be published."""
    revision = plan.revisions.filter(adoption__isnull=False).order_by("number").last()
    revision = revision or plan.revisions.order_by("number").last()
    if revision is None:
        raise Refused(_("A plan can be published once it has been adopted."))
    return revision


def _revision(publication: Publication) -> Revision:
    return publication.rendition.revision


def _content(publication: Publication) -> Document:
    return load(_revision(publication).text).for_audience(Audience(publication.rendition.audience))


def _only(municipalities: list[Municipality]) -> Municipality | None:
    """Whose colours a page wears: of a plan for several municipalities nobody's."""
    return municipalities[0] if len(municipalities) == 1 else None


def _manages(request: HttpRequest, publication: Publication) -> bool:
    return isinstance(request.user, Person) and is_publisher(request.user, _revision(publication).plan)
