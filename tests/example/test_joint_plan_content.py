"""The plan of three municipalities of 2017 and its letter, and what the draft of 2022 decides."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from plans.codes import Kind
from priorities.codes import Comparator, Direction, NormRule, Unit
from priorities.goal import Basis, Goal, Terms, goal_of
from workplan_portal.example import source

AREAS = {2: "GM1681", 3: "GM0109", 4: "GM0114"}
"""The municipality of each local chapter."""


@pytest.fixture(scope="module")
def plan():
    return source.plan(2017)


@pytest.fixture(scope="module")
def blocks():
    return source.blocks(2017)


@pytest.fixture(scope="module")
def people():
    return {person["email"]: person for person in source.read("people")["people"]}


def titles(blocks, chapter):
    priorities = {(f["code"], p["code"]): p for f in source.frames() for p in f.get("priorities", ())}
    return [priorities[b["frame"], b["priority"]]["title"] for b in blocks if b["chapter"] == chapter]


def test_every_municipality_has_a_chapter_and_emmen_the_six_priorities_of_the_letter(plan, blocks):
    assert {c["number"]: c["municipality"] for c in plan["chapters"] if c["level"] == "local"} == AREAS
    assert [len(titles(blocks, chapter)) for chapter in AREAS] == [3, 3, 6]
    assert titles(blocks, 4) == [
        "Schoon, heel en veilig",
        "Problemen achter de voordeur aanpakken",
        "Minder woninginbraken en minder geweld",
        "Georganiseerde criminaliteit bestrijden",
        "Meer veiligheid in het verkeer",
        "Minder drugs en minder alcohol",
    ]


def test_every_block_takes_a_priority_of_a_frame_that_applies_in_2017(plan, blocks):
    frames = {frame["code"]: frame for frame in source.frames()}
    levels = {chapter["number"]: chapter for chapter in plan["chapters"]}
    for block in blocks:
        frame, chapter = frames[block["frame"]], levels[block["chapter"]]
        assert block["frame"] in plan["plan"]["frames"]
        assert block["priority"] in [priority["code"] for priority in frame["priorities"]]
        assert frame["level"] == chapter["level"]
        assert frame["valid_from"] <= 2017 <= frame["valid_until"]
        if "municipality" in chapter:
            assert frame["owner"] == chapter["municipality"]
    taken = Counter((b["frame"], b["priority"]) for b in blocks)
    offered = {(code, p["code"]) for code in plan["plan"]["frames"] for p in frames[code].get("priorities", ())}
    assert taken == Counter(offered)


def test_five_seats_consent_before_the_adoption(plan, people):
    roles = Counter(people[c["person"]]["appointments"][0]["role"] for c in plan["consents"])
    assert roles == {"chief": 1, "mayor": 3, "prosecutor": 1}
    moments = [c["at"] for c in plan["consents"]]
    assert plan["timeline"]["submitted_at"] < moments[0] <= moments[-1] < plan["timeline"]["adopted_recorded_at"]
    assert moments == sorted(moments)
    assert {m["person"] for m in plan["adoption"]["members"]} == {c["person"] for c in plan["consents"]}


def test_it_was_adopted_late_and_says_why(plan):
    adopted_on = plan["adoption"]["adopted_on"]
    assert (adopted_on - date(2017, 1, 31)).days == 48
    assert plan["adoption"]["late_reason"]


def test_everybody_in_it_was_appointed_then(plan, people):
    acting = {c["person"] for c in plan["consents"]} | {source.read("letter_2017")["letter"]["handled_by"]}
    assert all(a["starts_on"].year <= 2016 for email in acting for a in people[email]["appointments"])


@pytest.mark.parametrize(
    ("code", "goal"),
    [
        ("D10", Goal(Decimal(210), Basis.LAST_YEAR)),  # norm 250, 210 in 2016
        ("D07", Goal(Decimal(250), Basis.NORM)),  # norm 250, 260 in 2016
        ("D14", Goal(Decimal(250), Basis.NORM)),  # norm 250, 250 in 2016
        ("D02", Goal(Decimal(250), Basis.NORM, result_missing=True)),  # norm 250, no figure of 2016
        ("D11", Goal(Decimal(385), Basis.LAST_YEAR, provisional=True)),
        ("D09", Goal(Decimal(28), Basis.LAST_YEAR)),  # a percentage
        ("D08", Goal(Decimal(540), Basis.OWN)),
        ("D16", Goal(Decimal(15), Basis.NORM)),  # more is better: the rule of 2017 does not hold
        ("D12", Goal(None, Basis.NONE)),
    ],
)
def test_the_norm_rule_gives_every_kind_of_goal(code, goal, plan, blocks, indicators):
    (block, target) = next((b, t) for b in blocks for t in b.get("targets", ()) if t["code"] == code)
    area = "NN-DRENTHE-ZO" if target["scope"] == "team" else AREAS[block["chapter"]]
    rows = {(f["indicator"], f["area"]): f for f in source.figures("figures_2016")}
    result, indicator = rows.get((target["indicator"], area)), indicators[target["indicator"]]
    assert goal == goal_of(
        Terms(
            comparator=Comparator(target["comparator"]),
            unit=Unit(indicator["unit"]),
            direction=Direction(indicator["direction"]),
            baseline_year=2016,
            rule=NormRule(plan["plan"]["norm_rule"]),
            norm=Decimal(target["norm"]) if "norm" in target else None,
            last_year=amount(result) if result else None,
            own_goal=Decimal(target["own_goal"]) if "own_goal" in target else None,
            own_reason=target.get("own_goal_reason", ""),
            provisional_last_year=bool(result and result["provisional"]),
        )
    )


def amount(row):
    if "value" in row:
        return Decimal(row["value"])
    return Decimal(row["numerator"]) * 100 / Decimal(row["denominator"])


def test_the_regional_norms_are_those_of_2014(blocks):
    regional = [t for b in blocks for t in b.get("targets", ()) if t.get("norm_origin") == "regional"]
    assert len(regional) == 11
    assert {t["norm_year"] for t in regional} == {2014}


# --- the letter -------------------------------------------------------------------------------------------------------


def test_the_letter_has_every_field_of_the_real_one(plan, people):
    content = source.read("letter_2017")
    letter = content["letter"]
    assert (letter["reference"], letter["enclosures"], letter["telephone"]) == ("17.053689", 1, "14 0591")
    assert (letter["your_reference"], letter["bsn"], letter["fax"]) == ("", "", "")
    assert (letter["department"], letter["team"]) == ("Ontwikkeling, Beleid en Directiestaf", "OBD-SO")
    assert letter["handled_by"] in people
    assert letter["email"].endswith(".example")
    assert [s["function"] for s in content["signatories"]] == ["de gemeentesecretaris", "de burgemeester"]
    assert (letter["dated_on"] - plan["adoption"]["adopted_on"]).days == 31
    assert letter["made_at"] < letter["sent_at"] < letter["public_at"]


# --- the draft of 2022 ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft():
    return source.read("plan_2022")


def test_most_accents_of_the_year_are_decided_about_and_some_are_not(draft):
    placed = [c for b in source.blocks(2021) for c in b.get("contributions", ())]
    accents = {c["code"] for c in placed if c["kind"] == Kind.YEAR and "same_as" not in c}
    decided = [accent["contribution"] for accent in draft["accents"]]
    assert len(set(decided)) == len(decided)
    assert accents - set(decided) == {"OV15", "ON10", "ON11", "VE9"}
    assert set(decided) <= accents
    assert {accent["decision"] for accent in draft["accents"]} == {"kept", "standing", "dropped"}


def test_what_is_dropped_says_why(draft):
    assert all(("reason" in a) == (a["decision"] == "dropped") for a in draft["accents"])


def test_what_is_new_or_changed_fits_what_was_there(draft, indicators):
    blocks = {b["code"] for b in source.blocks(2021)}
    targets = {t["code"] for b in source.blocks(2021) for t in b.get("targets", ())}
    frames = {f["code"] for f in source.frames()}
    assert {c["block"] for c in draft["contributions"]} | {t["block"] for t in draft["new_targets"]} <= blocks
    assert {t["target"] for t in draft["targets"]} <= targets
    assert {t["indicator"] for t in draft["new_targets"]} <= set(indicators)
    assert {f["renews"] for f in draft["frames"]} <= frames
