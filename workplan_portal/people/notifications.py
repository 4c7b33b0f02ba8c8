"""Mails about somebody's own account, after the act is safely in the database."""

from __future__ import annotations

import logging

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Appointment, Person

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60


def invited(account: Person, *, by: Person | None) -> None:
    """The link works once, until a password is chosen or PASSWORD_RESET_TIMEOUT has passed."""
    transaction.on_commit(
        lambda: _send(
            "invitation",
            account,
            by=by,
            link=password_link(account),
            sign_in=settings.PUBLIC_URL + reverse("account_login"),
            forgotten=settings.PUBLIC_URL + reverse("account_reset_password"),
            days=settings.PASSWORD_RESET_TIMEOUT // DAY,
        )
    )


def appointed(appointment: Appointment, *, by: Person) -> None:
    transaction.on_commit(
        lambda: _send(
            "appointed", appointment.person, by=by, appointment=appointment, link=settings.PUBLIC_URL + reverse("home")
        )
    )


def password_link(account: Person) -> str:
    """Where this person chooses a password: allauth's own page and token, the same as after 'forgot password'."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)
    route = {"uidb36": user_pk_to_url_str(account), "key": key}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=route)


def _send(name: str, account: Person, **context: object) -> None:
    """A mail server that does not answer must not undo the act: the log says so, and the mail can be sent again."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = (
            render_to_string(f"people/mail/{name}_{part}.txt", {"account": account, **context}).strip()
            for part in ("subject", "message")
        )
    try:
        EmailMessage(" ".join(subject.split()), body + "\n", to=[account.email]).send()
    except OSError:
        log.exception("The mail '%s' to account %s could not be sent.", name, account.uuid)
