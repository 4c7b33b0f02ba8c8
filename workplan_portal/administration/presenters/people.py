"""What the page of an account shows: facts, appointments, and for each button whether it may be used or why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workplan_portal.authorization.verdict import Verdict
from workplan_portal.people.models import Appointment, Person
from workplan_portal.people.policies import (
    may_appoint_anything,
    may_close_account,
    may_end_sometime,
    may_invite,
    may_manage_people,
    may_reopen_account,
    may_withdraw_appointment,
)


@dataclass(frozen=True)
class Held:
    appointment: Appointment
    end: Verdict
    withdraw: Verdict


@dataclass
class AccountPage:
    account: Person
    visitor: Person

    @cached_property
    def _appointments(self) -> list[Appointment]:
        rows = Appointment.objects.filter(person=self.account).select_related("area", "person")
        return list(rows.order_by("-starts_on", "-pk"))

    @cached_property
    def current(self) -> list[Held]:
        """In force or still to begin."""
        return [
            Held(a, may_end_sometime(self.visitor, a), may_withdraw_appointment(self.visitor, a))
            for a in self._appointments
            if not a.over
        ]

    @cached_property
    def history(self) -> list[Appointment]:
        return [a for a in self._appointments if a.over]

    @property
    def may_change(self) -> Verdict:
        return may_manage_people(self.visitor)

    @property
    def may_invite(self) -> Verdict:
        return may_invite(self.visitor, self.account)

    @cached_property
    def may_close(self) -> Verdict:
        return may_close_account(self.visitor, self.account)

    @property
    def may_reopen(self) -> Verdict:
        return may_reopen_account(self.visitor, self.account)

    @property
    def may_appoint(self) -> Verdict:
        return may_appoint_anything(self.visitor, self.account)

    @property
    def invited_only(self) -> bool:
        """Has an open account, but never chose a password."""
        return self.account.is_active and not self.account.has_usable_password()
