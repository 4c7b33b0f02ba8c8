"""Where each row came from, an accent that returns in other words, and what another municipality proposes."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse

from plans.actions import choosing, drafting
from plans.codes import Audience, Kind, Outcome
from plans.inheriting import earlier_plans
from plans.models import ContextFact
from priorities.codes import Level
from priorities.saving import Stale
from reports.actions import publishing
from reports.models import Publication
from reports.sources import PlanSource
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, text
from tests.plans.next_year.test_choosing import change, state
from tests.plans.next_year.test_pages import START, entered, page
from tests.plans.next_year.test_starting import block
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import now
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def test_where_it_came_from_stays_visible_at_the_priority(started, browser_of):
    answer = text(browser_of(started.scene.planner).get(at(started.scene, "block", started.scene.blocks[0].uuid)))
    assert answer.count("uit het plan van 2021, ongewijzigd") == 5  # itself, a contribution, two targets and a fact
    assert "uit het kader Uitvoeringsplan, uitgave 1" in answer

    row, planner = started.contribution("Bodycam"), started.scene.planner
    drafting.edit_contribution(contribution=row, version=row.version, partners="gemeente en Halt", by=planner)
    factories.contribution(started.scene, started.scene.blocks[0], "<p>Iets nieuws.</p>")
    answer = text(browser_of(planner).get(at(started.scene, "block", started.scene.blocks[0].uuid)))
    assert answer.count("uit het plan van 2021, ongewijzigd") == 4
    assert answer.count("uit het plan van 2021, gewijzigd") == 1
    assert answer.count("<span>nieuw</span>") == 1
    assert "uit het plan van 2021" in text(
        browser_of(planner).get(at(started.scene, "chapter", started.scene.chapters[0].uuid))
    )
    assert "uit het plan van" not in text(browser_of(planner).get(at(started.scene, "preview"))), "not in what is read"


def test_an_accent_returns_in_other_words_with_the_reason(started):
    row, planner = change(started, started.scene.planner), started.scene.planner
    offer = started.offer(started.then("Wijk in beeld"))
    assert (row.kind, offer.outcome, offer.reason) == (Kind.YEAR, Outcome.KEPT, "Andere wijken.")
    assert [t.indicator.name for t in row.targets.all()] == ["Wijkscans"]
    details = Entry.objects.latest("pk").details
    assert (details["text"], details["reason"]) == (["Wijk in beeld.", "Alle wijken in beeld."], "Andere wijken.")

    before = state(started)
    change(started, planner, version=99)
    assert state(started) == before, "the same again changes nothing"
    with pytest.raises(Stale):
        change(started, planner, reason="Anders.", version=1)
    with pytest.raises(Refused, match="waarom"):
        change(started, planner, reason=" ", version=offer.version)
    drafting.edit_contribution(contribution=row, version=row.version, partners="gemeente", by=planner)
    assert started.offer(started.then("Wijk in beeld")).reason == "Andere wijken.", "a later edit keeps the reason"


def test_an_accent_is_changed_with_a_reason_that_stays_readable(started, browser_of):
    browser, origin = browser_of(started.scene.planner), started.then("Wijk in beeld")
    opened = text(browser.get(f"{page(started)}?wijzigen={origin}"))
    assert "Wijk in beeld." in opened
    assert "Hoe luidt dit dit jaar?" in opened
    url = at(started.scene, "change", origin)
    missing = browser.post(url, {"text": "Alle wijken in beeld.", "reason": "", "version": 1})
    assert missing.context["form"].errors["reason"]
    sent = {"text": "Alle wijken in beeld.", "reason": "Andere wijken.", "version": 1}
    answer = text(browser.post(url, sent, follow=True))
    assert "Andere wijken." in answer
    assert "Alle wijken in beeld." in answer
    assert started.contribution("Alle wijken")
    assert browser.post(at(started.scene, "change", started.block_then("Ondermijning")), sent).status_code == 404


def test_the_plan_of_another_municipality_comes_as_a_proposal(before):
    """What the police do and measure comes along; words, facts and norms are that municipality's."""
    here = before.scene.region
    base.frame(Level.LOCAL, here.coevorden, "Woninginbraken", "Drugs")
    plan = before.start(municipalities=[here.coevorden])
    assert [str(b) for b in before.scene.blocks] == ["Woninginbraken", "Drugs", "Ondermijning"]
    first = block(before, "Woninginbraken")
    assert (str(first.origin), first.heading, first.objective) == (
        before.block_then("Woninginbraken"),
        "",
        "",
    )
    assert str(before.contribution("Bodycam").origin) == before.then("Bodycam")
    assert before.contribution("Signalen"), "the shared chapters are the team's"
    of_unit, own = sorted(before.targets(), key=lambda target: target.scope, reverse=True)
    assert (of_unit.scope, of_unit.norm) == ("unit", 50)
    assert (own.scope, own.norm, own.norm_year) == ("municipality", None, None)
    assert not ContextFact.objects.filter(block__chapter__draft__plan=plan).exists()
    assert (before.draft.introduction, before.draft.going_concern) == ("", "<p>Noodhulp gaat door.</p>")
    assert before.scene.chapters[0].introduction == ""
    waiting = {str(o.origin) for o in before.draft.offers.filter(outcome=Outcome.OPEN)}
    assert {before.then("Wijk in beeld"), before.block_then("Jeugdoverlast")} <= waiting
    assert before.then("Pand in de gaten") not in waiting, "Coevorden may not read what is not for the council of Emmen"
    accent = UUID(before.then("Wijk in beeld"))
    choosing.keep(draft=before.draft, origin=accent, kind=Kind.YEAR, version=1, by=before.scene.planner)
    assert before.contribution("Wijk in beeld").placements.get().block == first


