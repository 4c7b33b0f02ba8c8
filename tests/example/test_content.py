"""The plan of 2021 is complete: every contribution and commitment of the real year, every reference right."""

from collections import Counter
from decimal import Decimal

import pytest

from plans.codes import Agreement, Audience, Kind
from priorities.codes import (
    NUMERIC,
    Authority,
    Comparator,
    Direction,
    Level,
    Lifecycle,
    NormRule,
    Scope,
    Unit,
)
from priorities.models import FrameStatus, SafetyField
from workplan_portal.authorization.roles import HELD_AT, Role
from workplan_portal.example import source

# From the plan of 2021: contributions under each block, and how many of them are accents of the year.
CONTRIBUTIONS = {
    "HG": (9, 3),
    "OV": (16, 6),
    "UI": (9, 5),
    "EV": (10, 6),
    "ON": (13, 6),
    "VE": (9, 3),
    "AB": (5, 0),
    "OO": (5, 0),
    "CY": (1, 0),
    "EX": (3, 0),
    "VO": (4, 0),
    "MI": (5, 0),
}
ONE_OFFS = [f"Q14{letter}" for letter in "abcdefgh"]
IN_DEVELOPMENT = [f"Q46{letter}" for letter in "abcd"]
CHECKS = [f"Q48{letter}" for letter in "abc"]
REPEATED = {"Q07b": "Q07", "Q08b": "Q08", "Q13b": "Q13", "Q26": "Q24", "Q27": "Q25"}
CONTEXT = "Q41"
COMMITMENTS = {
    *(f"Q{number:02}" for number in range(1, 51) if number not in (14, 41, 46, 48)),
    *ONE_OFFS,
    *IN_DEVELOPMENT,
    *CHECKS,
    *REPEATED,
    "Q23b",  # the hotspots in the picture, beside more checks on them
    "Q47b",  # less environmental crime, beside the capacity for it
}
HARD_NUMBERS = {
    # code: scope, comparator, number, unit, of which level
    "Q01": ("team", "equal", "10", "count", "local"),
    "Q11": ("municipality", "equal", "3", "frequency", "local"),
    "Q12": ("municipality", "equal", "1", "frequency", "local"),
    "Q15": ("team", "equal", "2", "fte", "local"),
    "Q16": ("team", "equal", "2", "fte", "local"),
    "Q17": ("team", "equal", "1", "fte", "local"),
    "Q18": ("team", "equal", "2", "fte", "local"),
    "Q20": ("team", "equal", "2", "count", "local"),
    "Q22": ("team", "at_least", "1", "frequency", "local"),
    "Q24": ("unit", "at_least", "5223461", "euro", "om"),
    "Q25": ("unit", "at_least", "12204300", "euro", "om"),
    "Q26": ("unit", "more_than", "5223461", "euro", "om"),
    "Q27": ("unit", "at_least", "12204300", "euro", "om"),
    "Q28": ("team", "at_least", "22", "count", "om"),
    "Q29": ("team", "at_least", "319000", "euro", "om"),
    "Q32": ("unit", "equal", "21", "count", "national"),
    "Q33": ("unit", "equal", "80", "count", "national"),
    "Q38": ("unit", "equal", "27", "count", "national"),
    "Q39": ("unit", "equal", "100", "count", "om"),
    "Q40": ("team", "at_least", "4", "count", "om"),
    "Q43": ("team", "equal", "40", "percent", "national"),
    "Q50": ("team", "equal", "100", "percent", "om"),
}
OTHER_COMPARATORS = {
    "all": {"Q04", "Q06", "Q21", "Q36", "Q49"},
    "decrease": {"Q05", "Q13", "Q13b", "Q19", "Q37", "Q45", "Q47b"},
    "increase": {"Q23"},
    "best_effort": {"Q31"},
    "monitor": {"Q07", "Q07b", "Q08", "Q08b", "Q09", "Q10", "Q30", "Q34", "Q35", "Q42", "Q44", "Q47", *CHECKS},
    "develop": set(IN_DEVELOPMENT),
}


@pytest.fixture(scope="module")
def blocks():
    return source.blocks(2021)


@pytest.fixture(scope="module")
def targets(blocks):
    return {target["code"]: target for block in blocks for target in block.get("targets", ())}


def contributions(block):
    return block.get("contributions", [])


# --- contributions ----------------------------------------------------------------------------------------------------


def test_every_block_has_the_contributions_of_the_real_plan(blocks):
    counted = {
        block["code"]: (
            len(contributions(block)),
            sum(contribution["kind"] == Kind.YEAR for contribution in contributions(block)),
        )
        for block in blocks
        if contributions(block)
    }
    assert counted == CONTRIBUTIONS


def test_eighty_six_contributions_stand_in_eighty_nine_places(blocks):
    placed = [contribution for block in blocks for contribution in contributions(block)]
    again = {contribution["code"]: contribution["same_as"] for contribution in placed if "same_as" in contribution}

    assert len(placed) == 89
    assert again == {"EV6": "UI6", "EV8": "UI8", "EV9": "UI9"}
    assert len({contribution["text"] for contribution in placed if "text" in contribution}) == 86


