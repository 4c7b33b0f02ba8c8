"""Accounts and appointments: open, change, close, reopen; appoint, end, withdraw. Nothing is ever deleted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction

from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import now, record, today
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Area

from . import notifications
from .models import Appointment, Mails, Person
from .policies import (
    may_appoint,
    may_change_account,
    may_choose_mails,
    may_close_account,
    may_end,
    may_invite,
    may_keep_calendar,
    may_open_account,
    may_record_review,
    may_reopen_account,
    may_withdraw_appointment,
)

ACCESS = "access"
"""The chain of the trail that the yearly reviews of everybody's access belong to (BIO2 5.18.02)."""


@judged_again
@transaction.atomic
def open_account(*, name: str, email: str, by: Person) -> Person:
    """Make somebody's personal account and send the invitation to choose a password."""
    may_open_account(by, email).or_refuse()
    account = Person(name=name, email=email.lower())
    account.set_unusable_password()
    account.save()
    record("open_account", subject=account.subject, what=account.trail_name, by=by)
    notifications.invited(account, by=by)
    return account


@transaction.atomic
def choose_mails(*, account: Person, how_often: Mails, reminders: bool, by: Person) -> None:
    """How often this person gets mail, and whether of what is almost due or late. What asks something always comes."""
    account = _lock(account)
    may_choose_mails(by, account).or_refuse()
    if (account.mails, account.wants_reminders) == (how_often, reminders):
        return
    account.mails, account.wants_reminders = how_often, reminders
    account.gathered_on = today()  # the first day or week begins now
    account.save(update_fields=["mails", "wants_reminders", "gathered_on"])
    record(
        "choose_mails",
        subject=account.subject,
        what=account.trail_name,
        by=by,
        how_often=how_often.value,
        reminders=reminders,
    )


@transaction.atomic
def make_calendar(*, account: Person, by: Person) -> None:
    """A secret address of this person's calendar; one that was made before is void from now on."""
    account = _lock(account)
    may_keep_calendar(by, account).or_refuse()
    account.calendar_key = uuid4()
    account.save(update_fields=["calendar_key"])
    record("make_calendar", subject=account.subject, what=account.trail_name, by=by)


@transaction.atomic
def stop_calendar(*, account: Person, by: Person) -> None:
    account = _lock(account)
    may_keep_calendar(by, account).or_refuse()
    if account.calendar_key:
        account.calendar_key = None
        account.save(update_fields=["calendar_key"])
        record("stop_calendar", subject=account.subject, what=account.trail_name, by=by)


@transaction.atomic
def invite(*, account: Person, by: Person) -> None:
    """Send the link to choose a password again; the link before it works until a password is chosen."""
    account = _lock(account)
    may_invite(by, account).or_refuse()
    record("invite", subject=account.subject, what=account.trail_name, by=by)
    notifications.invited(account, by=by)


@judged_again
@transaction.atomic
def change_account(*, account: Person, name: str, email: str, by: Person) -> None:
    """A new name or address. The old address can no longer be used to sign in or to ask for a new password."""
    account = _lock(account)
    email = email.lower()
    may_change_account(by, account, email).or_refuse()
    before = {"name": account.name, "email": account.email}
    after = {"name": name, "email": email}
    if before == after:
        return
    account.name, account.email = name, email
    account.save(update_fields=["name", "email"])
    if before["email"] != email:
        EmailAddress.objects.filter(user=account).delete()
    record("change_account", subject=account.subject, what=account.trail_name, by=by, before=before, after=after)


@transaction.atomic
def close_account(*, account: Person, by: Person) -> None:
    """Nobody gets in any more: the password is thrown away, which ends every session, and the appointments stop."""
    _hold_administrators()
    account = _lock(account)
    may_close_account(by, account).or_refuse()
    what = account.trail_name
    account.is_active = False
    account.calendar_key = None
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password", "calendar_key"])
    stopped = account.appointments.not_over_on(today())
    names = [str(appointment) for appointment in stopped.select_related("person", "area")]
    stopped.update(withdrawn_on=today())
    record("close_account", subject=account.subject, what=what, by=by, appointments=names)


@transaction.atomic
def reopen_account(*, account: Person, by: Person) -> None:
    """The account works again, without appointments, and with a new password that the owner chooses."""
    account = _lock(account)
    may_reopen_account(by, account).or_refuse()
    account.is_active = True
    account.save(update_fields=["is_active"])
    record("reopen_account", subject=account.subject, what=account.trail_name, by=by)
    notifications.invited(account, by=by)


@transaction.atomic
def appoint(
    *,
    account: Person,
    role: Role,
    area: Area,
    starts_on: date,
    by: Person,
    ends_on: date | None = None,
    mandate: str = "",
) -> Appointment:
    account = _lock(account)
    may_appoint(by, account, role, area, starts_on, ends_on, mandate).or_refuse()
    made = Appointment.objects.create(
        person=account, role=role, area=area, starts_on=starts_on, ends_on=ends_on, mandate=mandate
    )
    record("appoint", subject=made.subject, what=str(made), by=by, **_period(made), mandate=mandate)
    notifications.appointed(made, by=by)
    return made


@transaction.atomic
def end_appointment(*, appointment: Appointment, ends_on: date, by: Person) -> None:
    """Set or move the last day. The appointment itself stays, as history."""
    _hold_administrators()
    appointment = _lock_appointment(appointment)
    may_end(by, appointment, ends_on).or_refuse()
    if appointment.ends_on == ends_on:
        return
    before = appointment.ends_on
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    record(
        "end_appointment",
        subject=appointment.subject,
        what=str(appointment),
        by=by,
        ended_on_before=before,
        **_period(appointment),
    )


@transaction.atomic
def withdraw_appointment(*, appointment: Appointment, by: Person) -> None:
    """Stop it at once: from this moment the person can do nothing with it any more. It stays, as history."""
    _hold_administrators()
    appointment = _lock_appointment(appointment)
    may_withdraw_appointment(by, appointment).or_refuse()
    appointment.withdrawn_on = today()
    appointment.save(update_fields=["withdrawn_on"])
    record("withdraw_appointment", subject=appointment.subject, what=str(appointment), by=by, **_period(appointment))


@transaction.atomic
def review_access(*, by: Person) -> Entry:
    """State that everybody's access was looked through and is right; the trail keeps how many people held what."""
    may_record_review(by).or_refuse()
    held = Appointment.objects.on(today()).filter(person__is_active=True)
    return record(
        "review_access",
        subject=ACCESS,
        what=now().date().isoformat(),
        by=by,
        appointments=held.count(),
        people=held.values("person").distinct().count(),
    )


def _period(appointment: Appointment) -> dict[str, Any]:
    return {"starts_on": appointment.starts_on, "ends_on": appointment.ends_on}


def _lock(account: Person) -> Person:
    return Person.objects.select_for_update().get(pk=account.pk)


def _lock_appointment(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("person", "area")
    return rows.get(pk=appointment.pk)


def _hold_administrators() -> None:
    """Two administrators who stop each other at the same moment wait for one another: one always stays."""
    list(Appointment.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
