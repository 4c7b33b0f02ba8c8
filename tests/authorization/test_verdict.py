"""A verdict is yes, or no with its sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy

from workplan_portal.authorization.roles import AUTHORS, SEATS, Role
from workplan_portal.authorization.verdict import ALLOWED, Refused, refuse


def test_yes_has_no_reason_and_refuses_nothing():
    assert ALLOWED
    assert ALLOWED.reason == ""
    ALLOWED.or_refuse()


def test_no_carries_the_sentence_to_the_reader():
    verdict = refuse(gettext_lazy("This account is open."))
    assert not verdict
    with pytest.raises(Refused) as refusal:
        verdict.or_refuse()
    assert isinstance(refusal.value, PermissionDenied)
    assert str(refusal.value) == verdict.reason


def test_who_decides_does_not_draft():
    assert not set(SEATS) & set(AUTHORS)
    assert set(SEATS) == {Role.CHIEF, Role.MAYOR, Role.PROSECUTOR}
