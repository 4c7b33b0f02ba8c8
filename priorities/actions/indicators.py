"""Keeping the indicator library."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from priorities.codes import Lifecycle
from priorities.models import Indicator
from priorities.policies import (
    may_activate_indicator,
    may_add_indicator,
    may_keep_indicators,
    may_redefine_indicator,
    may_retire_indicator,
)
from priorities.saving import save_changes
from workplan_portal.audit.trail import record
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.people.models import Person

MEANING = ("unit", "cumulative")
"""What a figure rests on: fixed from the first figure on."""


@judged_again
@transaction.atomic
def add_indicator(*, by: Person, **values: Any) -> Indicator:
    """A new indicator starts in development: it is used once it is activated."""
    may_add_indicator(by, values["code"]).or_refuse()
    indicator = Indicator.objects.create(lifecycle=Lifecycle.IN_DEVELOPMENT, **values)
    record("add_indicator", subject=indicator.subject, what=indicator.name, by=by)
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, version: int, by: Person, **values: Any) -> Indicator:
    """The code stays: the trail and the figures are kept under it."""
    indicator = _lock(indicator)
    may_keep_indicators(by).or_refuse()
    if any(name in values and values[name] != getattr(indicator, name) for name in MEANING):
        may_redefine_indicator(by, indicator).or_refuse()
    if changes := save_changes(indicator, version, values):
        record("edit_indicator", subject=indicator.subject, what=indicator.name, by=by, changes=changes)
    return indicator


@transaction.atomic
def activate_indicator(*, indicator: Indicator, by: Person) -> Indicator:
    """Into use, or into use again."""
    indicator = _lock(indicator)
    may_activate_indicator(by, indicator).or_refuse()
    return _live(indicator, Lifecycle.ACTIVE, "activate_indicator", by)


@transaction.atomic
def retire_indicator(*, indicator: Indicator, by: Person) -> Indicator:
    """Out of use for new targets; its figures and what was agreed with it stay."""
    indicator = _lock(indicator)
    may_retire_indicator(by, indicator).or_refuse()
    return _live(indicator, Lifecycle.RETIRED, "retire_indicator", by)


def _live(indicator: Indicator, lifecycle: Lifecycle, action: str, by: Person) -> Indicator:
    indicator.lifecycle = lifecycle
    indicator.version += 1
    indicator.save()
    record(action, subject=indicator.subject, what=indicator.name, by=by)
    return indicator


def _lock(indicator: Indicator) -> Indicator:
    return Indicator.objects.select_for_update().get(pk=indicator.pk)
