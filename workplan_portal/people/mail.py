"""Mails about the work: one to each person, after the act is safely in the database.

They are written in the transaction of the act and handed over after it. Where the mail server is away they stay, and
`send_reminders` tries them again: no act fails for it, and no mail is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import override

from workplan_portal.audit.trail import now

from .links import personal_link
from .models import Mails, Outgoing, Person

LIFE = timedelta(days=14)
"""So long a mail is tried again. What it told is on the pages of the portal by then."""

OF_THIS_MAIL = (SMTPRecipientsRefused, SMTPDataError, SMTPNotSupportedError, ValueError)
"""Something is wrong with a mail or its address; the mail server takes the next one."""

logger = logging.getLogger(__name__)


def send_after_commit(template: str, people: Iterable[Person], **context: object) -> None:
    """What asks for something or can't wait. A text template whose first line is the subject; it gets `person` too.

    Mails are in Dutch only: whoever gets one has no session that tells another language.
    """
    _send([_written(template, person, context) for person in _in_order(people)])


def send_links_after_commit(template: str, people: Iterable[Person], *, path: str, **context: object) -> None:
    """The same for a page where something is asked: each gets a `link` of their own to it, which works some `days`."""
    known = {"days": settings.MAIL_LINK_DAYS, **context}
    _send([_written(template, each, {**known, "link": personal_link(each, path)}) for each in _in_order(people)])


def tell_after_commit(template: str, people: Iterable[Person], **context: object) -> None:
    """News, of which nothing is asked: it is kept for who gets one mail a day or a week."""
    _send([_written(template, person, context, is_news=True) for person in _in_order(people)])


def _send(mails: Sequence[Outgoing]) -> None:
    kept = Outgoing.objects.bulk_create(mails)
    if at_once := [mail for mail in kept if not waits(mail)]:
        transaction.on_commit(lambda: hand_over(at_once), robust=True)  # not a `partial`: Django can't name it


def waits(mail: Outgoing) -> bool:
    """Is it for the mail of a day or a week?"""
    return mail.is_news and mail.person.mails != Mails.AT_ONCE


def hand_over(mails: Sequence[Outgoing]) -> int:
    """How many went out. The others stay: after a mail server that is away nothing is tried any more."""
    gone = []
    try:
        with get_connection() as connection:
            for mail in mails:
                try:
                    connection.send_messages([EmailMessage(mail.subject, mail.body, to=[mail.person.email])])
                except OF_THIS_MAIL:
                    logger.exception("A mail to account %s can't be handed over.", mail.person.uuid)
                else:
                    gone.append(mail.pk)
    except OSError:
        logger.exception("%d mails could not be handed over. They are tried again.", len(mails) - len(gone))
    finally:
        Outgoing.objects.filter(pk__in=gone).delete()
    return len(gone)


@transaction.atomic
def hand_over_again() -> tuple[int, int]:
    """What did not go out before, and is not kept for a day or a week: how many went out now, how many did not.

    The rows are held, so that of two who do this at once the second leaves alone what the first is sending.
    """
    too_late = Q(is_news=False, written_at__lt=now() - LIFE)
    Outgoing.objects.filter(too_late | Q(person__is_active=False)).delete()
    held = Outgoing.objects.select_for_update(of=("self",), skip_locked=True).select_related("person")
    mails = [mail for mail in held if not waits(mail)]
    sent = hand_over(mails) if mails else 0
    return sent, len(mails) - sent


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.email)


def send_now(template: str, person: Person, **context: object) -> None:
    """For what nobody did, so that nothing is lost when it fails. Raises OSError when the mail can't be handed over."""
    mail = _written(template, person, context)
    EmailMessage(mail.subject, mail.body, to=[person.email]).send()


def _written(template: str, person: Person, context: Mapping[str, object], *, is_news: bool = False) -> Outgoing:
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {"person": person, **context})
    subject, _line, body = text.strip().partition("\n")
    return Outgoing(person=person, subject=subject.strip()[:300], body=body.lstrip(), is_news=is_news, written_at=now())


def without_courtesies(body: str) -> str:
    """What a mail tells, without whom it greets and who signs: several stand together in one mail."""
    told = body.partition("\n\nMet vriendelijke groet,")[0]
    greeting, _line, rest = told.partition("\n\n")
    return rest if greeting.startswith("Beste ") else told
