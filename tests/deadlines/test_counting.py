"""The arithmetic of deadlines: the calendar of the Netherlands, and days counted back from a council."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workplan_portal.deadlines.counting import Step, plan_year, report_due, step_due
from workplan_portal.deadlines.holidays import easter, holidays, is_working_day, kings_day

EASTER = {
    2017: "04-16", 2018: "04-01", 2019: "04-21", 2020: "04-12", 2021: "04-04", 2022: "04-17", 2023: "04-09",
    2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28", 2028: "04-16", 2029: "04-01", 2030: "04-21",
    2031: "04-13", 2032: "03-28", 2033: "04-17", 2034: "04-09", 2035: "03-25",
}  # fmt: skip
"""As the churches announced it (table of the Royal Observatory)."""


def test_easter_and_what_hangs_on_it() -> None:
    assert {year: f"{easter(year):%m-%d}" for year in EASTER} == EASTER
    for year in EASTER:
        assert easter(year).weekday() == 6
        assert len(holidays(year)) >= 10  # Ascension can fall on 5 May
    assert [f"{day:%d-%m}" for day in sorted(holidays(2027))] == (
        "01-01 26-03 28-03 29-03 27-04 05-05 06-05 16-05 17-05 25-12 26-12".split()
    )


def test_the_kings_day_is_never_a_sunday() -> None:
    assert kings_day(2025) == date(2025, 4, 26)
    assert kings_day(2031) == date(2031, 4, 26)
    assert kings_day(2026) == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("step", "year", "day"),
    [
        (Step.DRAFT, 2022, date(2021, 11, 1)),
        (Step.DRAFT, 2027, date(2026, 10, 30)),  # 1 November 2026 is a Sunday
        (Step.TRIANGLE, 2027, date(2026, 12, 31)),
        (Step.ADOPTED, 2017, date(2017, 1, 31)),
        (Step.ADOPTED, 2027, date(2027, 1, 29)),  # a Sunday again
    ],
)
def test_the_usual_days(step: Step, year: int, day: date) -> None:
    assert step_due(step, year) == day


def test_a_council_makes_a_deadline_earlier_and_never_later() -> None:
    assert step_due(Step.ADOPTED, 2027, date(2026, 12, 17), 4) == date(2026, 11, 19)
    assert step_due(Step.DRAFT, 2027, date(2026, 12, 17), 13) == date(2026, 9, 17)
    assert step_due(Step.ADOPTED, 2027, date(2027, 6, 24), 4) == date(2027, 1, 29)
    # counted back to Boxing Day, the second day of Christmas: the Thursday before, since the 25th is one too
    assert step_due(Step.ADOPTED, 2026, date(2026, 1, 23), 4) == date(2025, 12, 24)


def test_a_report_has_four_weeks_and_no_day_off_at_its_end() -> None:
    assert report_due(date(2021, 4, 30), 4) == date(2021, 5, 28)
    assert report_due(date(2021, 8, 31), 4) == date(2021, 9, 28)
    assert report_due(date(2027, 4, 30), 1) == date(2027, 5, 7)
    assert report_due(date(2024, 12, 30), 16) == date(2025, 4, 22)  # the 21st is the second day of Easter


def test_nothing_is_due_on_a_day_off_in_any_year() -> None:
    for year in EASTER:
        days = [date(year - 1, 9, 1) + timedelta(days=number) for number in range(300)]
        assert all(is_working_day(step_due(step, year, day, 4)) for step in Step for day in days)
        assert all(is_working_day(report_due(day, 4)) for day in days)


def test_from_july_on_a_council_speaks_of_next_years_plan() -> None:
    assert plan_year(date(2026, 7, 1)) == 2027
    assert plan_year(date(2027, 6, 30)) == 2027
