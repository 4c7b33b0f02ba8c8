"""What a letter says, to the word where it is about 2017; and the file that a council member gets."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from priorities.codes import NormRule
from reports.actions import letters as course
from reports.exports.letter import letter_html, letter_json, letter_page, letter_pdf
from reports.letters.about_plan import PlanSubject
from reports.letters.about_report import ReportSubject
from reports.letters.choosing import subject_of
from reports.letters.compiling import compile_letter
from reports.letters.completeness import remarks
from reports.letters.document import LetterDocument, LetterRecord, Paragraphs, load
from reports.letters.listing import enumerated, joined, small
from reports.letters.texts import Texts
from reports.models import Letter, TextKind
from tests.documents.logos import give_logo, logos_in
from tests.documents.validation import assert_valid
from tests.plans import factories
from tests.remembered import remembered
from tests.reports import letters
from tests.reports.factories import released
from workplan_portal.documents.richtext import plain_text

pytestmark = pytest.mark.django_db


def said(letter: Letter, kind: TextKind) -> str:
    return plain_text(Texts(letters.fresh(letter)).generated(kind))


# --- 2017 -------------------------------------------------------------------------------------------------------------


@pytest.fixture
@remembered
def of_2017() -> Letter:
    scene = letters.adopted_2017()
    return letters.complete(scene, dated_on=date(2017, 4, 20), more_enclosures="Raadsvoorstel\n\n  Kaart ")


def test_the_texts_of_2017(of_2017: Letter) -> None:
    assert "ter informatie het jaarwerkplan politie 2017 van Basisteam Zuidoost-Drenthe" in said(
        of_2017, TextKind.INFORMATION
    )
    framework = said(of_2017, TextKind.FRAMEWORK)
    assert "van 3 gemeenten" in framework
    assert "Bestuursprogramma Veiligheid (2016–2018)" in framework
    subject = subject_of(letters.fresh(of_2017))
    assert isinstance(subject, PlanSubject)
    coevorden = next(m for m in subject.plan.municipalities if m.name == "Coevorden")
    neighbour = PlanSubject(subject.plan, subject.revision, coevorden)
    assert neighbour.frames == ["Kader Coevorden 2016-2018"], "the years stand in its title already"
    assert said(of_2017, TextKind.PRIORITIES).splitlines() == [
        "De lokale prioriteiten van de gemeente Emmen voor 2017 zijn:",
        "schoon, heel en veilig;",
        "problemen achter de voordeur;",
        "minder inbraken en geweld;",
        "georganiseerde criminaliteit bestrijden;",
        "meer veiligheid in het verkeer en",
        "minder handel in drugs, en minder gebruik van drugs en alcohol.",
    ]
    assert said(of_2017, TextKind.ADOPTION).splitlines() == [
        "Het plan is op 20 maart 2017 vastgesteld door: Bestuurlijk Overleg Basisteam Zuidoost-Drenthe.",
        "De leden zijn:",
        "de burgemeester van Emmen;",
        "de officier van justitie en",
        "de teamchef.",
    ]
    assert "48 dagen na 31 januari 2017. De reden: de besluitvorming duurde langer." in said(of_2017, TextKind.LATENESS)
    norms = said(of_2017, TextKind.NORMS)
    assert "hoger zijn dan het resultaat van 2016. Het gaat om: woninginbraken." in norms
    assert "politie-eenheid (2014)" in norms
    assert "geen ruimte voor meer criminaliteit" in norms
    assert "Het resultaat van 2016 is dan het doel, naast de norm." in said(of_2017, TextKind.NORM_RULE)


def test_the_letter_of_20_april_comes_31_days_after_the_adoption(of_2017: Letter) -> None:
    found = [r.sentence for r in remarks(compile_letter(of_2017), subject_of(of_2017)) if not r.blocking]
    assert "De brief is gedateerd 31 dagen nadat de bijlage is vastgesteld of vrijgegeven." in found
    assert json.loads(letter_json(compile_letter(of_2017), LetterRecord()))["days_after_decision"] == 31


def test_a_date_before_the_adoption_keeps_the_letter_back(of_2017: Letter) -> None:
    of_2017.dated_on = date(2017, 3, 19)
    assert any(
        "ligt voor de dag" in r.sentence and r.blocking for r in remarks(compile_letter(of_2017), subject_of(of_2017))
    )


def test_enclosures_are_counted_and_the_plan_is_the_first(of_2017: Letter) -> None:
    document = compile_letter(of_2017)
    assert document.enclosures[0] == "Jaarwerkplan 2017 Basisteam Zuidoost-Drenthe, editie Emmen (versie 1)"
    assert document.enclosures[1:] == ("Raadsvoorstel", "Kaart")


@pytest.mark.requires("java", "poppler")
def test_the_file_of_2017_is_archivable_accessible_and_says_it_all(of_2017: Letter) -> None:
    give_logo("GM0114")
    made = letter_pdf(compile_letter(of_2017), LetterRecord("0" * 64, date(2017, 4, 20)))

    assert logos_in(made) == ["Logo van Emmen"]
    assert_valid(made, "3a", "ua1")
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages) <= 2
        assert len(opened.pages[0].get_images()) == 1
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    for label, value in (
        ("ons kenmerk", "17.053689"),
        ("bijlagen", "3"),
        ("behandeld door", "Sanne de Wit"),
        ("datum", "20 april 2017"),
        ("telefoon", "14 0591"),
        ("e-mail", "gemeente@emmen.example"),
    ):
        heads, values = re.search(rf"^(.*\b{label}\b.*)\n(.*)$", text, re.MULTILINE).groups()  # type: ignore[union-attr]
        assert value in values[max(heads.index(label) - 3, 0) :]
    row = re.search(r"^.*\bBSN\b.*\n(.*)$", text, re.MULTILINE)
    assert row
    assert row[1].rstrip().endswith("Sanne de Wit"), "the BSN cell is empty"
    assert text.index("de gemeentesecretaris") < text.index("de burgemeester\n")


# --- when there is nothing to say -------------------------------------------------------------------------------------


def test_a_plan_in_time_without_norms_above_reality_needs_no_apology() -> None:
    scene = letters.adopted_2017(norm=30, adopted_on=date(2017, 1, 31))
    letter = letters.made(scene)

    assert said(letter, TextKind.LATENESS) == ""
    assert said(letter, TextKind.NORMS) == ""


def test_without_a_norm_rule_the_letter_does_not_speak_of_one() -> None:
    scene = factories.written()
    draft = scene.draft
    factories.drafting.write_texts(draft=draft, version=draft.version, by=scene.planner, norm_rule=NormRule.OFF)
    letters.adopt_as_written(scene)
    assert said(letters.made(scene), TextKind.NORM_RULE) == ""


def test_what_is_not_for_the_council_does_not_reach_the_letter() -> None:
    scene = factories.written()
    factories.contribution(scene, scene.blocks[0], internal=True, partners="geheime dienst")
    factories.contribution(scene, scene.blocks[0], partners="Woningcorporatie, GGZ")
    letters.adopt_as_written(scene)
    text = said(letters.made(scene), TextKind.PARTNERS)
    assert "samen met Woningcorporatie en GGZ" in text
    assert "geheime dienst" not in text


def test_only_partners_outside_are_named_and_no_more_than_a_sentence_holds() -> None:
    scene = factories.written()
    draft, by = scene.draft, scene.planner
    factories.drafting.add_term(
        draft=draft, forms="Vuurvlieg", explanation="Een rechercheteam van het district.", by=by
    )
    for partners in (
        "Veilig Thuis; gemeente Emmen (vergunningverlener), boa's van de gemeente",
        "Vuurvlieg, district, eenheid, Districtsrecherche, Openbaar Ministerie",
        "meldpunt GGD, GGD, Duitse politie",
    ):
        factories.contribution(scene, scene.blocks[0], partners=partners)
    factories.contribution(scene, scene.blocks[-1], partners="veilig thuis, GGD")
    letters.adopt_as_written(scene)
    few = said(letters.made(scene), TextKind.PARTNERS)
    assert "Zij werkt samen met Veilig Thuis, GGD en Duitse politie." in few


def test_when_there_are_many_partners_the_most_often_named_stand_for_the_others() -> None:
    scene = factories.written()
    for partners in ("a-groep, b-groep, c-groep, d-groep", "e-groep, f-groep, g-groep, h-groep", "h-groep, g-groep"):
        factories.contribution(scene, scene.blocks[0], partners=partners)
    letters.adopt_as_written(scene)
    many = said(letters.made(scene), TextKind.PARTNERS)
    assert "samen met g-groep, h-groep, a-groep, b-groep, c-groep, d-groep en andere partners." in many


# --- a report ---------------------------------------------------------------------------------------------------------


def test_the_letter_about_a_report_tells_the_period_and_how_many_targets_stand_how() -> None:
    told = released()
    release, scene = told.release, told.scene
    letter = course.make_letter(subject=ReportSubject(release, scene.region.emmen), by=scene.officer)

    kinds = [text.kind for text in compile_letter(letters.fresh(letter)).texts]
    assert kinds == ["information", "results", "place", "closing"]
    assert "over de periode van 4 maanden tot en met 30 april 2021" in said(letter, TextKind.INFORMATION)
    results = said(letter, TextKind.RESULTS)
    subject = subject_of(letters.fresh(letter))
    assert isinstance(subject, ReportSubject)
    assert f"naar {sum(subject.outcomes.values())} doel" in results
    for outcome, number in subject.outcomes.items():
        assert f"{outcome.label}: {number}" in results
    assert letters.fresh(letter).subject == release.report.subject
    assert compile_letter(letters.fresh(letter)).subject.kind == "report"


# --- the document -----------------------------------------------------------------------------------------------------


@pytest.fixture
@remembered
def document() -> LetterDocument:
    return compile_letter(letters.complete(factories.adopted()))


def test_its_stored_text_gives_the_same_document_back(document: LetterDocument) -> None:
    assert load(document.text()) == document
    assert load(document.text()).digest() == document.digest()


def test_nowhere_is_a_bsn_kept(document: LetterDocument) -> None:
    data = json.loads(letter_json(document, LetterRecord()))
    assert not [name for name in data if "bsn" in name.lower()]
    assert not [field.name for field in Letter._meta.get_fields() if "bsn" in field.name.lower()]


def test_a_draft_says_so_and_what_was_sent_does_not(document: LetterDocument) -> None:
    sent = LetterRecord("0" * 64, date(2021, 2, 18))
    for render in (letter_html, letter_page):
        assert "nog veranderen" in render(document, LetterRecord())
        assert "nog veranderen" not in render(document, sent)


def test_one_enclosure_is_not_called_enclosures(document: LetterDocument) -> None:
    more = replace(document, enclosures=(*document.enclosures, "Kaart"))
    for made, right, wrong in ((document, "bijlage", "bijlagen"), (more, "bijlagen", "bijlage")):
        words = [" ".join(found.split()) for found in re.findall(r">([^<]*)<", letter_html(made, LetterRecord()))]
        assert (words.count(right), words.count(wrong)) == (2, 0)


@pytest.mark.requires("poppler")
def test_no_page_holds_signatures_alone(document: LetterDocument) -> None:
    """Whatever the length of the letter."""
    closing = document.texts[-1]
    for lines in range(10, 24, 2):
        filled = Paragraphs("long", "own", "".join(f"<p>Regel {n}.</p>" for n in range(lines)), edited=True)
        made = letter_pdf(replace(document, texts=(filled, closing)), LetterRecord())
        text = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
        (page,) = [page for page in text.split("\f") if "Hoogachtend," in page]
        assert plain_text(closing.text).split()[-1] in page, lines
        assert "Jaarwerkplan" in page.split("Hoogachtend,")[1], "with its enclosure"


def test_page_and_paper_say_the_same_words(document: LetterDocument) -> None:
    def words(html: str) -> str:
        body = re.sub(r"<style>.*?</style>", "", html[html.index('class="top"') :], flags=re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    record = LetterRecord()
    assert sorted(words(letter_page(document, record)).split()) == sorted(words(letter_html(document, record)).split())


def test_what_somebody_typed_is_printed_and_never_executed(document: LetterDocument) -> None:
    letter = letters.fresh(Letter.objects.get())
    letter.addressee = letter.subject_line = '<script>alert("x")</script>'
    made = compile_letter(letter)
    for render in (letter_html, letter_page):
        assert "<script>alert" not in render(made, LetterRecord())


# --- lists, the Dutch way ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([], []),
        (["a"], ["a."]),
        (["a;", "b."], ["a en", "b."]),
        (["a", "b", "c"], ["a;", "b en", "c."]),
    ],
)
def test_points_of_a_list(points: list[str], sentence: list[str]) -> None:
    assert enumerated(points) == sentence


def test_names_in_a_sentence() -> None:
    assert [joined(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]


@pytest.mark.parametrize(
    ("title", "in_a_sentence"),
    [
        ("Schoon, heel en veilig", "schoon, heel en veilig"),
        ("OM-zaken", "OM-zaken"),
        ("GHB aanpakken", "GHB aanpakken"),
        ("Emmen veilig", "Emmen veilig"),
        ("", ""),
    ],
)
def test_a_title_begins_small_unless_it_is_a_name(title: str, in_a_sentence: str) -> None:
    assert small(title, ["Emmen"]) == in_a_sentence
