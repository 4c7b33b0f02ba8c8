"""A joint plan in which everything occurs that a report must keep apart, and reports about it.

Emmen and Coevorden both have a priority "Woninginbraken". Under that of Emmen stands a contribution that is not for the
council, with two targets that measure only that; a target further on repeats the second of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from plans.models import Block
from priorities.actions.figures import correct_figure
from priorities.codes import Comparator, Direction, Level, Scope
from priorities.models import Figure, Indicator
from reports.actions import releasing
from tests import factories as stock
from tests.plans import factories as plans
from tests.plans.factories import Scene
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.factories import Told

SECRET = "Lokfietsen in de Geheimstraat."
SECRET_LINE = "Geheime regel."
SECRET_INDICATOR = "Geheime aanhoudingen"
SECRET_WORDS = "Geheime duiding."
HIDDEN = (SECRET, SECRET_LINE, SECRET_INDICATOR, SECRET_WORDS, "Geheim")
"""What may reach nobody outside."""

CAUGHT = "Heterdaad"


@contextmanager
def for_now() -> Iterator[None]:
    """Rows for as long as it takes to make a document of them; afterwards the database is as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@remembered
def plan() -> Scene:
    """Adopted, for Emmen and Coevorden."""
    scene = plans.stage()
    here = scene.region
    stock.frame(Level.LOCAL, here.coevorden, "Woninginbraken", title="Uitvoeringsplan Coevorden")
    stock.figure(scene.burglaries, here.coevorden, 30)
    plans.drafted(scene=scene, municipalities=[here.emmen, here.coevorden])
    plans.write_texts(scene)
    for block in scene.blocks:
        plans.contribution(scene, block, f"<p>Wij houden toezicht op {block.pk}.</p>")
    emmen, coevorden, om = (_block(scene, name) for name in (here.emmen.name, here.coevorden.name, ""))
    secret = plans.contribution(scene, emmen, f"<p>{SECRET}</p>", internal=True)
    caught = stock.indicator(CAUGHT, direction=Direction.HIGHER)
    asked: dict[str, Any] = {"comparator": Comparator.AT_LEAST, "contribution": secret}
    arrests = stock.indicator(SECRET_INDICATOR, direction=Direction.HIGHER)
    plans.target(scene, emmen, indicator=arrests, **asked)
    hidden = plans.target(scene, emmen, indicator=caught, scope=Scope.TEAM, **asked)
    plans.target(scene, emmen)
    plans.target(scene, coevorden)
    plans.target(scene, om, indicator=caught, scope=Scope.TEAM, comparator=Comparator.AT_LEAST, restates=hidden)
    plans.decide(scene)
    return scene


def _block(scene: Scene, municipality: str) -> Block:
    """The first of this municipality; of the prosecution without one."""
    return next(
        b for b in scene.blocks if (b.chapter.municipality and b.chapter.municipality.name or "") == municipality
    )


def indicator(name: str) -> Indicator:
    return Indicator.objects.get(name=name)


@remembered
def released() -> Told:
    """Over 8 months, with the figures of 4 and of 8."""
    told = factories.begun(period=8, scene=plan())
    here = told.scene.region
    with factories.after(8):
        for period, emmen, coevorden, caught, secret in ((4, 10, 8, 20, 3), (8, 21, 17, 35, 5)):
            factories.count(told, emmen, period=period)
            factories.count(told, coevorden, period=period, area=here.coevorden)
            factories.count(told, caught, period=period, area=here.team, indicator=indicator(CAUGHT))
            factories.count(told, secret, period=period, indicator=indicator(SECRET_INDICATOR))
        factories.fill(told)
        _tell_secrets(told)
        releasing.release(report=told.report, by=told.scene.chief)
    return told


def _tell_secrets(told: Told) -> None:
    for priority in told.document.priorities:
        for contribution in priority.contributions:
            if contribution.internal:
                factories.tell_state(told, contribution.id, line=SECRET_LINE)
        for measured in priority.measurements:
            if measured.target.indicator.name == SECRET_INDICATOR:
                factories.interpret(told, measured.target.id, f"<p>{SECRET_WORDS}</p>")


@remembered
def corrected() -> Told:
    """A second version: other figures over 4 and over 8 months, and other words, here and there."""
    told = released()
    here, by = told.scene.region, told.scene.planner
    with factories.after(8):
        releasing.correct(report=told.report, reason="Coevorden telde dubbel.", by=by)
        changes = (
            (told.scene.burglaries, here.coevorden, 4, 7),
            (told.scene.burglaries, here.coevorden, 8, 15),
            (indicator(CAUGHT), here.team, 8, 34),
            (indicator(SECRET_INDICATOR), here.emmen, 8, 6),
        )
        for counted, area, period, value in changes:
            figure = Figure.objects.get(indicator=counted, area_id=area.pk, year=2021, period=period)
            correct_figure(figure=figure, version=figure.version, reason="Nageteld.", by=by, value=value)
        factories.reword(told, "<p>Een rustige periode, na verbetering.</p>")
        for priority in told.document.priorities:
            if priority.title == "Woninginbraken":
                measured = priority.measurements[-1]
                if measured.target.area.name == "Coevorden":
                    factories.interpret(told, measured.target.id, "<p>Anders geteld.</p>")
            for contribution in priority.contributions:
                if contribution.internal:
                    factories.tell_state(told, contribution.id, line="Nog een geheime regel.")
        releasing.release(report=told.report, by=told.scene.chief)
    return told
