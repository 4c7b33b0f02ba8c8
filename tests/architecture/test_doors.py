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
    "admin:login": "the same door, for who goes to the data directly",
    "accessibility": "the law wants it open: the accessibility statement",
    "help": "who can't get in needs it most",
    "privacy": "whoever is asked for data may read what happens to it",
    "theme": "colours of a municipality, for public pages too",
    "set_language": "a reader of public documents chooses a language too",
}

EXAMPLES = {"int": "1", "uuid": str(uuid.UUID(int=1)), "slug": "x", "str": "x", "path": "x"}


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
@pytest.mark.parametrize(("name", "path"), CLOSED, ids=[name for name, _ in CLOSED])
def test_a_stranger_is_sent_to_the_door(client, name: str, path: str, method: str):
    answer = getattr(client, method)(path)
    assert answer.status_code == 302, f"{name} ({path}) answers {answer.status_code} to a stranger"
    assert answer.headers["Location"].split("?")[0] in {resolve_url(settings.LOGIN_URL), resolve_url("admin:login")}
