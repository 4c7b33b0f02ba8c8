"""May this person keep accounts and appointments, and if not, why not.

Three rules keep the keys safe: nobody appoints themself, nobody closes the own account, and there is always an
administrator left. The past stands: an appointment begins today or later, and ends today or later.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import HELD_AT, SEATS, AreaKind, Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Area

from .models import Appointment, Person

READ_BY_SEVERAL = frozenset(
    "info contact post postbus mail team balie receptie secretariaat griffie communicatie noreply".split()
)
"""Names of addresses that are always a group's."""


def may_manage_people(person: Person) -> Verdict:
    if person.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refuse(_("Only the functional administrator keeps accounts and appointments."))


def may_choose_mails(person: Person, account: Person) -> Verdict:
    return ALLOWED if person.pk == account.pk else refuse(_("You choose this for your own account only."))


def may_keep_calendar(person: Person, account: Person) -> Verdict:
    return ALLOWED if person.pk == account.pk else refuse(_("A calendar is made by the person it belongs to."))


def may_review_access(person: Person) -> Verdict:
    """Who may see who holds what: the administrator, and the auditor of the whole portal."""
    if person.holds(Role.ADMINISTRATOR) or person.holds_nationally(Role.AUDITOR):
        return ALLOWED
    return refuse(_("Only the functional administrator and the auditor review who has access."))


def may_record_review(person: Person) -> Verdict:
    """The auditor looks along and changes nothing, so this is the administrator's word."""
    return may_manage_people(person)


def may_open_account(person: Person, email: str) -> Verdict:
    if not (verdict := may_manage_people(person)):
        return verdict
    return _address_serves(email, Person.objects.all())


def may_change_account(person: Person, account: Person, email: str) -> Verdict:
    if not (verdict := may_manage_people(person)):
        return verdict
    if email.lower() == account.email:
        return ALLOWED
    return _address_serves(email, Person.objects.exclude(pk=account.pk))


def _address_serves(email: str, others: QuerySet[Person]) -> Verdict:
    """Accounts are personal (BIO2 5.16.02), so the address is nobody else's, nor a group's."""
    if email.partition("@")[0].lower() in READ_BY_SEVERAL:
        return refuse(_("This address is read by several people. Give the person's own address."))
    if others.filter(email__iexact=email).exists():
        return refuse(_("There is an account with this e-mail address already."))
    return ALLOWED


def may_invite(person: Person, account: Person) -> Verdict:
    if not (verdict := may_manage_people(person)):
        return verdict
    if not account.is_active:
        return refuse(_("This account is closed. Reopen it first."))
    return ALLOWED


def may_close_account(person: Person, account: Person) -> Verdict:
    if not (verdict := may_manage_people(person)):
        return verdict
    if not account.is_active:
        return refuse(_("This account is closed already."))
    if account.pk == person.pk:
        return refuse(_("You can't close your own account. Ask another administrator."))
    if not _administrator_remains(today(), without=account):
        return refuse(_("This is the last administrator. Appoint another one first."))
    return ALLOWED


def may_reopen_account(person: Person, account: Person) -> Verdict:
    if not (verdict := may_manage_people(person)):
        return verdict
    if account.is_active:
        return refuse(_("This account is open."))
    return ALLOWED


def may_appoint(
    person: Person, account: Person, role: Role, area: Area, starts_on: date, ends_on: date | None, mandate: str
) -> Verdict:
    if not (verdict := may_appoint_anything(person, account)):
        return verdict
    if AreaKind(area.kind) not in HELD_AT[role]:
        return refuse(_("The role of %(role)s can't be held at %(area)s.") % {"role": role.label, "area": area})
    if starts_on < today():
        return refuse(_("An appointment begins today or later: what was decided before can't become somebody else's."))
    if ends_on and ends_on < starts_on:
        return refuse(_("The last day comes before the first day."))
    if mandate and role not in SEATS:
        return refuse(_("Only whoever acts for a team chief, mayor or public prosecutor has a mandate."))
    return _fits_beside_the_others(account, role, area, starts_on, ends_on)


def may_appoint_anything(person: Person, account: Person) -> Verdict:
    """What holds whatever the appointment is: decides whether the button can be used."""
    if not (verdict := may_manage_people(person)):
        return verdict
    if account.pk == person.pk:
        return refuse(_("You can't appoint yourself. Ask another administrator."))
    if not account.is_active:
        return refuse(_("This account is closed. Reopen it first."))
    return ALLOWED


def _fits_beside_the_others(account: Person, role: Role, area: Area, starts_on: date, ends_on: date | None) -> Verdict:
    others = account.appointments.not_over_on(starts_on)
    if ends_on:
        others = others.filter(starts_on__lte=ends_on)
    if others.filter(role=role, area=area).exists():
        return refuse(_("%(name)s holds this role here in that period already.") % {"name": account.name})
    watching = {Role.ADMINISTRATOR: Role.AUDITOR, Role.AUDITOR: Role.ADMINISTRATOR}
    if role in watching and others.filter(role=watching[role]).exists():
        return refuse(_("The auditor checks the administrator: one person can't be both."))
    return ALLOWED


def may_end(person: Person, appointment: Appointment, ends_on: date) -> Verdict:
    """May this be the last day? A later last day than before is a longer appointment: allowed, while it lasts."""
    if not (verdict := may_end_sometime(person, appointment)):
        return verdict
    if ends_on < today():
        return refuse(_("The last day is today or later. To stop it at once, withdraw the appointment."))
    if ends_on < appointment.starts_on:
        return refuse(_("The last day comes before the first day."))
    return _leaves_an_administrator(appointment, ends_on + timedelta(days=1))


def may_end_sometime(person: Person, appointment: Appointment) -> Verdict:
    """What holds whatever the last day is: decides whether the button can be used."""
    if not (verdict := may_manage_people(person)):
        return verdict
    if appointment.over:
        return refuse(_("This appointment is over."))
    return ALLOWED


def may_withdraw_appointment(person: Person, appointment: Appointment) -> Verdict:
    if not (verdict := may_end_sometime(person, appointment)):
        return verdict
    return _leaves_an_administrator(appointment, today())


def _leaves_an_administrator(appointment: Appointment, day: date) -> Verdict:
    if appointment.role == Role.ADMINISTRATOR and not (
        Appointment.objects.on(day).administrators().exclude(pk=appointment.pk).exists()
    ):
        return refuse(_("This is the last administrator. Appoint another one first."))
    return ALLOWED


def _administrator_remains(day: date, *, without: Person) -> bool:
    return Appointment.objects.on(day).administrators().exclude(person=without).exists()
