"""What goes wrong around a decision: an old form, a double click, a mandate that ended, no mayor, a clock put back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from plans.actions import deciding, drafting, minuting, starting
from plans.codes import Answer, Decision
from plans.models import Consent, Plan
from plans.seats import agreement, required_seats, stances
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from tests.plans.amending import world as amendments
from tests.plans.minuting.world import record
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Appointment

from .test_pages import decision, page, text

pytestmark = pytest.mark.django_db


def test_agreeing_with_a_superseded_version_is_refused_with_what_is_new_and_asked_again(as_):
    scene = factories.agreed()
    old = decision(scene, Role.PROSECUTOR, Decision.AGREE, "Mits het klopt.", decision="reserve")
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    deciding.return_to_author(**about, by=scene.mayor, remark="De inleiding.")
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Anders.</p>")
    factories.submit(scene)
    factories.agree(scene, Role.CHIEF, scene.chief)
    before = Consent.objects.count()
    answer = as_(scene.prosecutor).post(page(scene, "decide"), old)
    assert answer.status_code == 409
    shown = text(answer)
    assert 'action="#besluit"' in shown
    assert "nieuwere versie" in shown.partition('id="besluit"')[2], "at the form, which a phone shows below the plan"
    assert "wat er is gewijzigd sinds versie 1" in shown
    assert "Mits het klopt." in shown, "what was typed is still there"
    assert answer.context["form"].initial["revision"] == 2
    assert Consent.objects.count() == before
    assert not agreement(scene.revision).everybody


def test_a_form_from_before_with_the_back_button_or_a_double_click_changes_nothing(as_):
    scene = factories.approved()
    mayor, form = as_(scene.mayor), decision(scene, Role.MAYOR, Decision.AGREE)
    assert [mayor.post(page(scene, "decide"), form).status_code for _click in range(3)] == [302, 409, 409]
    assert Consent.objects.filter(role=Role.MAYOR).count() == 1
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    factories.record_adoption(scene)
    before = list(Consent.objects.values())
    for typed in (form, decision(scene, Role.MAYOR, Decision.RETURN, "Toch niet.")):
        answer = mayor.post(page(scene, "decide"), typed)
        assert answer.status_code == 409
        assert "geen besluit" in text(answer)
    assert (list(Consent.objects.values()), scene.draft.status) == (before, Status.ADOPTED)


def test_a_mandate_holds_through_its_last_day_in_dutch_time_and_not_a_minute_longer():
    """Its last day is 30 June; that ends at 22.00 UTC, because it is summer here."""
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, name="Loes Loco", mandate="Mandaatbesluit 2021-1")
    Appointment.objects.filter(person=deputy).update(ends_on=date(2021, 6, 30))
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    with dated(datetime(2021, 6, 30, 22, 1, tzinfo=UTC)), pytest.raises(Refused, match="beslist niet namens"):
        deciding.consent(**about, by=people.fresh(deputy))
    assert not Consent.objects.filter(role=Role.MAYOR).exists()
    with dated(datetime(2021, 6, 30, 21, 59, tzinfo=UTC)):
        given = deciding.consent(**about, by=people.fresh(deputy))
    with dated(datetime(2021, 7, 2, 9, tzinfo=UTC)):
        assert scene.draft.requests.get(role=Role.MAYOR).consent == given, "what was given stays the seat's"
        (own,) = (stance for stance in stances(scene.revision) if stance.seat == scene.seats[Role.MAYOR])
        assert own.agrees


def test_in_the_hour_that_comes_twice_the_later_decision_counts():
    """On 31 October 2021 it is 02.50 in summer time, and after that 02.10 in winter time."""
    scene = factories.approved()
    deputy = people.person(Role.MAYOR, scene.region.emmen, mandate="Mandaatbesluit 2021-1")
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    with dated(datetime(2021, 10, 31, 0, 50, tzinfo=UTC)):
        deciding.consent(**about, by=scene.mayor)
    with dated(datetime(2021, 10, 31, 1, 10, tzinfo=UTC)):
        deciding.return_to_author(**about, by=deputy, remark="Nog niet.")
    (own,) = (stance for stance in stances(scene.revision) if stance.seat == scene.seats[Role.MAYOR])
    assert own.latest is not None
    assert own.latest.decision == Decision.RETURN
    assert scene.draft.status == Status.DRAFT


def test_there_is_no_plan_without_a_mayor_and_without_one_who_sits_there_it_is_never_adopted(as_):
    scene = factories.stage()
    with pytest.raises(Refused, match="gemeente"):
        starting.start(team=scene.region.team, year=2021, municipalities=[], by=scene.planner)
    assert not Plan.objects.exists()

    factories.written(scene=scene)
    Appointment.objects.filter(role=Role.MAYOR).update(ends_on=date(2020, 1, 1))
    factories.submit(scene)
    factories.agree(scene, Role.CHIEF, scene.chief)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    assert {seat.role for seat in required_seats(scene.plan)} == {Role.CHIEF, Role.MAYOR, Role.PROSECUTOR}
    assert scene.draft.status == Status.APPROVED
    with pytest.raises(Refused):
        factories.record_adoption(scene)
    blocks = "Zolang niemand deze functie heeft, kan er niets worden vastgesteld."
    assert f"Op dit moment niemand. {blocks}" in text(as_(scene.officer).get(page(scene, "plan")))
    assert blocks in text(as_(scene.secretary).get(page(scene, "adopt")))


def test_an_objection_about_the_plan_is_after_its_adoption_also_while_an_amendment_is_written():
    scene = factories.submitted()
    given = record(scene, Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)
    factories.record_adoption(scene)
    amendments.begun(scene)
    mayors = next(each for each in given if each.role == Role.MAYOR)
    answer = minuting.answer_minutes(minuted=mayors.minuted, by=scene.mayor, answer=Answer.OBJECT, remark="Nee.")
    assert answer.after_adoption
    assert Consent.objects.get(pk=mayors.pk).counts
