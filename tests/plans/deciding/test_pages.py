"""The pages of deciding, as each person sees them: what is asked, what is said, what the database holds afterwards."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse

from plans.actions import deciding, drafting
from plans.codes import Decision
from plans.document import load
from plans.exports import plan_html
from plans.models import Adoption, Consent, Revision
from plans.record import record_of
from plans.seats import marks, stances
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.models import Entry, Result
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Appointment, Person

pytestmark = [pytest.mark.django_db, pytest.mark.appearance]


def page(scene: factories.Scene, name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=[scene.plan.uuid, *args])


def text(response) -> str:
    """What a reader sees, without the markup's escapes."""
    return html.unescape(b"".join(response).decode())


def refusals(scene: factories.Scene) -> list[Entry]:
    return list(Entry.objects.filter(subject=scene.plan.subject, result=Result.REFUSED))


def decision(scene: factories.Scene, role: Role, choice: Decision, remark: str = "", **changes: object) -> dict:
    """As somebody fills in the form who opens the page now."""
    shown = {"revision": scene.revision.number, "seen": marks(stances(scene.revision)), "seat": scene.seats[role].key}
    return {**shown, "decision": choice.value, "remark": remark, **changes}


# --- submit -----------------------------------------------------------------------------------------------------------


def test_the_submit_page_lists_what_is_missing_with_a_link_to_each(as_):
    scene = factories.drafted()
    response = as_(scene.planner).get(page(scene, "submit"))
    assert response.status_code == 200
    assert page(scene, "texts") in text(response)
    assert page(scene, "block", scene.blocks[0].uuid) in text(response)
    assert 'name="seen"' not in text(response), "there is no button while something is missing"


def test_posting_an_incomplete_plan_is_refused_with_the_list(as_):
    scene = factories.drafted()
    response = as_(scene.planner).post(page(scene, "submit"))
    assert response.status_code == 409
    assert page(scene, "texts") in text(response)
    assert (scene.draft.status, Revision.objects.count()) == (Status.DRAFT, 0)
    assert [entry.action for entry in refusals(scene)] == ["submit"]


def test_submitting_from_the_page(as_):
    scene = factories.written()
    browser = as_(scene.officer)
    shown = browser.get(page(scene, "submit"))
    assert "Joost Veldman" in text(shown), "who will be asked"
    response = browser.post(page(scene, "submit"), {"seen": shown.context["form"].initial["seen"]}, follow=True)
    assert response.redirect_chain == [(page(scene, "plan"), 302)]
    assert scene.draft.status == Status.SUBMITTED


def test_a_stale_submit_is_refused_and_shows_the_plan_as_it_is_now(as_):
    scene = factories.written()
    browser = as_(scene.officer)
    seen = browser.get(page(scene, "submit")).context["form"].initial["seen"]
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Nieuw.</p>")
    response = browser.post(page(scene, "submit"), {"seen": seen})
    assert response.status_code == 409
    assert scene.draft.status == Status.DRAFT
    assert response.context["form"].initial["seen"] != seen


def test_the_submit_page_says_which_consent_still_holds(as_):
    scene = factories.approved()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    response = as_(scene.planner).get(page(scene, "submit"))
    keeps = {asked.name: asked.keeps for asked in response.context["asked"]}
    assert [consent.decided_by for consent in keeps.values() if consent] == [scene.chief]


def test_submitting_twice_is_refused_the_second_time(as_):
    scene = factories.submitted()
    response = as_(scene.officer).post(page(scene, "submit"))
    assert response.status_code == 403
    assert Revision.objects.count() == 1


# --- take back --------------------------------------------------------------------------------------------------------


def test_taking_back_asks_for_confirmation_first(as_):
    scene = factories.submitted()
    browser = as_(scene.planner)
    assert browser.get(page(scene, "withdraw")).status_code == 200
    assert scene.draft.status == Status.SUBMITTED, "looking changes nothing"
    shown = {"revision": browser.get(page(scene, "withdraw")).context["form"].initial["revision"]}
    browser.post(page(scene, "withdraw"), shown)
    assert scene.draft.status == Status.DRAFT
    factories.submit(scene)
    stale = browser.post(page(scene, "withdraw"), shown)
    assert stale.status_code == 403
    assert "nieuwere versie" in text(stale)
    assert scene.draft.status == Status.SUBMITTED, "not the one that was shown"


