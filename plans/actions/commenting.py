"""Saying something about a draft, answering, settling, reopening, taking away. Nothing of it touches the plan.

The trail tells who did what at which place, and never what was said: words that are removed must be gone.
"""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans import notifications
from plans.colleagues import colleagues
from plans.document import Document
from plans.models import Comment, Draft
from plans.models.comment import LONGEST_PLACE_NAME
from plans.places import Place, places_of
from plans.policies import may_answer, may_comment, may_remove_comment
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .drafting import lock


@transaction.atomic
def comment(
    *,
    draft: Draft,
    document: Document,
    place: str,
    text: str,
    by: Person,
    quote: str = "",
    asked: Collection[Person] = (),
) -> Comment:
    """About this place of the text that its writer read; `quote` are words that stand there."""
    draft = lock(draft)
    may_comment(by, draft).or_refuse()
    about = _place(document, place)
    if quote and not about.holds(quote):
        raise Refused(_("These words do not stand there."))
    name = _name(document, place)
    made = Comment.objects.create(draft=draft, place=place, place_name=name, quote=quote, text=text, by=by, at=now())
    _ask(made, asked)
    _record("comment", made, by)
    notifications.asked_about(made, by=by)
    return made


@transaction.atomic
def answer(*, comment: Comment, text: str, by: Person, asked: Collection[Person] = ()) -> Comment:
    thread = _lock(comment)
    may_answer(by, thread).or_refuse()
    made = Comment.objects.create(
        draft=thread.draft, parent=thread, place=thread.place, place_name=thread.place_name, text=text, by=by, at=now()
    )
    _ask(made, asked)
    _record("answer_comment", made, by)
    notifications.answered(made, by=by)
    return made


@transaction.atomic
def settle(*, comment: Comment, by: Person) -> Comment:
    """Nothing more has to be done about it. Twice is once."""
    thread = _lock(comment)
    may_comment(by, thread.draft).or_refuse()
    if thread.resolved_at is None:
        may_answer(by, thread).or_refuse()
        thread.resolved_by, thread.resolved_at = by, now()
        thread.save(update_fields=["resolved_by", "resolved_at"])
        _record("settle_comment", thread, by)
    return thread


@transaction.atomic
def reopen(*, comment: Comment, by: Person) -> Comment:
    thread = _lock(comment)
    may_comment(by, thread.draft).or_refuse()
    if thread.resolved_at is not None:
        thread.resolved_by = thread.resolved_at = None
        thread.save(update_fields=["resolved_by", "resolved_at"])
        _record("reopen_comment", thread, by)
    return thread


@transaction.atomic
def remove(*, comment: Comment, by: Person) -> Comment:
    """Its words and the words it quotes go; that it was there, and who took it away, stays."""
    found = _lock(comment)
    may_remove_comment(by, found).or_refuse()
    found.text = found.quote = ""
    found.removed_by, found.removed_at = by, now()
    found.save(update_fields=["text", "quote", "removed_by", "removed_at"])
    _record("remove_comment", found, by)
    return found


def _lock(comment: Comment) -> Comment:
    """As it is now, with its draft; one act on a draft at a time."""
    draft = lock(comment.draft)
    found = Comment.objects.select_related("parent").get(pk=comment.pk)
    found.draft = draft
    return found


def _place(document: Document, key: str) -> Place:
    found = places_of(document).get(key)
    if found is None:
        raise Refused(_("This part is no longer in the plan."))
    return found


def _name(document: Document, key: str) -> str:
    """In the language of the documents: it outlives the page on which it is written."""
    with override(settings.LANGUAGE_CODE):
        return Truncator(_place(document, key).name).chars(LONGEST_PLACE_NAME)


def _ask(made: Comment, asked: Collection[Person]) -> None:
    if not set(asked) <= colleagues(made.draft).keys():
        raise Refused(_("You can only ask something of who may answer here."))
    made.asked.set(asked)


def _record(action: str, about: Comment, by: Person) -> None:
    record(action, subject=about.draft.plan.subject, what=about.place_name, by=by)
