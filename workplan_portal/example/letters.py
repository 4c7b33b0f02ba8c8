"""The letter of the example to the council of Emmen: written about the plan of 2017, sent, and published with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plans.codes import Audience
from plans.models import Plan
from reports.actions import letter_writing
from reports.actions import letters as course
from reports.actions.letter_publishing import publish_letter
from reports.letters.about_plan import PlanSubject
from reports.letters.compiling import compile_letter
from reports.models import Letter, LetterText, TextKind
from reports.sources import LetterSource
from workplan_portal.audit.trail import dated
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from . import source
from .cast import SAFETY_OFFICERS, person

CONTENT = "letter_2017"
FIELDS = (
    "reference",
    "your_reference",
    "dated_on",
    "telephone",
    "fax",
    "email",
    "department",
    "team",
    "salutation",
    "signing_body",
)
"""Fields that are called the same in the content."""

BLOCKS = {
    "for_information": TextKind.INFORMATION,
    "frame": TextKind.FRAMEWORK,
    "priorities": TextKind.PRIORITIES,
    "contribution": TextKind.CONTRIBUTION,
    "partners": TextKind.PARTNERS,
    "adoption": TextKind.ADOPTION,
    "norms": TextKind.NORMS,
    "norm_rule": TextKind.NORM_RULE,
    "trust": TextKind.CLOSING,
}


def write() -> None:
    """From its start to its sending."""
    content = source.read(CONTENT)
    about = content["letter"]
    by = person(SAFETY_OFFICERS[about["municipality"]])
    with dated(about["made_at"]):
        letter = course.make_letter(subject=_subject(about), by=by)
        _fill(letter, content, by)
        for text in content["texts"]:
            row = LetterText.objects.get(letter=letter, kind=BLOCKS[text["block"]])
            letter_writing.edit_text(row=row, version=row.version, text=source.rich(text["text"]), by=by)
    with dated(about["sent_at"]):
        letter = Letter.objects.with_names().get(pk=letter.pk)
        course.send(letter=letter, seen=compile_letter(letter).digest(), by=by)


def public_at() -> datetime:
    moment: datetime = source.read(CONTENT)["letter"]["public_at"]
    return moment


def publish(letter: Letter) -> None:
    """Its plan is public by then."""
    by = person(SAFETY_OFFICERS[letter.municipality.code])
    publish_letter(source=LetterSource(letter), enclosure=None, audience=Audience.PUBLIC, by=by)


def _subject(about: dict[str, Any]) -> PlanSubject:
    plan = Plan.objects.with_names().get(example=True, year=about["plan"])
    return PlanSubject(plan, plan.revisions.get(), Municipality.objects.get(code=about["municipality"]))


def _fill(letter: Letter, content: dict[str, Any], by: Person) -> None:
    about, (first, second) = content["letter"], content["signatories"]
    letter_writing.write_fields(
        letter=letter,
        version=letter.version,
        by=by,
        handled_by=person(about["handled_by"]).name,
        subject_line=about["subject"],
        valediction=about["closing"],
        first_function=first["function"],
        first_name=first["name"],
        second_function=second["function"],
        second_name=second["name"],
        **{name: about[name] for name in FIELDS},
    )
