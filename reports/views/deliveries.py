"""The police open data: bringing in a file, seeing what it holds, taking it over, and linking codes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.views.visible import visitor
from priorities.actions.indicators import edit_indicator
from priorities.models import Indicator
from priorities.policies import may_keep_indicators
from priorities.saving import Stale
from reports import intake
from reports.actions import deliveries
from reports.forms.deliveries import CodeForm, DeliveryForm, OrderForm, TerritoryForm
from reports.models import Delivery
from reports.policies.deliveries import may_bring_in, may_fetch
from reports.presenters.deliveries import Shown
from reports.presenters.linking import linked_areas, linked_indicators, nuisance_kinds
from workplan_portal.audit.refusals import concerns
from workplan_portal.organisation.models import Area

SHOWN = 30
"""Files in the list: half a year of five tables."""
PROGRESS = "voortgang"
"""Id of the part of the page that tells how far reading is."""


def crumbs(*pages: str) -> list[tuple[str, str]]:
    """The way here from the figures; the last step is the page itself and has no address."""
    steps = [
        (_("Figures"), reverse("priorities:figures")),
        (_("Open data of the police"), reverse("reports:open_data")),
        *((page, "") for page in pages),
    ]
    return [*steps[:-1], (steps[-1][0], "")]


def visible_delivery(request: HttpRequest, uuid: UUID) -> Delivery:
    known = Delivery.objects.visible_to(visitor(request)).select_related("file", "brought_by")
    delivery: Delivery = get_object_or_404(known, uuid=uuid)
    concerns(request, delivery)
    return delivery


@require_http_methods(["GET", "HEAD", "POST"])
def open_data(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    form = DeliveryForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        told = {name: form.cleaned_data[name] for name in ("table", "from_year", "provisional")}
        delivery = deliveries.bring_in(name=file.name, content=file.read(), by=person, **told)
        transaction.on_commit(lambda: intake.read_in_background(delivery))
        return redirect("reports:delivery", delivery.uuid)
    return _list(request, form)


@require_POST
def fetch(request: HttpRequest) -> HttpResponse:
    form = OrderForm(request.POST, prefix="ophalen")
    if not form.is_valid():
        return _list(request, DeliveryForm(), form)
    ordered = deliveries.order(by=visitor(request), **form.cleaned_data)
    transaction.on_commit(lambda: intake.read_in_background(ordered))
    return redirect("reports:delivery", ordered.uuid)


def _list(request: HttpRequest, form: DeliveryForm, order: OrderForm | None = None) -> HttpResponse:
    person = visitor(request)
    known = Delivery.objects.visible_to(person).defer("found")[:SHOWN]
    context = {
        "form": form,
        "order": order or OrderForm(prefix="ophalen", action=reverse("reports:fetch_open_data")),
        "fetching": may_fetch(person),
        "crumbs": crumbs(),
        "bringing_in": may_bring_in(person),
        "deliveries": [Shown(delivery, person, None) for delivery in known],
    }
    return render(request, "reports/opendata/list.html", context)


@require_safe
def delivery(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asked again and again while the file is being read; then the whole page is asked once more."""
    shown = Shown.to(visitor(request), visible_delivery(request, uuid))
    asks_progress = request.headers.get("HX-Target") == PROGRESS
    if asks_progress and shown.is_reading:
        return render(request, "reports/opendata/progress.html", {"shown": shown, "delivery": shown.delivery})
    context = {"shown": shown, "delivery": shown.delivery, "crumbs": crumbs(shown.delivery.name)}
    answer = render(request, "reports/opendata/delivery.html", context)
    if asks_progress:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def take_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    known = visible_delivery(request, uuid)
    try:
        number = deliveries.take_over(delivery=known, seen=request.POST.get("seen", ""), by=visitor(request))
    except Stale:
        messages.error(request, _("Somebody else has just entered one of these figures. Look again."))
        return redirect("reports:delivery", uuid)
    said = ngettext("%(number)s figure has been taken over.", "%(number)s figures have been taken over.", number)
    messages.success(request, said % {"number": localize(number)})
    return redirect("reports:delivery", uuid)


@require_POST
def read_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    known = deliveries.read_again(delivery=visible_delivery(request, uuid), by=visitor(request))
    transaction.on_commit(lambda: intake.read_in_background(known))
    return redirect("reports:delivery", uuid)


# --- which code counts for what ---------------------------------------------------------------------------------------


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    return _links(request)


@require_POST
def link_indicator(request: HttpRequest, code: str) -> HttpResponse:
    person = visitor(request)
    indicator = get_object_or_404(Indicator.objects.visible_to(person), code=code)
    form = CodeForm(request.POST, prefix=code)
    if not form.is_valid():
        return _links(request, form)
    try:
        edit_indicator(
            indicator=indicator,
            version=form.cleaned_data["version"],
            open_data_code=form.cleaned_data["open_data_code"],
            by=person,
        )
    except Stale:
        form.add_error("open_data_code", _("Somebody else has changed this indicator meanwhile. Look again."))
        return _links(request, form)
    messages.success(request, _("The code of “%(name)s” has been saved.") % {"name": indicator.name})
    return redirect("reports:open_data_links")


@require_POST
def link_area(request: HttpRequest, uuid: UUID) -> HttpResponse:
    area = get_object_or_404(Area, uuid=uuid)
    form = TerritoryForm(request.POST, prefix=str(uuid))
    if not form.is_valid():
        return _links(request, form)
    deliveries.link_neighbourhoods(area=area, codes=form.cleaned_data["codes"], by=visitor(request))
    messages.success(request, _("The neighbourhoods of %(area)s have been saved.") % {"area": area})
    return redirect("reports:open_data_links")


def _links(request: HttpRequest, refused: CodeForm | TerritoryForm | None = None) -> HttpResponse:
    keeping = may_keep_indicators(visitor(request))
    context = {
        "keeping": keeping,
        "crumbs": crumbs(_("Which code counts for what")),
        "indicators": linked_indicators(refused),
        "nuisance": nuisance_kinds(),
        "areas": linked_areas(refused),
        "form": refused,
    }
    return render(request, "reports/opendata/links.html", context)
