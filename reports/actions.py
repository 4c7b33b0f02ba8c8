"""Publishing and withdrawing. What was published never changes: a correction is a new publication."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.document import load
from plans.models import Plan, Revision
from plans.reading import readable_text
from plans.renditions import rendition
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

from .models import Publication
from .policies import may_publish, may_withdraw


def publish(*, revision: Revision, audience: Audience, by: Person, visible_from: datetime | None = None) -> Publication:
    """Make the adopted plan available to this audience, now or from a later moment (embargo).

    The file is made before the transaction begins, so nobody waits for it. Publications of earlier versions of the plan
    for the same audience are replaced.
    """
    may_publish(by, revision).or_refuse()
    file = rendition(revision, audience)
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=revision.plan_id)
        may_publish(by, revision).or_refuse()
        if Publication.objects.in_force().filter(rendition=file).exists():
            raise Refused(_("This version has been published for this audience already."))
        _replace_earlier(plan, audience, by)
        made = Publication.objects.create(
            rendition=file,
            title=revision.plan.title,
            words=readable_text(load(revision.text).for_audience(audience)),
            visible_from=visible_from or now(),
            published_by=by,
            published_at=now(),
        )
        record(
            "publish",
            subject=plan.subject,
            what=str(revision),
            by=by,
            audience=audience,
            visible_from=made.visible_from.isoformat(),
            file=file.file.sha256,
        )
    return made


@transaction.atomic
def withdraw(*, publication: Publication, reason: str, by: Person) -> Publication:
    """Nobody finds it any more; the record and the file stay. The way back is to publish again."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    may_withdraw(by, publication).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why you withdraw this publication."))
    _take_back(publication, reason.strip(), by)
    record("withdraw_publication", subject=publication.rendition.revision.plan.subject, what=publication.title, by=by)
    return publication


def _replace_earlier(plan: Plan, audience: Audience, by: Person) -> None:
    earlier = Publication.objects.in_force().filter(rendition__revision__plan=plan, rendition__audience=audience)
    for publication in earlier:
        _take_back(publication, _("Replaced by a newer version."), by)


def _take_back(publication: Publication, reason: str, by: Person) -> None:
    publication.withdrawn_by = by
    publication.withdrawn_at = now()
    publication.withdrawn_reason = reason
    publication.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
