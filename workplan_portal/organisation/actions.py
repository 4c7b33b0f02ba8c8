"""Organisations: add, change, remove. A code never changes: adopted documents and figures are found by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from workplan_portal.audit.trail import record
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.authorization.roles import AreaKind, Official

from .models import Area, BaseTeam, Cluster, District, Municipality, Nation, Unit
from .policies import may_add, may_change, may_have_cluster_in, may_remove

KINDS: dict[AreaKind, type[Area]] = {
    model.KIND: model for model in (Nation, Unit, District, BaseTeam, Municipality, Cluster)
}


@judged_again
@transaction.atomic
def add(
    *,
    kind: AreaKind,
    values: Mapping[str, Any],
    by: Official,
    municipalities: Collection[Municipality] | None = None,
) -> Area:
    """`values` are the fields of this kind of organisation; `municipalities` those that a base team serves."""
    may_add(by, values["code"]).or_refuse()
    area = KINDS[kind](**values)
    _check(area)
    area.save()
    if isinstance(area, BaseTeam):
        area.municipalities.set(municipalities or ())
    record("add_organisation", subject=area.subject, what=str(area), by=by, **contents(area))
    return area


@transaction.atomic
def change(
    *,
    area: Area,
    values: Mapping[str, Any],
    by: Official,
    municipalities: Collection[Municipality] | None = None,
) -> None:
    """Keeps in the trail what each field was and became; nothing when nothing changes."""
    area = _lock(area)
    may_change(by, area, municipalities).or_refuse()
    before = contents(area)
    for name, value in values.items():
        if name != "code":
            setattr(area, name, value)
    _check(area)
    area.save()
    if isinstance(area, BaseTeam) and municipalities is not None:
        area.municipalities.set(municipalities)
    after = contents(area)
    changed = {name: {"before": before[name], "after": after[name]} for name in after if after[name] != before[name]}
    if changed:
        record("change_organisation", subject=area.subject, what=str(area), by=by, changed=changed)


@transaction.atomic
def remove(*, area: Area, by: Official) -> None:
    """Only what nothing refers to; its trail stays."""
    area = _lock(area)
    may_remove(by, area).or_refuse()
    record("remove_organisation", subject=area.subject, what=str(area), by=by, **contents(area))
    area.delete()


def contents(area: Area) -> dict[str, Any]:
    """The fields of this organisation in words, as the trail keeps them."""
    fields = [field for field in area._meta.concrete_fields if field.editable and not field.primary_key]
    values: dict[str, Any] = {field.name: str(getattr(area, field.name)) for field in fields if field.name != "kind"}
    if isinstance(area, BaseTeam):
        values["municipalities"] = sorted(area.municipalities.values_list("name", flat=True))
    return values


def _check(area: Area) -> None:
    if isinstance(area, Cluster):
        may_have_cluster_in(area.team, area.municipality).or_refuse()


def _lock(area: Area) -> Area:
    """The row of its own kind, whatever kind of object was given."""
    model = KINDS[AreaKind(area.kind)]
    return model.objects.select_for_update(of=("self",)).get(pk=area.pk)
