"""What a letter still lacks before it can be sent, and what somebody may have overlooked.

Works on the document, so it judges exactly what the council would get.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.codes import Audience
from workplan_portal.audit.trail import today

from .document import LetterDocument
from .subjects import LetterSubject


@dataclass(frozen=True)
class Remark:
    """A whole sentence for the author, and the part of the page where it is mended."""

    place: str
    sentence: str
    blocking: bool = True


def remarks(document: LetterDocument, subject: LetterSubject) -> list[Remark]:
    return [*_subject(subject), *_fields(document), *_date(document), *_texts(document), *_enclosure(subject)]


def missing(document: LetterDocument, subject: LetterSubject) -> list[Remark]:
    """What keeps the letter from being sent."""
    return [r for r in remarks(document, subject) if r.blocking]


def _subject(subject: LetterSubject) -> Iterator[Remark]:
    if subject.replaced:
        yield Remark("onderwerp", _("There is a newer version of what this letter is about."))
    elif not (verdict := subject.may_be_sent):
        yield Remark("onderwerp", verdict.reason)


def _fields(document: LetterDocument) -> Iterator[Remark]:
    first, second = document.signatories
    for place, value, sentence in (
        ("adres", document.addressee, _("It does not say to whom the letter is addressed.")),
        ("kenmerken", document.reference, _("There is no reference.")),
        ("kenmerken", document.handled_by, _("It does not say who handled the letter.")),
        ("kenmerken", document.telephone or document.email, _("There is no telephone number or e-mail address.")),
        ("aanhef", document.subject_line, _("There is no subject.")),
        ("aanhef", document.salutation, _("There is no salutation.")),
        ("ondertekening", document.valediction, _("There is no closing formula.")),
        ("ondertekening", document.signing_body, _("It does not say on whose behalf the letter is signed.")),
        ("ondertekening", first.function and first.name, _("The first signatory has no name or no position.")),
        ("ondertekening", second.function and second.name, _("The second signatory has no name or no position.")),
    ):
        if not value:
            yield Remark(place, sentence)


def _date(document: LetterDocument) -> Iterator[Remark]:
    dated, days = document.dated_on, document.days_after_decision
    if dated is None:
        yield Remark("kenmerken", _("The letter has no date."))
        return
    if dated > today():
        yield Remark("kenmerken", _("The letter has a date that is still to come."), blocking=False)
    if days is None:
        return
    if days < 0:
        yield Remark("kenmerken", _("The letter has a date before its enclosure was adopted or released."))
    elif days:
        sentence = ngettext(
            "The letter is dated %(days)s day after its enclosure was adopted or released.",
            "The letter is dated %(days)s days after its enclosure was adopted or released.",
            days,
        )
        yield Remark("kenmerken", sentence % {"days": localize(days)}, blocking=False)


def _texts(document: LetterDocument) -> Iterator[Remark]:
    if not document.texts:
        yield Remark("teksten", _("There is no text in the letter."))
    edited = sum(text.edited for text in document.texts)
    if edited:
        sentence = ngettext(
            "%(number)d text was written by hand and does not follow the data.",
            "%(number)d texts were written by hand and do not follow the data.",
            edited,
        )
        yield Remark("teksten", sentence % {"number": edited}, blocking=False)


def _enclosure(subject: LetterSubject) -> Iterator[Remark]:
    if not subject.publications(Audience.COUNCIL):
        yield Remark("kenmerken", _("The enclosure has not been published yet."), blocking=False)
