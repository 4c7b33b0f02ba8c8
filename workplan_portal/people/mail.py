"""Mails about the work: one to each person, after the act is safely in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from .links import personal_link
from .models import Person


def send_after_commit(template: str, people: Iterable[Person], **context: object) -> None:
    """A text template whose first line is the subject; it gets `person` beside the context.

    Mails are in Dutch only: whoever gets one has no session that tells another language.
    """
    _send(_written(template, person, context) for person in _in_order(people))


def send_links_after_commit(template: str, people: Iterable[Person], *, path: str, **context: object) -> None:
    """The same for a page where something is asked: each gets a `link` of their own to it, which works some `days`."""
    known = {"days": settings.MAIL_LINK_DAYS, **context}
    _send(_written(template, each, {**known, "link": personal_link(each, path)}) for each in _in_order(people))


def _send(mails: Iterable[EmailMessage]) -> None:
    if messages := list(mails):
        transaction.on_commit(lambda: get_connection().send_messages(messages), robust=True)


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.email)


def send_now(template: str, person: Person, **context: object) -> None:
    """For what nobody did, so that nothing is lost when it fails. Raises OSError when the mail can't be handed over."""
    _written(template, person, context).send()


def _written(template: str, person: Person, context: Mapping[str, object]) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {"person": person, **context})
    subject, _line, body = text.strip().partition("\n")
    return EmailMessage(subject=subject.strip(), body=body.lstrip(), to=[person.email])
