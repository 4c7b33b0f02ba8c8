"""What a reader is told beside the words and figures themselves: no more than is known, and no less."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from plans.document import Document, Fact, Indicator
from plans.exports import plan_json, plan_page

from .sample import DRAFT, document, target, with_block

PERMITS = Indicator(
    "permits",
    "Controle van wapenverlof",
    "Het deel van de houders dat is bezocht.",
    "percent",
    "higher",
    cumulative=False,
    numerator="bezochte houders",
    denominator="alle houders",
)

pytestmark = pytest.mark.django_db


def page(text: Document) -> str:
    return plan_page(text, DRAFT)


# --- context facts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value", "unit", "shown"),
    [
        ("Sinds 2019 zijn er minder.", "9", "count", "<strong>9</strong>"),
        ("Dat is 9% van het totaal.", "9", "count", "<strong>9</strong>"),
        ("Het waren er 1.9 keer zoveel.", "9", "count", "<strong>9</strong>"),
        ("Al jaren zo.", "1", "yes_no", "<strong>ja</strong>"),
        ("Het waren er 9.", "9", "count", None),
        ("In 2 jaar is 90% uitgevoerd.", "90", "percent", None),
    ],
)
def test_a_value_is_left_out_only_where_the_text_names_it_itself(words, value, unit, shown) -> None:
    told = page(with_block(document(), facts=(Fact("f", f"<p>{words}</p>", Decimal(value), unit),)))
    assert (shown in told) if shown else ("<strong>9" not in told)


# --- norms and indicators ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({"norm_origin": "regional", "norm_year": 2014}, ("politie-eenheid", "2014")),
        ({"norm_origin": "regional", "norm_year": None}, ("politie-eenheid",)),
        ({"norm_origin": "", "norm_year": 2014}, ("2014",)),
    ],
)
def test_of_a_norm_is_told_who_set_it_and_when_as_far_as_that_is_known(known, shown) -> None:
    told = page(with_block(document(), targets=(target(**known),)))
    assert all(word in told for word in shown)


def test_what_an_indicator_means_is_told_once_where_it_is_named_first() -> None:
    twice = (target(indicator=PERMITS), target(id="t-again", indicator=PERMITS, scope="team"))
    told = page(with_block(document(), targets=twice))
    for words in (PERMITS.definition, PERMITS.numerator, PERMITS.denominator):
        assert told.count(words) == 1


def test_what_an_indicator_means_is_in_the_data() -> None:
    text = with_block(document(), targets=(target(indicator=PERMITS),))
    (shown,) = json.loads(plan_json(text, DRAFT))["priorities"][0]["targets"]
    assert (shown["definition"], shown["numerator"]) == (PERMITS.definition, PERMITS.numerator)
    assert shown["denominator"] == PERMITS.denominator


@pytest.mark.parametrize(("changes", "marks"), [({}, 2), ({"basis": "norm", "goal": Decimal(250)}, 1)])
def test_a_goal_that_rests_on_an_invented_figure_is_marked_as_that_figure_is(changes, marks) -> None:
    target_with = target(last_year_example=True, **changes)
    text = replace(with_block(document(), targets=(target_with,)), norm_rule="off" if changes else "lower")
    assert page(text).count('<span class="mark">voorbeeld</span>') == marks
