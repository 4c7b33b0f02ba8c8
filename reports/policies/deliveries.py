"""May this person bring in open data, take it over, and say which neighbourhoods an area is made of?"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from priorities.policies import may_enter_any_figure, may_keep_indicators
from reports.codes import Intake
from reports.models import Delivery
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person


def may_bring_in(person: Person) -> Verdict:
    return may_enter_any_figure(person)


def may_fetch(person: Person) -> Verdict:
    """Have the portal fetch a table from the police itself."""
    if not settings.OPEN_DATA_URL:
        return refuse(_("This portal does not fetch open data by itself. Choose a file that you downloaded."))
    return may_bring_in(person)


def may_take_over(person: Person, delivery: Delivery) -> Verdict:
    if delivery.brought_by_id != person.pk:
        return refuse(_("Only whoever brought this file in takes it over."))
    if delivery.status != Intake.READ:
        return refuse(_("This file can't be taken over: it is %(status)s.") % {"status": delivery.get_status_display()})
    return ALLOWED


def may_read_again(person: Person, delivery: Delivery) -> Verdict:
    if delivery.brought_by_id != person.pk:
        return refuse(_("Only whoever brought this file in has it read again."))
    if delivery.status != Intake.READING:
        return refuse(_("This file has been read already."))
    return ALLOWED


def may_link(person: Person) -> Verdict:
    """Say which codes an indicator or an area is counted by."""
    return may_keep_indicators(person)
