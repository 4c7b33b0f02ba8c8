"""The door: who gets in, who does not, what each of them is told, and what the trail keeps."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests import factories
from workplan_portal.audit.models import Entry
from workplan_portal.audit.verification import verify
from workplan_portal.people.adapter import DOOR
from workplan_portal.people.middleware import MailAfterAnswer
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db
WRONG = "helemaal-verkeerd-wachtwoord"


@pytest.fixture(autouse=True)
def _nothing_tried_before():
    cache.clear()


def sign_in(client: Client, email: str, password: str = factories.PASSWORD, **extra):
    return client.post("/account/login/", {"login": email, "password": password}, **extra)


def inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_one_signs_in_with_address_and_password_and_the_trail_says_from_where(client, mayor):
    sign_in(client, mayor.email.upper(), REMOTE_ADDR="192.0.2.7")
    assert inside(client)
    entry = Entry.objects.about(mayor.subject).get()
    assert (entry.action, entry.result, entry.origin) == ("sign_in", "done", "192.0.2.7")
    assert entry.actor == mayor.trail_name


def test_one_lands_where_one_wanted_to_go(client, administrator):
    door = client.get("/beheer/toegang/")
    assert door.url == "/account/login/?next=/beheer/toegang/"
    answer = client.post(door.url, {"login": administrator.email, "password": factories.PASSWORD})
    assert answer.url == "/beheer/toegang/"


def test_one_is_never_sent_to_another_site(client, mayor):
    answer = client.post(
        "/account/login/?next=https://elders.example/", {"login": mayor.email, "password": factories.PASSWORD}
    )
    assert "elders.example" not in answer.url


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, mayor):
    wrong = sign_in(client, mayor.email, WRONG)
    unknown = sign_in(client, "niemand@emmen.example", WRONG)
    assert not inside(client)
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_failing_is_in_the_trail_without_what_was_typed(client, mayor):
    sign_in(client, mayor.email, WRONG)
    sign_in(client, "mijn-wachtwoord-per-ongeluk@hier", WRONG)
    sign_in(client, "niemand@emmen.example", WRONG)
    assert [e.result for e in Entry.objects.about(mayor.subject)] == ["refused"]
    assert [e.result for e in Entry.objects.about(DOOR)] == ["refused"]
    kept = " ".join(str(vars(entry)) for entry in Entry.objects.all())
    assert WRONG not in kept
    assert "niemand@" not in kept
    assert list(verify()) == []


def test_a_closed_account_stays_out(client, mayor):
    Person.objects.filter(pk=mayor.pk).update(is_active=False)
    sign_in(client, mayor.email)
    assert not inside(client)
    assert Entry.objects.about(mayor.subject).last().result == "refused"


def test_signing_out_is_in_the_trail(client, mayor):
    client.force_login(mayor)
    client.post("/account/logout/")
    assert not inside(client)
    assert Entry.objects.about(mayor.subject).last().action == "sign_out"


def test_after_five_failures_even_the_right_password_has_to_wait(client, mayor):
    for _ in range(5):
        sign_in(client, mayor.email, WRONG)
    sign_in(client, mayor.email)
    assert not inside(client)


def test_nobody_registers(client):
    page = client.get("/account/signup/")
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    fields = {"email": "nieuw@emmen.example", "password1": factories.PASSWORD, "password2": factories.PASSWORD}
    client.post("/account/signup/", fields)
    assert not Person.objects.exists()


def test_asking_for_a_new_password_does_not_tell_whether_an_address_exists(client, mayor, mailoutbox):
    known = client.post("/account/password/reset/", {"email": mayor.email})
    unknown = client.post("/account/password/reset/", {"email": "niemand@emmen.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    links = [mail.to for mail in mailoutbox if "/password/reset/key/" in mail.body]
    assert links == [[mayor.email]]


def test_a_mail_server_that_is_away_does_not_tell_it_either(client, mayor, monkeypatch):
    def away(*_args: object) -> int:
        raise ConnectionRefusedError("The mail server is away.")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    known = client.post("/account/password/reset/", {"email": mayor.email})
    unknown = client.post("/account/password/reset/", {"email": "niemand@emmen.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_nor_how_long_a_mail_takes(rf, mailoutbox):
    def asked(request: HttpRequest) -> HttpResponse:
        request.to_send.append(EmailMessage("Kies een nieuw wachtwoord", to=["hoofd@emmen.example"]))
        return HttpResponse()

    answer = MailAfterAnswer(asked)(rf.post("/"))
    assert mailoutbox == []
    answer.close()  # as the server does once it has sent it
    assert len(mailoutbox) == 1


def test_a_link_works_once_and_choosing_is_in_the_trail(client, mayor, mailoutbox):
    client.post("/account/password/reset/", {"email": mayor.email})
    [link] = [word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word]
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    new = {"password1": "een-heel-nieuw-wachtwoord", "password2": "een-heel-nieuw-wachtwoord"}
    client.post(form, new)
    assert Entry.objects.about(mayor.subject).last().action == "choose_password"
    assert Client().get(path).status_code == 200  # says that the link was used; asks for no password
    assert "password1" not in Client().get(path).content.decode()
    sign_in(client, mayor.email, "een-heel-nieuw-wachtwoord")
    assert inside(client)


def test_a_closed_account_gets_no_link(client, mayor, mailoutbox):
    Person.objects.filter(pk=mayor.pk).update(is_active=False)
    client.post("/account/password/reset/", {"email": mayor.email})
    assert [mail for mail in mailoutbox if "/password/reset/key/" in mail.body] == []


def test_a_weak_password_is_refused(client, mayor):
    client.force_login(mayor)
    for weak in ("kort", "wachtwoord", mayor.email):
        fields = {"oldpassword": factories.PASSWORD, "password1": weak, "password2": weak}
        assert client.post("/account/password/change/", fields).status_code == 200
    assert factories.fresh(mayor).check_password(factories.PASSWORD)


def test_people_do_not_change_their_own_address(client, mayor):
    client.force_login(mayor)
    assert client.get("/account/email/").status_code == 404
    assert client.post("/account/email/", {"email": "x@y.example", "action_add": ""}).status_code == 404


def test_the_admin_has_the_same_door_and_no_password_page_of_its_own(client, administrator):
    assert client.get("/inzien/login/?next=/inzien/").url.startswith("/account/login/")
    client.force_login(administrator)
    assert client.get("/inzien/password_change/").url == "/account/password/change/"


def test_everybody_has_an_account_page(client, mayor):
    client.force_login(mayor)
    page = client.get("/account/").content.decode()
    assert mayor.name in page
    assert mayor.email in page
    assert "Burgemeester, Emmen" in page
    assert 'href="/account/password/change/"' in page
