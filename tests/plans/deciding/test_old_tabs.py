"""A page that was opened before something else was decided: nobody gives up, or agrees with, what they did not read."""

from __future__ import annotations

from datetime import date

import pytest

from plans.actions import deciding, drafting
from plans.actions.withdrawing import withdraw_adoption
from plans.codes import Answer, Decision
from plans.models import Adoption, Consent
from plans.seats import marks, stances
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from tests.plans.minuting.world import confirm, record
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

from .test_pages import decision, page, refusals, text

pytestmark = pytest.mark.django_db

RESERVATION = "Mits de raad instemt."
MEANWHILE = "Intussen besloten voor deze functie"


def state(scene):
    return scene.draft.status, list(Consent.objects.values()), scene.draft.requests.count()


def test_a_stale_form_is_refused_with_a_clear_message_and_the_remark_is_kept(as_):
    scene = factories.submitted()
    stale = decision(scene, Role.CHIEF, Decision.RETURN, "Mijn lange <opmerking> & meer.")
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Nieuw.</p>")
    deciding.submit(draft=scene.draft, by=scene.planner)

    response = as_(scene.chief).post(page(scene, "decide"), stale)

    assert response.status_code == 409
    assert "Mijn lange <opmerking> & meer." in text(response)
    assert "Mijn lange <opmerking>" not in response.content.decode(), "what was typed is never markup"
    assert response.context["form"].initial["revision"] == 2
    assert str(response.context["refusal"]) in text(response)
    assert "<title>Fout: " in response.content.decode()
    assert Consent.objects.count() == 0
    assert [entry.action for entry in refusals(scene)] == ["return"]


def test_an_old_tab_gives_up_no_reservation_that_was_made_in_another(as_):
    scene = factories.approved()
    mayor, old = as_(scene.mayor), decision(scene, Role.MAYOR, Decision.AGREE)
    reserved = decision(scene, Role.MAYOR, Decision.AGREE, RESERVATION, decision="reserve")
    assert mayor.post(page(scene, "decide"), reserved).status_code == 302
    before = state(scene)
    for typed in (old, {**old, "decision": "return", "remark": "Toch niet."}, {**old, "seen": ""}):
        answer = mayor.post(page(scene, "decide"), typed)
        assert answer.status_code == 409
        shown = text(answer)
        assert "iets anders besloten sinds u deze pagina opende" in shown.partition('id="besluit"')[2]
        assert MEANWHILE in shown
        assert f"<q>{RESERVATION}</q>" in shown.partition(MEANWHILE)[2]
        assert (typed["remark"] or RESERVATION) in shown.partition("<textarea")[2], "what was typed is still there"
        assert state(scene) == before
    refusals = Entry.objects.filter(subject=scene.plan.subject, result="refused")
    assert [entry.action for entry in refusals] == ["consent", "return", "consent"]

    again = {**old, "seen": answer.context["form"].initial["seen"]}
    assert mayor.post(page(scene, "decide"), again).status_code == 302, "who has read it may give it up"


def test_whoever_shares_the_seat_reads_what_the_other_decided_first(as_):
    scene = factories.submitted()
    colleague = people.person(Role.CHIEF, scene.region.team, name="Lotte Haan")
    old = decision(scene, Role.CHIEF, Decision.AGREE)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF]}
    deciding.consent(**about, by=colleague, reservation=RESERVATION)
    answer = as_(scene.chief).post(page(scene, "decide"), old)
    assert answer.status_code == 409
    assert "Lotte Haan" in text(answer).partition(MEANWHILE)[2]
    assert Consent.objects.count() == 1


def test_what_was_minuted_of_a_seat_since_is_read_before_it_decides(as_):
    scene = factories.approved()
    old = decision(scene, Role.MAYOR, Decision.RETURN, "Toch niet.")
    (given,) = record(scene, Role.MAYOR)
    answer = as_(scene.mayor).post(page(scene, "decide"), old)
    assert answer.status_code == 409
    assert "(DH-2021-01), nog niet bevestigd" in text(answer).partition(MEANWHILE)[2]
    seen = decision(scene, Role.MAYOR, Decision.RETURN, "Toch niet.")
    confirm(scene, given, scene.mayor)
    answer = as_(scene.mayor).post(page(scene, "decide"), seen)
    assert answer.status_code == 409, "confirmed in another tab"
    assert scene.draft.status == Status.APPROVED


def test_what_another_seat_decided_since_is_no_reason_to_ask_again(as_):
    scene = factories.approved()
    old = decision(scene, Role.MAYOR, Decision.AGREE)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    assert as_(scene.mayor).post(page(scene, "decide"), old).status_code == 302


