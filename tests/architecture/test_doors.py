"""Every address of the portal is closed to strangers, unless it stands on the list of public ones."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# URL names that anyone may open, each with its reason.
PUBLIC = {
    "account_login": "the door itself",
    "account_logout": "who is out may stay out",
    "account_reset_password": "who forgot the password can't sign in",
    "account_reset_password_done": "the next step of that",
    "account_reset_password_from_key": "the link in the mail",
    "account_reset_password_from_key_done": "the last step of that",
    "account_inactive": "says why signing in did not work",
    "account_signup": "says that the administrator makes the accounts",
    "account_email_verification_sent": "the next step of an address to confirm",
    "account_confirm_email": "the link in the mail that confirms an address",
    "home": "the front door, where a stranger is told what this is",
    "calendar_feed": "a calendar can't sign in: its address is secret, signed and can be made void",
    "reports:documents": "what is published is for everyone",
    "search": "everybody searches in what this person may read: a visitor in what is published",
    "reports:document": "the same, one document",
    "reports:document_pdf": "the same, as a file",
    "reports:document_changes": "what an amendment changed in it",
    "reports:document_changes_pdf": "the same, as a file",
    "reports:document_word": "the same, as a copy to work with",
    "reports:document_json": "the same, for machines",
    "reports:check": "whoever has a file may ask whether it is real",
    "accessibility": "the law wants it open: the accessibility statement",
    "help": "who can't get in needs it most",
    "privacy": "whoever is asked for data may read what happens to it",
    "theme": "colours of a municipality, for public pages too",
    "set_language": "a reader of public documents chooses a language too",
}

EXAMPLES = {
    "int": "1",
    "uuid": str(uuid.UUID(int=1)),
    "slug": "x",
    "draft": str(uuid.UUID(int=1)),
    "str": "x",
    "path": "x",
}


def example(pattern) -> str:
    """A path that the pattern matches, with a plain value for each of its parameters."""
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda match: EXAMPLES.get(match[1] or "str", "1"), str(pattern))
    text = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\))?[^()]*\)", "x", str(pattern))
    return text.strip("^$").replace(r"\Z", "").replace("\\", "")


def doors(patterns, prefix: str = "/", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(URL name, example path) of every address, those of other packages too."""
    for entry in patterns:
        path = prefix + example(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from doors(entry.url_patterns, path, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or path}", path


DOORS = list(doors(get_resolver().url_patterns))
CLOSED = [door for door in DOORS if door[0] not in PUBLIC]


def test_the_walk_finds_the_addresses():
    names = {name for name, _ in DOORS}
    assert {"home", "account_login"} <= names
    assert len(DOORS) == len(set(DOORS))


def test_the_public_list_names_only_addresses_that_exist():
    assert PUBLIC.keys() - {name for name, _ in DOORS} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_door(client, method: str):
    doors_to_sign_in = {resolve_url(settings.LOGIN_URL), resolve_url("admin:login")}
    open_to_strangers = {
        f"{name} {path}": answer.status_code
        for name, path in CLOSED
        if (answer := getattr(client, method)(path)).status_code != 302
        or answer.headers["Location"].split("?")[0] not in doors_to_sign_in
    }
    assert open_to_strangers == {}


@pytest.mark.django_db
def test_a_public_address_answers_a_stranger(client):
    """What is asked for may not exist, or send on to the next page, but the door is not shut and nothing breaks."""
    shut = {
        f"{name} {path}": answer.status_code
        for name, path in DOORS
        if name in PUBLIC
        if (answer := client.get(path)).status_code not in {200, 302, 404}
        or answer.headers.get("Location", "").startswith(f"{resolve_url(settings.LOGIN_URL)}?next=")
    }
    assert shut == {}
