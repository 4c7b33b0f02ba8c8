"""May this person withdraw the adoption of this text, and if not, why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.people.models import Person

from .models import Amendment, Draft, Revision
from .seats import authority_over
from .workflow import Act, allows


def may_withdraw_adoption(person: Person, draft: Draft) -> Verdict:
    """Each of the authority may: each could have returned the text until its adoption, and nobody is bound by it anew.

    Not while something else stands on it: that is taken back first, by its own act.
    """
    revision = draft.revision
    if revision is None or not allows(draft.status, Act.WITHDRAW_ADOPTION):
        return refuse(_("This text has not been adopted."))
    if not any(person.covers(seat.area_id, seat.role) for seat in authority_over(revision)):
        return refuse(_("Only the authority over this text, a mayor or the public prosecutor, withdraws its adoption."))
    resting = Amendment.objects.filter(base=revision, dropped_at=None).select_related("draft").first()
    if resting:
        return refuse(
            _("Amendment %(number)d rests on this text. First it is dropped, or its own adoption withdrawn.")
            % {"number": resting.draft.number}
        )
    if _has_released_report(revision):
        return refuse(_("A released report gives account of this text. First that report is reopened."))
    return ALLOWED


def _has_released_report(revision: Revision) -> bool:
    """The floor above tells so in the database."""
    released = Revision.objects.filter(reports__releases__isnull=False, reports__releases__withdrawal__isnull=True)
    return released.filter(pk=revision.pk).exists()
