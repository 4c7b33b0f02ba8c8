from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workplan_portal.administration.doors import visitor
from workplan_portal.audit.trail import today
from workplan_portal.people.models import Appointment


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the portal knows of somebody, shown to that person."""
    person = visitor(request)
    appointments = Appointment.objects.filter(person=person).not_over_on(today()).select_related("area")
    return render(
        request, "people/account.html", {"person": person, "appointments": appointments.order_by("starts_on")}
    )


def address_is_kept_by_the_administrator(request: HttpRequest) -> HttpResponse:
    """allauth would let people change the address they sign in with; here the administrator keeps it (BIO2 5.16.01)."""
    raise Http404