def test_of_a_newer_version_a_seat_that_never_decided_reads_what_changed_since_the_one_on_screen(as_):
    scene = factories.approved()
    old = decision(scene, Role.MAYOR, Decision.AGREE, RESERVATION, decision="reserve")
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Heel anders.</p>")
    factories.submit(scene)
    factories.agree(scene, Role.CHIEF, scene.chief)
    answer = as_(scene.mayor).post(page(scene, "decide"), old)
    assert answer.status_code == 409
    shown = text(answer)
    assert "wat er is gewijzigd sinds versie 1" in shown
    assert "[toegevoegd] </span>Heel anders<span" in shown
    assert RESERVATION in shown.partition("<textarea")[2]
    assert MEANWHILE not in shown
    assert not Consent.objects.filter(role=Role.MAYOR).exists()


def test_a_form_that_names_seats_in_no_way_of_ours_is_refused_and_breaks_nothing(as_):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    for nonsense in (
        "=",
        "mayor",
        "mayor:1=²",
        "a=b=c,,",
        f"{scene.seats[Role.MAYOR].key}=²",
        scene.seats[Role.MAYOR].key + "=" + "9" * 60,
    ):
        typed = decision(scene, Role.MAYOR, Decision.RETURN, "Nee.", seen=nonsense)
        assert as_(scene.mayor).post(page(scene, "decide"), typed).status_code == 409
    assert scene.draft.status == Status.APPROVED


def test_the_secretary_reads_a_reservation_before_the_adoption_is_recorded(as_):
    scene = factories.agreed()
    typed = {
        "revision": 1,
        "seen": marks(stances(scene.revision)),
        "adopted_on": "20-1-2021",
        "body": "Driehoek van Emmen",
        "members": "Ellen Bos, burgemeester",
    }
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR], "by": scene.mayor}
    deciding.consent(**about, reservation=RESERVATION)
    secretary = as_(scene.secretary)
    answer = secretary.post(page(scene, "adopt"), typed)
    assert answer.status_code == 409
    shown = text(answer)
    assert "Een functie heeft iets anders besloten" in shown
    assert RESERVATION in shown
    assert "Driehoek van Emmen" in shown
    assert not Adoption.objects.exists()
    again = {**typed, "seen": answer.context["form"].initial["seen"], "late_reason": "Ziekte."}
    assert secretary.post(page(scene, "adopt"), again).status_code == 302
    assert scene.draft.status == Status.ADOPTED


def test_the_acts_themselves_refuse_what_was_not_seen_and_change_nothing():
    scene = factories.approved()
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR], "by": scene.mayor}
    deciding.consent(**about, seen="")
    before, entries = state(scene), Entry.objects.count()
    with pytest.raises(Refused, match="iets anders besloten"):
        deciding.consent(**about, seen="", reservation=RESERVATION)
    with pytest.raises(Refused, match="iets anders besloten"):
        deciding.return_to_author(**about, seen="", remark="Nee.")
    assert (state(scene), Entry.objects.count()) == (before, entries)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    told = {"adopted_on": date(2021, 1, 20), "body": "Driehoek", "members": ["Ellen Bos"], "by": scene.secretary}
    with pytest.raises(Refused, match="iets anders besloten"):
        deciding.adopt(draft=scene.draft, revision=scene.revision, **told, seen="")
    assert not Adoption.objects.exists()


def test_an_objection_to_minutes_is_another_state_than_the_minutes():
    scene = factories.approved()
    (given,) = record(scene, Role.MAYOR)
    before = marks(stances(scene.revision))
    confirm(scene, given, scene.mayor)
    assert marks(stances(scene.revision)) == before.replace(f"={given.pk}", f"={given.pk}{Answer.CONFIRM}")


def test_an_old_tab_does_not_adopt_anew_what_the_authority_took_back(as_):
    scene = factories.adopted()
    secretary, reason = as_(scene.secretary), "In het verkeerde overleg vastgesteld."
    typed = {
        "revision": scene.revision.number,
        "seen": marks(stances(scene.revision)),
        "adopted_on": "18-1-2021",
        "body": "Bestuurlijk Overleg",
        "members": "Ellen Bos, burgemeester",
    }
    withdraw_adoption(draft=scene.draft, reason=reason, by=scene.mayor)
    assert scene.draft.status == Status.AGREED
    answer = secretary.post(page(scene, "adopt"), typed)
    assert answer.status_code == 409
    assert reason in text(answer), "why it was withdrawn is read first"
    assert scene.draft.status == Status.AGREED

    again = typed | {"seen": answer.context["form"].initial["seen"]}
    assert secretary.post(page(scene, "adopt"), again).status_code == 302
    assert Adoption.objects.filter(revision=scene.revision).count() == 1
