"""`manage.py example` builds the plans and the year through the real actions: what a reader then finds."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.codes import Audience
from plans.models import Adoption, Comment, Consent, Draft, Plan
from plans.workflow import Status
from priorities.assessment import Outcome
from priorities.models import Figure, PolicyFrame
from reports.actions.publishing import withdraw
from reports.document import ReportDocument, load
from reports.letters.document import load as load_letter
from reports.models import Letter, Publication, Release
from reports.sources import source_of
from tests.documents.shapes import of_page, of_pdf, of_word
from tests.example.reading import number, read
from workplan_portal.audit.models import Entry
from workplan_portal.documents.store import read as stored
from workplan_portal.example import source
from workplan_portal.meetings.models import Meeting
from workplan_portal.people.models import Person
from workplan_portal.search.models import FixedText, Passage

pytestmark = pytest.mark.django_db


def run() -> str:
    said = io.StringIO()
    call_command("example", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _year(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Built once for this module, really committed, and thrown away afterwards."""
    with django_db_blocker.unblock():
        assert "test" in str(connection.settings_dict["NAME"]), "only ever a test database is emptied"
        run()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.get(year=2021)


@pytest.fixture
def joint() -> Plan:
    """The plan of three municipalities."""
    return Plan.objects.get(year=2017)


@pytest.fixture
def document(plan):
    return read(plan)


def test_the_plan_of_emmen_is_adopted_in_january_by_everyone_at_the_table(plan):
    adoption = Adoption.objects.get(revision__plan=plan)
    assert [m.code for m in plan.municipalities] == ["GM0114"]
    assert (plan.year, plan.team.name) == (2021, "Basisteam Zuidoost-Drenthe")
    assert Draft.objects.get(plan=plan).status == Status.ADOPTED
    assert (adoption.adopted_on, adoption.body) == (date(2021, 1, 18), "Bestuurlijk Overleg Basisteam Zuidoost-Drenthe")
    assert len(adoption.members.splitlines()) == 6


def decisions(plan: Plan):
    found = Consent.objects.filter(revision__plan=plan, revision__amendment=0).order_by("decided_at")
    return [(c.role, c.name, c.decided_at.date()) for c in found]


def test_chiefs_mayor_and_prosecutor_agreed_before_it_was_adopted(plan):
    assert decisions(plan) == [
        ("chief", "Marit Wollegras", date(2021, 1, 8)),
        ("chief", "Tamme Kraaiheide", date(2021, 1, 8)),
        ("mayor", "Hilde Zonnedauw", date(2021, 1, 12)),
        ("prosecutor", "Joris Lavendelheide", date(2021, 1, 13)),
    ]


@pytest.mark.parametrize(("year", "day"), [(2017, date(2017, 4, 21)), (2021, date(2021, 1, 25))])
def test_everybody_can_download_it_without_an_account(year, day):
    publication = Publication.objects.get(revision__plan__year=year, edition="")
    assert publication.audience == Audience.PUBLIC
    assert publication.visible_from.date() == day

    page = Client().get("/documenten/").content.decode()

    assert publication.title in page
    assert ".pdf" in page or "/pdf/" in page


@pytest.mark.appearance
def test_pdf_page_and_word_file_of_the_plan_have_the_same_words_numbers_and_notes_in_the_same_order():
    publication = Publication.objects.get(revision__plan__year=2021, edition="")
    made_of, audience = source_of(publication), Audience.PUBLIC
    page = of_page(made_of.page(audience))

    assert of_word(made_of.word(audience), "Colofon") == page
    assert of_pdf(stored(publication.file), "Colofon") == page
    assert len(page.notes) == 18


def test_the_document_holds_eighty_nine_placements_of_eighty_six_contributions(document):
    placed = [c["id"] for priority in document["priorities"] for c in priority["contributions"]]
    assert (len(placed), len(set(placed))) == (89, 86)
    assert Counter(Counter(placed).values()) == {1: 83, 2: 3}


def test_the_document_numbers_its_priorities_as_the_real_plan(document):
    blocks = source.blocks(2021)
    assert [p["title"] for p in document["priorities"]] == [block["title"] for block in blocks]
    assert [len(p["contributions"]) for p in document["priorities"]] == [
        len(b.get("contributions", ())) for b in blocks
    ]
    assert Counter(p["level"] for p in document["priorities"]) == {"local": 6, "om": 6, "regional": 6}


