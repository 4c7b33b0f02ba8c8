"""Rows of a letter into its document."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import override

from plans.document import Place
from reports.models import Letter

from .document import LetterDocument, LetterRecord, Replaced, Signatory, load
from .texts import Texts


def document_of(letter: Letter, texts: Texts | None = None) -> LetterDocument:
    """The letter as it was sent, or as its rows make it now."""
    return load(letter.text) if letter.text else compile_letter(letter, texts)


def record_of(letter: Letter) -> LetterRecord:
    return LetterRecord(letter.digest, localdate(letter.sent_at)) if letter.sent_at else LetterRecord()


def compile_letter(letter: Letter, texts: Texts | None = None) -> LetterDocument:
    texts = texts or Texts(letter)
    with override(settings.LANGUAGE_CODE):
        subject, enclosure = texts.subject.in_document, texts.subject.enclosure
    return LetterDocument(
        id=str(letter.uuid),
        municipality=Place(letter.municipality.code, letter.municipality.name),
        subject=subject,
        addressee=letter.addressee,
        department=letter.department,
        team=letter.team,
        reference=letter.reference,
        your_reference=letter.your_reference,
        enclosures=(enclosure, *filter(None, map(str.strip, letter.more_enclosures.splitlines()))),
        handled_by=letter.handled_by,
        dated_on=letter.dated_on,
        telephone=letter.telephone,
        fax=letter.fax,
        email=letter.email,
        subject_line=letter.subject_line,
        salutation=letter.salutation,
        texts=texts.in_letter(letter.texts.all()),
        valediction=letter.valediction,
        signing_body=letter.signing_body,
        signatories=(
            Signatory(letter.first_function, letter.first_name),
            Signatory(letter.second_function, letter.second_name),
        ),
        replaces=_replaced(letter),
        example=letter.plan.example,
    )


def _replaced(letter: Letter) -> Replaced | None:
    earlier = letter.replaces
    if earlier is None:
        return None
    return Replaced(str(earlier.uuid), earlier.reference, earlier.dated_on, letter.replaces_because)
