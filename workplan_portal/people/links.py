"""Links in a mail: for one person and one page, and only for so many days. They open nothing without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Person

SALT = "link-in-a-mail"


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
