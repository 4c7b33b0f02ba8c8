"""The indicator library."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from priorities.actions import indicators as actions
from priorities.codes import Lifecycle
from priorities.forms.indicators import IndicatorForm, NewIndicatorForm
from priorities.models import Figure, Indicator
from priorities.policies import (
    may_activate_indicator,
    may_enter_any_figure,
    may_keep_indicators,
    may_redefine_indicator,
    may_retire_indicator,
)
from priorities.presenters import area_choices, own_area, year_rows
from priorities.saving import Stale
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.organisation.models import Area

from . import SignedIn, let_choose, show_form, typed

PER_PAGE = 40


def visible(request: SignedIn, code: str) -> Indicator:
    return get_object_or_404(Indicator.objects.visible_to(request.user), code=code)


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Indicators"), reverse("priorities:indicators")), *last]


def address(indicator: Indicator) -> str:
    return reverse("priorities:indicator", args=[indicator.code])


@require_safe
def indicators(request: SignedIn) -> HttpResponse:
    words, phase = request.GET.get("q", "").strip(), request.GET.get("fase", "")
    found = Indicator.objects.visible_to(request.user).matching(words)
    if phase in Lifecycle.values:
        found = found.filter(lifecycle=phase)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "phases": Lifecycle.choices,
        "phase": phase,
        "q": words,
        "query": urlencode({"q": words, "fase": phase}) + "&",
        "may_add": may_keep_indicators(request.user),
    }
    return render(request, "priorities/indicators.html", context)


@require_safe
def indicator(request: SignedIn, code: str) -> HttpResponse:
    shown = visible(request, code)
    areas = list(Area.objects.filter(pk__in=shown.figures.values("area")))
    chosen = next((area for area in areas if area.code == request.GET.get("gebied")), own_area(request.user, areas))
    figures = Figure.objects.visible_to(request.user).filter(indicator=shown, area=chosen)
    context = {
        "indicator": shown,
        "areas": area_choices(areas),
        "area": chosen,
        "rows": year_rows(shown, figures),
        "may_edit": may_keep_indicators(request.user),
        "may_activate": may_activate_indicator(request.user, shown),
        "may_retire": may_retire_indicator(request.user, shown),
        "may_enter": may_enter_any_figure(request.user),
        "crumbs": crumbs((shown.name, "")),
    }
    return render(request, "priorities/indicator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    may_keep_indicators(request.user).or_refuse()
    form = NewIndicatorForm(typed(request), cancel_url=reverse("priorities:indicators"))
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            added = actions.add_indicator(by=request.user, **values)
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The indicator has been added. It is in development until you activate it."))
            return redirect(address(added))
    return show_form(request, form, title=_("Add indicator"), crumbs=crumbs((_("Add indicator"), "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, code: str) -> HttpResponse:
    shown = visible(request, code)
    may_keep_indicators(request.user).or_refuse()
    form = IndicatorForm(
        typed(request),
        instance=shown,
        initial={"version": shown.version},
        may_redefine=may_redefine_indicator(request.user, shown),
        cancel_url=address(shown),
    )
    more = {}
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version") or 0
        try:
            actions.edit_indicator(indicator=shown, version=version, by=request.user, **values)
        except Stale as stale:
            more = let_choose(form, stale.current)
        else:
            messages.success(request, _("The indicator has been saved."))
            return redirect(address(shown))
    last = crumbs((shown.name, address(shown)), (_("Edit indicator"), ""))
    return show_form(request, form, title=_("Edit indicator"), crumbs=last, **more)


@require_POST
def activate(request: SignedIn, code: str) -> HttpResponse:
    shown = actions.activate_indicator(indicator=visible(request, code), by=request.user)
    messages.success(request, _("The indicator is active: plans can use it."))
    return redirect(address(shown))


@require_POST
def retire(request: SignedIn, code: str) -> HttpResponse:
    shown = actions.retire_indicator(indicator=visible(request, code), by=request.user)
    messages.success(request, _("The indicator has been retired. Its figures stay."))
    return redirect(address(shown))
