"""What every page knows without asking its view: the menu, the visitor, the colours, the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from workplan_portal.authorization.roles import AreaKind
from workplan_portal.interface.navigation import Visitor, menu
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Appointment, Person


def portal(request: HttpRequest) -> dict[str, Any]:
    """Everything is lazy: a part of a page, or a page without a menu, pays for nothing it does not show."""
    visitor: Visitor | None = getattr(request, "user", None)
    return {
        "portal_menu": SimpleLazyObject(lambda: menu(visitor, request.path) if visitor else []),
        "portal_person": SimpleLazyObject(lambda: _Signature(visitor) if isinstance(visitor, Person) else None),
        "portal_municipality": SimpleLazyObject(lambda: own_municipality(visitor)),
        "portal_languages": [
            {"code": code, "name": name, "current": code == get_language()} for code, name in LANGUAGE_NAMES.items()
        ],
        "portal_is_example": settings.EXAMPLE,
    }


LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
"""Each language in its own words, so that whoever needs it recognises it."""


class _Signature:
    """How the page header names the person who is signed in."""

    def __init__(self, person: Person) -> None:
        self.name = person.name
        self.email = person.email
        self.appointments: list[Appointment] = person.current

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace(".", ". ").split() if word[0].isupper()]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or self.name[:1].upper()

    @property
    def capacity(self) -> Appointment | None:
        """The first of the appointments: the header has room for one, the menu below it lists them all."""
        return self.appointments[0] if self.appointments else None


def own_municipality(visitor: Visitor | None) -> Municipality | None:
    """The municipality this person works for; nobody's, when that is more than one."""
    if not isinstance(visitor, Person):
        return None
    ids = {a.area_id for a in visitor.current if a.area.kind == AreaKind.MUNICIPALITY}
    return Municipality.objects.get(pk=ids.pop()) if len(ids) == 1 else None