def test_the_document_holds_every_commitment_as_it_was_written_down(document):
    found = [
        (t["indicator_code"], t["scope"], t["comparator"], t["norm"] and float(t["norm"]), t["provisional_norm"])
        for priority in document["priorities"]
        for t in priority["targets"]
    ]
    written = [
        (
            t["indicator"],
            t["scope"],
            t["comparator"],
            float(t["norm"]) if "norm" in t else None,
            "provisional_norm" in t,
        )
        for block in source.blocks(2021)
        for t in block.get("targets", ())
    ]
    assert found == written
    assert len(found) == 66


def test_a_share_and_five_restatements_point_at_the_target_they_belong_to(document):
    targets = {t["id"]: t for priority in document["priorities"] for t in priority["targets"]}
    shares = [(t, targets[t["parent"]]) for t in targets.values() if t["parent"]]
    repeats = [(t, targets[t["restates"]]) for t in targets.values() if t["restates"]]

    assert [(a["scope"], b["scope"]) for a, b in shares] == [("team", "unit")]
    provisional = {a["indicator_code"]: b["provisional_norm"] for a, b in repeats}
    assert provisional == {
        "area-bans": False,
        "police-deployment-nightlife-events": False,
        "administrative-reports": False,
        "confiscation-collected": True,
        "seizure-value": True,
    }
    assert all(a["indicator_code"] == b["indicator_code"] for a, b in repeats)


def test_last_years_figures_say_which_are_provisional_and_where_they_come_from(document):
    targets = {t["indicator_code"]: t for p in document["priorities"] for t in p["targets"]}
    nuisance = targets["nuisance-reports"]
    assert (number(nuisance["last_year"]), nuisance["provisional_last_year"]) == (3837, True)
    assert not Figure.objects.get(indicator__code="nuisance-reports", year=2020, period=12).example
    assert Figure.objects.get(indicator__code="fatal-accidents", year=2020, period=12).example


def test_the_document_has_its_footnotes_in_the_order_of_reading(document):
    """The fifth and the eighteenth are explained from elsewhere, and say so behind their explanation."""
    shown = [note["explanation"] for note in document["footnotes"]]
    terms = source.read("terms")["terms"]
    assert all(text.startswith(term["explanation"]) for text, term in zip(shown, terms, strict=True))
    assert [t["number"] for text, t in zip(shown, terms, strict=True) if text != t["explanation"]] == [5, 18]


def test_the_one_context_fact_is_no_target(document):
    facts = [fact for priority in document["priorities"] for fact in priority["context_facts"]]
    assert [(number(f["value"]), f["unit"]) for f in facts] == [(90, "percent")]


def test_the_plan_rests_on_the_frames_that_apply_and_the_portal_knows_the_others(plan):
    wanted = source.plan(2021)["plan"]["frames"]
    titles = {frame["code"]: frame["title"] for frame in source.frames()}
    assert {f.title for f in plan.drafts.get().frames.all()} == {titles[code] for code in wanted}
    renewed = {frame["title"] for frame in source.plan(2022)["frames"]}
    assert {f.title for f in PolicyFrame.objects.adopted()} == set(titles.values()) | renewed
    assert set(PolicyFrame.objects.values_list("level", flat=True)) == {"local", "om", "regional", "national"}


# --- the plan of three municipalities ---------------------------------------------------------------------------------


def test_five_seats_agreed_with_the_joint_plan(joint):
    assert decisions(joint) == [
        ("chief", "Marit Wollegras", date(2017, 2, 28)),
        ("mayor", "Hilde Zonnedauw", date(2017, 3, 6)),
        ("mayor", "Aleid Struikhei", date(2017, 3, 8)),
        ("prosecutor", "Joris Lavendelheide", date(2017, 3, 13)),
        ("mayor", "Klaas Pijpenstro", date(2017, 3, 17)),
    ]


def test_the_joint_plan_was_adopted_late_by_five_members_and_says_why(joint):
    adoption = Adoption.objects.get(revision__plan=joint, revision__amendment=0)
    assert adoption.adopted_on == date(2017, 3, 20)
    assert len(adoption.members.splitlines()) == 5
    assert adoption.late_reason == source.plan(2017)["adoption"]["late_reason"]


def test_the_joint_plan_has_the_priorities_of_each_municipality_and_the_shared_ones(joint):
    document = read(joint)
    assert [m["code"] for m in document["municipalities"]] == ["GM1681", "GM0109", "GM0114"]
    levels = Counter(p["level"] for p in document["priorities"])
    assert levels == {"local": 12, "om": 2, "regional": 2, "national": 2}


