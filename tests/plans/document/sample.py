"""An invented plan as a document, with one of everything a plan can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from plans.document import (
    Adopted,
    Block,
    Chapter,
    Contribution,
    Decided,
    Document,
    Fact,
    Frame,
    Indicator,
    Place,
    Record,
    Target,
    Term,
)

EMMEN = Place("GM0114", "Emmen")
TEAM = Place("NN-DRENTHE-ZO", "Zuidoost-Drenthe")

SHARED = Contribution("c-shared", "year", "<p>De <strong>bodycam</strong> gaat mee.</p>", dependency="levering")
STANDING = Contribution(
    "c-standing",
    "standing",
    "<p>Wij delen alle signalen met de GGZ.</p>",
    "wijkagent",
    "GGD",
    "weekoverleg",
    Decimal("1.50"),
)
SECRET = Contribution("c-secret", "standing", "<p>Wij letten op het pand aan de Geheimstraat.</p>", internal=True)


def target(**changes: Any) -> Target:
    burglaries = Indicator("burglaries", "Woninginbraken", "", "count", "lower", True)
    values: dict[str, Any] = {
        "id": "t-burglaries",
        "contribution": None,
        "indicator": burglaries,
        "scope": "municipality",
        "area": EMMEN,
        "comparator": "at_most",
        "norm": Decimal("250"),
        "norm_origin": "om",
        "norm_year": 2020,
        "provisional_norm": False,
        "baseline_year": 2020,
        "last_year": Decimal("210"),
        "provisional_last_year": True,
        "last_year_source": "",
        "last_year_example": True,
        "goal": Decimal("210"),
        "basis": "last_year",
        "own_goal_reason": "",
        "parent": None,
        "restates": None,
        "mandatory": False,
        "explanation": "<p>De GGZ telt mee.</p>",
    }
    return Target(**values | changes)


def block(identity: str, **changes: Any) -> Block:
    values: dict[str, Any] = {
        "id": identity,
        "priority": f"p-{identity}",
        "priority_title": "Veilig uit",
        "split": False,
        "level": "local",
        "heading": "Veilige woon- en leefomgeving",
        "title": "Veilig uitgaan",
        "box_title": "Aanpak uitgaan",
        "narrative": "<p>Op zaterdag is het druk.</p>",
        "ambition": "",
        "objective": "<p>Minder geweld bij het uitgaan.</p>",
        "residents_input": "<p>Bewoners horen veel lawaai.</p>",
        "authority": "public_order",
        "agreement": "stated",
        "agreement_reference": "",
    }
    return Block(**values | changes)


def document(**changes: Any) -> Document:
    going_out = block(
        "b-1",
        priority="p-out",
        split=True,
        contributions=(STANDING, SECRET, SHARED),
        targets=(target(), target(id="t-share", parent="t-burglaries", scope="team", area=TEAM, explanation="")),
        facts=(Fact("f-1", "<p>Er waren evenementen.</p>", Decimal("41"), "count", "gemeente Emmen"),),
    )
    events = block("b-2", priority="p-out", split=True, title="Evenementen", contributions=(SHARED,))
    om = block("b-3", level="om", heading="Basis op orde", title="Afpakken", agreement="default", residents_input="")
    values: dict[str, Any] = {
        "id": "6f1c0f4e",
        "year": 2021,
        "team": TEAM,
        "district": Place("NN-DRENTHE", "Drenthe"),
        "unit": Place("NN", "Noord-Nederland"),
        "municipalities": (EMMEN,),
        "norm_rule": "lower",
        "foreword": "<p>Voor u ligt het plan.</p>",
        "foreword_on": date(2020, 12, 21),
        "introduction": "<p>Dit plan gaat over veiligheid.</p>",
        "going_concern": "<p>Noodhulp gaat door.</p>",
        "formation": "",
        "upscaling": "<p>Het district helpt.</p>",
        "themes_note": "Oplegnotitie 2021",
        "frames": (Frame("f", "Uitvoeringsplan", "local", "gemeente Emmen", 2020, 2023),),
        "chapters": (
            Chapter("local", EMMEN, "<p>De gemeente heeft de regie.</p>", (going_out, events)),
            Chapter("om", None, "", (om,)),
        ),
        "terms": (Term("t-1", ("GGZ",), "Geestelijke gezondheidszorg."),),
    }
    return Document(**values | changes)


DRAFT = Record(number=None, digest="", status="draft")


def adopted(text: Document) -> Record:
    decided = datetime(2021, 1, 11, 23, 30, tzinfo=UTC)  # the 12th in the Netherlands
    return Record(
        number=2,
        digest=text.digest(),
        status="adopted",
        consents=(Decided("burgemeester Emmen", "E. de Vries", "agree", decided),),
        adoption=Adopted(date(2021, 1, 18), "Driehoek Emmen", ("E. de Vries, burgemeester",)),
        signed_by=("M. Bos", "J. Kamp"),
    )


def with_block(text: Document, **changes: Any) -> Document:
    """The same plan with its first priority changed."""
    local, *others = text.chapters
    first, *rest = local.blocks
    return replace(text, chapters=(replace(local, blocks=(replace(first, **changes), *rest)), *others))
