"""The main menu: what there is, and who sees it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

Visitor = Person | AnonymousUser


def everyone(visitor: Visitor) -> bool:
    return True


def signed_in(visitor: Visitor) -> bool:
    return visitor.is_authenticated


def holder_of(*roles: Role) -> Callable[[Visitor], bool]:
    def holds(visitor: Visitor) -> bool:
        return isinstance(visitor, Person) and visitor.holds(*roles)

    return holds


def reader_of_the_trail(visitor: Visitor) -> bool:
    """The trail is read whole or not at all, so not by who checks one unit."""
    return isinstance(visitor, Person) and visitor.holds_nationally(Role.ADMINISTRATOR, Role.AUDITOR)


@dataclass(frozen=True)
class Item:
    url_name: str
    label: str | Promise
    visible_for: Callable[[Visitor], bool]


AWAY = (Role.ADMINISTRATOR, Role.PROSECUTION_STAFF)
"""Who have no part in the meetings of a triangle."""

ITEMS = (
    Item("home", _("Overview"), signed_in),
    Item("plans:list", _("Annual plans"), signed_in),
    Item("reports:reports", _("Reports"), signed_in),
    Item("districts", _("Progress"), holder_of(Role.UNIT_PLANNER, Role.AUDITOR)),
    Item("meetings:list", _("Meetings"), holder_of(*(role for role in Role if role not in AWAY))),
    Item("priorities:frames", _("Frames and priorities"), signed_in),
    Item("priorities:figures", _("Figures"), signed_in),
    Item("reports:letters", _("Council letters"), holder_of(*(role for role in Role if role != Role.ADMINISTRATOR))),
    Item("reports:documents", _("Documents"), everyone),
    Item("people:administration", _("Administration"), holder_of(Role.ADMINISTRATOR)),
    Item("audit:trail", _("Trail"), reader_of_the_trail),
)


@dataclass(frozen=True)
class Link:
    url: str
    label: str | Promise
    current: bool


def menu(visitor: Visitor, path: str) -> list[Link]:
    """The items this visitor sees; the one that `path` lies under is current."""
    reachable = list(_reachable(visitor))
    under = [url for url, _item in reachable if path == url or (url != "/" and path.startswith(url))]
    current = max(under, key=len, default=None)
    return [Link(url, item.label, url == current) for url, item in reachable]


def _reachable(visitor: Visitor) -> Iterator[tuple[str, Item]]:
    """An item whose page does not exist is left out: a menu never breaks the page it stands on."""
    for item in ITEMS:
        if item.visible_for(visitor):
            try:
                yield reverse(item.url_name), item
            except NoReverseMatch:
                continue
