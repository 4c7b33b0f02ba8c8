"""The ways back of the authority: an adoption or a release by mistake, and what becomes of all that came after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from plans.actions import amending, deciding, starting
from plans.actions.withdrawing import withdraw_adoption as withdraw_alone
from plans.codes import Answer, Audience
from plans.models import Adoption, Consent, Draft, Rendition, WithdrawnAdoption
from plans.record import current_draft, in_force
from plans.renditions import rendition
from plans.workflow import Status
from priorities.models import PolicyFrame
from reports.actions import publishing, releasing, ways_back
from reports.models import Publication, Report, WithdrawnRelease
from reports.sources import PlanSource, ReportSource
from reports.workflow import Status as ReportStatus
from tests.factories import fresh
from tests.plans import factories as plans
from tests.plans.amending import world as amendments
from tests.plans.minuting.world import answer
from tests.plans.minuting.world import record as record_minuted
from tests.reports import factories
from tests.reports.test_checking import told
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.store import read
from workplan_portal.people.models import Person
from workplan_portal.search.models import FixedText, Passage

pytestmark = pytest.mark.django_db

Mailed = Callable[[], AbstractContextManager[None]]

WHY = "De verkeerde versie was vastgelegd."


@pytest.fixture
def mailed(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Mailed:
    """What is done inside is mailed, as after the end of a transaction."""

    @contextmanager
    def sent() -> Iterator[None]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return sent


def withdraw(scene: plans.Scene, draft: Draft | None = None, by: Person | None = None, reason: str = WHY) -> None:
    ways_back.withdraw_adoption(draft=draft or scene.draft, reason=reason, by=fresh(by or scene.mayor))


def refusal(scene: plans.Scene, draft: Draft | None = None, by: Person | None = None, reason: str = WHY) -> str:
    before = list(Draft.objects.order_by("pk").values()), list(Adoption.objects.values())
    with pytest.raises(Refused) as refused:
        withdraw(scene, draft, by, reason)
    assert (list(Draft.objects.order_by("pk").values()), list(Adoption.objects.values())) == before
    assert not WithdrawnAdoption.objects.exists()
    return str(refused.value)


def page(person: Person, path: str) -> str:
    browser = Client(headers={"Accept-Language": "nl"})
    browser.force_login(fresh(person))
    return unescape(browser.get(path).content.decode())


def test_each_of_the_authority_may_and_nobody_else() -> None:
    scene = plans.adopted()
    may = {"mayor", "prosecutor"}
    for name, person in scene.everyone.items():
        if name not in may:
            assert "gezag" in refusal(scene, by=person), name
    assert "Geef aan waarom" in refusal(scene, reason="  ")
    withdraw(scene, by=scene.prosecutor)
    with pytest.raises(Refused, match="niet vastgesteld"):
        withdraw(scene)


def test_nothing_goes_and_the_text_stands_where_its_decisions_lead(mailed: Mailed) -> None:
    scene = plans.adopted()
    adoption, consents = Adoption.objects.get(), list(Consent.objects.values())
    with mailed():
        withdraw(scene)

    kept = WithdrawnAdoption.objects.get()
    assert (kept.adoption, kept.adoption.adopted_on, kept.capacity) == (
        adoption, adoption.adopted_on, "burgemeester van Emmen",
    )  # fmt: skip
    assert list(Consent.objects.values()) == consents
    assert scene.draft.status == Status.AGREED
    assert in_force(scene.draft.plan) is None
    entry = Entry.objects.about(scene.draft.plan.subject).last()
    assert (entry.action, entry.details["reason"], entry.details["adopted_on"]) == (
        "withdraw_adoption", WHY, "2021-01-18",
    )  # fmt: skip
    told_to = {address for message in mail.outbox for address in message.to if WHY in message.body}
    assert {scene.chief.email, scene.prosecutor.email, scene.officer.email, scene.secretary.email} <= told_to
    assert scene.mayor.email not in told_to

    shown = page(scene.officer, reverse("plans:plan", args=[scene.draft.plan.uuid]))
    assert "De vaststelling is ingetrokken" in shown
    assert shown.count(WHY) == 2  # above, and with its version
    sheet = page(scene.officer, reverse("plans:decision_sheet", args=[scene.draft.plan.uuid]))
    assert "De vaststelling van 18 januari 2021 is op" in sheet
    assert "ingetrokken door Ellen Bos, burgemeester van Emmen" in sheet
    assert "nog niet vastgesteld" not in sheet.lower()
    assert WHY not in sheet, "the reason is between those who decide"
    assert "Vaststelling ingetrokken" in page(scene.mayor, reverse("plans:list"))
    assert "Leg haar opnieuw vast" in page(scene.secretary, reverse("home"))


def test_it_is_adopted_again_on_the_right_day_with_a_file_of_its_own() -> None:
    scene = plans.adopted()
    first = read(rendition(scene.revision, Audience.INTERNAL).file)
    withdraw(scene)
    with pytest.raises(Refused, match="vastgesteld"):
        publishing.publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    answer_of = told(first, scene.mayor)
    assert "geldt niet meer" in answer_of
    assert "18 januari 2021" in answer_of

    deciding.adopt(
        draft=scene.draft, revision=scene.revision, adopted_on=date(2021, 1, 25), body="Bestuurlijk Overleg",
        members=["Ellen Bos, burgemeester"], by=scene.secretary,
    )  # fmt: skip
    again = read(rendition(scene.revision, Audience.INTERNAL).file)
    assert again != first
    assert Rendition.objects.count() == 2
    assert "Dit is precies het document" in told(again, scene.mayor)
    assert "geldt niet meer" in told(first, scene.mayor)
    shown = page(scene.officer, reverse("plans:plan", args=[scene.draft.plan.uuid]))
    assert "De vaststelling is ingetrokken" not in shown
    assert shown.count(WHY) == 1


def test_a_seat_can_return_it_and_then_it_is_written_again() -> None:
    scene = plans.adopted()
    withdraw(scene)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    deciding.return_to_author(**about, by=scene.mayor, remark="Eerst de inleiding.")
    assert scene.draft.status == Status.DRAFT
    plans.write_texts(scene)
    plans.submit(scene)
    assert scene.revision.number == 2


def test_what_was_published_is_withdrawn_with_it_and_its_address_says_so(client: Client) -> None:
    scene = plans.adopted()
    made = publishing.publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    with pytest.raises(Refused, match="gepubliceerd"):
        withdraw_alone(draft=scene.draft, reason=WHY, by=scene.mayor)
    asked = page(scene.mayor, reverse("reports:withdraw_adoption", args=[scene.draft]))
    assert f"Deze publicatie wordt ingetrokken, en op haar adres staat dat ook: {made.title}." in asked

    browser = Client(headers={"Accept-Language": "nl"})
    browser.force_login(fresh(scene.mayor))
    address = reverse("reports:withdraw_adoption", args=[scene.draft])
    refused = browser.post(address, {"reason": ""})
    assert refused.status_code == 200
    assert "ingetrokken?<" in refused.content.decode()
    assert "?:" not in refused.content.decode()
    assert browser.post(address, {"reason": WHY}).status_code == 302
    assert not Publication.objects.in_force().exists()
    actions = list(Entry.objects.about(scene.draft.plan.subject).values_list("action", flat=True))
    assert actions[-2:] == ["withdraw_publication", "withdraw_adoption"]

    notice = client.get(f"/documenten/{made.uuid}/")
    assert notice.status_code == 410
    assert "De vaststelling van dit plan is ingetrokken" in notice.content.decode()
    assert made.title not in client.get("/documenten/").content.decode()
    assert browser.post(address, {"reason": WHY}).status_code == 409  # twice


def test_an_amendment_that_rests_on_it_comes_first() -> None:
    scene = plans.adopted()
    own = scene.draft
    draft = amendments.begun(scene)
    assert "Bijstelling 1" in refusal(scene, own)
    amending.drop_amendment(amendment=draft.amendment, reason="Toch niet.", by=scene.planner)
    withdraw(scene, own)
    with pytest.raises(Refused, match="ingetrokken"):
        amending.resume_amendment(amendment=draft.amendment, by=scene.planner)


def test_an_amendment_loses_its_force_and_the_text_before_it_holds_again() -> None:
    scene = plans.adopted()
    own, draft = scene.draft, amendments.begun(scene)
    amendments.raise_goal(scene, draft)
    revision = amendments.adopted(scene, draft)
    plan = own.plan
    assert in_force(plan) == revision
    assert "Bijstelling 1" in refusal(scene, own)
    decider = scene.mayor if any(role == Role.MAYOR for role, _code in revision.asks) else scene.prosecutor
    withdraw(scene, amendments.fresh(draft), by=decider)
    assert in_force(plan) == own.revision
    assert current_draft(plan).number == 0
    assert amendments.fresh(draft).status == Status.AGREED
    shown = page(scene.officer, reverse("plans:amendment", args=[amendments.fresh(draft)]))
    assert "De vaststelling is ingetrokken" in shown


def test_what_a_seat_objected_to_after_the_adoption_counts_from_then_on() -> None:
    scene = plans.submitted()
    record_minuted(scene, Role.CHIEF, Role.MAYOR, Role.PROSECUTOR)
    plans.record_adoption(scene)
    mayors = Consent.objects.get(role=Role.MAYOR)
    answer(scene, mayors.minuted, scene.mayor, Answer.OBJECT, "Ik was er niet.")
    assert scene.draft.status == Status.ADOPTED
    withdraw(scene)
    assert scene.draft.status == Status.APPROVED
    with pytest.raises(Refused):
        plans.record_adoption(scene)


def test_a_plan_that_was_started_from_it_says_so() -> None:
    scene = plans.adopted()
    PolicyFrame.objects.update(valid_until=2022)
    earlier = scene.draft
    later = starting.start(
        team=scene.region.team, year=2022, municipalities=[scene.region.emmen], by=scene.planner, earlier=earlier.plan
    )
    assert later.title in page(scene.mayor, reverse("reports:withdraw_adoption", args=[earlier]))
    withdraw(scene, earlier)
    assert WHY in page(scene.planner, reverse("plans:plan", args=[later.uuid]))
    assert later.drafts.get().contributions.count() == earlier.contributions.count()


# --- reports ----------------------------------------------------------------------------------------------------------


def test_an_open_report_waits_until_the_plan_is_adopted_again() -> None:
    year = factories.filled()
    withdraw(year.scene)
    with factories.after(4), pytest.raises(Refused, match="ingetrokken"):
        releasing.release(report=year.report, by=year.scene.chief)
    assert page(year.scene.planner, reverse("reports:report", args=[year.uuid]))
    assert str(year.uuid) in page(year.scene.planner, reverse("reports:reports"))
    plans.record_adoption(year.scene)
    with factories.after(4):
        releasing.release(report=year.report, by=year.scene.chief)


def test_a_released_report_is_reopened_first_by_the_authority(mailed: Mailed) -> None:
    year = factories.released()
    scene = year.scene
    assert "rapportage" in refusal(scene)
    for name, person in scene.everyone.items():
        if name not in {"mayor", "prosecutor"}:
            with pytest.raises(Refused, match="gezag"):
                ways_back.reopen(report=year.report, reason=WHY, by=fresh(person))
    with pytest.raises(Refused, match="waarom"):
        ways_back.reopen(report=year.report, reason=" ", by=scene.mayor)
    assert not WithdrawnRelease.objects.exists()
    made = publishing.publish(source=ReportSource(year.release), audience=Audience.PUBLIC, by=scene.officer)
    file = read(made.file)

    browser = Client(headers={"Accept-Language": "nl"})
    browser.force_login(fresh(scene.mayor))
    address = reverse("reports:reopen", args=[year.uuid])
    assert made.title in unescape(browser.get(address).content.decode())
    with mailed():
        assert browser.post(address, {"reason": WHY}).status_code == 302
    assert browser.post(address, {"reason": WHY}).status_code == 409

    kept = WithdrawnRelease.objects.get()
    assert (kept.release.number, kept.capacity) == (1, "burgemeester van Emmen")
    assert year.report.status == ReportStatus.OPEN
    assert not Publication.objects.in_force().exists()
    entries = Entry.objects.about(year.report.subject).filter(action="reopen_report")
    assert [entry.result for entry in entries] == ["done", "refused"]
    assert {scene.chief.email, scene.planner.email} <= {a for m in mail.outbox for a in m.to if WHY in m.body}
    assert "geldt niet meer" in told(file, scene.mayor)

    for reader in (scene.mayor, scene.planner):
        shown = page(reader, reverse("reports:report", args=[year.uuid]))
        assert "Deze rapportage is weer geopend" in shown
        assert WHY in shown
    assert "Weer geopend" in page(scene.planner, reverse("reports:reports"))
    withdraw(scene)


def test_a_reopened_report_is_released_anew_and_the_earlier_version_stands_until_then() -> None:
    year = factories.released()
    with factories.after(4):
        releasing.correct(report=year.report, reason="Een tikfout.", by=year.scene.planner)
        factories.reword(year, "<p>Een onrustige periode.</p>")
        releasing.release(report=year.report, by=year.scene.chief)
        ways_back.reopen(report=year.report, reason=WHY, by=year.scene.mayor)
    report = Report.objects.get(uuid=year.uuid)
    found = set(Passage.objects.filter(fixed=FixedText.RELEASE).values_list("source", flat=True))
    assert found == {report.releases.get(number=1).pk}, "what stands again is what is found"
    assert [r.number for r in report.releases.standing()] == [1]
    with factories.after(4):
        releasing.discard(report=year.report, by=year.scene.planner)  # back to what version 1 says
        assert "rustige" in year.report.summary
        assert year.report.status == ReportStatus.RELEASED
        releasing.correct(report=year.report, reason="Alsnog.", by=year.scene.planner)
        assert releasing.release(report=year.report, by=year.scene.chief).number == 3
    assert [r.number for r in report.releases.standing()] == [1, 3]
