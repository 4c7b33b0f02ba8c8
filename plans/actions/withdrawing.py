"""The way back from an adoption that was recorded by mistake."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from plans import notifications
from plans.models import Adoption, Draft, MinutedAnswer, Rendition, WithdrawnAdoption
from plans.policies_of_adoptions import may_withdraw_adoption
from plans.seats import ask_all, authority_over
from plans.workflow import Act, Status
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .deciding import capacity_of, hold, settle
from .drafting import lock


@transaction.atomic
def withdraw_adoption(*, draft: Draft, reason: str, by: Person, publications: Sequence[str] = ()) -> WithdrawnAdoption:
    """The text is no longer adopted and stands where the decisions about it lead: as a rule everybody still agrees.

    Nothing goes: the adoption, its files and the decisions are kept. `publications` are those that were withdrawn with
    it, by the floor above; while one is out the adoption stays, since nobody should read what is not adopted.
    """
    draft = lock(draft)
    draft.plan = hold(draft)
    may_withdraw_adoption(by, draft).or_refuse()
    adoption = Adoption.objects.select_related("revision").get(revision=draft.revision_id)
    revision = adoption.of
    revision.plan = draft.plan
    if not reason.strip():
        raise Refused(_("Say why the adoption is withdrawn."))
    if revision.publications.filter(withdrawn_at=None).exists():
        raise Refused(_("This text is published. First that publication is withdrawn."))
    made = WithdrawnAdoption.objects.create(
        adoption=adoption,
        revision=revision,
        reason=reason.strip(),
        withdrawn_by=by,
        name=by.name,
        capacity=_capacity(draft, by),
        withdrawn_at=now(),
    )
    adoption.revision = None
    adoption.save(update_fields=["revision"])
    Rendition.objects.filter(revision=revision, withdrawn_with=None).update(withdrawn_with=adoption)
    _let_objections_count(draft)
    ask_all(draft, revision)
    settle(draft, revision, Act.WITHDRAW_ADOPTION, tell=False)
    record(
        "withdraw_adoption",
        subject=draft.plan.subject,
        what=str(revision),
        by=by,
        seat=made.capacity,
        reason=made.reason,
        adopted_on=adoption.adopted_on.isoformat(),
        digest=revision.digest,
    )
    notifications.adoption_withdrawn(draft, made, publications)
    if draft.status != Status.AGREED:  # the secretary, whose turn it is else, has just been told
        notifications.your_turn(draft)
    return made


def _capacity(draft: Draft, by: Person) -> str:
    return next(capacity_of(seat, by) for seat in authority_over(draft) if by.covers(seat.area_id, seat.role))


def _let_objections_count(draft: Draft) -> None:
    """What seats objected to after the adoption took nothing away, because that stood. It stands no longer."""
    about = {"minuted__consent__revision__plan": draft.plan, "minuted__consent__revision__amendment": draft.number}
    MinutedAnswer.objects.filter(**about, after_adoption=True).update(after_adoption=False)