def test_whoever_may_not_take_it_back_reads_why_and_leaves_a_refusal_in_the_trail(as_):
    scene = factories.submitted()
    browser = as_(scene.mayor)
    reason = browser.get(page(scene, "withdraw")).context["verdict"].reason
    response = browser.post(page(scene, "withdraw"))
    assert response.status_code == 403
    assert reason in text(response)
    (entry,) = refusals(scene)
    assert (entry.action, entry.details["reason"]) == ("withdraw", reason)
    assert "Ellen Bos" in entry.actor
    assert scene.draft.status == Status.SUBMITTED


# --- decide -----------------------------------------------------------------------------------------------------------


def test_the_one_page_shows_what_is_asked_who_decided_the_document_and_the_pdf(as_):
    scene = factories.approved()
    response = as_(scene.mayor).get(page(scene, "decide"))
    shown = text(response)
    assert "Burgemeester van Emmen" in shown
    assert "Joost Veldman" in shown, "the chief has decided"
    assert "Zo werken wij samen." in shown, "the document itself"
    assert page(scene, "pdf") in shown
    assert response.context["form"].initial["revision"] == 1


def test_agreeing_on_the_page(as_):
    scene = factories.approved()
    response = as_(scene.mayor).post(page(scene, "decide"), decision(scene, Role.MAYOR, Decision.AGREE), follow=True)
    assert response.redirect_chain == [(page(scene, "plan"), 302)]
    assert Consent.objects.get(role=Role.MAYOR).decision == Decision.AGREE


def test_returning_needs_a_remark_at_the_field(as_):
    scene = factories.approved()
    response = as_(scene.mayor).post(page(scene, "decide"), decision(scene, Role.MAYOR, Decision.RETURN))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["remark"]
    assert "(niet verplicht)" not in text(response)
    assert scene.draft.status == Status.APPROVED


def test_returning_on_the_page(as_):
    scene = factories.approved()
    as_(scene.mayor).post(page(scene, "decide"), decision(scene, Role.MAYOR, Decision.RETURN, "Norm ontbreekt."))
    assert (scene.draft.status, Consent.objects.get(role=Role.MAYOR).remark) == (Status.DRAFT, "Norm ontbreekt.")


def test_a_reservation_goes_wherever_the_consent_goes_and_a_remark_does_not(as_):
    scene = factories.approved()
    mayor = as_(scene.mayor)
    about = decision(scene, Role.MAYOR, Decision.AGREE) | {"decision": "reserve"}
    response = mayor.post(page(scene, "decide"), about)
    assert "Schrijf op onder welk voorbehoud u akkoord bent." in text(response)
    assert not Consent.objects.filter(role=Role.MAYOR).exists()

    mayor.post(page(scene, "decide"), about | {"remark": "Mits de raad <instemt>."})
    as_(scene.prosecutor).post(page(scene, "decide"), decision(scene, Role.PROSECUTOR, Decision.AGREE, "Mooi gedaan."))
    given = Consent.objects.get(role=Role.MAYOR)
    assert (given.reservation, given.remark, str(given.words)) == (
        "Mits de raad <instemt>.",
        "",
        "akkoord met voorbehoud",
    )
    assert scene.draft.status == Status.AGREED
    assert "Mits de raad <instemt>." in text(as_(scene.prosecutor).get(page(scene, "decide")))
    told = text(as_(scene.prosecutor).get(page(scene, "plan")))
    assert told.count("Mits de raad <instemt>.") == 2, "beside its seat, and in the history"
    assert "Akkoord met versie 1, met voorbehoud" in told
    assert "Mits de raad <instemt>." in text(as_(scene.secretary).get(page(scene, "adopt")))
    factories.record_adoption(scene)
    paper = html.unescape(plan_html(load(scene.revision.text), record_of(scene.plan, scene.revision)))
    assert "akkoord met voorbehoud" in paper
    assert "Mits de raad <instemt>." in paper
    assert "Mooi gedaan." not in paper


