"""Publishing and withdrawing. What was published never changes: a correction is a new publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.models import Plan
from reports import notifications
from reports.models import Publication
from reports.policies.publishing import may_publish, may_withdraw
from reports.source import Source
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person
from workplan_portal.search.models import FixedText, forget, keep


def publish(*, source: Source, audience: Audience, by: Person, visible_from: datetime | None = None) -> Publication:
    """Make this available to this audience, now or from a later moment (embargo)."""
    return publish_together(sources=[source], audience=audience, by=by, visible_from=visible_from)[0]


def put_out(*, source: Source, audience: Audience, by: Person, visible_from: datetime | None = None) -> Publication:
    """The same for one of several that are told of in one mail.

    The file is made before the transaction begins, so nobody waits for it. Publications of earlier versions of the same
    for the same audience are replaced.
    """
    may_publish(by, source).or_refuse()
    made = source.file(audience)
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=source.plan.pk)
        may_publish(by, source).or_refuse()
        source.may_go_to(audience, visible_from or now()).or_refuse()
        if Publication.objects.in_force().filter(audience=audience, **source.reference).exists():
            raise Refused(
                _("This version of “%(title)s” has been published for this audience already.") % {"title": source.title}
            )
        for earlier in Publication.objects.in_force().filter(audience=audience, **source.same):
            _take_back(earlier, _("Replaced by a newer version."), by)
        publication = Publication.objects.create(
            kind=source.kind,
            **source.reference,
            audience=audience,
            title=source.title,
            year=plan.year,
            decided_on=source.decided_on,
            example=plan.example,
            file=made.file,
            pages=made.pages,
            visible_from=visible_from or now(),
            published_by=by,
            published_at=now(),
        )
        publication.municipalities.set(source.municipalities)
        keep(FixedText.PUBLICATION, publication.pk, source.parts(audience))
        record(
            "publish",
            subject=plan.subject,
            what=source.name,
            by=by,
            audience=audience,
            visible_from=publication.visible_from.isoformat(),
            file=made.file.sha256,
        )
    return publication


def publish_together(
    *, sources: Sequence[Source], audience: Audience, by: Person, visible_from: datetime | None = None
) -> list[Publication]:
    """Several, each a publication of its own: all of them, or none when one is refused."""
    for source in sources:
        may_publish(by, source).or_refuse()
        source.file(audience)  # from here on it is at hand, and nobody waits for it
    with transaction.atomic():
        made = [put_out(source=s, audience=audience, by=by, visible_from=visible_from) for s in sources]
        notifications.published(made, by=by)
        return made


@transaction.atomic
def withdraw(*, publication: Publication, reason: str, by: Person) -> Publication:
    """Nobody finds it any more; the record and the file stay. The way back is to publish again."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    may_withdraw(by, publication).or_refuse()
    if not reason.strip():
        raise Refused(_("Say why you withdraw this publication."))
    withdraw_with_its_source([publication], reason=reason.strip(), by=by)
    notifications.publication_withdrawn(publication, by=by)
    return publication


def withdraw_with_its_source(publications: Iterable[Publication], *, reason: str, by: Person) -> list[str]:
    """Each by an act of its own, inside that of whoever may take back what they were made of. Returns their titles."""
    titles = []
    for publication in publications:
        _take_back(publication, reason, by)
        titles.append(publication.title)
        record(
            "withdraw_publication",
            subject=publication.plan.subject,
            what=publication.title,
            by=by,
            audience=publication.audience,
            reason=publication.withdrawn_reason,
        )
    return titles


def _take_back(publication: Publication, reason: str, by: Person) -> None:
    publication.withdrawn_by = by
    publication.withdrawn_at = now()
    publication.withdrawn_reason = reason
    publication.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    forget(FixedText.PUBLICATION, publication.pk)
