"""Accounts and appointments: who may, what it changes, what it leaves, and that a refusal changes nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import translation

from tests import factories
from workplan_portal.administration.presenters.trail import Line
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import HELD_AT, SEATS, AreaKind, Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people import actions
from workplan_portal.people.models import Appointment, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def state() -> tuple[list, list]:
    """Everything that an action here could change."""
    return (
        list(Person.objects.order_by("pk").values_list("name", "email", "is_active", "password")),
        list(Appointment.objects.order_by("pk").values()),
    )


def last_entry(account: Person) -> Entry:
    return Entry.objects.about(account.subject).last()


@pytest.fixture
def acts(administrator, mayor):
    """Every act on an account, each one allowed as things are."""
    closed = factories.person(name="Gesloten")
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    held = mayor.appointments.get()
    role = {"role": Role.MAYOR, "area": held.area}
    return {
        "open": lambda by: actions.open_account(name="Nieuw", email="nieuw@voorbeeld.example", by=by),
        "invite": lambda by: actions.invite(account=mayor, by=by),
        "change": lambda by: actions.change_account(account=mayor, name="Anders", email=mayor.email, by=by),
        "close": lambda by: actions.close_account(account=mayor, by=by),
        "reopen": lambda by: actions.reopen_account(account=closed, by=by),
        "appoint": lambda by: actions.appoint(account=factories.person(), **role, starts_on=today(), by=by),
        "end": lambda by: actions.end_appointment(appointment=held, ends_on=today(), by=by),
        "withdraw": lambda by: actions.withdraw_appointment(appointment=held, by=by),
        "review": lambda by: actions.review_access(by=by),
    }


ACTS = ["open", "invite", "change", "close", "reopen", "appoint", "end", "withdraw", "review"]


@pytest.mark.parametrize("act", ACTS)
def test_the_administrator_may_and_it_is_in_the_trail(acts, administrator, act):
    acts[act](administrator)
    entry = Entry.objects.order_by("pk").last()
    assert entry.actor == administrator.trail_name
    assert entry.result == "done"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_may_and_nothing_changes(acts, here, role):
    place = {
        AreaKind.MUNICIPALITY: here.emmen, AreaKind.TEAM: here.team, AreaKind.UNIT: here.unit,
        AreaKind.NATIONAL: here.nation,
    }[HELD_AT[role][0]]  # fmt: skip
    somebody = factories.person(role, place)
    before, entries = state(), Entry.objects.count()
    for act in set(ACTS) - {"appoint"}:
        with pytest.raises(Refused):
            acts[act](somebody)
    assert (state(), Entry.objects.count()) == (before, entries)


def test_an_opened_account_gets_a_link_to_choose_a_password(
    administrator, mailoutbox, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        account = actions.open_account(name="Noor", email="Noor@Emmen.example", by=administrator)
    assert (account.email, account.has_usable_password()) == ("noor@emmen.example", False)
    [mail] = mailoutbox
    assert mail.to == ["noor@emmen.example"]
    link = next(line for line in mail.body.splitlines() if "/password/reset/key/" in line)
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(
        page.redirect_chain[-1][0], {"password1": "een-lang-wachtwoord-9", "password2": "een-lang-wachtwoord-9"}
    )
    assert client.login(email="noor@emmen.example", password="een-lang-wachtwoord-9")


@pytest.mark.parametrize("email", ["info@emmen.example", "Griffie@emmen.example"])
def test_an_address_that_several_people_read_gets_no_account(administrator, email):
    with pytest.raises(Refused, match="adres lezen meer mensen|read by several"):
        actions.open_account(name="Iedereen", email=email, by=administrator)


def test_an_address_belongs_to_one_account_whatever_its_capitals(administrator, mayor):
    with pytest.raises(Refused):
        actions.open_account(name="Dubbel", email=mayor.email.upper(), by=administrator)


def test_saving_an_account_without_change_changes_nothing(administrator, mayor):
    actions.change_account(account=mayor, name=mayor.name, email=mayor.email, by=administrator)
    assert not Entry.objects.exists()


def test_with_a_new_address_the_old_one_opens_nothing_any_more(administrator, mayor, client, mailoutbox):
    old = mayor.email
    EmailAddress.objects.create(user=mayor, email=old, primary=True, verified=True)
    actions.change_account(account=mayor, name=mayor.name, email="nieuw@emmen.example", by=administrator)
    client.post("/account/password/reset/", {"email": old})
    assert [mail for mail in mailoutbox if "/password/reset/key/" in mail.body] == []
    client.post("/account/login/", {"login": old, "password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session


def test_closing_ends_sessions_for_good_and_stops_the_appointments(administrator, mayor, client):
    client.force_login(mayor)
    assert client.get("/account/").status_code == 200
    actions.close_account(account=mayor, by=administrator)
    assert client.get("/account/").status_code == 302
    assert not Appointment.objects.on(today()).filter(person=mayor).exists()
    actions.reopen_account(account=mayor, by=administrator)
    assert client.get("/account/").status_code == 302
    assert factories.fresh(mayor).current == []
    assert mayor.appointments.count() == 1


def test_a_withdrawn_appointment_has_no_effect_from_the_next_request_on(administrator, here, client):
    second = factories.person(Role.ADMINISTRATOR, here.nation)
    client.force_login(second)
    assert client.get("/beheer/personen/").status_code == 200
    actions.withdraw_appointment(appointment=second.appointments.get(), by=administrator)
    assert client.get("/beheer/personen/").status_code == 404


def test_the_history_of_an_appointment_stays(administrator, mayor):
    held = mayor.appointments.get()
    actions.withdraw_appointment(appointment=held, by=administrator)
    held.refresh_from_db()
    assert (held.withdrawn_on, held.ends_on, held.over) == (today(), None, True)
    assert Appointment.objects.on(today() - DAY).get(pk=held.pk) == held
    with pytest.raises(Refused):
        actions.end_appointment(appointment=held, ends_on=today(), by=administrator)


def test_the_last_day_counts(administrator, mayor):
    actions.end_appointment(appointment=mayor.appointments.get(), ends_on=today(), by=administrator)
    assert factories.fresh(mayor).holds(Role.MAYOR)
    assert not Appointment.objects.on(today() + DAY).filter(person=mayor).exists()


@pytest.mark.parametrize(
    ("role", "place", "starts", "ends", "mandate"),
    [
        (Role.MAYOR, "team", 0, None, ""),
        (Role.CHIEF, "emmen", 0, None, ""),
        (Role.ADMINISTRATOR, "unit", 0, None, ""),
        (Role.MAYOR, "coevorden", -1, None, ""),
        (Role.MAYOR, "coevorden", 5, 4, ""),
        (Role.PLANNER, "team", 0, None, "Besluit 12"),
        (Role.MAYOR, "emmen", 0, None, ""),
        (Role.MAYOR, "emmen", 30, 60, ""),
    ],
    ids=["no-mayor-of-a-team", "no-chief-of-a-town", "no-administrator-of-a-unit", "not-in-the-past", "ends-before",
         "no-mandate-to-write", "held-already", "held-then"],
)  # fmt: skip
def test_an_appointment_that_cannot_be_is_refused(administrator, mayor, here, role, place, starts, ends, mandate):
    before = state()
    with pytest.raises(Refused):
        actions.appoint(
            account=mayor,
            role=role,
            area=getattr(here, place),
            starts_on=today() + starts * DAY,
            ends_on=None if ends is None else today() + ends * DAY,
            mandate=mandate,
            by=administrator,
        )
    assert state() == before


@pytest.mark.parametrize("role", SEATS)
def test_a_deputy_acts_for_a_seat_under_a_mandate(administrator, here, role):
    area = here.emmen if role == Role.MAYOR else here.team
    account = factories.person()
    made = actions.appoint(
        account=account, role=role, area=area, starts_on=today(), mandate="Besluit 12", by=administrator
    )
    assert made.mandate == last_entry(account).details["mandate"] == "Besluit 12"
    in_trail = Entry(actor=factories.fresh(account).trail_name)
    assert in_trail.actor.endswith(f"({role}/deputy {area.name})")
    with translation.override("nl"):
        assert Line(in_trail, "", chain_holds=True).actor.endswith(f"({role.label} (plaatsvervanger) {area.name})")


def test_nobody_appoints_themself_and_nobody_is_both_administrator_and_auditor(administrator, auditor, here):
    with pytest.raises(Refused):
        actions.appoint(account=administrator, role=Role.MAYOR, area=here.emmen, starts_on=today(), by=administrator)
    with pytest.raises(Refused):
        actions.appoint(account=auditor, role=Role.ADMINISTRATOR, area=here.nation, starts_on=today(), by=administrator)


def test_the_last_administrator_stays(administrator, here):
    held = administrator.appointments.get()
    for attempt in (
        lambda: actions.withdraw_appointment(appointment=held, by=administrator),
        lambda: actions.end_appointment(appointment=held, ends_on=today() + 9 * DAY, by=administrator),
        lambda: actions.close_account(account=administrator, by=administrator),
    ):
        with pytest.raises(Refused):
            attempt()
    temporary = factories.person()
    factories.appoint(temporary, Role.ADMINISTRATOR, here.nation, ends_on=today() + 5 * DAY)
    with pytest.raises(Refused):
        actions.end_appointment(appointment=held, ends_on=today() + 9 * DAY, by=administrator)
    actions.end_appointment(appointment=held, ends_on=today() + 4 * DAY, by=administrator)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_stop_each_other_at_once_leave_one():
    here = factories.region()
    one, other = (factories.person(Role.ADMINISTRATOR, here.nation) for _ in range(2))
    together, refused = threading.Barrier(2), []

    def stop(by: Person, whom: Person) -> None:
        try:
            together.wait()
            actions.withdraw_appointment(appointment=whom.appointments.get(), by=factories.fresh(by))
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=stop, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Appointment.objects.on(today()).administrators().count() == 1
    assert len(refused) == 1
