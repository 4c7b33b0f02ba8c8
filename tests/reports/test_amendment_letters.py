"""What the council gets of an amendment: a letter of its own, and the old text beside the new one."""

from __future__ import annotations

import html
import io
import re
from datetime import date
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from plans.actions import minuting
from plans.actions.minuting import Minutes, Said
from plans.codes import Answer, Audience, Decision
from plans.models import Draft, Rendition
from reports.actions import letters as course
from reports.actions import publishing
from reports.letters.about_amendment import AmendmentSubject
from reports.letters.about_plan import PlanSubject
from reports.letters.compiling import compile_letter
from reports.models import Letter, Publication
from reports.sources import LetterSource, PlanSource
from tests.factories import fresh
from tests.plans import factories
from tests.plans.amending import world
from tests.plans.factories import Scene
from tests.reports import letters
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db


def amended(scene: Scene) -> Draft:
    draft = world.begun(scene, capacity="Twee fte minder voor de wijk.")
    world.raise_goal(scene, draft)
    world.adopted(scene, draft)
    return world.fresh(draft)


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:1000]
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_from_the_amendment_to_its_letter() -> None:
    scene = factories.adopted()
    letters.sent(scene)
    draft = amended(scene)
    browser = Client()
    browser.force_login(fresh(scene.officer))
    with world.on(6, 2):
        page = reverse("reports:letter_of_plan", args=[draft])
        assert page in text(browser.get(reverse("plans:amendment", args=[draft])))
        offered = text(browser.get(page, follow=True))
        (key,) = re.findall(r'value="(bijstelling:[^"]+)"', offered)
        browser.post(reverse("reports:make_letter"), {"subject": key})
        letter = Letter.objects.get(amendment=1)
        assert str(letter) == f"Raadsbrief Emmen: bijstelling 1 van {scene.plan.short_title}"
        desk = text(browser.get(page, follow=True))
    for sentence in (
        "Bijstelling 1 van het jaarwerkplan politie 2021",
        "De aanleiding voor de bijstelling:",
        "Corona vraagt veel inzet.",
        "zoals bijgesteld (versie 2)",
        "Zij is voorgesteld door: Driehoek van Emmen.",
        "Dit verandert er in het plan:",
        "De bijstelling is op 12 mei 2021 vastgesteld door: Driehoek van Emmen. Zij geldt vanaf 1 juni 2021.",
        "Akkoord gaf het gezag dat erover gaat: burgemeester van Emmen en officier van justitie",
    ):
        assert sentence in desk, sentence
    assert "Twee fte minder" not in desk, "what it costs elsewhere is between those who decide"
    other = text(browser.get(reverse("reports:letter_of_plan", args=[scene.plan.uuid]), follow=True))
    assert "bijstelling 1" not in other, "the letter about the plan is another one"

    with world.on(6, 3):
        ready = letters.complete(scene, letter, dated_on=world.FROM)
        course.send(letter=ready, seen=compile_letter(ready).digest(), by=scene.officer)
        source = LetterSource(letters.fresh(letter))
        publishing.publish(source=source.enclosure, audience=Audience.PUBLIC, by=scene.officer)
        publishing.publish(source=source, audience=Audience.PUBLIC, by=scene.officer)
    out = Publication.objects.in_force()
    assert set(out.values_list("kind", flat=True)) == {"plan", "letter"}
    assert "bijstelling 1" in text(Client().get(reverse("reports:document", args=[out.get(kind="letter").uuid])))


def test_a_council_reads_who_of_the_authority_agreed_by_minutes() -> None:
    scene = factories.adopted()
    draft = world.begun(scene)
    world.raise_goal(scene, draft)
    revision = world.submitted(scene, draft)
    minutes = Minutes(UUID(int=7), "Driehoeksoverleg", date(2021, 5, 10), "DH-5")
    people = {Role.CHIEF: scene.chief, Role.MAYOR: scene.mayor, Role.PROSECUTOR: scene.prosecutor}
    with world.on(5, 11):
        told = [Said(scene.seats[role], person) for role, person in people.items()]
        given = minuting.record_minuted(
            draft=world.fresh(draft),
            revision=revision,
            said_by=told,
            decision=Decision.AGREE,
            minutes=minutes,
            by=scene.secretary,
        )
        mayors = next(each for each in given if each.role == Role.MAYOR)
        minuting.answer_minutes(minuted=mayors.minuted, by=scene.mayor, answer=Answer.CONFIRM)
    world.adopt(scene, draft)
    subject = AmendmentSubject(plan=scene.plan, municipality=scene.region.emmen, revision=world.fresh(draft).revision)
    assert subject.facts()["authority"] == (
        "burgemeester van Emmen (notulen, bevestigd) en officier van justitie Basisteam Zuidoost-Drenthe "
        "(notulen, niet bevestigd)"
    )


def test_everybody_reads_the_old_text_beside_the_new_one() -> None:
    scene = factories.adopted()
    before = PlanSource(scene.revision)
    amended(scene)
    with world.on(6, 2):
        (plan,) = publishing.publish_together(
            sources=[letters.source_of(scene)], audience=Audience.PUBLIC, by=scene.officer
        )
        first = publishing.publish(source=before, audience=Audience.COUNCIL, by=scene.officer)
    page = reverse("reports:document_changes", args=[plan.uuid])
    visitor = Client()
    assert page in text(visitor.get(reverse("reports:document", args=[plan.uuid])))
    shown = text(visitor.get(page))
    assert "Corona vraagt veel inzet." in shown
    assert re.search(r"<del>.*40.*</del>|<ins>.*70.*</ins>", shown)
    assert "Twee fte minder" not in shown
    (address,) = set(re.findall(rf'"({page}[^"]+\.pdf)"', shown))
    content = b"".join(visitor.get(address).streaming_content)  # type: ignore[attr-defined]
    assert content == b"".join(visitor.get(address).streaming_content), "made once"  # type: ignore[attr-defined]
    assert Rendition.objects.get(audience=Audience.PUBLIC).beside is not None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "Bijstelling 1: oud naast nieuw" in str(pdf.docinfo["/Title"])

    council = Client()
    council.force_login(fresh(scene.stranger))
    assert council.get(reverse("reports:document", args=[first.uuid])).status_code == 200
    for name in ("document_changes", "document_changes_pdf"):
        args = [first.uuid, *(["plan"] if name.endswith("pdf") else [])]
        assert council.get(reverse(f"reports:{name}", args=args)).status_code == 404, "it is no amended text"


def test_a_letter_about_an_amended_plan_tells_when_the_plan_itself_was_adopted() -> None:
    scene = factories.adopted()
    amended(scene)
    source = letters.source_of(scene)
    facts = PlanSubject(source.plan, source.revision, scene.region.emmen).facts()
    assert (facts["days_late"], str(facts["amended_on"])) == (0, "2021-05-12"), "an amendment in May is not late"
    assert facts["adoption"].revision.amendment == 0