def test_the_plan_of_another_municipality_is_offered_and_not_chosen_by_itself(before, browser_of):
    here, browser = before.scene.region, browser_of(before.scene.planner)
    answer = browser.post(START, entered(before, municipalities=[here.coevorden.pk]))
    form = answer.context["form"]
    assert form.asking
    assert [key for key, _label in form.fields["earlier"].choices] == [str(before.earlier.uuid), "leeg"]
    assert form.data["earlier"] == "leeg"
    chosen = entered(before, municipalities=[here.coevorden.pk], earlier=str(before.earlier.uuid))
    answer = browser.post(START, chosen, follow=True)
    assert "Uit het plan van Emmen 2021" in text(answer)
    assert "geen teksten, feiten of normen" in text(answer)


def test_who_may_not_see_the_plan_of_another_municipality_starts_from_what_is_published(before, browser_of):
    scene, coevorden = before.scene, before.scene.region.coevorden
    browser, own = browser_of(scene.coevorden_officer), {"by": scene.coevorden_officer, "municipalities": [coevorden]}
    source = PlanSource(scene.revision)
    out = publishing.publish(
        source=source, audience=Audience.COUNCIL, by=base.fresh(scene.officer), visible_from=now() + timedelta(days=1)
    )
    assert earlier_plans(scene.coevorden_officer, scene.region.team, 2022, [coevorden]) == []
    with pytest.raises(Refused, match="geen plan"):
        before.start(**own)

    Publication.objects.update(visible_from=now())  # the day has come
    chosen = entered(before, municipalities=[coevorden.pk])
    form = browser.post(START, chosen).context["form"]
    assert [key for key, _label in form.fields["earlier"].choices] == [str(before.earlier.uuid), "leeg"]
    with pytest.raises(Refused, match="geen plan"):
        before.start(by=scene.coevorden_officer, municipalities=[coevorden, scene.region.emmen])

    with transaction.atomic():
        publishing.withdraw(publication=out, reason="Fout.", by=base.fresh(scene.officer))
        assert earlier_plans(scene.coevorden_officer, scene.region.team, 2022, [coevorden]) == []
        transaction.set_rollback(True)
    answer = text(browser.post(START, {**chosen, "earlier": str(before.earlier.uuid)}, follow=True))
    assert "Uit het plan van Emmen 2021" in answer
    assert "Wijk in beeld." in answer
    assert "Pand in de gaten" not in answer
    theirs = reverse("plans:plan", args=[before.earlier.uuid])
    assert theirs not in answer
    assert browser.get(theirs).status_code == 404
