"""The indicator library."""

import pytest
from django.db import IntegrityError, transaction

from priorities.actions.indicators import activate_indicator, add_indicator, edit_indicator, retire_indicator
from priorities.codes import Direction, Lifecycle, Unit
from priorities.models import Indicator
from priorities.saving import Stale


def test_an_indicator_starts_in_development_and_lives(world, trail):
    indicator = add_indicator(
        code="woninginbraken", name="Woninginbraken", unit=Unit.COUNT, direction=Direction.LOWER, by=world.administrator
    )
    lives = [indicator.lifecycle]
    for act in (activate_indicator, retire_indicator, activate_indicator):
        lives.append(act(indicator=indicator, by=world.administrator).lifecycle)
        assert trail(indicator.subject).action == act.__name__
    assert lives == [Lifecycle.IN_DEVELOPMENT, Lifecycle.ACTIVE, Lifecycle.RETIRED, Lifecycle.ACTIVE]


@pytest.mark.parametrize("who", ["safety_officer", "planner", "unit_planner", "prosecution_staff", "auditor", "mayor"])
def test_only_the_administrator_keeps_the_library(world, refused, who):
    indicator, by = world.indicator(), getattr(world, who)
    with refused():
        add_indicator(code="x", name="X", unit=Unit.COUNT, direction=Direction.LOWER, by=by)
    with refused():
        edit_indicator(indicator=indicator, version=indicator.version, name="Anders", by=by)
    with refused():
        retire_indicator(indicator=indicator, by=by)
    retire_indicator(indicator=indicator, by=world.administrator)
    with refused():
        activate_indicator(indicator=indicator, by=by)


def test_what_is_active_is_not_activated_again(world, refused):
    indicator = world.indicator()
    with refused():
        activate_indicator(indicator=indicator, by=world.administrator)
    retire_indicator(indicator=indicator, by=world.administrator)
    with refused():
        retire_indicator(indicator=indicator, by=world.administrator)


def test_an_edit_is_kept_in_the_trail_and_a_stale_one_refused(world, trail, unchanged):
    indicator = world.indicator()
    edited = edit_indicator(
        indicator=indicator, version=indicator.version, definition="Registraties.", by=world.administrator
    )
    assert trail(indicator.subject).details == {"changes": {"definition": ["", "Registraties."]}}
    with unchanged(), pytest.raises(Stale):
        edit_indicator(indicator=indicator, version=edited.version - 1, definition="Anders.", by=world.administrator)
    with unchanged():
        edit_indicator(
            indicator=indicator, version=edited.version - 1, definition="Registraties.", by=world.administrator
        )


def test_the_unit_is_fixed_once_there_are_figures(world, refused):
    indicator = world.indicator(unit=Unit.COUNT)
    indicator = edit_indicator(indicator=indicator, version=indicator.version, unit=Unit.EURO, by=world.administrator)
    assert indicator.unit == Unit.EURO
    world.figure(210, indicator=indicator)
    for meaning in ({"unit": Unit.COUNT}, {"cumulative": False}):
        with refused("figures|cijfers"):
            edit_indicator(indicator=indicator, version=indicator.version, by=world.administrator, **meaning)
    edit_indicator(
        indicator=indicator, version=indicator.version, unit=Unit.EURO, name="Afgepakt", by=world.administrator
    )
    assert Indicator.objects.get(pk=indicator.pk).name == "Afgepakt"


def test_search_finds_every_word_anywhere(world):
    burglaries = world.indicator("Woninginbraken", definition="Geslaagde inbraken en pogingen", source="BVH")
    world.indicator("Fietsendiefstal", source="BVH")
    for words, found in [("inbraken bvh", [burglaries]), ("BVH auto", []), ("pogingen", [burglaries])]:
        assert list(Indicator.objects.matching(words)) == found
    assert Indicator.objects.matching("  ").count() == 2


@pytest.mark.parametrize("values", [{"unit": "kilo"}, {"direction": "omhoog"}])
def test_the_database_knows_the_codes(world, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(**{"code": "x", "name": "X", "unit": "count", "direction": "lower"} | values)
