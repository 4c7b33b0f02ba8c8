"""Advisers see and do not decide: who names them, what they read and when, and that their advice counts for nothing."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse

from plans.actions import advising, deciding, starting
from plans.decision_sheet import sheet_of
from plans.document import load
from plans.exports.decision_sheet_file import sheet_html
from plans.models import Advice, Adviser, Consent
from plans.policies_of_advice import may_name_adviser
from plans.record import record_of
from plans.seats import agreement, required_seats
from plans.workflow import Status
from tests import factories as people
from tests.meetings.world import planned_now
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.meetings.notifications import invited

from .test_mails import sent as sent
from .test_pages import page, text

pytestmark = pytest.mark.django_db

BODY = "Koninklijke Marechaussee"
WORDS = "Houd rekening met de <grens> bij Coevorden."


def named(scene: factories.Scene, **values: object) -> Adviser:
    told = {"plan": scene.plan, "email": scene.stranger.email.upper(), "body": BODY, "by": scene.secretary, **values}
    return advising.name_adviser(**told)


def advise(scene: factories.Scene, **values: object) -> Advice:
    told = {"draft": scene.draft, "number": scene.revision.number, "text": WORDS, "by": scene.stranger, **values}
    return advising.advise(**told)


def test_secretary_and_safety_officers_name_somebody_with_an_account_once(as_):
    scene = factories.submitted()
    may = {name for name, person in scene.everyone.items() if may_name_adviser(person, scene.plan, scene.stranger)}
    assert may == {"officer", "secretary"}
    for email, why in (("niemand@voorbeeld.example", "account"), (scene.mayor.email, "zetel")):
        with pytest.raises(Refused, match=why):
            named(scene, email=email)
    secretary = as_(scene.secretary)
    address = page(scene, "advisers")
    assert "heeft hier een account" in text(secretary.post(address, {"email": "x@y.example", "body": BODY}))
    assert secretary.post(address, {"email": scene.stranger.email, "body": BODY}).status_code == 302
    with pytest.raises(Refused, match="al adviseur"):
        named(scene)
    assert as_(scene.planner).get(address).status_code == 403
    assert Adviser.objects.get().body == BODY
    assert Entry.objects.about(scene.plan.subject).filter(action="name_adviser", result="done").count() == 1


def test_an_adviser_reads_what_was_submitted_and_nothing_before_or_after(as_):
    scene = factories.written()
    adviser = named(scene)
    browser = as_(scene.stranger)
    assert browser.get(page(scene, "plan")).status_code == 404
    factories.submit(scene)
    for name in ("plan", "preview", "advise", "decision_sheet"):
        assert browser.get(page(scene, name)).status_code == 200, name
    for name in ("write", "submit"):
        assert (
            browser.get(page(scene, name)).status_code in (403, 404)
            or "alleen" in text(browser.get(page(scene, name))).lower()
        ), name
    assert browser.get(page(scene, "decide")).status_code == 403

    deciding.withdraw(draft=scene.draft, by=scene.planner)
    draft = scene.draft
    factories.drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Geheim.</p>")
    assert "Geheim." not in text(browser.get(page(scene, "preview")))

    advising.end_adviser(adviser=adviser, by=scene.officer)
    assert browser.get(page(scene, "plan")).status_code == 404
    with pytest.raises(Refused):
        advising.end_adviser(adviser=adviser, by=scene.officer)


def test_advice_stands_with_the_decisions_and_counts_for_none(as_, sent):
    scene = factories.submitted()
    named(scene)
    seats = required_seats(scene.plan)
    to_advise = reverse("plans:advise", args=[scene.plan.uuid])
    assert to_advise not in text(as_(scene.stranger).get("/")), "it has yet to go to the triangle"
    mails = sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief))
    assert to_advise in mails[scene.stranger.email].body
    assert to_advise in text(as_(scene.stranger).get("/"))

    form = {"revision": scene.revision.number, "text": WORDS}
    mails = sent(lambda: as_(scene.stranger).post(page(scene, "advise"), form))
    assert {scene.chief.email, scene.mayor.email, scene.prosecutor.email, scene.planner.email} <= set(mails)
    assert WORDS in mails[scene.mayor.email].body
    assert to_advise not in text(as_(scene.stranger).get("/")), "it was given"

    for name in ("plan", "decide"):
        shown = text(as_(scene.mayor).get(page(scene, name)))
        assert WORDS in shown
        assert BODY in shown
    shown = text(as_(scene.prosecutor).get(page(scene, "decision_sheet")))
    paper = sheet_html(load(scene.revision.text), sheet_of(load(scene.revision.text), scene.revision))
    for told in (shown, html.unescape(paper)):
        assert f"{scene.stranger.name}, {BODY}" in told
        assert WORDS in told
        assert "Advies over versie 1" in told
    assert WORDS not in str(record_of(scene.plan, scene.revision))
    assert (required_seats(scene.plan), Consent.objects.count()) == (seats, 1)
    assert not agreement(scene.revision).everybody
    for seat in scene.seats.values():
        with pytest.raises(Refused):
            deciding.consent(draft=scene.draft, revision=scene.revision, seat=seat, by=people.fresh(scene.stranger))
    assert scene.draft.status == Status.APPROVED

    factories.agree(scene, Role.MAYOR, scene.mayor)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    advise(scene, text="Nog iets.")
    factories.record_adoption(scene)
    assert "Nog iets." in text(as_(scene.auditor).get(page(scene, "plan")))
    late = sent(lambda: named(scene, email=scene.coevorden_officer.email))
    assert "Dit plan is al vastgesteld" in late[scene.coevorden_officer.email].body
    with pytest.raises(Refused, match="advies"):
        advise(scene)


def test_an_advice_is_about_the_version_that_was_read(as_):
    scene = factories.submitted()
    named(scene)
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    with pytest.raises(Refused, match="advies"):
        advise(scene)
    factories.contribution(scene, scene.blocks[0])
    factories.submit(scene)
    answer = as_(scene.stranger).post(page(scene, "advise"), {"revision": 1, "text": WORDS})
    assert answer.status_code == 409
    assert WORDS in text(answer)
    with pytest.raises(Refused, match="nieuwere versie"):
        advise(scene, number=1)
    with pytest.raises(Refused):
        advise(scene, text="  ")
    with pytest.raises(Refused):
        advise(scene, by=scene.coevorden_officer)
    assert not Advice.objects.exists()


def test_who_advises_the_team_reads_every_plan_of_it_until_that_is_ended(as_):
    scene = factories.submitted()
    there, team = scene.region.coevorden, scene.region.team
    other = starting.start(team=team, year=factories.YEAR, municipalities=[there], by=scene.planner)
    address, form = reverse("plans:advisers", args=[other.uuid]), {"email": scene.stranger.email, "body": BODY}
    with pytest.raises(Refused, match="Alleen de secretaris"):
        named(scene, by=scene.officer, for_team=True)
    assert "for_team" not in text(as_(scene.coevorden_officer).get(address))
    assert as_(scene.secretary).post(address, form | {"for_team": "on"}).status_code == 302
    own = page(scene, "advisers")
    assert "Elk plan van dit basisteam" in text(as_(scene.officer).get(own))

    browser = as_(scene.stranger)
    assert browser.get(page(scene, "plan")).status_code == 200
    assert browser.get(reverse("plans:plan", args=[other.uuid])).status_code == 404, "it has not been submitted"
    with pytest.raises(Refused, match="al adviseur"):
        named(scene)
    meeting = planned_now(scene)
    here = reverse("meetings:meeting", args=[meeting.uuid])
    assert scene.plan.title in text(browser.get(here)), "who advises the consultation joins it"
    assert scene.stranger in invited(meeting)
    adviser = Adviser.objects.get()
    assert advise(scene).adviser == adviser

    end = reverse("plans:end_adviser", args=[scene.plan.uuid, adviser.pk])
    assert end not in text(as_(scene.officer).get(own))
    assert as_(scene.officer).post(end).status_code == 403
    assert as_(scene.secretary).post(end).status_code == 302
    assert as_(scene.stranger).get(page(scene, "plan")).status_code == 404
    assert as_(scene.stranger).get(here).status_code == 404
    with pytest.raises(Refused, match="adviseurs"):
        advise(scene)
