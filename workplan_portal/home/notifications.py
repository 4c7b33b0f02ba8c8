"""The mail of a nudge, to whoever has the next move now."""

from __future__ import annotations

from plans.notifications import holding
from plans.seats import holders
from workplan_portal.people.mail import send_links_after_commit
from workplan_portal.people.models import Person

from .items import Item


def whose_turn(item: Item) -> set[Person]:
    if item.seats:
        return {appointment.person for seat in item.seats for appointment in holders(seat)}
    return holding(item.plan, *item.roles)


def nudged(item: Item, people: set[Person], *, by: Person) -> None:
    send_links_after_commit("home/mail/nudge.txt", people, path=item.page, item=item, by=by)
