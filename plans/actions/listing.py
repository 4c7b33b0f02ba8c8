"""Keeping the short lists of a team, and pointing from a contribution to what stands in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from plans.codes import ListKind
from plans.models import Contribution, Listed, Pointer
from plans.policies import may_keep_lists
from plans.typed_names import TYPED, names_in
from priorities.saving import save_changes
from workplan_portal.audit.trail import record
from workplan_portal.authorization.overtaken import judged_again
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person

from .drafting import lock_chapter
from .offering import changed


@judged_again
@transaction.atomic
def add_listed(*, team: BaseTeam, kind: ListKind, by: Person, **values: Any) -> Listed:
    may_keep_lists(by, team).or_refuse()
    _check_name(team, kind, values["name"])
    listed = Listed.objects.create(team=team, kind=kind, **values)
    record("add_listed", subject=listed.subject, what=listed.name, by=by, kind=kind.value)
    return listed


@judged_again
@transaction.atomic
def edit_listed(*, listed: Listed, version: int, by: Person, **values: Any) -> Listed:
    """Plans that are being written follow a new name; what was submitted says what it said. Raises `Stale`."""
    listed = _lock(listed)
    may_keep_lists(by, listed.team).or_refuse()
    if values.get("name", listed.name) != listed.name:
        _check_name(listed.team, ListKind(listed.kind), values["name"])
    if changes := save_changes(listed, version, values):
        record("edit_listed", subject=listed.subject, what=listed.name, by=by, changes=changes)
    return listed


@transaction.atomic
def retire_listed(*, listed: Listed, by: Person, retired: bool = True) -> Listed:
    """Out of use: it can no longer be chosen and stays where it stands. Or into use again."""
    listed = _lock(listed)
    may_keep_lists(by, listed.team).or_refuse()
    if listed.retired != retired:
        listed.retired, listed.version = retired, listed.version + 1
        listed.save()
        record("retire_listed" if retired else "reuse_listed", subject=listed.subject, what=listed.name, by=by)
    return listed


@transaction.atomic
def point_contribution(
    *, contribution: Contribution, chosen: Collection[Listed], shown: Collection[Listed], by: Person
) -> None:
    """Let it point to these. `shown`: what it pointed to on the form, so that only what this person changed changes.

    What was typed before and is chosen now is no longer typed as well. Under every priority it stands under, so all of
    those must be open to this person.
    """
    placements = contribution.placements.select_related("block__chapter__draft__plan")
    chapters = [
        lock_chapter(chapter, by) for chapter in {p.block.chapter_id: p.block.chapter for p in placements}.values()
    ]
    contribution.refresh_from_db()
    draft = chapters[0].draft
    have = set(Listed.objects.filter(pointers__contribution=contribution))
    added, gone = set(chosen) - set(shown) - have, (set(shown) - set(chosen)) & have
    if any(listed.team_id != draft.plan.team_id or listed.retired for listed in added):
        raise Refused(_("This is not in the lists of this team, or out of use."))
    untyped = _without(contribution, have | added)
    if not added and not gone and not untyped:
        return
    Pointer.objects.bulk_create(Pointer(contribution=contribution, listed=listed) for listed in added)
    contribution.pointers.filter(listed__in=gone).delete()
    Contribution.objects.filter(pk=contribution.pk).update(version=F("version") + 1, **untyped)
    changed(draft, contribution, by)
    names: dict[str, Any] = {"added": sorted(map(str, added)), "gone": sorted(map(str, gone))}
    what = plain_text(contribution.text)
    record("point_contribution", subject=draft.plan.subject, what=what, by=by, **names)


def _without(contribution: Contribution, named: Collection[Listed]) -> dict[str, str]:
    """What was typed, without what it points to now; only what differs."""
    found = {}
    for kind, field in TYPED.items():
        known = {listed.name.casefold() for listed in named if listed.kind == kind}
        typed = getattr(contribution, field)
        names = names_in(typed)
        left = [name for name in names if name.casefold() not in known]
        if len(left) < len(names):
            found[field] = ", ".join(left)
    return found


def _check_name(team: BaseTeam, kind: ListKind, name: str) -> None:
    if Listed.objects.filter(team=team, kind=kind, name__iexact=name).exists():
        raise Refused(_("“%(name)s” stands in this list already.") % {"name": name})


def _lock(listed: Listed) -> Listed:
    return Listed.objects.select_for_update(of=("self",)).select_related("team").get(pk=listed.pk)
