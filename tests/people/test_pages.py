"""The administrator's pages: who finds them, what they show, and that a mistake loses nothing that was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Nation
from workplan_portal.people.models import Appointment, Person

pytestmark = pytest.mark.django_db

PAGES = ["/beheer/", "/beheer/personen/", "/beheer/personen/nieuw/", "/beheer/toegang/", "/beheer/organisaties/",
         "/logboek/", "/logboek/controle/", "/logboek/logboek.csv", "/inzien/"]  # fmt: skip


def of(account: Person, name: str = "person") -> str:
    return reverse(f"people:{name}", args=[account.uuid])


@pytest.mark.parametrize("path", PAGES)
def test_the_administrator_finds_every_page(desk, path):
    assert desk.get(path).status_code == 200


def test_in_a_portal_without_organisations_each_page_leads_to_what_comes_first(client):
    nation = Nation.objects.create(code="NL", name="Nederland")
    client.force_login(factories.person(Role.ADMINISTRATOR, nation))
    other = factories.person(Role.ADMINISTRATOR, nation)
    organisations, add = reverse("organisation:organisations"), "organisation:add_organisation"
    shown = {
        "/beheer/": organisations,
        reverse(add, args=["district"]): reverse(add, args=["eenheid"]),
        reverse(add, args=["basisteam"]): reverse(add, args=["gemeente"]),
        reverse("people:appoint", args=[other.uuid, "planner"]): organisations,
    }
    for path, leads_to in shown.items():
        main = client.get(path).content.decode().split("<main")[1]
        assert leads_to in main
        assert 'type="submit"' not in main
    assert "is compleet" not in client.get("/beheer/").content.decode()


@pytest.mark.parametrize("path", [path for path in PAGES if "nieuw" not in path])
def test_the_auditor_reads_along(client, auditor, path):
    client.force_login(auditor)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/inzien/"])
def test_for_others_these_pages_do_not_exist(client, mayor, administrator, path):
    client.force_login(mayor)
    assert client.get(path).status_code == 404
    assert client.get(of(administrator)).status_code == 404
    assert client.post(of(administrator, "close_account")).status_code == 404


def test_an_auditor_of_one_unit_does_not_read_the_trail_of_all(client, here):
    client.force_login(factories.person(Role.AUDITOR, here.unit))
    assert client.get("/logboek/").status_code == 404
    assert 'href="/logboek/"' not in client.get("/").content.decode(), "nor is led there"
    behind = [client.get(f"/inzien/{model}/").status_code for model in ("audit/entry", "people/person")]
    assert 200 not in behind, "nor goes around by the second view of the data"


def test_an_auditor_who_tries_to_change_something_is_refused_and_that_is_kept(client, auditor, mayor):
    client.force_login(auditor)
    assert client.post(of(mayor, "close_account")).status_code == 403
    assert factories.fresh(mayor).is_active
    entry = Entry.objects.about(mayor.subject).get()
    assert (entry.action, entry.result, entry.actor) == ("close_account", "refused", auditor.trail_name)


def test_a_new_person_is_invited_and_then_appointed(desk, here, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("people:open_account"), {"name": "Noor Veen", "email": "noor@emmen.example"})
    account = Person.objects.get(email="noor@emmen.example")
    assert answer.url == of(account)
    assert "noor@emmen.example" in desk.get(answer.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(
            reverse("people:appoint", args=[account.uuid, "mayor"]),
            {"area": here.emmen.pk, "starts_on": f"{today():%d-%m-%Y}", "ends_on": "", "mandate": "Besluit 3"},
        )
    [held] = account.appointments.all()
    assert (held.role, held.area.name, held.starts_on, held.mandate) == ("mayor", "Emmen", today(), "Besluit 3")
    assert [mail.to for mail in mailoutbox] == [["noor@emmen.example"]] * 2
    assert "Besluit 3" in desk.get(of(account)).content.decode()
    for shown in (reverse("people:people"), reverse("organisation:organisation", args=[here.emmen.uuid])):
        assert desk.get(shown).content.decode().count("(plaatsvervanger)") == 1, (
            "a deputy is called one, nobody else is"
        )


def test_what_cannot_be_saved_is_said_at_the_field_and_stays_typed(desk, mayor):
    answer = desk.post(reverse("people:open_account"), {"name": "Dubbel & Dwars", "email": mayor.email})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Er is al een account met dit e-mailadres." in page
    assert "Dubbel &amp; Dwars" in page
    assert answer.context["form"].errors.keys() == {"email"}
    assert Person.objects.filter(name__startswith="Dubbel").count() == 0


@pytest.mark.parametrize(
    "name", ["", "x" * 121, "a\x00b", "<script>alert(1)</script>", "\u202eomgekeerd", "\U0001f600 Lach"]
)
def test_odd_names_are_refused_or_shown_as_text(desk, name):
    answer = desk.post(reverse("people:open_account"), {"name": name, "email": "odd@emmen.example"}, follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_only_organisations_that_fit_the_role_can_be_chosen(desk, mayor, here):
    form = desk.get(reverse("people:appoint", args=[mayor.uuid, "mayor"])).context["form"]
    assert set(form.fields["area"].queryset) == {a.area for a in (here.emmen, here.coevorden, here.borger)}
    assert "mandate" not in desk.get(reverse("people:appoint", args=[mayor.uuid, "planner"])).context["form"].fields
    assert desk.get(reverse("people:appoint", args=[mayor.uuid, "king"])).status_code == 404


def test_people_are_found_by_parts_of_name_and_address(desk, mayor, auditor):
    def found(words: str) -> list[str]:
        return [person.name for person in desk.get("/beheer/personen/", {"zoek": words}).context["page"].object_list]

    assert found("hilde burge") == [mayor.name]
    assert found(auditor.email[:12].upper()) == [auditor.name]
    assert found("niemand") == []
    assert found("\x00") != []


def test_closed_accounts_stand_in_a_list_of_their_own(desk, mayor):
    desk.post(of(mayor, "close_account"), follow=True)
    assert mayor.name not in desk.get("/beheer/personen/").content.decode()
    assert mayor.name in desk.get("/beheer/personen/?stand=gesloten").content.decode()


def test_a_last_day_and_a_withdrawal(desk, mayor):
    held = mayor.appointments.get()
    until = today() + timedelta(days=10)
    desk.post(reverse("people:end_appointment", args=[held.pk]), {"ends_on": f"{until:%d-%m-%Y}"})
    held.refresh_from_db()
    assert held.ends_on == until
    early = desk.post(reverse("people:end_appointment", args=[held.pk]), {"ends_on": "01-01-2021"})
    assert early.context["form"].errors
    desk.post(reverse("people:withdraw_appointment", args=[held.pk]))
    assert not Appointment.objects.on(today()).filter(pk=held.pk).exists()
    assert "ingetrokken" in desk.get(of(mayor)).content.decode()


def test_the_review_names_who_holds_what_and_who_holds_nothing(desk, mayor):
    idle = factories.person(name="Zonder Benoeming")
    page = desk.get("/beheer/toegang/").content.decode()
    assert mayor.name in page
    assert idle.name in page
    assert "Nakijken is nodig" in page
    desk.post("/beheer/toegang/nagekeken/")
    assert Entry.objects.about("access").get().details["people"] == 2
    assert "Nakijken is nodig" not in desk.get("/beheer/toegang/").content.decode()


def test_the_front_page_says_which_seats_are_empty(desk, here):
    page = desk.get("/beheer/").content.decode()
    assert "Teamchef, officier van justitie, secretaris van het overleg" in page
    factories.person(Role.PROSECUTOR, here.unit)
    assert "Teamchef, secretaris van het overleg" in desk.get("/beheer/").content.decode()


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/personen/", "/beheer/toegang/", "/beheer/organisaties/"])
def test_more_rows_take_no_more_queries(desk, here, path, django_assert_max_num_queries):
    def many(number: int) -> None:
        for _ in range(number):
            team = factories.other_team(here)
            factories.person(Role.CHIEF, team)

    many(2)
    desk.get(path)
    with django_assert_max_num_queries(30) as few:
        desk.get(path)
    many(8)
    with django_assert_max_num_queries(len(few)):
        desk.get(path)


MODELS = ["people/person", "people/appointment", "organisation/area", "organisation/unit", "organisation/district",
          "organisation/baseteam", "organisation/municipality", "organisation/cluster", "organisation/nation",
          "audit/entry", "audit/seal"]  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_the_django_admin_is_for_looking(desk, model):
    assert desk.get(f"/inzien/{model}/").status_code == 200
    assert desk.get(f"/inzien/{model}/add/").status_code == 403
    assert desk.post(f"/inzien/{model}/add/", {"name": "x"}).status_code == 403


def test_the_django_admin_changes_and_deletes_nothing(desk, mayor):
    assert desk.get(f"/inzien/people/person/{mayor.pk}/change/").status_code == 200
    assert desk.post(f"/inzien/people/person/{mayor.pk}/change/", {"name": "x"}).status_code == 403
    assert desk.post(f"/inzien/people/person/{mayor.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post("/inzien/people/person/", {"action": "delete_selected", "_selected_action": mayor.pk, "post": "yes"})
    assert factories.fresh(mayor).name == mayor.name


def test_the_first_administrator_is_made_at_the_server(db, capsys, client):
    call_command("appoint_administrator", "sanne@portaal.example", "Sanne")
    call_command("appoint_administrator", "sanne@portaal.example", "Sanne")
    sanne = Person.objects.get()
    assert sanne.holds_nationally(Role.ADMINISTRATOR)
    assert sanne.appointments.count() == 1
    link = capsys.readouterr().out.splitlines()[-1].removeprefix("http://127.0.0.1:8000")
    assert "password1" in client.get(link, follow=True).content.decode()
    assert [e.action for e in Entry.objects.about(sanne.subject)] == ["open_account", "appoint"]
