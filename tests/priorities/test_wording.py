"""The sentences a council member reads beside the figures."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from priorities.assessment import WHY_MONITORED, Aim, LastYear, Reason, assess
from priorities.codes import PERIODS, Comparator, Direction, NormRule, Unit
from priorities.goal import Terms, exceeds_last_year, goal_of, norm_of
from priorities.measurement import percentage, single
from priorities.wording import REASONS, aim, assessment_sentence, goal_in_words

from .test_goal import terms

TIED = "\N{NO-BREAK SPACE}"
NO_ROOM = "geen ruimte voor meer"


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def test_the_three_figures_stand_together_with_the_reason():
    words = goal_in_words(terms())
    assert (words.norm, words.last_year, words.goal) == ("hooguit 250", "210", "hooguit 210")
    assert words.sentence == (
        "De norm is hooguit 250. Het resultaat van 2020 was 210. Dat is beter dan de norm. Daarom is dat"
        " resultaat nu het doel: hooguit 210. De norm ligt boven het resultaat van 2020. Hij is"
        " een grens en geen ruimte voor meer."
    )
    assert not words.warning


def test_a_norm_and_a_result_that_differ_little_read_as_different() -> None:
    words = goal_in_words(terms(norm="12", last_year="12.04", unit=Unit.PERCENT))
    assert (words.norm, words.last_year, words.goal) == ("hooguit 12%", "12,04%", "hooguit 12%")


@pytest.mark.parametrize("goal", ["12", "12.03"])
def test_a_figure_just_beside_the_goal_reads_as_beside_it(goal: str) -> None:
    target = replace(STATE, comparator=Comparator.AT_MOST, direction=Direction.LOWER, goal=Decimal(goal))
    figure = percentage(Decimal(301), Decimal(2500))
    assert assessment_sentence(assess(target, figure, 12), target, figure, 12) == (
        f"Na 12 maanden is het cijfer 12,04%. Het doel is niet gehaald: hooguit {goal.replace('.', ',')}%."
    )


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (terms(last_year="260"), "Dat is niet beter dan de norm. Daarom is de norm het doel."),
        (terms(last_year="250"), "Dat is gelijk aan de norm. Daarom is de norm het doel."),
        (terms(last_year=None), "Omdat het resultaat van 2020 niet bekend is, is de norm het doel."),
        (terms(last_year=None, rule=NormRule.OFF), "niet bekend. De norm is het doel."),
        (terms(norm=None), "Er is geen getal als doel afgesproken."),
        (terms(norm=None, last_year=None), "Er is geen norm, en het resultaat van 2020 is niet bekend."),
        (terms(Comparator.DECREASE, None, "3"), "Het doel is een lager cijfer dan in 2020."),
        (terms(Comparator.INCREASE, None, "3"), "Het doel is een hoger cijfer dan in 2020."),
        (
            terms(own_goal="200", own_reason="Meer toezicht."),
            "ander doel gekozen: hooguit 200. De reden: Meer toezicht.",
        ),
        (terms(Comparator.MONITOR), "Dit wordt gevolgd en gemeld. Er is geen doel afgesproken."),
        (terms(Comparator.DEVELOP), "De indicator is nog in ontwikkeling. Daarom is er nog geen doel."),
    ],
)
def test_the_reason_of_the_goal(asked, reason):
    assert reason in goal_in_words(asked).sentence


@pytest.mark.parametrize("comparator", [Comparator.DECREASE, Comparator.AT_MOST])
@pytest.mark.parametrize("last_year", ["210", None])
def test_a_result_is_named_by_the_year_it_is_of(comparator, last_year):
    asked = replace(
        terms(comparator, None if comparator == Comparator.DECREASE else "250", last_year), baseline_year=2018
    )
    words = goal_in_words(asked)
    assert "2018" in words.sentence
    assert "vorig jaar" not in f"{words.sentence} {words.goal}".lower()


def test_a_missing_result_warns():
    assert goal_in_words(terms(last_year=None)).warning
    assert goal_in_words(terms(last_year=None)).last_year == "n.b."


def test_provisional_numbers_are_marked_wherever_they_stand():
    words = goal_in_words(
        terms(
            Comparator.MORE_THAN,
            "5223461",
            None,
            unit=Unit.EURO,
            direction=Direction.HIGHER,
            rule=NormRule.OFF,
            provisional_norm=True,
        )
    )
    assert words.norm == words.goal == f"meer dan €{TIED}5.223.461 (voorlopig)"
    assert "(voorlopig)" in words.sentence


@pytest.mark.parametrize("own", ["240", "250"])
def test_a_goal_above_reality_is_no_room_for_more_either(own):
    words = goal_in_words(terms(norm=None, own_goal=own, own_reason="Afgesproken."))
    assert f"Het doel ligt boven het resultaat van 2020. Het is een grens en {NO_ROOM}." in words.sentence


def test_more_of_a_good_thing_needs_no_caution():
    assert NO_ROOM not in goal_in_words(terms(Comparator.AT_LEAST, "30", "22", direction=Direction.HIGHER)).sentence


@pytest.mark.parametrize(
    ("comparator", "unit", "value", "expected"),
    [
        (Comparator.AT_LEAST, Unit.COUNT, "22", "ten minste 22"),
        (Comparator.MORE_THAN, Unit.EURO, "5223461", f"meer dan €{TIED}5.223.461"),
        (Comparator.AT_MOST, Unit.COUNT, "250", "hooguit 250"),
        (Comparator.LESS_THAN, Unit.COUNT, "250", "minder dan 250"),
        (Comparator.EQUAL, Unit.FTE, "2", "2 fte"),
        (Comparator.DECREASE, Unit.COUNT, "3", "lager dan in 2020 (3)"),
        (Comparator.DECREASE, Unit.COUNT, None, "lager dan in 2020"),
        (Comparator.INCREASE, Unit.COUNT, None, "hoger dan in 2020"),
        (Comparator.ALL, Unit.PERCENT, "100", "alle (100%)"),
        (Comparator.ALL, Unit.COUNT, None, "alle"),
        (Comparator.BEST_EFFORT, Unit.PERCENT, "100", "inspanning, richting 100%"),
        (Comparator.BEST_EFFORT, Unit.PERCENT, None, "inspanning"),
        (Comparator.MONITOR, Unit.COUNT, None, "wordt gevolgd"),
        (Comparator.AT_LEAST, Unit.YES_NO, "1", "ja"),
        (Comparator.AT_LEAST, Unit.COUNT, None, "geen"),
    ],
)
def test_an_aim_in_words(comparator, unit, value, expected):
    assert aim(comparator, unit, None if value is None else Decimal(value), 2020) == expected


def test_what_is_provisional_between_brackets_gets_none_of_its_own():
    shown = aim(Comparator.DECREASE, Unit.COUNT, Decimal(3837), 2020, provisional=True)
    assert shown == "lager dan in 2020 (3.837, voorlopig)"


def assessed(target: Aim, value: str | None, months: int, last_year: LastYear | None = None) -> str:
    figure = single(None if value is None else Decimal(value))
    return assessment_sentence(assess(target, figure, months, last_year), target, figure, months)


MORE = Aim(
    comparator=Comparator.AT_LEAST,
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    cumulative=True,
    goal=Decimal(20),
    baseline_year=2020,
)
LESS = Aim(
    comparator=Comparator.AT_MOST,
    unit=Unit.COUNT,
    direction=Direction.LOWER,
    cumulative=True,
    goal=Decimal(20),
    baseline_year=2020,
)
STATE = Aim(
    comparator=Comparator.EQUAL,
    unit=Unit.PERCENT,
    direction=Direction.HIGHER,
    cumulative=False,
    goal=Decimal(40),
    baseline_year=2020,
)


@pytest.mark.parametrize(
    ("target", "value", "months", "sentence"),
    [
        (
            MORE,
            "6",
            4,
            "Na 4 maanden is het cijfer 6. Dat is minder dan de 6,67 die nu te verwachten was. Deze verwachting is 4"
            " twaalfde van het doel voor het hele jaar. Dat doel is ten minste 20.",
        ),
        (
            LESS,
            "6",
            4,
            "Na 4 maanden is het cijfer 6. Op dit moment was hooguit 6,67 te verwachten. Deze verwachting is 4 twaalfde"
            " van het doel voor het hele jaar. Dat doel is hooguit 20.",
        ),
        (
            replace(MORE, unit=Unit.EURO, goal=Decimal(319_000)),
            "90000.50",
            4,
            f"Na 4 maanden is het cijfer €{TIED}90.000,50. Dat is minder dan de €{TIED}106.333 die nu"
            " te verwachten was. Deze verwachting is 4 twaalfde van het doel voor het hele jaar. Dat doel is ten minste"
            f" €{TIED}319.000.",
        ),
        (
            replace(LESS, goal=Decimal(1_250)),
            "417",
            4,
            "Na 4 maanden is het cijfer 417. Dat is meer dan de 416,67 die nu te verwachten was. Deze verwachting is 4"
            " twaalfde van het doel voor het hele jaar. Dat doel is hooguit 1.250.",
        ),
        (MORE, "20", 8, "Na 8 maanden is het cijfer 20. Het doel is gehaald: ten minste 20."),
        (MORE, "19", 12, "Na 12 maanden is het cijfer 19. Het doel is niet gehaald: ten minste 20."),
        (LESS, "21", 8, "Na 8 maanden is het cijfer 21. Het doel is niet meer te halen: hooguit 20."),
        (STATE, "38.25", 8, "Na 8 maanden is het cijfer 38,3%. Het doel is nog niet gehaald: 40%."),
        (MORE, None, 8, "Het cijfer is niet bekend. Daarom is het doel niet te beoordelen."),
    ],
)
def test_an_assessment_in_words(target, value, months, sentence):
    assert assessed(target, value, months) == sentence


def test_yes_and_no_are_answers_and_no_figures():
    target = replace(STATE, unit=Unit.YES_NO, goal=Decimal(1))
    assert assessed(target, "0", 4) == "Na 4 maanden is het antwoord nee. Het doel (ja) is nog niet gehaald."
    assert assessed(target, "0", 12) == "Na 12 maanden is het antwoord nee. Het doel (ja) is niet gehaald."
    assert assessed(target, "1", 8) == "Na 8 maanden is het antwoord ja. Het doel (ja) is gehaald."


def test_the_course_of_last_year_is_named():
    sentence = assessed(MORE, "6", 4, LastYear(Decimal(10), Decimal(40)))
    assert sentence == (
        "Na 4 maanden is het cijfer 6. Op dit moment was ten minste 5 te verwachten. Deze verwachting volgt het verloop"
        " van vorig jaar. Het doel voor het hele jaar is ten minste 20."
    )


def test_no_files_handed_over_is_no_zero_percent():
    figure = percentage(Decimal(0), Decimal(0))
    sentence = assessment_sentence(assess(STATE, figure, 12), STATE, figure, 12)
    assert sentence == "Er was niets om een percentage van te nemen. Daarom is het doel niet te beoordelen."


def test_every_reason_has_its_own_sentence():
    assert set(REASONS) == set(Reason)
    assert len({str(sentence) for sentence in REASONS.values()}) == len(Reason)
    assert set(WHY_MONITORED.values()) <= set(REASONS)


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.sampled_from(Comparator), st.sampled_from(NormRule), amounts, st.none() | amounts, st.none() | amounts)
def test_a_number_above_reality_never_reads_as_room_for_more_crime(comparator, rule, norm, last_year, own):
    asked = Terms(
        comparator=comparator,
        unit=Unit.COUNT,
        direction=Direction.LOWER,
        rule=rule,
        baseline_year=2020,
        norm=norm,
        last_year=last_year,
        own_goal=own,
        own_reason="Afgesproken.",
    )
    shown = {norm_of(asked), goal_of(asked).value}
    if comparator not in WHY_MONITORED:
        cautions = any(exceeds_last_year(number, asked) for number in shown)
        assert (NO_ROOM in goal_in_words(asked).sentence) == cautions


@given(
    st.sampled_from(Comparator),
    st.sampled_from(Unit),
    st.sampled_from(Direction),
    st.none() | amounts,
    st.none() | amounts,
)
def test_every_target_gets_a_sentence_in_both_languages(comparator, unit, direction, goal, value):
    target = Aim(comparator=comparator, unit=unit, direction=direction, cumulative=True, goal=goal, baseline_year=2020)
    for months in PERIODS:
        dutch = assessed(target, None if value is None else str(value), months)
        with translation.override("en"):
            english = assessed(target, None if value is None else str(value), months)
        assert dutch.endswith(".")
        assert english.endswith(".")
        assert dutch != english
