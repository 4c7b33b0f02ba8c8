"""Addresses for one person.

Links in a mail are for one page and for so many days, and open nothing without signing in. The address of a calendar
opens without, since calendars can't sign in: whoever has it may read that calendar until its owner makes another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Person

SALT, CALENDAR_SALT = "link-in-a-mail", "calendar"


@dataclass(frozen=True)
class Link:
    person: int  # key of whom it is for
    path: str  # of the page it is for
    expired: bool


def personal_link(person: Person, path: str) -> str:
    token = signing.dumps({"person": person.pk, "path": path}, salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('personal_link', args=[token])}"


def read(token: str) -> Link | None:
    """None for what this portal did not make."""
    try:
        return _link(token, expired=False)
    except signing.SignatureExpired:
        return _link(token, expired=True)
    except signing.BadSignature:
        return None


def _link(token: str, *, expired: bool) -> Link:
    age = None if expired else timedelta(days=settings.MAIL_LINK_DAYS)
    told: dict[str, Any] = signing.loads(token, salt=SALT, max_age=age)
    return Link(told["person"], told["path"], expired)


def calendar_address(person: Person) -> str:
    """Empty when there is none. Signed, so that who reads the database alone can't write it."""
    if person.calendar_key is None:
        return ""
    token = _signer().sign(person.calendar_key.hex)
    return f"{settings.PUBLIC_URL}{reverse('calendar_feed', args=[token])}"


def owner_of_calendar(token: str) -> Person | None:
    """None for what this portal did not make or what was made void, and for a closed account."""
    try:
        key = UUID(hex=_signer().unsign(token))
    except signing.BadSignature:
        return None
    return Person.objects.filter(calendar_key=key, is_active=True).first()


def _signer() -> signing.Signer:
    return signing.Signer(salt=CALENDAR_SALT, sep=".")
