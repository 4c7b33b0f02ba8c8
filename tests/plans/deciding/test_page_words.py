"""What the pages of deciding say when something changed meanwhile, and that they say it well."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from plans.actions import deciding, drafting
from plans.codes import Decision
from tests.plans import factories
from workplan_portal.audit.trail import dated
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Appointment

from .test_pages import decision, page, text

pytestmark = pytest.mark.django_db


def test_a_chief_who_has_agreed_is_not_told_that_agreeing_is_possible(as_):
    scene = factories.submitted()
    assert "U kunt akkoord gaan" in text(as_(scene.chief).get(page(scene, "decide")))
    factories.agree(scene, Role.CHIEF, scene.chief)
    shown = text(as_(scene.chief).get(page(scene, "decide")))
    assert "U kunt akkoord gaan" not in shown
    assert "U bent op" in shown
    assert "akkoord gegaan met deze tekst" in shown
    again = decision(scene, Role.CHIEF, Decision.AGREE)
    assert "U bent al akkoord met deze tekst." in text(as_(scene.chief).post(page(scene, "decide"), again))


def test_everybody_in_the_plan_reads_since_when_it_is_whose_turn(as_):
    scene = factories.submitted()
    assert "Gevraagd op 11 december 2020" in text(as_(scene.officer).get(page(scene, "plan")))
    for day, role, by in ((14, Role.CHIEF, scene.chief), (18, Role.MAYOR, scene.mayor)):
        with dated(datetime(2020, 12, day, 9, tzinfo=UTC)):
            factories.agree(scene, role, by)
    shown = text(as_(scene.unit_planner).get(page(scene, "plan")))
    assert "Gevraagd op 14 december 2020" in shown, "the prosecutor, by the chief's consent and not the mayor's"
    assert "Dat is zo sinds 14 december 2020." in shown
    assert "Wacht sinds 14 december 2020" in text(as_(scene.prosecutor).get("/"))
    with dated(datetime(2020, 12, 21, 9, tzinfo=UTC)):
        factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    assert "Dat is zo sinds 21 december 2020." in text(as_(scene.mayor).get(page(scene, "plan")))
    assert "Wacht sinds 21 december 2020" in text(as_(scene.secretary).get("/"))
    trail = f"/logboek/?onderwerp=plan%3A{scene.plan.uuid}"
    assert trail in text(as_(scene.auditor).get(page(scene, "plan")))
    assert "Akkoord met het plan" in text(as_(scene.auditor).get(trail))
    assert trail not in text(as_(scene.officer).get(page(scene, "plan")))


def test_a_plan_that_is_overdue_says_so_on_its_page_as_in_the_overview(as_):
    scene = factories.drafted()
    shown = text(as_(scene.officer).get(page(scene, "plan")))
    assert "Had uiterlijk op 29 januari 2021 vastgesteld moeten zijn" in shown
    assert "Uiterlijk vaststellen op" not in shown


@pytest.mark.parametrize("name", ["write", "terms"])
def test_a_title_of_a_page_has_no_space_before_its_comma(as_, name):
    scene = factories.drafted()
    shown = text(as_(scene.planner).get(page(scene, name)))
    title = " ".join(shown[shown.index("<title>") : shown.index("</title>")].split())
    assert " ," not in title
    assert f" – {scene.plan.title} – " in title


@pytest.mark.parametrize(
    ("made", "who", "name"),
    [
        (factories.written, "officer", "submit"),
        (factories.submitted, "officer", "withdraw"),
        (factories.submitted, "chief", "decide"),
        (factories.agreed, "secretary", "adopt"),
        (factories.submitted, "officer", "compare"),
    ],
)
def test_the_title_of_a_page_says_about_which_plan_it_is(as_, made, who, name):
    """Whoever decides about several has a tab for each."""
    scene = made()
    shown = text(as_(getattr(scene, who)).get(page(scene, name)))
    title = " ".join(shown[shown.index("<title>") : shown.index("</title>")].split())
    assert f" – {scene.plan.title} – " in title


def test_whoever_submits_just_after_another_is_not_offered_a_version_that_is_there(as_):
    scene = factories.written()
    others = iter([scene.officer])

    def in_between(execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT") and (other := next(others, None)):  # the act begins: the page has been read
            deciding.submit(draft=scene.draft, by=other)
        return execute(sql, params, many, context)

    browser = as_(scene.planner)
    with connection.execute_wrapper(in_between):
        response = browser.post(page(scene, "submit"))
    assert response.status_code == 409
    assert response.context["next_number"] == 2
    assert response.context["form"] is None, "there is nothing to submit any more"


def test_a_version_shows_the_consents_that_hold_from_an_earlier_one(as_):
    scene = factories.agreed()
    deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark="Toch niet."
    )
    deciding.submit(draft=scene.draft, by=scene.planner)
    holds = "gegeven bij versie 1; de delen waarover deze zetel besluit zijn hetzelfde"
    shown = text(as_(scene.officer).get(page(scene, "revision", 2)))
    assert shown.count(holds) == 2, "chief and prosecutor; the mayor returned it"
    assert scene.prosecutor.name in shown
    assert holds not in text(as_(scene.officer).get(page(scene, "revision", 1)))


# --- a removed appointment --------------------------------------------------------------------------------------------


def test_whoever_lost_the_seat_meanwhile_gets_back_what_was_typed(as_):
    scene = factories.approved()
    browser, typed = as_(scene.mayor), "Noem <b>wie</b> wat doet.\nDat is nu niet duidelijk."
    sent = decision(scene, Role.MAYOR, Decision.RETURN, typed)
    Appointment.objects.filter(person=scene.mayor).update(ends_on="2020-12-31")
    response = browser.post(page(scene, "decide"), sent)
    assert response.status_code == 404
    shown = response.content.decode()
    assert "Noem &lt;b&gt;wie&lt;/b&gt; wat doet." in shown
    assert "Misschien is uw benoeming intussen beëindigd." in shown
    assert "Emmen" not in shown, "nothing of a plan that is hidden"
    assert scene.seats[Role.MAYOR].key not in shown
    browser.logout()
    assert "Noem" not in browser.post(page(scene, "decide"), sent, follow=True).content.decode()
    assert "Misschien is uw benoeming" not in as_(scene.stranger).get(page(scene, "decide")).content.decode()


# --- where nothing is asked -------------------------------------------------------------------------------------------


def test_whoever_need_not_decide_reads_where_the_text_is_and_what_comes_next(as_):
    scene = factories.submitted()
    mayor = as_(scene.mayor)

    def told() -> str:
        return text(mayor.get(page(scene, "decide")))

    assert "Eerst beslist de teamchef. U krijgt een mail als uw besluit nodig is." in told()
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    assert "De opstellers hebben de tekst teruggenomen om hem aan te passen." in told()
    factories.submit(scene)
    factories.agree(scene, Role.CHIEF, scene.chief)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.PROSECUTOR]}
    deciding.return_to_author(**about, by=scene.prosecutor, remark="De norm ontbreekt.")
    shown = told()
    assert "De tekst is teruggegeven. De opstellers passen hem aan." in shown
    assert "U krijgt een mail als de tekst opnieuw is ingediend" in shown
    assert f"{scene.prosecutor.name} (officier van justitie {scene.region.team.name}) heeft deze versie" in shown
    assert "De norm ontbreekt." in shown
    assert f'href="{page(scene, "plan")}"' in shown.partition("heeft deze versie")[2]
    factories.submit(scene)
    factories.agree(scene, Role.PROSECUTOR, scene.prosecutor)
    factories.record_adoption(scene)
    assert "Er is niets meer te besluiten." in told()


def test_after_a_return_writing_comes_before_submitting(as_):
    scene = factories.written()

    def main() -> list[str]:
        found = as_(scene.planner).get(page(scene, "plan")).context["buttons"]
        return [button.url for button in found if button.variant == "primary"]

    assert main() == [page(scene, "submit")]
    factories.submit(scene)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF]}
    deciding.return_to_author(**about, by=scene.chief, remark="De norm ontbreekt.")
    assert main() == [page(scene, "write")]


def test_what_changed_in_a_plan_for_one_municipality_is_told_as_one_whole(as_):
    scene = factories.agreed()
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    deciding.return_to_author(**about, by=scene.mayor, remark="De inleiding.")
    draft = scene.draft
    drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, introduction="<p>Anders.</p>")
    factories.submit(scene)
    shown = text(as_(scene.prosecutor).get(page(scene, "decide")))
    assert "Gewijzigd: de inleiding." in shown
    assert "Het gedeelde deel" not in shown