def test_contributions_are_numbered_in_order_and_the_standing_ones_come_first(blocks):
    for block in blocks:
        codes = [contribution["code"] for contribution in contributions(block)]
        kinds = [contribution["kind"] for contribution in contributions(block)]
        assert codes == [f"{block['code']}{number}" for number in range(1, len(codes) + 1)]
        assert kinds == sorted(kinds, key=[Kind.STANDING, Kind.YEAR].index)


def test_a_contribution_placed_again_stays_of_the_same_kind(blocks):
    kinds = {c["code"]: c["kind"] for block in blocks for c in contributions(block)}
    again = [(c["kind"], kinds[c["same_as"]]) for block in blocks for c in contributions(block) if "same_as" in c]
    assert [pair for pair in again if pair[0] != pair[1]] == []


def test_one_local_priority_stands_in_two_blocks(blocks):
    priorities = Counter((block["frame"], block["priority"]) for block in blocks)
    assert [key for key, times in priorities.items() if times > 1] == [("EMMEN-UITVOERINGSPLAN-2021", "UE")]
    assert [b["code"] for b in blocks if b["priority"] == "UE"] == ["UI", "EV"]


# --- commitments ------------------------------------------------------------------------------------------------------


def test_every_commitment_of_the_year_is_there_once(blocks, targets):
    codes = [target["code"] for block in blocks for target in block.get("targets", ())]
    assert sorted(codes) == sorted(COMMITMENTS)
    assert len(targets) == len(codes)


def test_the_share_of_sentences_carried_out_is_a_fact_and_no_target(blocks):
    facts = {fact["code"]: (block["code"], fact) for block in blocks for fact in block.get("facts", ())}
    assert list(facts) == [CONTEXT]
    block, fact = facts[CONTEXT]
    assert (block, fact["value"], fact["unit"]) == ("EX", "90", Unit.PERCENT)


@pytest.mark.parametrize("code", sorted(HARD_NUMBERS))
def test_a_number_has_its_scope_comparison_unit_and_origin(code, targets, indicators):
    target = targets[code]
    unit = indicators[target["indicator"]]["unit"]
    found = (target["scope"], target["comparator"], target["norm"], unit, target["norm_origin"])
    assert found == HARD_NUMBERS[code]


def test_no_other_target_has_a_number_of_its_own(targets, indicators):
    with_number = {
        code
        for code, target in targets.items()
        if target["comparator"] in NUMERIC and indicators[target["indicator"]]["unit"] != Unit.YES_NO
    }
    assert with_number == set(HARD_NUMBERS)


@pytest.mark.parametrize("comparator", sorted(OTHER_COMPARATORS))
def test_what_is_not_compared_with_a_number(comparator, targets):
    codes = {code for code, target in targets.items() if target["comparator"] == comparator}
    assert codes == OTHER_COMPARATORS[comparator]


def test_one_offs_are_done_or_not_done(targets, indicators):
    one_offs = {code for code, t in targets.items() if indicators[t["indicator"]]["unit"] == Unit.YES_NO}
    assert one_offs == {"Q02", "Q03", "Q23b", *ONE_OFFS}
    assert {(targets[code]["comparator"], targets[code]["norm"]) for code in one_offs} == {("equal", "1")}


def test_only_the_two_confiscation_norms_are_provisional_and_come_from_2020(targets):
    provisional = {code for code, target in targets.items() if target.get("provisional_norm")}
    assert provisional == {"Q24", "Q25"}
    assert {targets[code]["norm_year"] for code in provisional} == {2020}
    assert all("2020" in targets[code]["explanation"] for code in provisional)


def test_a_repeated_number_restates_and_a_share_has_its_parent(targets):
    assert {c: t["restates"] for c, t in targets.items() if "restates" in t} == REPEATED
    assert {c: t["parent"] for c, t in targets.items() if "parent" in t} == {"Q40": "Q39"}


def test_what_every_report_must_fill(targets):
    assert {code for code, target in targets.items() if target.get("mandatory")} == {"Q30", "Q34", "Q35", "Q42", "Q44"}


def test_a_target_hangs_on_a_contribution_of_its_own_block(blocks):
    strays = [
        target["code"]
        for block in blocks
        for target in block.get("targets", ())
        if "contribution" in target and target["contribution"] not in [c["code"] for c in contributions(block)]
    ]
    assert strays == []


# --- codes and references ---------------------------------------------------------------------------------------------


def test_every_code_is_one_the_portal_knows(blocks, targets, indicators):
    frames = source.frames()
    priorities = [priority for frame in frames for priority in frame.get("priorities", ())]
    used = {
        Level: {f["level"] for f in frames} | {t["norm_origin"] for t in targets.values() if "norm_origin" in t},
        FrameStatus: {f["status"] for f in frames},
        Authority: {p["authority"] for p in priorities},
        SafetyField: {p["safety_field"] for p in priorities},
        Agreement: {b["agreement"] for b in blocks},
        Kind: {c["kind"] for b in blocks for c in contributions(b)},
        Scope: {t["scope"] for t in targets.values()},
        Comparator: {t["comparator"] for t in targets.values()},
        Unit: {i["unit"] for i in indicators.values()},
        Direction: {i["direction"] for i in indicators.values()},
        Lifecycle: {i["lifecycle"] for i in indicators.values()},
        NormRule: {source.plan(2021)["plan"]["norm_rule"]},
        Audience: {source.plan(2021)["publication"]["audience"]},
    }
    unknown = {kind.__name__: codes - set(kind.values) for kind, codes in used.items()}
    assert {kind: codes for kind, codes in unknown.items() if codes} == {}


