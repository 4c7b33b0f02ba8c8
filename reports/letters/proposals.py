"""What a new letter starts with: as the last one of the same municipality had it, else as such letters usually do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.seats import holders
from reports.models import Letter
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person, Seat

from .subjects import LetterSubject

KEPT_FROM_LAST = (
    "addressee",
    "department",
    "team",
    "handled_by",
    "telephone",
    "fax",
    "email",
    "salutation",
    "valediction",
    "signing_body",
    "first_function",
    "first_name",
    "second_function",
    "second_name",
)
"""Who writes and signs seldom changes; reference, date and subject are each letter's own."""


def proposed(subject: LetterSubject, by: Person) -> dict[str, Any]:
    last = Letter.objects.filter(municipality=subject.municipality).order_by("pk").last()
    with override(settings.LANGUAGE_CODE):
        values = _usual(subject.municipality, by) | {"subject_line": subject.title, "dated_on": today()}
    if last is not None:
        values |= {name: getattr(last, name) for name in KEPT_FROM_LAST}
    return values


def _usual(municipality: Municipality, by: Person) -> dict[str, Any]:
    named = {"municipality": municipality.name}
    mayors = holders(Seat(Role.MAYOR, municipality.pk, municipality.name))
    return {
        "addressee": _("To the council of the municipality of %(municipality)s") % named,
        "handled_by": by.name,
        "salutation": _("Dear members of the council,"),
        "valediction": _("Yours faithfully,"),
        "signing_body": _("mayor and aldermen of %(municipality)s,") % named,
        "first_function": _("the municipal secretary"),
        "second_function": _("the mayor"),
        "second_name": mayors[0].person.name if len(mayors) == 1 else "",
    }
