"""What every page shares: the menu, the visitor, the language, the headers, and what happens when it goes wrong."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from workplan_portal.authorization.roles import Role
from workplan_portal.documents.storing import DamagedFile
from workplan_portal.documents.workers import RenderingTookTooLong
from workplan_portal.interface.navigation import ITEMS, menu
from workplan_portal.interface.outages import or_the_text
from workplan_portal.organisation.models import Municipality, Nation
from workplan_portal.people.models import Appointment, Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interface.urls")]

STATIC_PAGES = ["/toegankelijkheid/", "/privacy/", "/hulp/"]


@pytest.fixture
def emmen():
    return Municipality.objects.create(code="GM0114", name="Emmen", brand_colour="#2e7d32")


@pytest.fixture
def officer(emmen):
    person = Person.objects.create(email="anna@emmen.example", name="Anna de Vries")
    Appointment.objects.create(person=person, role=Role.SAFETY_OFFICER, area_id=emmen.pk, starts_on=date(2020, 1, 1))
    return person


def with_role(role: Role) -> Person:
    nation, _ = Nation.objects.get_or_create(code="NL", defaults={"name": "Nederland"})
    person = Person.objects.create(email=f"{role}@portaal.example", name="Bo Jansen")
    Appointment.objects.create(person=person, role=role, area_id=nation.pk, starts_on=date(2020, 1, 1))
    return person


def page(client, path="/hulp/", **extra) -> str:
    return client.get(path, headers={"Accept-Language": "nl"}, **extra).content.decode()


def test_every_item_of_the_menu_leads_somewhere():
    assert all(reverse(item.url_name) for item in ITEMS)


def test_a_visitor_sees_only_what_is_public(client):
    assert [link.url for link in menu(AnonymousUser(), "/")] == [reverse("reports:documents")]
    html = page(client)
    assert "Inloggen voor medewerkers" in html
    assert reverse("plans:list") not in html


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.ADMINISTRATOR, {"people:administration", "audit:trail"}),
        (Role.AUDITOR, {"audit:trail"}),
    ],
)
def test_administration_and_trail_are_for_who_keeps_them(role, sees):
    shown = {link.url for link in menu(with_role(role), "/")}
    for name in ("people:administration", "audit:trail"):
        assert (reverse(name) in shown) == (name in sees)


LISTS = ["plans:list", "reports:reports", "reports:letters", "meetings:list"]


@pytest.mark.parametrize("name", ["home", *LISTS])
def test_who_only_keeps_the_portal_is_told_why_a_list_is_empty(client, name):
    """Not that there is nothing yet: it may be full, for others."""
    client.force_login(with_role(Role.ADMINISTRATOR))
    html = page(client, reverse(name))
    assert "Hier is niets voor uw account" in html
    assert reverse("reports:documents") in html.split("<main")[1]


@pytest.mark.parametrize("name", LISTS)
def test_who_takes_part_is_told_when_something_comes(client, officer, name):
    client.force_login(officer)
    shown = page(client, reverse(name)).split('class="empty"')[1]
    assert "zodra" in shown.split("</div>")[0].lower()


def test_an_officer_sees_no_administration(officer):
    shown = {link.url for link in menu(officer, "/")}
    assert reverse("plans:list") in shown
    assert not {reverse("people:administration"), reverse("audit:trail")} & shown


def test_the_page_one_is_on_is_marked_also_deeper_down(officer):
    current = [link.url for link in menu(officer, reverse("plans:list") + "iets/dieper/") if link.current]
    assert current == [reverse("plans:list")]


def test_the_header_names_who_is_signed_in_and_for_whom(client, officer):
    client.force_login(officer)
    html = page(client)
    assert "Anna de Vries" in html
    assert "Gemeente Emmen" in html
    assert 'data-gemeente="gm0114"' in html
    assert "/thema/gm0114.css?v=" in html


def test_the_style_sheet_of_the_page_may_be_kept_for_a_year(client, officer):
    client.force_login(officer)
    address = page(client).split('href="/thema/')[1].split('"')[0]
    assert "immutable" in client.get(f"/thema/{address}").headers["Cache-Control"]


def test_a_language_is_chosen_with_a_button_and_remembered():
    client = Client(enforce_csrf_checks=True)
    assert 'lang="nl"' in page(client)
    token = client.cookies["csrftoken"].value
    data = {"language": "en", "next": "/hulp/", "csrfmiddlewaretoken": token}
    answer = client.post(reverse("set_language"), data)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/hulp/")
    assert "How this portal works" in page(client)


def test_choosing_a_language_leads_to_no_other_site(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://kwaad.example/"})
    assert not answer.headers["Location"].startswith("https://kwaad.example")


@pytest.mark.parametrize("path", STATIC_PAGES)
def test_a_page_about_the_portal_is_open_to_all_and_costs_no_query(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(path)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [*STATIC_PAGES, "/weg/", "/thema/gm9999.css", "/account/login/"])
def test_every_answer_forbids_what_no_page_of_ours_does(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/hulp/", "/weg/"])
def test_no_proxy_keeps_a_page_of_whoever_is_signed_in(client, officer, path):
    assert "Cache-Control" not in client.get(path).headers
    client.force_login(officer)
    assert client.get(path).headers["Cache-Control"] == "private, no-cache"


# --- when it goes wrong -----------------------------------------------------------------------------------------------


def test_a_refusal_says_why(client):
    answer = client.get("/geweigerd/")
    assert answer.status_code == 403
    assert "Alleen de teamchef kan dit plan goedkeuren." in answer.content.decode()


def test_a_refusal_without_a_reason_is_still_a_sentence(client):
    assert "U mag dit niet doen." in page(client, "/verboden/")


def test_a_page_that_is_not_there_offers_a_way_out(client):
    answer = client.get("/weg/")
    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("application/x-www-form-urlencoded", b"text=" + b"een woord " * 300_000),
        ("application/x-www-form-urlencoded", b"text=een+woord&" * 600),
    ],
)
def test_a_form_that_cant_be_read_is_not_there_either(client, officer, content_type, body):
    client.force_login(officer)
    assert client.post("/weg/", body, content_type=content_type).status_code == 404


@pytest.mark.parametrize(("path", "status"), [("/onleesbaar/", 400), ("/stuk/", 500)])
def test_a_fault_is_a_page_that_gives_nothing_away(path, status):
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == status
    html = answer.content.decode()
    assert "<h1" in html
    assert "the cause" not in html


def test_a_form_from_another_session_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/taal/", {"language": "en"}, headers={"Accept-Language": "nl"})
    assert answer.status_code == 403
    assert "Het formulier is verlopen" in answer.content.decode()


# --- signing in -------------------------------------------------------------------------------------------------------


def test_one_signs_in_with_address_and_password(client, officer):
    officer.set_password("een lang wachtwoord")
    officer.save()
    answer = client.post("/account/login/", {"login": "anna@emmen.example", "password": "een lang wachtwoord"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_a_wrong_password_does_not_tell_whether_the_account_exists(client, officer):
    refusal = "Het e-mailadres of het wachtwoord klopt niet."
    for address in (officer.email, "niemand@emmen.example"):
        answer = client.post("/account/login/", {"login": address, "password": "fout"})
        assert refusal in answer.content.decode()


def test_the_example_accounts_show_only_with_the_example(client, settings):
    assert "voorbeeld-2021" not in page(client, "/account/login/")
    settings.EXAMPLE = True
    assert "voorbeeld-2021" in page(client, "/account/login/")


def test_nobody_registers(client):
    assert "U kunt niet zelf een account maken" in page(client, "/account/signup/")


def test_a_forgotten_password_is_answered_by_mail(client, officer, mailoutbox):
    client.post("/account/password/reset/", {"email": officer.email}, headers={"Accept-Language": "nl"})
    assert [mail.to for mail in mailoutbox] == [[officer.email]]
    assert "Kies een nieuw wachtwoord" in mailoutbox[0].subject
    assert "/account/password/reset/key/" in mailoutbox[0].body


# --- pasting ----------------------------------------------------------------------------------------------------------


def test_what_is_pasted_may_be_longer_than_a_form_but_not_endless(client, officer):
    client.force_login(officer)
    word = f"<p class=MsoNormal style='{'mso-x:y;' * 700_000}'>Wij <b>surveilleren</b>.</p>"
    assert len(word) > 5 * 1024 * 1024
    answer = client.post("/geplakt/", word, content_type="text/html; charset=utf-8")
    assert answer.json() == {"markup": "<p>Wij <strong>surveilleren</strong>.</p>", "footnotes": []}
    answer = client.post("/geplakt/", "2 * 3 <é>\n- een", content_type="text/plain; charset=utf-8")
    assert answer.json() == {"markup": "<p>2 * 3 &lt;é&gt;</p><ul><li>een</li></ul>"}
    words = "<p>Wij surveilleren.</p>" * 100_000
    for too_much, kind in ((word * 2, "text/html"), (words, "text/html"), (words, "text/plain")):
        assert client.post("/geplakt/", too_much, content_type=kind).status_code == 413


def test_nobody_pastes_more_often_than_hands_can(client, officer):
    client.force_login(officer)
    cache.clear()
    sent = [client.post("/geplakt/", "<p>Wij.</p>", content_type="text/html").status_code for _time in range(31)]
    assert sent == [200] * 30 + [429]


@pytest.mark.parametrize(
    ("error", "status", "cause"),
    [(RenderingTookTooLong(), 503, "Het duurde langer"), (DamagedFile(), 500, "De pdf is er niet")],
)
def test_a_file_that_cant_be_made_or_is_gone_leads_to_its_text(rf, error, status, cause):
    def file():
        raise error

    with translation.override("nl"):
        answer = or_the_text(rf.get("/rapportages/x/pdf/"), file, page="/rapportages/x/lezen/")
    shown = answer.content.decode()
    assert (answer.status_code, cause in shown, 'href="/rapportages/x/lezen/"' in shown) == (status, True, True)