def test_when_the_plan_was_taken_back_meanwhile_the_remark_is_still_shown(as_):
    scene = factories.submitted()
    about = decision(scene, Role.CHIEF, Decision.RETURN, "Zonde als dit weg is.")
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    response = as_(scene.chief).post(page(scene, "decide"), about)
    assert response.status_code == 409
    assert "Zonde als dit weg is." in text(response)
    assert response.context["form"] is None


def test_a_text_of_200_000_characters_is_refused_at_the_field_and_still_there(as_):
    scene = factories.approved()
    long = "woord " * 33_334
    response = as_(scene.mayor).post(page(scene, "decide"), decision(scene, Role.MAYOR, Decision.RETURN, long))
    assert list(response.context["form"].errors) == ["remark"]
    assert long.strip()[:1000] in text(response)
    assert scene.draft.status == Status.APPROVED


@pytest.mark.parametrize("revision", ["", "abc", "-1", "99", "1' or 1=1"])
def test_a_form_without_a_real_version_changes_nothing(as_, revision):
    scene = factories.approved()
    about = decision(scene, Role.MAYOR, Decision.AGREE, revision=revision)
    response = as_(scene.mayor).post(page(scene, "decide"), about)
    assert response.status_code in (200, 404)
    assert not Consent.objects.filter(role=Role.MAYOR).exists()


def test_a_seat_that_is_not_ones_own_cannot_be_chosen(as_):
    scene = factories.approved()
    about = decision(scene, Role.PROSECUTOR, Decision.AGREE)
    response = as_(scene.mayor).post(page(scene, "decide"), about)
    assert "seat" in response.context["form"].errors
    assert not Consent.objects.filter(role=Role.PROSECUTOR).exists()


def test_whoever_holds_two_seats_chooses_for_which(as_):
    scene = factories.approved()
    people.appoint(scene.mayor, Role.PROSECUTOR, scene.region.team)
    browser = as_(scene.mayor)
    assert browser.get(page(scene, "decide")).context["form"].fields["seat"].choices
    browser.post(page(scene, "decide"), decision(scene, Role.PROSECUTOR, Decision.AGREE))
    assert Consent.objects.filter(role=Role.PROSECUTOR, decided_by=scene.mayor).exists()


def test_a_returning_text_shows_what_changed_since_this_seat_decided(as_):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    block = scene.blocks[0]
    drafting.edit_block(block=block, version=block.version, by=scene.planner, narrative="<p>Anders.</p>")
    deciding.submit(draft=scene.draft, by=scene.planner)
    factories.agree(scene, Role.CHIEF, scene.chief)
    response = as_(scene.mayor).get(page(scene, "decide"))
    (since,) = response.context["since"]
    (part,) = since.parts
    assert part.name == "", "in a plan for one municipality there are no parts to tell apart"
    assert len(part.changes) == 1
    assert "2.1 Woninginbraken" in part.changes[0]
    shown = text(response)
    assert part.changes[0] in shown
    assert "</span>Anders<span" in shown, "word for word, where it is decided"
    assert shown.index("</span>Anders<span") < shown.index('id="besluiten"')


@pytest.mark.everywhere
def test_a_removed_appointment_mid_flow_takes_the_plan_out_of_sight(as_):
    scene = factories.approved()
    browser = as_(scene.mayor)
    about = decision(scene, Role.MAYOR, Decision.AGREE)
    assert browser.get(page(scene, "decide")).status_code == 200
    Appointment.objects.filter(person=scene.mayor).delete()
    assert browser.post(page(scene, "decide"), about).status_code == 404
    assert not Consent.objects.filter(role=Role.MAYOR).exists()


# --- adopt ------------------------------------------------------------------------------------------------------------

ADOPTION = {"adopted_on": "18-01-2021", "body": "Bestuurlijk Overleg", "members": "Ellen Bos, burgemeester\n\n"}


def test_the_members_are_proposed_from_the_seats(as_):
    scene = factories.agreed()
    form = as_(scene.secretary).get(page(scene, "adopt")).context["form"]
    proposed = form.initial["members"].splitlines()
    assert [line.split(",")[0] for line in proposed] == ["Joost Veldman", "Ellen Bos", "Femke Aalders"]


