"""The course of a council letter: made, sent, replaced; laid aside and taken up again.

Every status of a letter is assigned here, in `_become`, and nowhere else. What was sent is never written again.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plans.models import Plan
from reports import notifications
from reports.letters.choosing import subject_of
from reports.letters.compiling import compile_letter
from reports.letters.document import SCHEMA
from reports.letters.proposals import KEPT_FROM_LAST, proposed
from reports.letters.subjects import LetterSubject
from reports.letters.workflow import TRANSITIONS, Act, Status
from reports.models import Letter, LetterText, TextKind
from reports.passages import letter_parts
from reports.policies.letters import (
    may_edit_letter,
    may_lay_aside,
    may_make_letter,
    may_renew,
    may_replace,
    may_send,
    may_take_up,
)
from workplan_portal.audit.trail import now, record, today
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person
from workplan_portal.search.models import FixedText, keep

KEPT_BY_REPLACEMENT = (*KEPT_FROM_LAST, "your_reference", "more_enclosures", "subject_line")
"""What a letter that corrects another starts with. Reference and date are its own."""


@judged_again
@transaction.atomic
def make_letter(*, subject: LetterSubject, by: Person) -> Letter:
    """A draft with its fields proposed and its texts following the data."""
    Plan.objects.select_for_update(of=("self",)).get(pk=subject.plan.pk)  # two people at once: the second is refused
    may_make_letter(by, subject).or_refuse()
    letter = Letter.objects.create(
        plan=subject.plan,
        municipality=subject.municipality,
        started_by=by,
        started_at=now(),
        **subject.in_letter,
        **proposed(subject, by),
    )
    for position, kind in enumerate(subject.texts, 1):
        LetterText.objects.create(letter=letter, kind=kind, position=position)
    _record("make_letter", letter, by)
    return letter


@transaction.atomic
def send(*, letter: Letter, seen: str, by: Person) -> Letter:
    """Fix the letter as it is now. `seen` is the digest of the text this person was shown: nothing is sent unseen."""
    letter = lock(letter)
    document = compile_letter(letter)
    may_send(by, letter, document).or_refuse()
    if seen != document.digest():
        raise Refused(_("The letter changed while you were looking at it. Check it and send it again."))
    letter.text, letter.digest, letter.schema = document.text(), document.digest(), SCHEMA
    letter.sent_by, letter.sent_at = by, now()
    keep(FixedText.LETTER, letter.pk, letter_parts(document))
    _become(letter, Act.SEND)
    _record("send_letter", letter, by, reference=letter.reference, digest=letter.digest)
    notifications.letter_sent(letter)
    return letter


@judged_again
@transaction.atomic
def replace(*, letter: Letter, because: str, by: Person) -> Letter:
    """A new letter that says it takes the place of this one, and why. It starts with what this one said."""
    letter = lock(letter)
    may_replace(by, letter).or_refuse()
    if not because.strip():
        raise Refused(_("Say what the new letter corrects, and why."))
    new = Letter.objects.create(
        plan=letter.plan,
        municipality=letter.municipality,
        replaces=letter,
        replaces_because=because.strip(),
        started_by=by,
        started_at=now(),
        dated_on=today(),
        **subject_of(letter).newest.in_letter,
        **{name: getattr(letter, name) for name in KEPT_BY_REPLACEMENT},
    )
    LetterText.objects.create(letter=new, kind=TextKind.REPLACEMENT, position=1)
    for text in letter.texts.exclude(kind=TextKind.REPLACEMENT):
        LetterText.objects.create(
            letter=new,
            kind=text.kind,
            position=text.position + 1,
            edited=text.edited,
            left_out=text.left_out,
            own_text=text.own_text,
        )
    _record("replace_letter", new, by, because=new.replaces_because)
    return new


@transaction.atomic
def renew(*, letter: Letter, by: Person) -> Letter:
    """What it is about was replaced while it was being written: from now on it is about the newest version."""
    letter = lock(letter)
    may_renew(by, letter).or_refuse()
    newest = subject_of(letter).newest
    for name, value in newest.reference.items():
        setattr(letter, name, value)
    letter.version += 1
    letter.save(update_fields=["version", *newest.reference])
    _record("renew_letter", letter, by, number=newest.in_document.version)
    return letter


@transaction.atomic
def lay_aside(*, letter: Letter, by: Person) -> None:
    letter = lock(letter)
    may_lay_aside(by, letter).or_refuse()
    _become(letter, Act.LAY_ASIDE)
    _record("lay_aside_letter", letter, by)


@transaction.atomic
def take_up(*, letter: Letter, by: Person) -> None:
    letter = lock(letter)
    may_take_up(by, letter).or_refuse()
    _become(letter, Act.TAKE_UP)
    _record("take_up_letter", letter, by)


def lock(letter: Letter) -> Letter:
    """The letter as it is now, held until the end of the transaction. Its plan too: one letter's act at a time."""
    Plan.objects.select_for_update(of=("self",)).get(pk=letter.plan_id)
    Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    locked: Letter = Letter.objects.with_names().get(pk=letter.pk)
    return locked


def lock_to_edit(letter: Letter, by: Person) -> Letter:
    letter = lock(letter)
    may_edit_letter(by, letter).or_refuse()
    return letter


def _become(letter: Letter, act: Act) -> None:
    """The one place where a status changes. Raises KeyError for what the table does not know: a fault of ours."""
    letter.status = TRANSITIONS[Status(letter.status), act]
    letter.save(update_fields=["status", "text", "digest", "schema", "sent_by", "sent_at"])


def _record(action: str, letter: Letter, by: Person, **details: Any) -> None:
    record(action, subject=letter.subject, what=str(letter), by=by, letter=str(letter.uuid), **details)
