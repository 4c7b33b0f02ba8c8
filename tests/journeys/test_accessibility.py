"""Every kind of page, as somebody who comes there sees it: axe finds nothing, on a desk and on a phone.

Nor has anything to be scrolled sideways at four times the size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from plans.actions import deciding
from plans.actions.listing import add_listed, point_contribution
from plans.actions.moving import move_contribution_to
from plans.actions.starting import leave_out_frame
from plans.codes import Audience, ListKind
from plans.models import Block
from priorities.actions.figures import correct_figure
from priorities.codes import Level
from priorities.models import Figure, FrameStatus
from reports.actions import releasing
from reports.actions.publishing import publish
from reports.sources import PlanSource, ReportSource
from tests.factories import frame
from tests.journeys.visitor import NARROWEST, PHONE, WIDE, Door, Visitor
from tests.meetings import world as meetings
from tests.plans import factories
from tests.plans.factories import Scene
from tests.plans.minuting import world as minuting
from tests.plans.next_year.world import autumn
from tests.reports import factories as reports
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Appointment

AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WHOLE_PAGE = 8_000
"""Pixels high: nothing lies under the bar at the bottom, so that axe judges everything."""

NOWHERE = "/bestaat-niet/"


def test_pages_for_everybody(door: Door) -> None:
    scene = factories.adopted()
    publication = publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)
    look_at(
        door.visitor(),
        "/",
        "/documenten/",
        "/documenten/?jaar=2003",
        "/zoeken/",
        "/zoeken/?q=onvindbaar",
        "/zoeken/?q=toezicht",
        reverse("reports:document", args=[publication.uuid]),
        "/account/login/?next=/plannen/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/signup/",
        "/hulp/",
        "/toegankelijkheid/",
        "/privacy/",
        NOWHERE,
    )
    look_at(
        door.signed_in(scene.officer),
        reverse("plans:plan", args=[scene.plan.uuid]),
        reverse("plans:revision", args=[scene.plan.uuid, 1]),
        reverse("reports:publish", args=[scene.plan.uuid]),
        reverse("reports:withdraw", args=[publication.uuid]),
        "/account/password/change/",
        "/account/",
    )


def test_pages_for_writing(door: Door, written: Scene) -> None:
    first: Block = written.blocks[0]
    contribution, target = first.placements.get().contribution, first.targets.get()
    factories.drafting.add_fact(block=first, by=written.planner, text="<p>Het aantal daalt.</p>")
    away = factories.drafting.add_fact(block=first, by=written.planner, text="<p>Dit gaat weg.</p>")
    factories.drafting.remove_row(row=away, by=written.officer)  # every page offers it back
    moved = factories.contribution(written, first, "<p>Wij bellen aan.</p>").placements.get()
    move_contribution_to(placement=moved, block=written.blocks[1], by=written.officer)
    team = written.region.team
    listed = add_listed(team=team, kind=ListKind.PARTNER, name="GGD", about="zorg", by=written.planner)
    point_contribution(contribution=contribution, chosen=[listed], shown=(), by=written.planner)
    plan = written.plan.uuid
    block = reverse("plans:block", args=[plan, first.uuid])
    chapter = reverse("plans:chapter", args=[plan, written.chapters[0].uuid])
    look_at(
        door.signed_in(written.officer),
        "/",
        "/plannen/",
        "/plannen/nieuw/",
        reverse("plans:plan", args=[plan]),
        reverse("plans:preview", args=[plan]),
        reverse("plans:write", args=[plan]),
        reverse("plans:texts", args=[plan]) + "?bewerk=foreword",
        reverse("plans:texts", args=[plan]) + "?bewerk=settings",
        reverse("plans:frames", args=[plan]),
        reverse("plans:leave_out_frame", args=[plan, written.local.uuid]),
        reverse("plans:terms", args=[plan]) + "?toevoegen=1",
        chapter,
        f"{chapter}?toevoegen=1",
        block,
        f"{block}?bewerk=tekst",
        f"{block}?bewerk=afspraken",
        f"{block}?toevoegen=new-standing",
        f"{block}?ook={contribution.uuid}",
        f"{block}?verplaats={contribution.uuid}",
        f"{block}?lijsten={contribution.uuid}",
        f"{chapter}?verplaats={first.uuid}",
        f"{block}?bewerk={target.uuid}",
        f"{block}?toevoegen=new-feit",
        reverse("plans:remove_block", args=[plan, first.uuid]),
        reverse("plans:remove_row", args=[plan, first.uuid, "doel", target.uuid]),
        reverse("plans:submit", args=[plan]),
        reverse("plans:lists"),
        reverse("plans:listed", args=[listed.uuid]),
        reverse("plans:add_listed", args=[team.uuid, "hotspot"]),
    )


def test_pages_of_meetings(door: Door) -> None:
    scene = factories.submitted()
    to_come, was_held = meetings.planned(scene), meetings.held(scene, place="Politiebureau")
    (given,) = minuting.record(scene, Role.CHIEF)
    minutes = reverse("plans:minutes", args=[scene.plan.uuid, given.minuted.pk])
    look_at(
        door.signed_in(scene.secretary),
        "/overleg/",
        "/overleg/nieuw/",
        reverse("meetings:meeting", args=[to_come.uuid]),
        reverse("meetings:cancel", args=[to_come.uuid]),
        reverse("meetings:meeting", args=[was_held.uuid]),
        reverse("meetings:item", args=[was_held.uuid, was_held.items.get().uuid]),
        reverse("plans:plan", args=[scene.plan.uuid]),
    )
    look_at(door.signed_in(scene.chief), minutes)


def test_pages_for_deciding(door: Door) -> None:
    scene = factories.agreed()
    elsewhere = factories.submitted(scene=replace(scene, plan=None), municipalities=[scene.region.coevorden])
    unfinished = factories.drafted(scene=replace(scene, plan=None), municipalities=[scene.region.borger])
    look_at(
        door.signed_in(scene.chief),
        "/",
        reverse("plans:decide", args=[elsewhere.plan.uuid]),
        reverse("plans:decide", args=[scene.plan.uuid]),
        reverse("plans:submit", args=[unfinished.plan.uuid]),
    )
    look_at(door.signed_in(scene.planner), reverse("plans:withdraw", args=[elsewhere.plan.uuid]))
    deciding.withdraw(draft=elsewhere.draft, by=scene.planner)
    factories.contribution(elsewhere, elsewhere.blocks[0], "<p>Wij bellen aan.</p>")
    look_at(door.signed_in(scene.planner), reverse("plans:compare", args=[elsewhere.plan.uuid]))
    look_at(
        door.signed_in(scene.secretary),
        "/",
        reverse("plans:plan", args=[scene.plan.uuid]),
        reverse("plans:adopt", args=[scene.plan.uuid]),
    )


def test_pages_about_the_earlier_plan(door: Door) -> None:
    year = autumn()
    plan, scene = year.start(), year.scene
    page = reverse("plans:last_year", args=[plan.uuid])
    leave_out_frame(draft=year.draft, frame=scene.om, reason="Vervalt.", by=scene.planner)
    look_at(
        door.signed_in(scene.officer),
        page,
        f"{page}?laten-vallen={year.then('Wijk in beeld')}",
        f"{page}?onder={year.block_then('Ondermijning')}",
        reverse("plans:remove_block", args=[plan.uuid, scene.blocks[0].uuid]),
    )
    factories.write_texts(scene)
    factories.decide(scene)
    look_at(door.signed_in(scene.mayor), page)


def test_pages_of_reports(door: Door) -> None:
    """Of a report that was corrected after its release, and published anew."""
    told = reports.released(period=8)
    scene, reason = told.scene, "Drie inbraken waren dubbel geteld."
    with reports.after(8):
        releasing.correct(report=told.report, reason=reason, by=scene.planner)
        counted = Figure.objects.get(year=told.report.plan.year, period=8)
        correct_figure(figure=counted, version=1, reason="Nageteld.", value=Decimal(8), by=scene.planner)
        releasing.offer(report=told.report, by=scene.planner)
        releasing.release(report=told.report, by=scene.chief)
    publication = publish(source=ReportSource(told.release), audience=Audience.PUBLIC, by=scene.officer)
    page = reverse("reports:report", args=[told.uuid])
    look_at(door.visitor(), "/documenten/?soort=report", reverse("reports:document", args=[publication.uuid]))
    look_at(door.signed_in(scene.officer), "/rapportages/", page, f"{page}publiceren/", f"{page}versies/1/")

    releasing.correct(report=told.report, reason=reason, by=scene.chief)
    priority = next(iter(told.document.priorities)).id
    filling = [f"{page}{part}" for part in ("", "invullen/", "invullen/samenvatting/", f"invullen/{priority}/")]
    look_at(door.signed_in(scene.planner), *filling, f"{page}aanbieden/")
    releasing.offer(report=told.report, by=scene.planner)
    look_at(door.signed_in(scene.chief), page, f"{page}vrijgeven/", f"{page}teruggeven/")


def test_pages_for_frames_and_figures(door: Door, stage: Scene) -> None:
    new = frame(Level.LOCAL, stage.region.emmen, "Drugs", status=FrameStatus.DRAFT, adopted_on=None)
    adopted, draft = (reverse("priorities:frame", args=[made.uuid]) for made in (stage.local, new))
    priority = new.priorities.get()
    look_at(
        door.signed_in(stage.officer),
        "/kaders/",
        "/kaders/nieuw/",
        adopted,
        draft,
        f"{draft}bewerken/",
        f"{draft}vaststellen/",
        f"{draft}prioriteiten/nieuw/",
        f"{draft}prioriteiten/{priority.uuid}/bewerken/",
        f"{draft}prioriteiten/{priority.uuid}/verwijderen/",
        "/cijfers/",
    )
    figure = Figure.objects.get()
    look_at(
        door.signed_in(stage.planner),
        f"/cijfers/nieuw/?indicator={stage.burglaries.code}",
        f"/cijfers/{figure.pk}/",
        f"/cijfers/{figure.pk}/corrigeren/",
    )
    look_at(
        door.signed_in(stage.administrator),
        "/indicatoren/",
        "/indicatoren/nieuw/",
        reverse("priorities:indicator", args=[stage.burglaries.code]),
        reverse("priorities:indicator_edit", args=[stage.burglaries.code]),
    )


def test_pages_for_the_administrator_and_the_auditor(door: Door) -> None:
    scene = factories.submitted()
    person = reverse("people:person", args=[scene.officer.uuid])
    area = scene.region.emmen
    look_at(
        door.signed_in(scene.administrator),
        "/",
        "/beheer/",
        "/beheer/personen/",
        "/beheer/personen/nieuw/",
        person,
        f"{person}wijzigen/",
        f"{person}sluiten/",
        f"{person}benoemen/",
        f"{person}benoemen/secretary/",
        reverse("people:end_appointment", args=[Appointment.objects.filter(person=scene.officer).get().pk]),
        "/beheer/toegang/",
        "/beheer/organisaties/",
        "/beheer/organisaties/nieuw/gemeente/",
        reverse("organisation:organisation", args=[area.uuid]),
        reverse("organisation:change_organisation", args=[area.uuid]),
    )
    look_at(door.signed_in(scene.auditor), "/", "/logboek/", "/logboek/controle/")


def look_at(visitor: Visitor, *addresses: str) -> None:
    """Go through these pages; say of all of them together what is wrong."""
    found = [fault for address in addresses for fault in faults(visitor, address)]
    assert found == []


def faults(visitor: Visitor, address: str) -> Iterable[str]:
    answer = visitor.opens(address)
    if answer.status >= 400 and address != NOWHERE:
        yield f"{address} answers {answer.status}"
    yield from faults_shown(visitor, address)


def faults_shown(visitor: Visitor, address: str) -> Iterable[str]:
    """What is wrong with the page as it stands there now."""
    page = visitor.page
    page.evaluate(AXE)
    now = page.evaluate("window.innerWidth")
    for width in sorted(CHECKS, key=lambda width: abs(width - now)):  # no page is laid out in vain
        page.set_viewport_size({"width": width, "height": WHOLE_PAGE})
        yield from (f"{address} at {width}: {fault}" for fault in CHECKS[width](page))


def judged(page: Page) -> Iterable[str]:
    for violation in page.evaluate("rules => axe.run(rules)", RULES)["violations"]:
        yield f"{violation['id']}: {violation['nodes'][0]['html']}"


def sticking_out(page: Page) -> Iterable[str]:
    by = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if by > 0:
        yield f"sticks out by {by}"


CHECKS = {WIDE: judged, PHONE: judged, NARROWEST: sticking_out}