def test_recording_the_adoption_on_the_page(as_):
    scene = factories.agreed()
    shown = {"revision": 1, "seen": marks(stances(scene.revision))}
    response = as_(scene.secretary).post(page(scene, "adopt"), {**ADOPTION, **shown}, follow=True)
    assert response.redirect_chain == [(page(scene, "plan"), 302)]
    adoption = Adoption.objects.get()
    assert (str(adoption.adopted_on), adoption.members) == ("2021-01-18", "Ellen Bos, burgemeester")
    assert "18 januari 2021" in text(response)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"adopted_on": "31-02-2021"}, "adopted_on"),
        ({"adopted_on": "gisteren"}, "adopted_on"),
        ({"adopted_on": "18-01-2090"}, "adopted_on"),
        ({"adopted_on": "18-01-1921"}, "adopted_on"),
        ({"adopted_on": "10-12-2020"}, "adopted_on"),  # a day before the text was submitted
        ({"adopted_on": "01-02-2021"}, "late_reason"),
        ({"members": " \n "}, "members"),
        ({"body": ""}, "body"),
        ({"body": "x" * 201}, "body"),
    ],
)
def test_what_is_wrong_with_the_adoption_is_said_at_the_field(as_, changes, field):
    scene = factories.agreed()
    response = as_(scene.secretary).post(page(scene, "adopt"), {**ADOPTION, "revision": 1, **changes})
    assert list(response.context["form"].errors) == [field]
    # What was refused as missing is not said to be optional: only the reason ever is.
    assert ("(niet verplicht)" in text(response)) == (field != "late_reason")
    assert not Adoption.objects.exists()
    label = response.context["form"].fields[field].label
    assert f'<a href="#id_{field}">{label}: ' in response.content.decode()  # by its own name, not that of the plan


def test_adopting_is_refused_while_somebody_has_not_agreed(as_):
    scene = factories.approved()
    response = as_(scene.secretary).post(page(scene, "adopt"), {**ADOPTION, "revision": 1})
    assert response.status_code == 409
    assert not Adoption.objects.exists()
    assert [entry.action for entry in refusals(scene)] == ["adopt"]


# --- who sees which page ----------------------------------------------------------------------------------------------

PAGES = ("plan", "preview", "pdf", "json", "submit", "withdraw", "decide", "adopt")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.everywhere
def test_what_one_may_not_see_does_not_exist(as_, name):
    scene = factories.submitted()
    for nobody in (scene.stranger, scene.administrator, scene.coevorden_officer, scene.coevorden_mayor):
        browser = as_(nobody)
        assert browser.get(page(scene, name)).status_code == 404
        if name in ("submit", "withdraw", "decide", "adopt"):
            assert browser.post(page(scene, name)).status_code == 404


@pytest.mark.everywhere
def test_a_draft_that_was_never_submitted_does_not_exist_for_those_who_decide(as_):
    scene = factories.written()
    for name in ("plan", "preview", "pdf", "json"):
        assert as_(scene.mayor).get(page(scene, name)).status_code == 404


@pytest.mark.parametrize("name", ["preview", "json"])
@pytest.mark.everywhere
def test_those_who_decide_read_the_version_and_never_the_rows_being_rewritten(as_, name):
    scene = factories.returned()
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Nog geheim.</p>")
    assert "Nog geheim." not in text(as_(scene.mayor).get(page(scene, name)))
    assert "Nog geheim." in text(as_(scene.planner).get(page(scene, name)))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.everywhere
def test_every_page_works_in_both_languages(as_, language):
    scene = factories.approved()
    for person, names in (
        (scene.chief, ("plan", "preview", "submit", "withdraw", "decide")),
        (scene.secretary, ("plan", "adopt")),
    ):
        browser = as_(person)
        for name in names:
            assert browser.get(page(scene, name), headers={"accept-language": language}).status_code == 200


def test_a_name_with_markup_is_shown_as_it_is_written(as_):
    scene = factories.approved()
    Person.objects.filter(pk=scene.prosecutor.pk).update(name="Femke <b>& Co</b>")
    for name in ("plan", "decide"):
        response = as_(scene.mayor).get(page(scene, name))
        assert "Femke <b>" not in response.content.decode()
        assert "Femke <b>& Co</b>" in text(response)
