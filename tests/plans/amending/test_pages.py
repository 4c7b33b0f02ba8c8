"""The pages of an amendment, from its beginning to the plan it made; and the adopted plan meanwhile."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from plans.actions import deciding
from plans.codes import Audience
from plans.completeness import remarks
from plans.document import load
from plans.models import Adoption, Draft, Plan
from plans.record import in_force
from plans.seats import marks, stances
from reports.actions import publishing
from reports.sources import PlanSource
from tests import factories as people
from tests.plans import factories
from tests.plans.amending import world
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def at(name: str, about: object, *args: object) -> str:
    return reverse(f"plans:{name}", args=[about, *args])


def as_read(browser, plan: Plan) -> tuple[bytes, bytes]:
    """The adopted plan as data and as a page."""
    data = browser.get(at("json", plan.uuid)).getvalue()
    return data, browser.get(at("preview", plan.uuid)).content.partition(b'class="plan-text"')[2]


def test_an_amendment_from_its_cause_to_the_plan_it_made(as_):
    """
    Given an adopted plan
    When its planner amends a goal and the authority decides
    Then everybody reads the adopted plan until the day it names, and the amended plan with its list from then on.
    """
    scene = factories.adopted()
    plan = scene.plan.uuid
    with world.on(5, 3):
        adopted = as_read(as_(scene.mayor), scene.plan)
        begin = at("begin_amendment", plan)
        assert begin in as_(scene.planner).get(at("plan", plan)).content.decode()
        assert begin not in as_(scene.mayor).get(at("plan", plan)).content.decode()
        told = {"cause": "Corona", "proposer": "Driehoek van Emmen", "effective_on": "1-6-2021"}
        answer = as_(scene.planner).post(begin, told)
        draft = Draft.objects.select_related("plan").get(plan=scene.plan, number=1)
        assert answer.url == at("write", draft)
        assert f"{plan}/bijstellingen/1/" in answer.url
        page = at("amendment", draft)
        # Written by those who write, unknown to those who decide until it is submitted.
        assert as_(scene.planner).get(page).status_code == 200
        assert as_(scene.mayor).get(page).status_code == 404
        assert as_(scene.stranger).get(page).status_code == 404
        assert page not in as_(scene.mayor).get(at("plan", plan)).content.decode()
        world.raise_goal(scene, draft)
        seen = as_(scene.planner).get(page).content.decode()
        assert "[toegevoegd] </span>hooguit 70<span" in seen
        assert as_(scene.planner).get(at("submit", draft)).status_code == 200
        as_(scene.planner).post(at("submit", draft))
    assert as_read(as_(scene.planner), scene.plan) == adopted, "whoever writes reads the plan in force there too"
    with world.on(5, 10):
        assert at("decide", draft) in as_(scene.chief).get("/").content.decode()
        for person in (scene.chief, scene.mayor, scene.prosecutor):
            shown = as_(person).get(at("decide", draft)).content.decode()
            assert "Corona" in shown
            assert "[toegevoegd] </span>hooguit 70<span" in shown
            seat = {"revision": 2, "decision": "agree", "remark": ""}
            role = {scene.chief: Role.CHIEF, scene.mayor: Role.MAYOR, scene.prosecutor: Role.PROSECUTOR}[person]
            as_(person).post(at("decide", draft), {**seat, "seat": scene.seats[role].key})
    with world.on(5, 12):
        assert at("adopt", draft) in as_(scene.secretary).get("/").content.decode()
        seen = marks(stances(world.fresh(draft).revision))
        as_(scene.secretary).post(
            at("adopt", draft),
            {
                "revision": 2,
                "seen": seen,
                "adopted_on": "12-5-2021",
                "body": "Driehoek",
                "members": "Ellen Bos, burgemeester",
            },
        )
        assert as_read(as_(scene.mayor), scene.plan) == adopted, "decided, and not in force yet"
        assert "1 juni 2021" in as_(scene.mayor).get(at("plan", plan)).content.decode()
    with world.on(6, 1):
        data, text = as_read(as_(scene.mayor), scene.plan)
        found = json.loads(data)
        assert (found["version"], found["amendments"][0]["in_force_from"]) == (2, "2021-06-01")
        assert found["amendments"][0]["changes"] == ["Gewijzigd: 2.1 Woninginbraken."]
        assert b'id="bijstellingen"' in text
        assert page in as_(scene.mayor).get(at("plan", plan)).content.decode()
        assert json.loads(adopted[0])["amendments"] == []
    acts = Entry.objects.filter(subject=scene.plan.subject).order_by("number").values_list("action", flat=True)
    assert [act for act in acts if act in ("begin_amendment", "adopt")] == ["adopt", "begin_amendment", "adopt"]


def test_who_may_open_an_amendment_is_who_may_read_the_plan(as_):
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    names = ("amendment", "preview", "json", "compare")
    writers = {"officer", "planner", "chief", "secretary", "unit_planner", "prosecution_staff", "auditor"}
    readers = writers | {"mayor", "prosecutor"}
    for known in (writers, readers):
        for name, person in scene.everyone.items():
            statuses = {as_(person).get(at(page, draft)).status_code for page in names}
            assert statuses == ({200} if name in known else {404}), name
        if known == writers:
            world.submitted(scene, draft)
    assert as_(scene.planner).get(at("write", draft)).status_code == 200
    assert as_(scene.mayor).get(at("write", draft)).status_code == 404
    assert as_(scene.planner).get(f"/plannen/{scene.plan.uuid}/bijstellingen/9/").status_code == 404


def test_the_desk_of_an_amendment_saves_in_it_and_nowhere_else(as_):
    scene = factories.adopted()
    draft = world.begun(scene)
    sent = {"introduction": "Zo werken wij nu.", "version": draft.version}
    answer = as_(scene.planner).post(at("save_text", draft, "inleiding"), sent)
    if answer.status_code == 404:
        answer = as_(scene.planner).post(at("save_text", draft, "introduction"), sent)
    assert answer.url.startswith(at("texts", draft))
    introductions = dict(Draft.objects.values_list("number", "introduction"))
    assert introductions == {0: "<p>Zo werken wij samen.</p>", 1: "<p>Zo werken wij nu.</p>"}
    shown = as_(scene.planner).get(at("texts", draft)).content.decode()
    assert at("plan", scene.plan.uuid) in shown
    assert at("write", scene.plan.uuid) + '"' not in shown, "every way leads on in the amendment"


def test_the_published_plan_stays_until_the_amended_one_is_published():
    scene = factories.adopted()
    officer = people.fresh(scene.officer)
    with world.on(2, 1):
        first = PlanSource(scene.revision)
        publication = publishing.publish(source=first, audience=Audience.PUBLIC, by=officer)
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    second = world.adopted(scene, draft)
    publication.refresh_from_db()
    assert publication.withdrawn_at is None
    with world.on(5, 20), pytest.raises(Refused):
        publishing.publish(source=PlanSource(second), audience=Audience.PUBLIC, by=officer)
    with world.on(6, 2):
        renewed = publishing.publish(source=PlanSource(second), audience=Audience.PUBLIC, by=officer)
    assert renewed.decided_on == date(2021, 5, 12)


def test_what_an_amendment_can_no_longer_change_is_said_where_it_is_begun_written_and_decided_about(as_):
    """In its own year a day that has passed; after that year everything that was to be judged by the plan."""
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    pages = [at(page, draft) for page in ("amendment", "explain_amendment", "submit")]
    for month, passed in ((5, False), (7, True)):
        with world.on(month, 31):
            for address in pages:
                shown = as_(scene.planner).get(address).content.decode()
                assert ("Deze dag is voorbij." in shown) == passed, address
    over = "Het jaar 2021 is voorbij."
    for address in (at("begin_amendment", scene.plan.uuid), *pages):
        assert over in as_(scene.planner).get(address).content.decode(), address

    # its pages speak of the amendment, and of the plan that stays in force
    assert "Bijstelling indienen" in as_(scene.planner).get(at("submit", draft)).content.decode()
    answer = as_(scene.planner).post(at("submit", draft), follow=True).content.decode()
    assert "De bijstelling is ingediend." in answer
    back = at("withdraw", draft)
    shown = as_(scene.planner).get(back).content.decode()
    assert "Bijstelling terugnemen" in shown
    assert "Het vastgestelde plan blijft gelden." in shown
    assert "Plan terugnemen" not in shown
    assert "De bijstelling is teruggenomen." in as_(scene.planner).post(back, follow=True).content.decode()
    as_(scene.planner).post(at("submit", draft))
    assert over in as_(scene.chief).get(at("decide", draft)).content.decode()

    world.agree(scene, draft)
    assert over in as_(scene.secretary).get(at("adopt", draft)).content.decode()
    sheet = as_(scene.mayor).get(at("decision_sheet", draft)).content.decode()
    assert "De bijstelling is nog niet vastgesteld." in sheet
    day = localdate()
    deciding.adopt(
        draft=world.fresh(draft),
        revision=world.fresh(draft).revision,
        adopted_on=day,
        body="Driehoek",
        members=["Ellen Bos"],
        by=scene.secretary,
    )
    assert Adoption.objects.get(revision__amendment=1).in_force_from == day
    assert in_force(scene.plan, date(2021, 12, 31)).number == 1, "reports judge by the text of their period"
    assert in_force(scene.plan).number == 3


def test_on_the_page_of_the_plan_whoever_has_the_next_move_finds_it_beside_the_amendment(as_):
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)

    def moves(person) -> list[str]:
        (listed,) = as_(person).get(reverse("plans:plan", args=[scene.plan.uuid])).context["amendments"]
        return [listed.move.url] if listed.move else []

    assert moves(scene.planner) == [at("write", draft)]
    world.submitted(scene, draft)
    assert (moves(scene.planner), moves(scene.chief), moves(scene.mayor)) == ([], [at("decide", draft)], [])
    world.agree(scene, draft)
    assert (moves(scene.mayor), moves(scene.secretary)) == ([], [at("adopt", draft)])
    world.adopt(scene, draft)
    assert moves(scene.secretary) == []


def test_at_the_desk_of_an_amendment_only_what_it_brings_itself_is_pointed_out(as_):
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    desk = as_(scene.planner).get(at("write", draft)).context["desk"]
    known = {remark.sentence for remark in remarks(load(draft.amendment.base.text))}
    assert known, "the plan was adopted with something that stands out"
    assert not known & {placed.remark.sentence for placed in desk.remarks}
    shown = as_(scene.planner).get(at("write", draft)).content.decode()
    assert "Bijstelling schrijven" in shown
    assert "De bijstelling kan worden ingediend." in shown
    assert "Deze bijstelling is nog niet ingediend." in as_(scene.planner).get(at("amendment", draft)).content.decode()
