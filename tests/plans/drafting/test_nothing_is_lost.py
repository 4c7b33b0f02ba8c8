"""Whatever goes wrong while saving, what was typed is still on the screen."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from plans.actions import deciding, drafting
from plans.models import Contribution
from tests.plans.drafting.addresses import CONTRIBUTION, at, block_url, row_url, text
from workplan_portal.audit.models import Entry, Result

pytestmark = pytest.mark.django_db


def test_what_was_removed_in_the_meantime_can_be_added_again(written, browser_of):
    row = Contribution.objects.filter(placements__block=written.blocks[0]).get()
    url = row_url(written, "save_row", "bijdrage", row)
    drafting.remove_contribution(placement=row.placements.get(), by=written.officer)

    answer = browser_of(written.planner).post(url, {**CONTRIBUTION, "version": "1", "text": "Lang aan gewerkt."})

    assert "Lang aan gewerkt." in text(answer)
    assert "intussen verwijderd" in text(answer)
    assert answer.context["form"].action == row_url(written, "add_row", "bijdrage")


def test_who_may_no_longer_write_keeps_the_text_on_the_screen(written, browser_of):
    """A colleague submits the plan while somebody is typing."""
    url = row_url(written, "add_row", "bijdrage")
    browser = browser_of(written.officer)
    browser.get(block_url(written))
    deciding.submit(draft=written.draft, by=written.planner)

    answer = browser.post(url, {**CONTRIBUTION, "text": "Nog een zin."})

    assert answer.status_code == 403
    assert "Nog een zin." in text(answer)
    assert "ingediend" in text(answer)
    assert Entry.objects.order_by("pk").last().result == Result.REFUSED
    assert not Contribution.objects.filter(text__contains="Nog een zin").exists()


def test_a_refused_act_without_a_text_is_a_403_that_changes_nothing(written, browser_of):
    deciding.submit(draft=written.draft, by=written.planner)
    answer = browser_of(written.planner).post(at(written, "move_block", written.blocks[1].uuid), {"steps": "-1"})
    assert answer.status_code == 403
    assert str(written.blocks[0]) == "Woninginbraken"


OURS, ELSEWHERE = {"Origin": "http://testserver"}, {"Origin": "https://elders.example"}
TYPED = "Eerste <b>regel</b>.\nTweede regel."


def sent_again(page: str) -> tuple[str, dict[str, str]]:
    """Where the form that was given back goes to, and what it sends."""
    form = re.search(r'<form method="post" action="([^"]*)">(.*?)</form>', page.partition('id="verzonden"')[2], re.S)
    assert form
    assert "Opnieuw versturen" in form[2]
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[2])
    return unescape(form[1]), {name: unescape(value) for name, value in fields}


def test_a_form_sent_after_the_session_ended_is_given_back_and_can_be_sent_again(written):
    """Without a script: signed in again in another tab, the very same form goes to the same address."""
    url = at(written, "save_text", "introduction")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(written.officer)
    browser.get(at(written, "texts") + "?bewerk=introduction")
    sent = {
        "introduction": TYPED,
        "version": str(written.draft.version),
        "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
    }
    Session.objects.all().delete()

    answer = browser.post(url, sent, headers=OURS)
    page = text(answer)
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (401, True)
    assert "Eerste &lt;b&gt;regel&lt;/b&gt;.\nTweede regel.</textarea>" in page, "in a box, never as markup"
    assert re.search(r"<label[^>]*>Inleiding</label>", page), "by its name"
    assert re.search(r'<a href="/account/login/"[^>]*target="_blank"', page)
    assert "<b>regel" not in page

    markup = {**sent, "introduction": "<p>Van de editor &amp; ik.</p>", "introduction_as": "markup"}
    assert ">Van de editor &amp; ik.</textarea>" in text(browser.post(url, markup, headers=OURS)), "the words of it"

    # Signing in makes the token of the page worthless: the text is shown once more, with a token that holds.
    browser.force_login(written.officer)
    browser.cookies["csrftoken"] = "x" * 32
    for status in (403, 302):
        address, fields = sent_again(page)
        assert (address, fields["introduction"], fields["version"]) == (url, TYPED, sent["version"])
        answer = browser.post(address, fields, headers=OURS)
        assert answer.status_code == status
        page = text(answer)
    assert written.draft.introduction == "<p>Eerste &lt;b&gt;regel&lt;/b&gt;.</p><p>Tweede regel.</p>"


@pytest.mark.parametrize("headers", [ELSEWHERE, {"Origin": "null"}, {"Referer": "https://elders.example/"}, {}])
def test_another_site_puts_no_words_into_a_form_of_ours(written, headers):
    """Neither in a browser that is not signed in, nor in one that is and whose token is not sent along."""
    url, sent = at(written, "save_text", "introduction"), {"introduction": "Woorden van een ander."}
    stranger, officer = Client(), Client(enforce_csrf_checks=True)
    officer.force_login(written.officer)
    for browser, status in ((stranger, 302), (officer, 403)):
        answer = browser.post(url, sent, headers=headers)
        assert (answer.status_code, "van een ander" in text(answer)) == (status, False)
    assert written.draft.introduction == "<p>Zo werken wij samen.</p>"


def test_a_password_is_never_given_back(written):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(written.officer)
    for address, sent in (
        (settings.LOGIN_URL, {"login": "anna de vries", "password": "een lang geheim"}),
        ("account_change_password", {"oldpassword": "een oud geheim", "password1": "een lang geheim"}),
    ):
        answer = browser.post(reverse(address), sent, headers=OURS)
        assert (answer.status_code, "geheim" in text(answer), "anna de" in text(answer)) == (403, False, False)


def test_a_text_that_is_more_than_the_portal_takes_is_called_too_long_and_given_back(written, browser_of):
    url, sent = at(written, "save_text", "introduction"), urlencode({"introduction": "Lange tekst. " * 180_000})
    browser, form = browser_of(written.officer), "application/x-www-form-urlencoded"
    answer = browser.post(url, sent, content_type=form, headers=OURS)
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (413, True)
    assert "Deze tekst is te lang" in text(answer)
    assert text(answer).count("Lange tekst.") == 180_000

    # The script leaves the form as it is, and only has to know why; another site gets nothing.
    for headers in (OURS | {"HX-Request": "true", "X-Autosave": "1"}, ELSEWHERE):
        answer = browser.post(url, sent, content_type=form, headers=headers)
        assert (answer.status_code, "Lange tekst." in text(answer)) == (413, False)
    assert browser.post(url, "naam=&" * 400_000, content_type=form, headers=OURS).status_code == 413, "no form of ours"
    assert written.draft.introduction == "<p>Zo werken wij samen.</p>"
