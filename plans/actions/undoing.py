"""Putting back what was taken out of a draft or moved in it: exactly what was there, or nothing at all."""

from __future__ import annotations

from typing import Any, cast

from django.apps import apps
from django.core import serializers
from django.db import models, transaction
from django.utils.translation import gettext as _

from plans.models import Block, Carried, ContextFact, Contribution, Draft, Offer, Placement, Removal, Target, Term
from plans.policies import may_undo_removal
from priorities.models import PolicyFrame
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .drafting import lock
from .moving_back import move_back, place_back
from .remembering import as_kept, has_moved
from .resting import rest_on


@transaction.atomic
def undo_removal(*, removal: Removal, by: Person) -> Removal:
    """The same rows with the same keys, at the place and with the links they had.

    What somebody did since with what stayed behind is left as that person wanted it.
    """
    draft = lock(removal.draft)
    removal = Removal.objects.select_related("chapter__municipality").get(pk=removal.pk)
    removal.draft = draft
    may_undo_removal(by, removal).or_refuse()
    rows = [found.object for found in serializers.deserialize("python", removal.gone)]
    if removal.action == "leave_out_frame":
        _bring_back_frame(draft, removal, rows)
    for row in rows:
        _check(draft, row, rows)
    for row in rows:
        row.save_base(raw=True, force_insert=True)
        if isinstance(row, Block):
            rest_on(draft, row.priority.frame.lineage)
    for touched in removal.touched:
        _make_good(removal, touched["was"], touched["after"], by)
    removal.undone_at = now()
    removal.save(update_fields=["undone_at"])
    record("undo_removal", subject=draft.plan.subject, what=removal.what, by=by, removal=removal.action)
    return removal


def _bring_back_frame(draft: Draft, removal: Removal, rows: list[models.Model]) -> None:
    """The draft rests on it again. Who brought it in meanwhile and wrote nothing gets no second block of each."""
    frame = PolicyFrame.objects.get(uuid=removal.row)
    if not draft.frames.filter(lineage=frame.lineage).exists():
        draft.frames.add(frame)
    coming = [row.priority_id for row in rows if isinstance(row, Block)]
    untouched = Block.objects.filter(chapter__draft=draft, priority__in=coming, version=1, origin=None, taken_over=None)
    untouched.filter(placements=None, targets=None, facts=None).delete()


# --- can it be put back? ----------------------------------------------------------------------------------------------


def _check(draft: Draft, row: models.Model, rows: list[models.Model]) -> None:
    if isinstance(row, Placement | Target | ContextFact):
        _must_be_there(row, "block", rows, _("The priority it stood under is no longer in the plan."))
    match row:
        case Block():
            _check_frame(draft, row)
        case Placement():
            _check_placement(row, rows)
        case Target():
            _check_target(row, rows)
        case Term():
            _check_word(draft, row)
    if isinstance(row, Carried) and row.origin and _of(draft, type(row)).filter(origin=row.origin).exists():
        raise Refused(_("This has been brought back from last year's plan in the meantime."))


def _check_frame(draft: Draft, row: Block) -> None:
    if not draft.frames.filter(lineage=row.priority.frame.lineage).exists():
        raise Refused(_("The frame of this priority is no longer in the plan. Bring that in first."))


def _check_placement(row: Placement, rows: list[models.Model]) -> None:
    _must_be_there(
        row, "contribution", rows, _("This contribution has been removed elsewhere too. Put that back first.")
    )
    if Placement.objects.filter(block=row.block_id, contribution=row.contribution_id).exists():
        raise Refused(_("This contribution stands under the priority again already."))


def _check_target(row: Target, rows: list[models.Model]) -> None:
    """Never without what it measures: that may be something the council does not get."""
    sentence = _("It measures a contribution that is no longer in the plan. Put that back first.")
    _must_be_there(row, "contribution", rows, sentence)
    for name in ("parent", "restates"):
        if not _is_there(row, name, rows):
            setattr(row, name, None)


def _check_word(draft: Draft, row: Term) -> None:
    taken = {line.strip() for term in draft.terms.all() for line in term.forms.splitlines()}
    if double := next((line for line in row.forms.splitlines() if line.strip() in taken), None):
        raise Refused(_("There is a footnote for “%(term)s” already.") % {"term": double})


def _must_be_there(row: models.Model, name: str, rows: list[models.Model], sentence: str) -> None:
    if not _is_there(row, name, rows):
        raise Refused(sentence)


def _is_there(row: models.Model, name: str, rows: list[models.Model]) -> bool:
    """Does the row that this link points to exist, or does it come back too?"""
    pk, model = getattr(row, f"{name}_id"), cast(Any, row._meta.get_field(name).related_model)
    coming = any(type(other) is model and other.pk == pk for other in rows)
    return pk is None or coming or model.objects.filter(pk=pk).exists()


def _of(draft: Draft, model: type[Carried]) -> models.QuerySet[Any]:
    if issubclass(model, Block):
        return model.objects.filter(chapter__draft=draft)
    owned = issubclass(model, Contribution | Term)
    return model._default_manager.filter(**{"draft" if owned else "block__chapter__draft": draft})


# --- what stayed behind -----------------------------------------------------------------------------------------------


def _make_good(removal: Removal, was: dict[str, Any] | None, after: dict[str, Any], by: Person) -> None:
    """Undo what was done to a row that stayed: a move, a link that was cut, a decision about last year's plan."""
    model = apps.get_model(after["model"])
    if model is Offer:
        _decide_again(Offer.objects.get(pk=after["pk"]), was, after)
    elif was is None:
        return
    elif model is Block:
        if (block := Block.objects.filter(pk=after["pk"]).first()) and removal.row == block.uuid:
            place_back(block, was["fields"], after["fields"])
    elif has_moved(was, after):
        move_back(removal, model, was, after, by)
    elif model is Target and (row := Target.objects.filter(pk=after["pk"]).first()):
        _tie_again(row, was["fields"], after["fields"])


def _tie_again(row: Target, was: dict[str, Any], after: dict[str, Any]) -> None:
    """A link that somebody made since stays."""
    for name in ("contribution", "parent", "restates"):
        if was[name] != after[name] and getattr(row, f"{name}_id") == after[name]:
            setattr(row, f"{name}_id", was[name])
    row.version += 1
    row.save()


def _decide_again(offer: Offer, was: dict[str, Any] | None, after: dict[str, Any]) -> None:
    """As it was decided before, or open as before; unless somebody decided anew."""
    if as_kept([offer]) != [after]:
        raise Refused(_("Somebody decided in the meantime about what this was in last year's plan."))
    if was is None:
        offer.delete()
        return
    before = cast(Offer, next(serializers.deserialize("python", [was])).object)
    before.version = offer.version + 1
    before.save()
