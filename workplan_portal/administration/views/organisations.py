"""Organisations: find, add, change and remove them; and see how a municipality's colours and logo come out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workplan_portal.administration.doors import asked, open_to, visitor
from workplan_portal.administration.forms.organisations import FORMS, ColourField, OrganisationForm, form_for
from workplan_portal.administration.logos import kept
from workplan_portal.administration.presenters import organisations as presenter
from workplan_portal.administration.presenters.colours import look
from workplan_portal.administration.presenters.crumbs import under_administration, under_organisations
from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.models import StoredFile
from workplan_portal.documents.serving import serve_stored
from workplan_portal.interface.theme import municipality_css
from workplan_portal.organisation import actions
from workplan_portal.organisation.models import Area, Municipality
from workplan_portal.organisation.policies import may_manage_organisations, may_remove, may_see_organisations

PATHS = {
    "land": AreaKind.NATIONAL,
    "eenheid": AreaKind.UNIT,
    "district": AreaKind.DISTRICT,
    "basisteam": AreaKind.TEAM,
    "gemeente": AreaKind.MUNICIPALITY,
    "cluster": AreaKind.CLUSTER,
}
"""The kinds of organisation as they stand in an address."""

FOUND_AT_ONCE = 100


def _find(request: HttpRequest, uuid: UUID) -> Area:
    area = presenter.whole(get_object_or_404(Area, uuid=uuid))
    concerns(request, area)
    return area


def _to(area: Area) -> str:
    return reverse("organisation:organisation", args=[area.uuid])


@require_safe
@open_to(may_see_organisations)
def organisations(request: HttpRequest) -> HttpResponse:
    words = asked(request, "zoek")
    context = {
        "words": words,
        "found": Area.objects.filter(name__icontains=words).order_by("name")[:FOUND_AT_ONCE] if words else None,
        "units": None if words else presenter.units(),
        "without_team": None if words else presenter.municipalities_without_team(),
        "kinds": [(path, kind.label) for path, kind in PATHS.items() if kind != AreaKind.NATIONAL],
        "manage": may_manage_organisations(visitor(request)),
        "crumbs": under_administration(_("Organisations")),
    }
    return render(request, "organisation/organisations.html", context)


@require_safe
@open_to(may_see_organisations)
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    area = _find(request, uuid)
    context = {
        "area": area,
        "parents": presenter.parents(area),
        "parts": presenter.parts(area),
        "appointments": presenter.appointments_at(area),
        "look": look(area.brand_colour, area.second_colour) if isinstance(area, Municipality) else None,
        "municipality": area if isinstance(area, Municipality) else None,
        "manage": may_manage_organisations(visitor(request)),
        "removal": may_remove(visitor(request), area),
        "crumbs": under_organisations(area.name),
    }
    return render(request, "organisation/organisation.html", context)


@open_to(may_see_organisations)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in PATHS:
        raise Http404
    may_manage_organisations(visitor(request)).or_refuse()
    chosen = PATHS[kind]
    form = FORMS[chosen](request.POST or None, request.FILES or None, cancel_url=reverse("organisation:organisations"))
    if form.is_valid():
        try:
            area = actions.add(
                kind=chosen, values=kept(form.values), municipalities=form.municipalities, by=visitor(request)
            )
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s has been added.") % {"name": area})
            return redirect(_to(area))
    first = [(path, PATHS[path].label) for path in PATHS if PATHS[path] in form.first]
    context = {"form": form, "kind": chosen, "first": first, "crumbs": under_organisations(_("Add"))}
    return render(request, "organisation/add.html", context)


@open_to(may_see_organisations)
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    area = _find(request, uuid)
    may_manage_organisations(visitor(request)).or_refuse()
    form: OrganisationForm = form_for(area)(
        request.POST or None, request.FILES or None, instance=area, cancel_url=_to(area)
    )
    if form.is_valid():
        try:
            actions.change(area=area, values=kept(form.values), municipalities=form.municipalities, by=visitor(request))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s has been saved.") % {"name": area})
            return redirect(_to(area))
    stored = presenter.whole(area)  # a form with mistakes has touched `area`
    context: dict[str, Any] = {"form": form, "area": stored, "crumbs": under_organisations(_("Change"), stored)}
    if isinstance(stored, Municipality):
        context |= {"municipality": stored, "look": look(stored.brand_colour, stored.second_colour)}
    return render(request, "organisation/change.html", context)


@open_to(may_see_organisations)
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks once more."""
    area = _find(request, uuid)
    if request.method == "POST":
        actions.remove(area=area, by=visitor(request))
        messages.success(request, _("%(name)s has been removed.") % {"name": area})
        return redirect("organisation:organisations")
    may_remove(visitor(request), area).or_refuse()
    return render(request, "organisation/remove.html", {"area": area, "crumbs": under_organisations(_("Remove"), area)})


def _typed_colours(request: HttpRequest, area: Municipality) -> tuple[str, str]:
    """The colours in the address where they are colours; else the stored ones."""
    try:
        brand = ColourField().clean(asked(request, "brand_colour"))
    except ValidationError:
        brand = area.brand_colour
    try:
        second = ColourField(required=False).clean(asked(request, "second_colour"))
    except ValidationError:
        second = area.second_colour
    return brand, second


def _find_municipality(request: HttpRequest, uuid: UUID) -> Municipality:
    return get_object_or_404(Municipality, uuid=uuid)


@require_safe
@open_to(may_see_organisations)
def colours(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The measured contrasts of colours that are being typed, with the style sheet that shows them on the page."""
    area = _find_municipality(request, uuid)
    brand, second = _typed_colours(request, area)
    context = {"area": area, "look": look(brand, second), "brand": brand, "second": second}
    return render(request, "organisation/colours.html", context)


@require_safe
@open_to(may_see_organisations)
def colours_css(request: HttpRequest, uuid: UUID) -> HttpResponse:
    area = _find_municipality(request, uuid)
    css = municipality_css(area.code, *_typed_colours(request, area))
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
@open_to(may_see_organisations)
def logo(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    area = _find_municipality(request, uuid)
    return serve_stored(request, get_object_or_404(StoredFile, sha256=area.logo), f"logo-{area.code.lower()}.png")
