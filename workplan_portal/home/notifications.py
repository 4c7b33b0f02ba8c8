"""The mail of a nudge, to whoever has the next move now."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from workplan_portal.people.mail import send_links_after_commit
from workplan_portal.people.models import Person

from .items import Item
from .unstarted import Unstarted


def nudged(item: Item, people: Iterable[Person], *, by: Person) -> None:
    send_links_after_commit("home/mail/nudge.txt", people, path=item.page, item=item, by=by)


def nudged_to_start(due: Unstarted, people: Iterable[Person], *, by: Person) -> None:
    send_links_after_commit("home/mail/nudge_to_start.txt", people, path=reverse("plans:start"), due=due, by=by)
