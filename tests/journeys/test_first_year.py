"""The first year: five people, three reports, a remark of the mayor, one correction and a figure that is revised later:
from an adopted plan to what a resident reads of it."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from priorities.actions.figures import correct_figure
from priorities.models import Figure
from reports.models import Publication, Release, Report, ReportRemark
from reports.workflow import Status
from tests.journeys.trade import Post, Reporter
from tests.journeys.visitor import Door, Visitor
from tests.plans import factories as plans
from tests.plans.factories import Scene
from tests.reports import factories
from tests.reports.factories import Told

TITLE = "Viermaandsrapportage 2021 Basisteam Zuidoost-Drenthe, Emmen over {} maanden"
REMARK = "Leg uit waarom het er meer zijn."
MEANING = "In maart was één groep actief; die is aangehouden."
QUESTION = "Klopt dit? Wij kennen lagere aantallen."
REASON = "Drie inbraken waren dubbel geteld."


@pytest.fixture
def adopted(door: Door) -> Scene:
    """A small plan in force: three priorities, a contribution under each, one target."""
    return plans.adopted()


@pytest.mark.requires("poppler")
def test_from_an_adopted_plan_to_a_corrected_report_in_the_hands_of_a_resident(
    door: Door, adopted: Scene, post: Post
) -> None:
    the_planner_fills_in_four_months_and_offers_them(door, adopted)
    the_chief_gives_it_back_once_and_releases_it_later(door, adopted, post)
    the_officer_publishes(door, adopted, 4)
    a_resident_finds_it(door)

    the_planner_and_the_chief_make_the_report_over(door, adopted, 8, 31)
    the_officer_publishes(door, adopted, 8)
    the_mayor_asks_about_it(door, adopted, post)
    the_eight_months_are_corrected_and_published_again(door, adopted)
    a_figure_of_spring_is_revised(adopted)
    the_planner_and_the_chief_make_the_report_over(door, adopted, 12, 36)
    the_officer_publishes(door, adopted, 12)
    a_resident_finds_the_corrected_report_and_no_other(door)
    the_report_of_the_year_tells_what_was_revised(door)


def the_planner_fills_in_four_months_and_offers_them(door: Door, scene: Scene) -> None:
    planner = door.signed_in(scene.planner)
    reporter = Reporter(planner)
    reporter.starts_the_report_over(4)

    reporter.summarises("Het aantal inbraken steeg in maart.")
    reporter.turns_to("Woninginbraken")
    planner.sees("hooguit 40")  # last year's result, which took the place of the norm
    reporter.counts("21", meaning="Meer dan verwacht.")
    planner.sees("Onder druk")
    reporter.accounts_for(progress="Er is meer gesurveilleerd.", topicality="Onverminderd belangrijk.")
    reporter.tells_how_far_the_one_contribution_is("loopt", "Wekelijks op maandag.")

    # Too early: what is missing stands there with the place to mend it.
    planner.follows("Naar de rapportage")
    offer = planner.button("Aanbieden aan de teamchef")
    expect(offer).to_have_attribute("aria-disabled", "true")
    expect(offer).to_have_accessible_description(re.compile("nog niet volledig|nog niet compleet"))
    planner.follows("Invullen")
    for priority in ("Jeugdoverlast", "Ondermijning"):
        reporter.turns_to(priority)
        reporter.accounts_for(progress="Het overleg is gestart.", topicality="Nog even belangrijk.")
        reporter.tells_how_far_the_one_contribution_is("gedaan", "In april afgerond.")
    planner.follows("Naar de rapportage")
    reporter.offers()
    assert Report.objects.get().status == Status.OFFERED


def the_chief_gives_it_back_once_and_releases_it_later(door: Door, scene: Scene, post: Post) -> None:
    chief, planner = door.visitor(), door.signed_in(scene.planner)
    chief.opens(post.link_for(scene.chief.email, subject="Rapportage om vrij te geven"))
    chief.signs_in(scene.chief)
    chief.follows("Teruggeven")
    chief.writes("Wat moet er anders?", REMARK)
    chief.presses("Teruggeven")
    chief.is_told("De rapportage is teruggegeven aan de beleidsmedewerker.")

    planner.opens(post.link_for(scene.planner.email, subject="Teruggegeven"))
    planner.sees(REMARK)
    planner.follows("Invullen")
    reporter = Reporter(planner)
    reporter.turns_to("Woninginbraken")
    planner.writes("Duiding", MEANING)
    planner.presses("Cijfers en duidingen opslaan")
    planner.follows("Naar de rapportage")
    reporter.offers()

    chief.opens(post.link_for(scene.chief.email, subject="Rapportage om vrij te geven"))
    releases(chief, sees=MEANING)
    assert ReportRemark.objects.get().remark == REMARK
    assert (Release.objects.get().released_by, Report.objects.get().status) == (scene.chief, Status.RELEASED)
    assert scene.officer.email in post.about("Vrijgegeven")


def releases(chief: Visitor, *, sees: str) -> None:
    chief.follows("Lezen en vrijgeven")
    chief.sees(sees)
    chief.presses("Deze rapportage vrijgeven")
    chief.is_told("De rapportage is vrijgegeven en ligt vast.")


def the_officer_publishes(door: Door, scene: Scene, months: int) -> None:
    officer = door.signed_in(scene.officer)
    officer.opens("/rapportages/")
    officer.follows(f"{months} maanden")
    officer.follows("Publiceren")
    officer.presses("Publiceren")
    officer.is_told("is gepubliceerd.")
    assert Publication.objects.in_force().filter(release__report__period=months).count() == 1


def a_resident_finds_it(door: Door) -> None:
    reader = door.visitor()
    reader.opens("/documenten/")
    reader.picks("Soort document", "Viermaandsrapportage")
    reader.presses("Toon")
    reader.sees("1 document gevonden")
    reader.sees("Vrijgegeven op")
    reader.does_not_see("Vastgesteld op")
    text = file_of(reader, TITLE.format(4))
    reader.follows(TITLE.format(4))
    reader.is_at(TITLE.format(4))
    reader.sees(MEANING)
    for expected in (MEANING, "Het aantal inbraken steeg in maart.", "hooguit 40", "Wekelijks op maandag."):
        assert expected in text


def the_planner_and_the_chief_make_the_report_over(door: Door, scene: Scene, months: int, counted: int) -> None:
    """The figure on screen; what was told in words before is told again by the acts themselves."""
    planner, chief = door.signed_in(scene.planner), door.signed_in(scene.chief)
    reporter = Reporter(planner)
    reporter.starts_the_report_over(months)
    report = Report.objects.get(period=months)
    reporter.turns_to("Woninginbraken")
    reporter.counts(str(counted))
    factories.fill(Told(scene, report.uuid))
    planner.follows("Naar de rapportage")
    reporter.offers()
    chief.opens(f"/rapportages/{report.uuid}/")
    releases(chief, sees=str(counted))


def the_mayor_asks_about_it(door: Door, scene: Scene, post: Post) -> None:
    mayor, planner = door.signed_in(scene.mayor), door.signed_in(scene.planner)
    mayor.opens("/rapportages/")
    mayor.follows("8 maanden")
    mayor.follows("Opmerking maken")
    mayor.writes("Uw opmerking", QUESTION)
    mayor.presses("Opmerking plaatsen")
    mayor.is_told("Uw opmerking staat bij de rapportage.")
    planner.opens(post.link_for(scene.planner.email, subject="Opmerking bij"))
    expect(planner.panel("Opmerkingen van de driehoek")).to_contain_text(QUESTION)


def a_figure_of_spring_is_revised(scene: Scene) -> None:
    figure = Figure.objects.get(indicator=scene.burglaries, year=2021, period=4)
    correct_figure(
        figure=figure, version=figure.version, reason="Eén aangifte kwam later.", by=scene.planner, value=Decimal(22)
    )


def the_eight_months_are_corrected_and_published_again(door: Door, scene: Scene) -> None:
    planner, chief = door.signed_in(scene.planner), door.signed_in(scene.chief)
    planner.opens("/rapportages/")
    planner.follows("8 maanden")
    planner.follows("Verbeteren")
    planner.writes("Wat er is verbeterd en waarom", REASON)
    planner.presses("Verbetering beginnen")
    planner.is_told("Lezers houden de vrijgegeven versie")
    planner.follows("Invullen")
    reporter = Reporter(planner)
    reporter.turns_to("Woninginbraken")
    reporter.counts("28", explanation="Nageteld in de registratie.")
    planner.follows("Naar de rapportage")
    reporter.offers()

    told = Report.objects.get(period=8)
    chief.opens(f"/rapportages/{told.uuid}/")
    releases(chief, sees=REASON)
    before = Publication.objects.in_force().get(release__report=told)
    the_officer_publishes(door, scene, 8)
    before.refresh_from_db()
    assert (before.withdrawn_by, before.withdrawn_reason) == (scene.officer, "Vervangen door een nieuwere versie.")
    assert [release.number for release in told.releases.order_by("number")] == [1, 2]


def a_resident_finds_the_corrected_report_and_no_other(door: Door) -> None:
    reader = door.visitor()
    reader.opens("/documenten/")
    reader.picks("Soort document", "Viermaandsrapportage")
    reader.presses("Toon")
    reader.sees("3 documenten gevonden")
    text = file_of(reader, TITLE.format(8))
    reader.follows(TITLE.format(8))
    reader.sees(REASON)
    reader.sees("was 31, is 28")
    assert REASON in text
    assert "was 31, is 28" in text
    old = Publication.objects.get(withdrawn_at__isnull=False)
    assert reader.opens(f"/documenten/{old.uuid}/").status == 410


def the_report_of_the_year_tells_what_was_revised(door: Door) -> None:
    reader = door.visitor()
    reader.opens("/documenten/")
    text = file_of(reader, TITLE.format(12))
    assert "Herziene cijfers" in text
    assert "was 21, is 22" in text
    assert "was 31, is 28" not in text, "the correction told that already"
    assert QUESTION not in text


def file_of(reader: Visitor, title: str) -> str:
    """The text of the PDF that stands in the list under this title."""
    address = reader.link(f"Download {title} (pdf)").get_attribute("href")
    file = reader.context.request.get(str(address)).body()
    assert file.startswith(b"%PDF-")
    read = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True)
    return re.sub(r"\s+", " ", read.stdout.decode())