def test_the_joint_plan_has_a_goal_of_every_kind(joint):
    targets = [t for priority in read(joint)["priorities"] for t in priority["targets"]]
    assert {t["basis"] for t in targets} == {"norm", "last_year", "own", "none"}
    (dwellings,) = (t for t in targets if t["indicator_code"] == "burglary-dwelling")
    assert [number(dwellings[name]) for name in ("norm", "last_year", "goal")] == [250, 210, 210]


def test_what_is_not_for_the_council_is_not_in_what_was_published(joint):
    out = Publication.objects.filter(revision__plan=joint)
    assert sorted(out.values_list("edition", flat=True)) == ["", "GM0109", "GM0114", "GM1681"]
    assert "Op twee bedrijventerreinen controleren we onaangekondigd" in joint.revisions.get(amendment=0).text
    found = Passage.objects.of({FixedText.PUBLICATION: out.values_list("pk", flat=True)})
    assert [found.filter(folded__contains=word).exists() for word in ("terrein", "onaangekondigd")] == [True, False]


def test_a_meeting_amended_the_joint_plan_and_its_minutes_were_confirmed(joint):
    meeting = Meeting.objects.get(status="fixed", day=date(2017, 9, 12))
    assert [item.title for item in meeting.items.all()][0] == f"Bijstelling 1 van {joint.title}"
    given = Consent.objects.filter(revision__plan=joint, minuted__reference="DO-2017-04")
    assert {(c.role, c.minuted.answered.answer) for c in given} == {
        (role, "confirm") for role in ("chief", "mayor", "prosecutor")
    }
    (note,) = read(joint)["amendments"]
    assert (note["in_force_from"], "Dit is een voorbeeld." in note["cause"]) == ("2017-10-01", True)


# --- the year after it ------------------------------------------------------------------------------------------------


def test_a_final_figure_stands_in_its_place_and_the_adopted_plan_keeps_the_provisional_one(document):
    final = Figure.objects.get(indicator__code="serious-accidents", area__code="GM0114", year=2020, period=12)
    (target,) = (t for p in document["priorities"] for t in p["targets"] if t["indicator_code"] == "serious-accidents")
    assert (final.value, final.provisional) == (26, False)
    assert (number(target["last_year"]), target["provisional_last_year"]) == (24, True)


def test_a_figure_that_was_wrong_was_corrected_with_its_reason():
    figure = Figure.objects.get(indicator__code="seizure-cases", year=2021, period=8)
    entry = Entry.objects.get(action="correct_figure", subject=figure.subject)
    assert figure.value == 13
    assert entry.details["before"]["value"] == "17.00"
    assert "ander basisteam" in entry.details["reason"]


def test_every_figure_of_the_year_was_counted_after_its_period():
    counted = Entry.objects.filter(action="enter_figure", details__year=2021, details__period=8)
    assert {entry.at.date() for entry in counted} == {date(2021, 9, 21)}
    assert counted.count() == Figure.objects.filter(year=2021, period=8).count() == 56


def test_three_reports_were_released_and_one_of_them_again():
    told = [(r.report.period, r.number, r.name, r.released_at.date()) for r in Release.objects.order_by("released_at")]
    assert told == [
        (4, 1, "Marit Wollegras", date(2021, 5, 27)),
        (8, 1, "Tamme Kraaiheide", date(2021, 9, 28)),
        (8, 2, "Tamme Kraaiheide", date(2021, 10, 14)),
        (12, 1, "Marit Wollegras", date(2022, 1, 27)),
    ]


def report(period: int, version: int = 1) -> ReportDocument:
    return load(Release.objects.get(report__period=period, number=version).text)


def outcome_of(told: ReportDocument, indicator: str, comparator: str, scope: str) -> tuple[Outcome, str]:
    """How this target stands, and its figure."""
    (found,) = (
        m
        for m in told.measurements
        if (m.target.indicator.code, m.target.comparator, m.target.scope) == (indicator, comparator, scope)
    )
    return Outcome(found.judgement.outcome), str(found.reading(told.period).value)


