"""The short lists of a team: partners, consultations, hotspots and allies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import listing
from plans.codes import ListKind
from plans.forms.lists import LISTS, ListedForm
from plans.models import Listed, teams_with_lists_for
from plans.policies import may_keep_lists
from plans.presenters.lists import short_lists, uses
from plans.views.visible import visitor
from priorities.saving import Stale
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Annual plans"), reverse("plans:list")), (_("Lists"), reverse("plans:lists")), *last]


def _visible(request: HttpRequest, uuid: UUID) -> Listed:
    rows = Listed.objects.visible_to(visitor(request)).select_related("team", "municipality")
    return get_object_or_404(rows, uuid=uuid)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    found = list(short_lists(visitor(request)))
    if not found:
        raise Http404
    return render(request, "plans/lists/lists.html", {"teams": found, "crumbs": _crumbs()[:1] + [(_("Lists"), "")]})


@require_safe
def listed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, shown = visitor(request), _visible(request, uuid)
    context = {
        "listed": shown,
        "uses": uses(shown, person),
        "keeping": may_keep_lists(person, shown.team),
        "crumbs": _crumbs((shown.name, "")),
    }
    return render(request, "plans/lists/listed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_listed(request: HttpRequest, team: UUID, kind: str) -> HttpResponse:
    person = visitor(request)
    owner = get_object_or_404(teams_with_lists_for(person), uuid=team)
    if kind not in ListKind.values:
        raise Http404
    chosen = ListKind(kind)
    may_keep_lists(person, owner).or_refuse()
    proposed = {"name": request.GET.get("naam", "")}
    form = ListedForm(_typed(request), initial=proposed, kind=chosen, team=owner, cancel_url=reverse("plans:lists"))
    if form.is_valid():
        try:
            added = listing.add_listed(team=owner, kind=chosen, by=person, **form.values)
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("“%(name)s” has been added.") % {"name": added})
            return redirect(f"{reverse('plans:lists')}#{kind}-{owner.uuid}")
    title = _("Add to the list: %(list)s") % {"list": LISTS[chosen]}
    return _form(request, form, title, _crumbs((title, "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_listed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person, shown = visitor(request), _visible(request, uuid)
    may_keep_lists(person, shown.team).or_refuse()
    url, name = reverse("plans:listed", args=[uuid]), shown.name
    form = ListedForm(
        _typed(request),
        instance=shown,
        initial={"version": shown.version},
        kind=ListKind(shown.kind),
        team=shown.team,
        cancel_url=url,
    )
    if form.is_valid():
        try:
            listing.edit_listed(listed=shown, version=form.cleaned_data["version"] or 0, by=person, **form.values)
        except Stale:
            form.add_error(None, _("Somebody else changed this in the meantime. Open the page again to see it."))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("“%(name)s” has been saved.") % {"name": form.values["name"]})
            return redirect(url)
    return _form(request, form, _("Edit “%(name)s”") % {"name": name}, _crumbs((name, url), (_("Edit"), "")))


@require_POST
def retire_listed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Out of use, or into use again when it was."""
    shown = _visible(request, uuid)
    shown = listing.retire_listed(listed=shown, retired=not shown.retired, by=visitor(request))
    said = (
        _("“%(name)s” can no longer be chosen. Where it stands it stays.")
        if shown.retired
        else _("“%(name)s” can be chosen again.")
    )
    messages.success(request, said % {"name": shown})
    return redirect("plans:listed", uuid)


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _form(request: HttpRequest, form: ListedForm, title: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    return render(request, "plans/lists/form.html", {"form": form, "title": title, "crumbs": crumbs})
