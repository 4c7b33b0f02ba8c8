from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workplan_portal.administration.doors import visitor
from workplan_portal.administration.forms.account import MailsForm
from workplan_portal.audit.trail import today
from workplan_portal.people.actions import choose_mails, make_calendar, stop_calendar
from workplan_portal.people.links import calendar_address
from workplan_portal.people.models import Appointment, Mails


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the portal knows of somebody, shown to that person."""
    person = visitor(request)
    chosen = {"mails": person.mails, "reminders": person.wants_reminders}
    return _account(request, MailsForm(initial=chosen, action=reverse("account_mails")))


@require_POST
def mails(request: HttpRequest) -> HttpResponse:
    person = visitor(request)
    form = MailsForm(request.POST, action=reverse("account_mails"))
    if not form.is_valid():
        return _account(request, form)
    told = form.cleaned_data
    choose_mails(account=person, how_often=Mails(told["mails"]), reminders=told["reminders"], by=person)
    messages.success(request, _("Your choice has been saved."))
    return redirect("account")


@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """Make an address, or another one instead."""
    make_calendar(account=visitor(request), by=visitor(request))
    messages.success(request, _("The address of your calendar has been made. An earlier one no longer works."))
    return redirect(f"{reverse('account')}#agenda")


@require_POST
def no_calendar(request: HttpRequest) -> HttpResponse:
    stop_calendar(account=visitor(request), by=visitor(request))
    messages.success(request, _("The address of your calendar no longer works."))
    return redirect(f"{reverse('account')}#agenda")


def _account(request: HttpRequest, form: MailsForm) -> HttpResponse:
    person = visitor(request)
    appointments = Appointment.objects.filter(person=person).not_over_on(today()).select_related("area")
    context = {
        "person": person,
        "appointments": appointments.order_by("starts_on"),
        "form": form,
        "calendar": calendar_address(person),
    }
    return render(request, "people/account.html", context)


def address_is_kept_by_the_administrator(request: HttpRequest) -> HttpResponse:
    """allauth would let people change the address they sign in with; here the administrator keeps it (BIO2 5.16.01)."""
    raise Http404
