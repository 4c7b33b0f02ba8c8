"""May this person do this to this letter now, and if not, why not. One question per function, named as the action."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reports.letters.choosing import subject_of
from reports.letters.compiling import compile_letter
from reports.letters.completeness import missing
from reports.letters.document import LetterDocument
from reports.letters.subjects import LetterSubject
from reports.letters.workflow import Act, Status, allows
from reports.models import Letter
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person


def writes_for(person: Person, municipality: Municipality) -> bool:
    """A municipality's letters are its safety officers'."""
    return person.covers(municipality.pk, Role.SAFETY_OFFICER)


def may_make_letter(person: Person, subject: LetterSubject) -> Verdict:
    """One letter for each municipality; after that a new one replaces the one that was sent."""
    municipality = subject.municipality
    if not writes_for(person, municipality):
        return _only_officer(municipality)
    if municipality.pk not in {m.pk for m in subject.plan.municipalities}:
        return refuse(_("This plan is not for %(municipality)s.") % {"municipality": municipality})
    if not (verdict := subject.may_be_sent):
        return verdict
    if subject.replaced:
        return refuse(_("There is a newer version of this. Write the letter about that one."))
    return _is_the_only_one(subject.letters())


def may_edit_letter(person: Person, letter: Letter) -> Verdict:
    if not writes_for(person, letter.municipality):
        return _only_officer(letter.municipality)
    match letter.status:
        case Status.SENT:
            return refuse(_("This letter has been sent and stays as it is. A new letter can replace it."))
        case Status.ASIDE:
            return refuse(_("This letter has been laid aside. Take it up again to change it."))
    return ALLOWED


def may_send(person: Person, letter: Letter, document: LetterDocument | None = None) -> Verdict:
    """`document` is what the letter's rows make now, for whoever has compiled it already."""
    if not (verdict := may_edit_letter(person, letter)):
        return verdict
    if lacking := missing(document or compile_letter(letter), subject_of(letter)):
        return refuse(_("The letter is not complete yet. What is missing: %(number)d.") % {"number": len(lacking)})
    return ALLOWED


def may_renew(person: Person, letter: Letter) -> Verdict:
    """May this person let the letter be about the newest version of its subject?"""
    if not (verdict := may_edit_letter(person, letter)):
        return verdict
    if not subject_of(letter).replaced:
        return refuse(_("This letter is about the newest version."))
    return ALLOWED


def may_lay_aside(person: Person, letter: Letter) -> Verdict:
    return may_edit_letter(person, letter)


def may_take_up(person: Person, letter: Letter) -> Verdict:
    if not writes_for(person, letter.municipality):
        return _only_officer(letter.municipality)
    if not allows(letter.status, Act.TAKE_UP):
        return refuse(_("This letter has not been laid aside."))
    others = subject_of(letter).letters().exclude(pk=letter.pk)
    return _is_the_only_one(others.filter(status=Status.DRAFT) if letter.replaces_id else others)


def may_replace(person: Person, letter: Letter) -> Verdict:
    if not writes_for(person, letter.municipality):
        return _only_officer(letter.municipality)
    if letter.status != Status.SENT:
        return refuse(_("This letter has not been sent, so it can simply be changed."))
    if Letter.objects.filter(replaces=letter).exists():
        return refuse(_("There is a letter that replaces this one already."))
    return ALLOWED


def _is_the_only_one(letters: QuerySet[Letter]) -> Verdict:
    """`letters` are the others that this municipality has about the same thing."""
    if letters.filter(status=Status.DRAFT).exists():
        return refuse(_("A letter about this is being written already."))
    if letters.filter(status=Status.SENT).exists():
        return refuse(_("A letter about this has been sent. Replace that one if something must be corrected."))
    return ALLOWED


def _only_officer(municipality: Municipality) -> Verdict:
    return refuse(
        _("Only a safety officer of %(municipality)s writes its letters to the council.")
        % {"municipality": municipality}
    )