@pytest.mark.parametrize(
    ("period", "target", "expected"),
    [
        (12, ("confiscation-collected", "more_than", "unit"), (Outcome.NOT_MET, "5223461")),
        (12, ("confiscation-collected", "at_least", "unit"), (Outcome.MET, "5223461")),
        (12, ("seizure-cases", "at_least", "team"), (Outcome.MET, "22")),
        (12, ("seizure-value", "at_least", "team"), (Outcome.NOT_MET, "318999")),
        (12, ("missing-convict-files-settled", "equal", "team"), (Outcome.MET, "40")),
        (4, ("missing-convict-files-settled", "equal", "team"), (Outcome.NOT_ASSESSABLE, "None")),
        (12, ("fatal-accidents", "decrease", "team"), (Outcome.MET, "2")),
        (12, ("serious-accidents", "decrease", "municipality"), (Outcome.NOT_MET, "25")),
        (12, ("undermining-crime", "decrease", "unit"), (Outcome.NOT_ASSESSABLE, "2790")),
    ],
)
def test_the_golden_cases_stand_in_the_released_reports(period, target, expected):
    assert outcome_of(report(period), *target) == expected


def test_the_correction_shows_the_figure_before_and_after_and_the_first_version_stays():
    target = ("seizure-cases", "at_least", "team")
    assert outcome_of(report(8, 1), *target) == (Outcome.ON_COURSE, "17")
    assert outcome_of(report(8, 2), *target) == (Outcome.AT_RISK, "13")

    told = report(8, 2).correction

    assert told is not None
    assert [(f.name, f.before.amount, f.after.amount) for f in told.figures] == [("Zaken met beslag", 17, 13)]
    assert "ander basisteam" in told.reason


def test_every_report_tells_of_all_contributions_once(plan):
    for made in plan.reports.all():
        assert made.contributionstates.count() == 86
        assert made.accounts.count() == 18


def test_the_trail_is_whole_and_dated_when_things_happened(plan):
    said = io.StringIO()
    call_command("verify_trail", stdout=said)

    assert "whole" in said.getvalue()
    moments = Entry.objects.about(plan.subject).filter(action__in=["submit", "adopt", "publish"])
    moments = moments.order_by("at").values_list("action", "at")
    assert [(action, at.date()) for action, at in moments] == [
        ("submit", date(2021, 1, 7)),
        ("adopt", date(2021, 1, 18)),
        ("publish", date(2021, 1, 25)),
        *(("publish", day) for day in (date(2021, 6, 3), date(2021, 10, 18), date(2022, 2, 3))),  # the reports
    ]


def test_colleagues_talk_about_the_draft_and_one_question_is_open():
    said = Comment.objects.order_by("at").values_list("by__name", flat=True)
    assert list(said) == ["Imke Veenpluis", "Bram Dopheide", "Marit Wollegras"]
    asked = Person.objects.get(email="adviseur@emmen.example")
    assert Comment.objects.waiting_for(asked).get().place == "introduction"


def test_nobody_got_a_mail():
    assert mail.outbox == []


@pytest.mark.parametrize("email", [person["email"] for person in source.read("people")["people"]])
def test_every_account_signs_in_with_the_password_of_the_example(email):
    client = Client()
    answer = client.post(reverse("account_login"), {"login": email, "password": "voorbeeld-2021"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(Person.objects.get(email=email).pk)


def test_a_second_run_changes_nothing_and_says_so():
    before = (Entry.objects.count(), Person.objects.count(), Publication.objects.count())
    said = run()
    assert "nothing changed" in said
    assert (Entry.objects.count(), Person.objects.count(), Publication.objects.count()) == before


def test_a_publication_that_was_withdrawn_is_not_published_again():
    officer = Person.objects.get(email="adviseur@emmen.example")
    for publication in Publication.objects.all():
        withdraw(publication=publication, reason="Proef", by=officer)
    run()
    assert Publication.objects.in_force().count() == 0


# --- the letter of 2017 -----------------------------------------------------------------------------------------------


def test_the_letter_of_2017_was_sent_31_days_after_the_adoption_and_is_public_with_its_plan(joint):
    letter = Letter.objects.get(plan=joint)
    sent = load_letter(letter.text)
    assert (sent.dated_on - Adoption.objects.get(revision__plan=joint, revision__amendment=0).adopted_on).days == 31
    assert (sent.reference, sent.telephone, len(sent.enclosures)) == ("17.053689", "14 0591", 1)
    assert date(2017, 4, 20) == letter.sent_at.date()
    assert set(Publication.objects.in_force().filter(year=2017).values_list("kind", flat=True)) == {"plan", "letter"}

    texts = {text.kind: text for text in sent.texts}
    assert texts["priorities"].text.count("<li>") == 6
    assert "48 dagen na 31 januari 2017" in texts["lateness"].text
    assert {kind for kind, text in texts.items() if text.edited} == {"framework", "contribution", "partners", "norms"}
    assert not any(text.edited for text in (texts["adoption"], texts["norm_rule"], texts["priorities"]))
