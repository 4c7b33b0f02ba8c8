"""Appointments: choose a role, appoint, set the last day, withdraw."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from workplan_portal.administration.doors import open_to, visitor
from workplan_portal.administration.forms.people import AppointmentForm, EndForm
from workplan_portal.administration.presenters.crumbs import under_people
from workplan_portal.administration.presenters.roles import role_groups
from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.actions import appoint, end_appointment, withdraw_appointment
from workplan_portal.people.models import Appointment
from workplan_portal.people.policies import (
    may_appoint_anything,
    may_end_sometime,
    may_review_access,
    may_withdraw_appointment,
)

from .accounts import find_account, to_account


def _find(request: HttpRequest, pk: int) -> Appointment:
    found = get_object_or_404(Appointment.objects.select_related("person", "area"), pk=pk)
    concerns(request, found.person)
    return found


@open_to(may_review_access)
def choose_role(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = find_account(request, uuid)
    may_appoint_anything(visitor(request), account).or_refuse()
    context = {"account": account, "groups": role_groups(), "crumbs": under_people(_("Appoint"), account)}
    return render(request, "people/choose_role.html", context)


@open_to(may_review_access)
def add(request: HttpRequest, uuid: UUID, role: str) -> HttpResponse:
    account = find_account(request, uuid)
    may_appoint_anything(visitor(request), account).or_refuse()
    if role not in Role.values:
        raise Http404
    chosen = Role(role)
    form = AppointmentForm(request.POST or None, role=chosen, cancel_url=to_account(account))
    if form.is_valid():
        try:
            made = appoint(account=account, role=chosen, **form.cleaned_data, by=visitor(request))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(appointment)s: the appointment has been saved.") % {"appointment": made})
            return redirect(to_account(account))
    context = {"form": form, "account": account, "role": chosen, "crumbs": under_people(_("Appoint"), account)}
    return render(request, "people/appoint.html", context)


@open_to(may_review_access)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = _find(request, pk)
    may_end_sometime(visitor(request), appointment).or_refuse()
    form = EndForm(
        request.POST or None, initial={"ends_on": appointment.ends_on}, cancel_url=to_account(appointment.person)
    )
    if form.is_valid():
        try:
            end_appointment(appointment=appointment, **form.cleaned_data, by=visitor(request))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("ends_on", str(refusal))
        else:
            messages.success(request, _("The last day has been saved."))
            return redirect(to_account(appointment.person))
    crumbs = under_people(_("Set the last day"), appointment.person)
    return render(request, "people/end.html", {"form": form, "appointment": appointment, "crumbs": crumbs})


@open_to(may_review_access)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, since it works at once."""
    appointment = _find(request, pk)
    if request.method == "POST":
        withdraw_appointment(appointment=appointment, by=visitor(request))
        messages.success(request, _("The appointment has been withdrawn."))
        return redirect(to_account(appointment.person))
    may_withdraw_appointment(visitor(request), appointment).or_refuse()
    crumbs = under_people(_("Withdraw the appointment"), appointment.person)
    return render(request, "people/withdraw.html", {"appointment": appointment, "crumbs": crumbs})