def test_a_block_points_at_a_priority_of_its_frame_and_chapter(blocks):
    frames = {frame["code"]: frame for frame in source.frames()}
    levels = {chapter["number"]: chapter["level"] for chapter in source.plan(2021)["chapters"]}
    for block in blocks:
        frame = frames[block["frame"]]
        assert block["priority"] in [priority["code"] for priority in frame["priorities"]]
        assert frame["level"] == levels[block["chapter"]]


def test_the_plan_takes_over_every_priority_of_its_three_frames_in_order(blocks):
    frames = {frame["code"]: frame for frame in source.frames()}
    for code in ("OM-SPEERPUNTEN-2021", "NN-BELEIDSPLAN-2020"):
        taken = [block["priority"] for block in blocks if block["frame"] == code]
        assert taken == [priority["code"] for priority in frames[code]["priorities"]]
    local = {block["priority"] for block in blocks if block["chapter"] == 2}
    assert local == {priority["code"] for priority in frames["EMMEN-UITVOERINGSPLAN-2021"]["priorities"]}
    assert set(source.plan(2021)["plan"]["frames"]) <= set(frames)


def test_every_target_and_figure_has_an_indicator(targets, indicators, areas):
    figures = source.figures("figures")
    assert {t["indicator"] for t in targets.values()} | {f["indicator"] for f in figures} <= set(indicators)
    assert {figure["area"] for figure in figures} <= set(areas)


def test_codes_are_unique_and_fit(indicators, areas):
    keys = [(f["indicator"], f["area"], f["year"], f["period"]) for f in source.figures("figures")]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert len(source.read("indicators")["indicators"]) == len(indicators)
    assert [code for code in areas if len(code) > 16] == []


def test_a_percentage_keeps_what_it_is_a_percentage_of(indicators):
    for indicator in indicators.values():
        assert ("numerator_label" in indicator) == (indicator["unit"] == Unit.PERCENT), indicator["code"]
    for figure in source.figures("figures"):
        percentage = indicators[figure["indicator"]]["unit"] == Unit.PERCENT
        assert ("numerator" in figure, "value" in figure) == (percentage, not percentage)
        numbers = [Decimal(figure[key]) for key in ("value", "numerator", "denominator") if key in figure]
        assert all(number >= 0 for number in numbers)


def test_an_indicator_is_in_development_where_the_plan_says_so(targets, indicators):
    developing = {code for code, indicator in indicators.items() if indicator["lifecycle"] == Lifecycle.IN_DEVELOPMENT}
    assert developing == {targets[code]["indicator"] for code in [*IN_DEVELOPMENT, "Q37"]}


def test_a_decrease_is_asked_of_what_should_become_less(targets, indicators):
    ways = {"decrease": Direction.LOWER, "increase": Direction.HIGHER, "all": Direction.HIGHER}
    wrong = [
        code
        for code, target in targets.items()
        if target["comparator"] in ways and indicators[target["indicator"]]["direction"] != ways[target["comparator"]]
    ]
    assert wrong == []


def test_an_invented_figure_says_so_and_a_real_one_names_where_it_was_read():
    for figure in source.figures("figures"):
        assert figure["source"]
        assert figure.get("example", False) == (figure["source"] == "Voorbeeldgegevens")


def test_the_parts_of_the_burglaries_around_the_house_make_the_whole():
    counted = {
        f["indicator"]: Decimal(f["value"]) for f in source.figures("figures") if f["year"] == 2020 and "value" in f
    }
    dwellings, sheds = counted["burglary-dwelling"], counted["burglary-shed"]
    assert (dwellings, sheds, dwellings + sheds) == (233, 140, counted["burglary-around-home"])


def test_people_hold_roles_where_these_can_be_held(areas):
    people = source.read("people")["people"]
    held = [(a["role"], areas[a["area"]]) for person in people for a in person["appointments"]]
    assert [pair for pair in held if pair[1] not in HELD_AT[Role(pair[0])]] == []
    assert {role for role, _kind in held} == set(Role.values)
    assert len({person["email"] for person in people}) == len({person["name"] for person in people}) == len(people)
    assert all(person["email"].endswith(".example") for person in people)


def test_the_adoption_names_everyone_at_the_table():
    people = {person["email"]: person for person in source.read("people")["people"]}
    adoption = source.plan(2021)["adoption"]
    roles = Counter(people[m["person"]]["appointments"][0]["role"] for m in adoption["members"])
    assert roles == {"mayor": 3, "prosecutor": 1, "chief": 2}
    assert (adoption["adopted_on"].year, adoption["adopted_on"].month) == (2021, 1)
