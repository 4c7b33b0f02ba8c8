"""The plan as data, for programs: `document.json` and the table of targets. The names and codes here are promised."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.conf import settings
from django.utils.translation import override

from plans.document import SCHEMA, Block, Contribution, Document, Fact, Frame, Place, Record, Target
from plans.numbering import numbers
from plans.references import as_read
from priorities.codes import ExpectedBy
from workplan_portal.documents.canonical import canonical_bytes, decimal_string
from workplan_portal.documents.plain import plain

from .body import body_of

COLUMNS = (
    *("number", "priority", "indicator", "scope", "area", "comparator", "unit", "norm", "last_year", "goal"),
    *("provisional_norm", "provisional_last_year"),
)


def plan_json(document: Document, record: Record) -> bytes:
    """The canonical bytes. Numbers are decimal strings, texts the restricted markup, what is unknown is null.

    A link to "#prioriteit-<id>" leads to the priority with that id, and holds its number and title.

    Of an edition, `version` and `digest` are those of the whole plan, and `municipalities` all that it is for.
    """
    with override(settings.LANGUAGE_CODE):
        footnotes = body_of(document, record).notes
    document = as_read(document)
    place = numbers(document)
    return canonical_bytes(
        {
            "schema": SCHEMA,
            "id": document.id,
            "year": document.year,
            "team": _place(document.team),
            "district": _place(document.district),
            "unit": _place(document.unit),
            "municipalities": [_place(municipality) for municipality in document.municipalities],
            "edition": _place(document.edition) if document.edition else None,
            "audience": document.audience,
            "example": document.example,
            "version": record.number,
            "digest": record.digest or None,
            "status": record.status,
            "adoption": plain(record.adoption) if record.adoption else None,
            "amendments": [plain(note) for note in record.amendments],
            "norm_rule": document.norm_rule,
            "foreword": document.foreword,
            "foreword_on": document.foreword_on,
            "introduction": document.introduction,
            "going_concern": document.going_concern,
            "formation": document.formation,
            "formation_fte": document.formation_fte,
            "upscaling": document.upscaling,
            "themes_note": document.themes_note,
            "frames": [_frame(frame) for frame in document.frames],
            "chapters": [
                {
                    "level": chapter.level,
                    "municipality": _place(chapter.municipality) if chapter.municipality else None,
                    "introduction": chapter.introduction,
                }
                for chapter in document.chapters
            ],
            "priorities": [_priority(block, place[block.id]) for block in document.blocks],
            "parents": _parents(document),
            "footnotes": [plain(note) for note in footnotes],
        }
    )


def targets_csv(document: Document) -> bytes:
    """A row per target, for a spreadsheet: UTF-8 with its mark, semicolons, as Dutch Excel expects."""
    place = numbers(document)
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(COLUMNS)
    for block in document.blocks:
        for target in block.targets:
            writer.writerow(map(harmless, _row(block, target, place[block.id])))
    return table.getvalue().encode("utf-8-sig")


def _row(block: Block, target: Target, number: str) -> tuple[str, ...]:
    amounts = (decimal_string(n) if n is not None else "" for n in (target.norm, target.last_year, target.goal))
    area = target.area.name
    return (
        *(number, block.title, target.indicator.name, target.scope, area, target.comparator, target.indicator.unit),
        *amounts,
        *("yes" if provisional else "" for provisional in (target.provisional_norm, target.provisional_last_year)),
    )


def harmless(cell: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t"} or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell


def _priority(block: Block, number: str) -> dict[str, Any]:
    """`parent` names one of `parents`: the priority of which this is one of several blocks. Others have none."""
    return {
        "id": block.id,
        "number": number,
        "parent": block.priority if block.split else None,
        "priority": block.priority,
        "level": block.level,
        "heading": block.heading,
        "title": block.title,
        "box_title": block.box_title,
        "narrative": block.narrative,
        "ambition": block.ambition,
        "objective": block.objective,
        "residents_input": block.residents_input,
        "authority": block.authority,
        "agreement": block.agreement,
        "agreement_reference": block.agreement_reference,
        "contributions": [_contribution(contribution) for contribution in block.contributions],
        "targets": [_target(target) for target in block.targets],
        "context_facts": [_fact(fact) for fact in block.facts],
    }


def _parents(document: Document) -> list[dict[str, str]]:
    """The priorities that stand in several blocks, each once: what `parent` points at."""
    titles = {block.priority: block.priority_title for block in document.blocks if block.split}
    return [{"id": priority, "title": title} for priority, title in titles.items()]


def _contribution(contribution: Contribution) -> dict[str, Any]:
    return {
        "id": contribution.id,
        "kind": contribution.kind,
        "text": contribution.text,
        "responsible": contribution.responsible,
        "partners": contribution.with_whom,
        "consultation": contribution.discussed_in,
        "listed": [{"id": each.id, "kind": each.kind, "name": each.name} for each in contribution.listed],
        "fte": contribution.fte,
        "dependency": contribution.dependency,
        "internal": contribution.internal,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "contribution": target.contribution,
        "indicator": target.indicator.name,
        "indicator_code": target.indicator.code,
        "definition": target.indicator.definition,
        "numerator": target.indicator.numerator,
        "denominator": target.indicator.denominator,
        "scope": target.scope,
        "area": _place(target.area),
        "comparator": target.comparator,
        "unit": target.indicator.unit,
        "direction": target.indicator.direction,
        "cumulative": target.indicator.cumulative,
        "expected_by": target.indicator.expected_by or ExpectedBy.COURSE.value,
        "norm": target.norm,
        "norm_origin": target.norm_origin,
        "norm_year": target.norm_year,
        "provisional_norm": target.provisional_norm,
        "baseline_year": target.baseline_year,
        "last_year": target.last_year,
        "provisional_last_year": target.provisional_last_year,
        "example_last_year": target.last_year_example,
        "goal": target.goal,
        "basis": target.basis,
        "own_goal_reason": target.own_goal_reason,
        "parent": target.parent,
        "restates": target.restates,
        "mandatory": target.mandatory,
        "explanation": target.explanation,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"id": fact.id, "text": fact.text, "value": fact.value, "unit": fact.unit, "source": fact.source}


def _frame(frame: Frame) -> dict[str, Any]:
    return {
        "id": frame.id,
        "title": frame.title,
        "level": frame.level,
        "owner": frame.owner,
        "valid_from": frame.valid_from,
        "valid_until": frame.valid_until,
    }


def _place(place: Place) -> dict[str, str]:
    return {"code": place.code, "name": place.name}
