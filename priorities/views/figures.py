"""Figures of earlier years: reading them side by side, entering them, and correcting them in the open."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from priorities.actions import figures as actions
from priorities.codes import Lifecycle, Unit
from priorities.forms.figures import CorrectFigureForm, NewFigureForm, RemoveFigureForm, initial_of
from priorities.forms.frames import FIRST_YEAR, LAST_YEAR
from priorities.models import Figure, Indicator
from priorities.policies import (
    AREAS_WITH_FIGURES,
    areas_entered_by,
    may_correct_figure,
    may_enter_any_figure,
    may_enter_figure,
    may_remove_figure,
)
from priorities.presenters import YEARS_SHOWN, area_choices, figure_text, history, indicator_rows, own_area
from priorities.querysets import IndicatorQuerySet
from priorities.saving import Stale
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.organisation.models import Area

from . import SignedIn, let_choose, show_form, typed

PER_PAGE = 40
WITH_FIGURES, EVERY = "met-cijfers", "alle"
"""Which indicators the table has: those with a figure here in the years shown, or the whole library."""


def visible(request: SignedIn, pk: int) -> Figure:
    return get_object_or_404(Figure.objects.visible_to(request.user).select_related("indicator", "area"), pk=pk)


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Figures"), reverse("priorities:figures")), *last]


def address(figure: Figure) -> str:
    return reverse("priorities:figure", args=[figure.pk])


def name_of(figure: Figure) -> str:
    return _("%(indicator)s, %(area)s, %(year)s") % {
        "indicator": figure.indicator,
        "area": figure.area,
        "year": str(figure.year),
    }


def year_asked(request: SignedIn) -> int | None:
    """The year that the address names, if that is a year figures can be of."""
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:9]) <= LAST_YEAR else None


def latest_year(area: Area | None) -> int:
    """The last year that there are results of here; without any: the year that has ended."""
    found = Figure.objects.filter(area=area, period=12).aggregate(latest=Max("year"))["latest"]
    return int(found or today().year - 1)


@require_safe
def figures(request: SignedIn) -> HttpResponse:
    areas = list(Area.objects.filter(kind__in=AREAS_WITH_FIGURES))
    area = next((a for a in areas if a.code == request.GET.get("gebied")), own_area(request.user, areas))
    last, words = year_asked(request) or latest_year(area), request.GET.get("q", "").strip()
    years = range(last - YEARS_SHOWN + 1, last + 1)
    here = Figure.objects.visible_to(request.user).filter(area=area, period=12, year__in=years)
    enters = bool(area and may_enter_figure(request.user, area))
    which = request.GET.get("toon", EVERY if enters else WITH_FIGURES)
    library = Indicator.objects.visible_to(request.user).exclude(unit=Unit.WORDS).matching(words)
    known = Q(pk__in=here.values("indicator"))
    shown = library.filter(known | Q(lifecycle=Lifecycle.ACTIVE) if which == EVERY else known)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("pagina"))
    chosen = {"gebied": area.code if area else "", "jaar": str(last), "toon": which, "q": words}
    recent = list(range(today().year, today().year - 10, -1))
    context = {
        "areas": area_choices(areas),
        "area": area,
        "years": [str(year) for year in years],
        "last": last,
        "year_choices": [(year, year) for year in (recent if last in recent else [last, *recent])],
        "q": words,
        "which": which,
        "which_choices": [(WITH_FIGURES, _("With figures")), (EVERY, _("All indicators"))],
        "page": page,
        "rows": indicator_rows(page, here.filter(indicator__in=list(page)), years, area, enters),
        "query": urlencode(chosen) + "&",
        "query_for_every": urlencode({**chosen, "toon": EVERY, "q": ""}),
        "may_enter": may_enter_any_figure(request.user),
        "may_enter_here": enters,
    }
    return render(request, "priorities/figures.html", context)


@require_safe
def figure(request: SignedIn, pk: int) -> HttpResponse:
    shown = visible(request, pk)
    entries = Entry.objects.filter(subject=shown.subject).order_by("-number")
    context = {
        "figure": shown,
        "name": name_of(shown),
        "text": figure_text(shown, Unit(shown.indicator.unit)),
        "history": history(shown, entries),
        "may_correct": may_correct_figure(request.user, shown),
        "may_remove": may_remove_figure(request.user, shown),
        "crumbs": crumbs((name_of(shown), "")),
    }
    return render(request, "priorities/figure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedIn) -> HttpResponse:
    """Without an indicator in the address: first choose one, since its unit decides what there is to fill in."""
    may_enter_any_figure(request.user).or_refuse()
    library = Indicator.objects.visible_to(request.user).exclude(unit=Unit.WORDS).exclude(lifecycle=Lifecycle.RETIRED)
    if not request.GET.get("indicator"):
        return choose_indicator(request, library)
    indicator = get_object_or_404(library, code=request.GET["indicator"])
    areas = areas_entered_by(request.user)
    form = NewFigureForm(
        typed(request),
        indicator=indicator,
        areas=areas,
        initial=asked_for(request, areas),
        cancel_url=reverse("priorities:figures"),
    )
    if form.is_valid():
        key = {name: form.cleaned_data[name] for name in ("area", "year", "period", "reason")}
        try:
            entered = actions.enter_figure(indicator=indicator, by=request.user, **key, **form.values)
        except Stale as stale:
            form.say_taken(get_object_or_404(Figure, pk=stale.current.pk))
        else:
            messages.success(request, _("The figure has been saved."))
            return redirect(address(entered))
    title = _("Enter figure")
    return show_form(
        request,
        form,
        title=title,
        lead=indicator.name,
        note=indicator.definition,
        crumbs=crumbs((title, "")),
        taken=form.taken,
    )


def choose_indicator(request: SignedIn, library: IndicatorQuerySet) -> HttpResponse:
    words, area = request.GET.get("q", "").strip(), request.GET.get("gebied", "")
    context = {
        "page": Paginator(library.matching(words), PER_PAGE).get_page(request.GET.get("pagina")),
        "q": words,
        "area": area,
        "query": urlencode({"q": words, "gebied": area}) + "&",
        "crumbs": crumbs((_("Enter figure"), "")),
    }
    return render(request, "priorities/choose_indicator.html", context)


def asked_for(request: SignedIn, areas: Any) -> dict[str, Any]:
    """What an empty cell of the table asked for."""
    initial: dict[str, Any] = {"year": year_asked(request) or today().year - 1}
    if request.GET.get("periode") in {"4", "8", "12"}:
        initial["period"] = int(request.GET["periode"])
    if area := areas.filter(code=request.GET.get("gebied", "")).first() or own_area(request.user, areas):
        initial["area"] = area.pk
    return initial


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, pk: int) -> HttpResponse:
    shown = visible(request, pk)
    may_correct_figure(request.user, shown).or_refuse()
    form = CorrectFigureForm(typed(request), figure=shown, initial=initial_of(shown), cancel_url=address(shown))
    more = {}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        reason = form.cleaned_data["reason"]
        try:
            actions.correct_figure(figure=shown, version=version, reason=reason, by=request.user, **form.values)
        except Stale as stale:
            more = let_choose(form, stale.current)
        else:
            messages.success(request, _("The correction has been saved. What the figure was stays readable below."))
            return redirect(address(shown))
    title = _("Correct figure")
    last = crumbs((name_of(shown), address(shown)), (title, ""))
    return show_form(request, form, title=title, lead=name_of(shown), crumbs=last, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedIn, pk: int) -> HttpResponse:
    shown = visible(request, pk)
    may_remove_figure(request.user, shown).or_refuse()
    form = RemoveFigureForm(typed(request), cancel_url=address(shown))
    if form.is_valid():
        actions.remove_figure(figure=shown, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The figure has been removed. What it was can still be read in the trail."))
        return redirect("priorities:figures")
    title = _("Remove figure")
    last = crumbs((name_of(shown), address(shown)), (title, ""))
    return show_form(request, form, title=title, lead=name_of(shown), crumbs=last)
