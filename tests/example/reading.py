"""A plan of the example as it is read: before it is built, and as the portal gives it."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.test import Client

from plans.models import Plan
from workplan_portal.example import source
from workplan_portal.people.models import Person


def reading_order(year: int) -> Iterator[str]:
    """Every text a reader meets, in the order of the plan of this year."""
    content, blocks = source.plan(year), source.blocks(year)
    plan = content["plan"]
    frames = {frame["code"]: frame for frame in source.frames()}
    texts = {c["code"]: c.get("text", "") for block in blocks for c in block.get("contributions", ())}
    yield from (plan[name] for name in ("foreword", "introduction", "going_concern", "formation", "upscaling"))
    for chapter in content["chapters"]:
        yield chapter["introduction"]
        for block in (b for b in blocks if b["chapter"] == chapter["number"]):
            priority = next(p for p in frames[block["frame"]]["priorities"] if p["code"] == block["priority"])
            for name in ("narrative", "ambition", "objective"):
                yield block.get(name) or priority.get(name, "")
            for contribution in block.get("contributions", ()):
                yield texts[contribution.get("same_as", contribution["code"])]
                yield " ".join([contribution.get("responsible", ""), *contribution.get("partners", ())])


def read(plan: Plan) -> Any:
    """document.json as somebody who is signed in gets it."""
    client = Client()
    client.force_login(Person.objects.get(email="adviseur@emmen.example"))
    return json.loads(client.get(f"/plannen/{plan.uuid}/document.json").getvalue())


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
