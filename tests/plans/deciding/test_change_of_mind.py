"""Until the adoption a seat may think again: from agreed to agreed with a reservation, to other words, and back."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from plans.actions import deciding
from plans.codes import Decision
from plans.decision_sheet import sheet_of
from plans.document import load
from plans.models import Consent
from plans.presenters.status import progress_of
from plans.record import record_of
from plans.seats import marks, stances
from plans.workflow import Status
from tests.plans import factories
from tests.plans.minuting.test_recording import decisions_on_sheet, step
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

from .test_mails import sent as sent
from .test_pages import decision, page, text

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Mits de raad instemt.", "Mits de raad in maart instemt."


def test_a_reservation_is_added_changed_and_given_up_and_every_word_stays(as_, sent):
    scene = factories.approved()
    mayor = as_(scene.mayor)
    steps = [
        (decision(scene, Role.MAYOR, Decision.AGREE), ""),
        (decision(scene, Role.MAYOR, Decision.AGREE, FIRST, decision="reserve"), FIRST),
        (decision(scene, Role.MAYOR, Decision.AGREE, SECOND, decision="reserve"), SECOND),
        (decision(scene, Role.MAYOR, Decision.AGREE), ""),
        (decision(scene, Role.MAYOR, Decision.AGREE, FIRST, decision="reserve"), FIRST),
    ]
    for number, (typed, reservation) in enumerate(steps):
        now = typed | {"seen": marks(stances(scene.revision))}  # of a page that was opened since the last time
        mails = sent(lambda now=now: mayor.post(page(scene, "decide"), now))
        (given,) = (c for c in record_of(scene.plan, scene.revision).consents if "burgemeester" in c.capacity)
        assert given.reservation == reservation
        assert scene.draft.requests.get(role=Role.MAYOR).consent.reservation == reservation
        told = {scene.chief.email, scene.prosecutor.email, scene.secretary.email} if number else set()
        assert {address for address, mail in mails.items() if "oorbehoud" in mail.subject} == told
        assert scene.draft.status == Status.APPROVED

    kept = Consent.objects.filter(role=Role.MAYOR).order_by("pk")
    assert [c.reservation for c in kept] == [reservation for _typed, reservation in steps]
    assert mayor.post(page(scene, "decide"), steps[-1][0]).status_code == 409  # the same words: a double click
    assert kept.count() == len(steps)

    shown = text(mayor.get(page(scene, "decide")))
    assert "akkoord gegaan met deze tekst" in shown
    assert f">{FIRST}</textarea>" in shown.replace("\n", "")
    for name in ("plan", "decide", "decision_sheet"):
        assert FIRST in text(as_(scene.prosecutor).get(page(scene, name))), name
    history = text(as_(scene.auditor).get(page(scene, "plan")))
    assert SECOND in history
    assert history.count("Later opnieuw besloten") == len(steps) - 1
    sheet = sheet_of(load(scene.revision.text), scene.revision)
    (own,) = (seat for seat in sheet.seats if seat.seat.role == Role.MAYOR)
    assert [given.decided.reservation for given in own.given] == [FIRST]
    entries = Entry.objects.filter(subject=scene.plan.subject, action="consent", details__reservation=SECOND)
    assert entries.count() == 1


def test_it_also_goes_when_everybody_agrees_and_not_once_it_is_adopted():
    scene = factories.agreed()
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR], "by": scene.mayor}
    deciding.consent(**about, reservation=FIRST)
    assert scene.draft.status == Status.AGREED
    factories.record_adoption(scene)
    with pytest.raises(Refused):
        deciding.consent(**about | {"draft": scene.draft}, reservation=SECOND)
    assert not Consent.objects.filter(reservation=SECOND).exists()


def test_of_two_chiefs_each_thinks_again_for_himself(as_, sent):
    scene = factories.submitted()
    second = factories.factories.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF]}
    deciding.consent(**about, by=scene.chief)
    deciding.consent(**about, by=second, reservation=FIRST)
    deciding.consent(**about, by=scene.chief, reservation=SECOND)
    given = [c for c in record_of(scene.plan, scene.revision).consents if "teamchef" in c.capacity]
    assert {(c.name, c.reservation) for c in given} == {(scene.chief.name, SECOND), ("Ria Tweede", FIRST)}
    who_decides = (
        text(as_(scene.mayor).get(page(scene, "plan"))).partition('id="versies"')[0].partition('id="besluiten"')[2]
    )
    for words in (scene.chief.name, SECOND, "Ria Tweede", FIRST):
        assert words in who_decides, "both are named"

    deciding.consent(**about | {"seat": scene.seats[Role.MAYOR]}, by=scene.mayor)
    mails = sent(lambda: deciding.consent(**about | {"seat": scene.seats[Role.PROSECUTOR]}, by=scene.prosecutor))
    assert SECOND in mails[scene.secretary.email].body


def test_nobody_gives_up_the_reservation_of_a_colleague_and_it_is_counted_wherever_the_seat_is(sent):
    scene = factories.submitted()
    second = factories.factories.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF]}
    deciding.consent(**about, by=second, reservation=FIRST)
    deciding.consent(**about, by=scene.chief)

    with override("en"):
        assert decisions_on_sheet(scene) == "1 of 3 agreed, 1 with a reservation"
        assert step(scene, Status.SUBMITTED).endswith(", with a reservation")
        (line,) = (line for line in progress_of([scene.draft])[0].seats if line.seat.role == Role.CHIEF)
        assert line.words == "agreed with version 1, with a reservation"
        assert line.short == "agreed with a reservation"

    factories.agree(scene, Role.MAYOR, scene.mayor)
    mails = sent(lambda: factories.agree(scene, Role.PROSECUTOR, scene.prosecutor))
    assert FIRST in mails[scene.secretary.email].body


def test_who_agreed_hears_of_a_reservation_that_a_colleague_adds_to_a_seat(sent):
    scene = factories.agreed()
    second = factories.factories.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF], "by": second}
    mails = sent(lambda: deciding.consent(**about, reservation=FIRST))
    for person in (scene.chief, scene.mayor, scene.prosecutor, scene.secretary):
        assert FIRST in mails[person.email].body
        assert "was al akkoord" not in mails[person.email].body
    assert second.email not in mails
