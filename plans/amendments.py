"""The amendments that made a text what it is: why, since when, and in a line for each thing what they changed."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from .amended import AmendmentNote
from .codes import Audience
from .comparing import compared
from .document import Document, load
from .headlines import headlines
from .models import Adoption, Plan, Revision


def amendments_of(plan: Plan, revision: Revision, audience: Audience, edition: str) -> tuple[AmendmentNote, ...]:
    """The first one first; the last one is that of this text itself, adopted or not. None for a plan as first written.

    What they changed is told as these readers can see it. Every text holds those that were adopted before it.
    """
    if not revision.amendment:
        return ()
    made = plan.revisions.filter(amendment__gt=0, adoption__isnull=False, number__lt=revision.number)
    earlier = list(made.select_related("base", "adoption").order_by("number"))
    adoption = Adoption.objects.filter(revision=revision).first()
    known = [*((each, each.adoption) for each in earlier), (revision, adoption)]
    return tuple(_note(each, how, audience, edition) for each, how in known)


def as_read(document: Document, audience: Audience, edition: str = "") -> Document:
    """For this audience, whole or one municipality's edition. Raises KeyError for one that the plan is not for."""
    shown = document.for_audience(audience)
    return shown.for_edition(edition) if edition else shown


def _note(revision: Revision, adoption: Adoption | None, audience: Audience, edition: str) -> AmendmentNote:
    before, after = (
        as_read(load(each.text), audience, edition) for each in (revision.base, revision) if each is not None
    )
    said = after.amendment
    if said is None:
        raise ValueError(f"{revision} does not say what amendment it is.")
    with override(settings.LANGUAGE_CODE):  # it is printed in the plan
        changes = tuple(headline.sentence for headline in headlines(compared(before, after)))
    return AmendmentNote(
        number=said.number,
        cause=said.cause,
        proposer=said.proposer,
        legal_basis=said.legal_basis,
        effective_on=said.effective_on,
        adopted_on=adoption.adopted_on if adoption else None,
        in_force_from=adoption.in_force_from if adoption else None,
        changes=changes,
    )
