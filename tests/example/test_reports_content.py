"""The figures and reports of 2021 fit the plan they are about, and show every outcome the portal can judge."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest

from priorities.assessment import OFF_COURSE, Aim, LastYear, Outcome, Reason, assess
from priorities.codes import PERIODS, Comparator, Direction, NormRule, Unit
from priorities.goal import Terms, agreed_goal
from priorities.measurement import Absence, Reading, percentage, single
from reports.codes import State
from workplan_portal.example import source

AREAS = {"municipality": "GM0114", "team": "NN-DRENTHE-ZO", "unit": "NN"}
FILES = ("figures_2016", "figures", "figures_2021")
NOTHING = Reading(None, Absence.NOT_AVAILABLE)


@pytest.fixture(scope="module")
def blocks():
    return source.blocks(2021)


@pytest.fixture(scope="module")
def targets(blocks):
    return {target["code"]: target for block in blocks for target in block.get("targets", ())}


@pytest.fixture(scope="module")
def reports():
    return {report["period"]: report for report in source.read("reports_2021")["reports"]}


@pytest.fixture(scope="module")
def corrections():
    return source.read("figures_2021")["corrections"]


def key(row):
    return row["indicator"], row["area"], row["year"], row["period"]


def reading(row):
    if "value" in row:
        return single(Decimal(row["value"]))
    return percentage(Decimal(row["numerator"]), Decimal(row["denominator"]))


@pytest.fixture(scope="module")
def figures():
    """As they were entered first."""
    return {key(row): reading(row) for name in FILES for row in source.figures(name)}


def judge(target, period, figures, indicators):
    """How a target of the plan of 2021 stands, from the content alone."""
    indicator, area = indicators[target["indicator"]], AREAS[target["scope"]]
    last_year = {p: figures.get((target["indicator"], area, 2020, p), NOTHING).value for p in PERIODS}
    asked = {
        "comparator": Comparator(target["comparator"]),
        "unit": Unit(indicator["unit"]),
        "direction": Direction(indicator["direction"]),
        "baseline_year": 2020,
    }
    norm = Decimal(target["norm"]) if "norm" in target else None
    goal = agreed_goal(Terms(rule=NormRule.OFF, norm=norm, last_year=last_year[12], **asked))
    aim = Aim(cumulative=indicator["cumulative"], goal=goal.value, **asked)
    now = figures.get((target["indicator"], area, 2021, period), NOTHING)
    return assess(aim, now, period, LastYear(last_year[period], last_year[12]))


# --- figures ----------------------------------------------------------------------------------------------------------


def test_no_figure_is_there_twice():
    keys = Counter(key(row) for name in FILES for row in source.figures(name))
    assert [found for found, times in keys.items() if times > 1] == []


def test_every_figure_is_of_something_and_somewhere_the_portal_knows(indicators, areas):
    for name in FILES:
        for row in source.figures(name):
            assert row["indicator"] in indicators
            assert row["area"] in areas
            percentage_asked = indicators[row["indicator"]]["unit"] == Unit.PERCENT
            assert ("numerator" in row, "value" in row) == (percentage_asked, not percentage_asked), key(row)


def test_figures_that_were_made_up_say_so():
    assert all(row["example"] for name in ("figures_2016", "figures_2021") for row in source.figures(name))


def test_what_adds_up_only_grows_through_the_year(indicators):
    rows = {
        key(row): row for name in FILES for row in source.figures(name) if indicators[row["indicator"]]["cumulative"]
    }
    for (indicator, area, year, period), row in rows.items():
        if earlier := rows.get((indicator, area, year, period - 4)):
            parts = [part for part in ("value", "numerator", "denominator") if part in row]
            assert all(Decimal(earlier[part]) <= Decimal(row[part]) for part in parts), key(row)


def test_everything_the_plan_counts_has_a_figure_at_the_end(targets, figures, indicators):
    missing = {
        code
        for code, target in targets.items()
        if (target["indicator"], AREAS[target["scope"]], 2021, 12) not in figures
    }
    assert missing == {"Q44", "Q46a", "Q46b", "Q46c", "Q46d"}
    assert indicators[targets["Q44"]["indicator"]]["unit"] == Unit.WORDS


def test_what_every_report_must_have_is_filled_in_every_report(targets, figures, reports):
    for code, target in targets.items():
        if target.get("mandatory"):
            for period, report in reports.items():
                counted = (target["indicator"], AREAS[target["scope"]], 2021, period) in figures
                assert counted != (code in report["results"]), (code, period)


def test_a_correction_is_of_a_figure_that_is_there_and_says_why(corrections, figures):
    for correction in corrections:
        assert key(correction) in figures
        assert correction["reason"]
    assert [c["at"] for c in corrections] == sorted(c["at"] for c in corrections)
    wrong = [key(c) for c in corrections if "provisional" not in c]
    assert wrong == [("seizure-cases", "NN-DRENTHE-ZO", 2021, 8)]


def test_only_a_provisional_figure_becomes_final(corrections):
    provisional = {key(r) for name in FILES for r in source.figures(name) if r.get("provisional")}
    assert {key(c) for c in corrections if "provisional" in c} < provisional


# --- what the figures come to -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "period", "outcome", "reason"),
    [
        ("Q26", 12, Outcome.NOT_MET, Reason.NOT_REACHED),  # > 5,223,461 with exactly 5,223,461
        ("Q24", 12, Outcome.MET, Reason.REACHED),  # the same figure, at least
        ("Q27", 12, Outcome.MET, Reason.REACHED),  # at least 12,204,300 with exactly that
        ("Q28", 12, Outcome.MET, Reason.REACHED),  # 22 cases, and ...
        ("Q29", 12, Outcome.NOT_MET, Reason.NOT_REACHED),  # ... € 318,999 of € 319,000: each judged apart
        ("Q43", 4, Outcome.NOT_ASSESSABLE, Reason.NOT_APPLICABLE),  # 0 of 0 files
        ("Q43", 12, Outcome.MET, Reason.REACHED),  # 6 of 15 is 40%
        ("Q45", 12, Outcome.MET, Reason.REACHED),  # 3 became 2
        ("Q37", 4, Outcome.NOT_ASSESSABLE, Reason.NO_FIGURE),
        ("Q37", 12, Outcome.NOT_ASSESSABLE, Reason.NO_BASELINE),
        ("Q05", 4, Outcome.AT_RISK, Reason.MORE_THAN_EXPECTED),
        ("Q05", 8, Outcome.ON_COURSE, Reason.WITHIN_EXPECTATION),
        ("Q05", 12, Outcome.MET, Reason.REACHED),
    ],
)
def test_the_golden_cases_come_out(code, period, outcome, reason, targets, figures, indicators):
    found = judge(targets[code], period, figures, indicators)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_the_year_shows_every_outcome(targets, figures, indicators):
    found = {judge(t, period, figures, indicators).outcome for t in targets.values() for period in PERIODS}
    assert found == set(Outcome)


@pytest.mark.parametrize("period", PERIODS)
def test_every_target_off_course_is_interpreted(period, targets, figures, indicators, reports):
    off = {c for c, t in targets.items() if judge(t, period, figures, indicators).outcome in OFF_COURSE}
    assert off <= set(reports[period]["interpretations"]) <= set(targets)


def test_the_corrected_figure_puts_its_target_at_risk_and_is_interpreted_anew(
    targets, figures, indicators, reports, corrections
):
    correction = reports[8]["correction"]
    (wrong,) = (c for c in corrections if key(c) in [key(f) for f in correction["figures"]])
    right = figures | {key(wrong): single(Decimal(wrong["figure"]))}

    assert judge(targets["Q28"], 8, figures, indicators).outcome == Outcome.ON_COURSE
    assert judge(targets["Q28"], 8, right, indicators).outcome == Outcome.AT_RISK
    assert set(correction["interpretations"]) == {"Q28"}
    assert correction["found_at"] < wrong["at"] < correction["filled_at"] < correction["released_at"]


# --- reports ----------------------------------------------------------------------------------------------------------


def test_there_are_three_reports_and_one_is_corrected(reports):
    assert list(reports) == list(PERIODS)
    assert [period for period, report in reports.items() if "correction" in report] == [8]


@pytest.mark.parametrize("period", PERIODS)
def test_a_report_tells_about_every_contribution_once_and_every_priority(period, reports, blocks):
    contributions = {c["code"] for b in blocks for c in b.get("contributions", ()) if "same_as" not in c}
    report = reports[period]
    assert set(report["contributions"]) == contributions
    assert len(contributions) == 86
    assert set(report["accounts"]) == {block["code"] for block in blocks}
    assert all(set(account) == {"progress", "topicality"} for account in report["accounts"].values())
    assert report["summary"]


def test_the_states_are_ones_the_portal_knows_and_all_of_them_occur(reports):
    states = {c["state"] for report in reports.values() for c in report["contributions"].values()}
    assert states == set(State.values)


def test_what_was_done_stays_done(reports):
    for before, after in pairwise(reports.values()):
        done = {code for code, c in before["contributions"].items() if c["state"] == State.DONE}
        assert {after["contributions"][code]["state"] for code in done} == {State.DONE}


def test_no_account_is_a_copy_of_another(reports):
    told = [text for report in reports.values() for account in report["accounts"].values() for text in account.values()]
    assert len(set(told)) == len(told)


def test_a_report_is_filled_in_after_its_period_then_released_by_a_chief_then_published(reports):
    roles = {p["email"]: {a["role"] for a in p["appointments"]} for p in source.read("people")["people"]}
    for report in reports.values():
        assert report["period_ends_on"] < report["filled_at"].date()
        for version in filter(None, (report, report.get("correction"))):
            assert version["filled_at"] < version["released_at"] < version["published_at"]
            assert "chief" in roles[version["released_by"]]
        assert "planner" in roles[report["filled_by"]]
