"""The acts that fill the shelf and clear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.models import Plan
from plans.record import in_force
from reports.actions import publishing
from reports.forms.publishing import PublishForm, WithdrawForm
from reports.models import Publication
from reports.policies.publishing import is_publisher, may_publish, may_withdraw
from reports.source import Source
from reports.sources import PlanSource
from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.audit.trail import now
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

CONFLICT = 409


def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast(Person, request.user)
    plan = get_object_or_404(Plan.objects.visible_to(person).with_names(), uuid=uuid)
    whole = _adopted(plan)
    return publish_page(request, whole, editions=whole.editions, back=reverse("plans:plan", args=[plan.uuid]))


def publish_page(request: HttpRequest, source: Source, *, editions: Sequence[Source] = (), back: str) -> HttpResponse:
    """Asks for whom and from when, whatever it is that goes out. `back` is the page of the thing itself.

    Where there are editions one chooses which of all these go out.
    """
    person = cast(Person, request.user)
    concerns(request, source.plan)
    form = PublishForm(request.POST or None, sources=[source, *editions], cancel_url=back)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = publishing.publish_together(
                sources=form.chosen,
                audience=Audience(form.cleaned_data["audience"]),
                visible_from=form.visible_from,
                by=person,
            )
        except Refused as refused:
            may_publish(person, source).or_refuse()
            refusal = refused
            record_refusal(request, refused)
            form.add_error("sources" if editions else "audience", str(refused))
        else:
            return _published(request, made, back)
    context = {
        "source": source,
        "back": back,
        "form": form,
        "verdict": may_publish(person, source),
        "crumbs": [(source.title, back), (_("Publish"), None)],
    }
    return render(request, "reports/publish.html", context, status=CONFLICT if refusal else None)


def _published(request: HttpRequest, made: Sequence[Publication], back: str) -> HttpResponse:
    """On to what can be read now, when that is one thing; else back to what it was made from."""
    first, *others = made
    waits = first.visible_from > first.published_at
    shown = {"titles": "; ".join(p.title for p in made), "day": date_format(localdate(first.visible_from), "j F Y")}
    if waits:
        messages.success(request, _("To be published on %(day)s: %(titles)s.") % shown)
    elif others:
        messages.success(request, _("Published: %(titles)s.") % shown)
    else:
        messages.success(request, _("“%(title)s” has been published.") % {"title": first.title})
    return redirect(back) if others or waits else redirect("reports:document", first.uuid)


def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast(Person, request.user)
    publication = get_object_or_404(Publication.objects.in_force().for_reading(), uuid=uuid)
    plan = publication.plan
    if not is_publisher(person, plan) and not Publication.objects.visible_to(person).filter(uuid=uuid).exists():
        raise Http404
    readable = publication.visible_from <= now()
    home = _made_from(publication)
    back = reverse("reports:document", args=[uuid]) if readable else home
    form = WithdrawForm(request.POST or None, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        publishing.withdraw(publication=publication, reason=form.cleaned_data["reason"], by=person)
        messages.success(request, _("The publication has been withdrawn."))
        return redirect(home)
    crumbs = [(publication.title, back), (_("Withdraw"), None)]
    verdict = may_withdraw(person, publication)
    context = {"publication": publication, "form": form, "verdict": verdict, "crumbs": crumbs}
    return render(request, "reports/withdraw.html", context)


def _made_from(publication: Publication) -> str:
    """The page of the plan, report or letter itself."""
    if publication.letter:
        return reverse("reports:letter", args=[publication.letter.uuid])
    if publication.release:
        return reverse("reports:report", args=[publication.release.report.uuid])
    return reverse("plans:plan", args=[publication.plan.uuid])


def _adopted(plan: Plan) -> PlanSource:
    """The revision in force, or the last one that was submitted: its policy then says why it can't be published."""
    revision = in_force(plan) or plan.revisions.order_by("number").last()
    if revision is None:
        raise Refused(_("A plan can be published once it has been adopted."))
    revision.plan = plan
    return PlanSource(revision)
