"""Open data: a file is brought in, read in the background, looked at, and taken over whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from priorities.actions.figures import save_figures
from reports.codes import Intake
from reports.deliveries import Offered, entered, offer_of
from reports.models import Delivery, Territory
from reports.policies.deliveries import may_bring_in, may_fetch, may_link, may_read_again, may_take_over
from workplan_portal.audit.trail import now, record
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.store import store
from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

MEDIA_TYPE = "application/octet-stream"
"""Nobody is served these files: they are what figures name as their source."""


@transaction.atomic
def bring_in(*, table: str, name: str, content: bytes, from_year: int, provisional: bool, by: Person) -> Delivery:
    """It is read after the transaction, by whoever calls `intake`."""
    may_bring_in(by).or_refuse()
    moment, file = now(), store(content, MEDIA_TYPE)
    delivery = Delivery.objects.create(
        table=table,
        name=name,
        file=file,
        from_year=from_year,
        provisional=provisional,
        brought_by=by,
        brought_at=moment,
        told_at=moment,
    )
    record("bring_in_open_data", subject=delivery.subject, what=str(delivery), by=by, sha256=file.sha256)
    return delivery


@transaction.atomic
def order(*, table: str, from_year: int, provisional: bool, by: Person) -> Delivery:
    """As `bring_in`, but the portal fetches the file itself."""
    may_fetch(by).or_refuse()
    moment = now()
    delivery = Delivery.objects.create(
        table=table,
        name=f"{table} {moment:%d-%m-%Y}",
        from_year=from_year,
        provisional=provisional,
        brought_by=by,
        brought_at=moment,
        told_at=moment,
    )
    record("order_open_data", subject=delivery.subject, what=str(delivery), by=by, address=settings.OPEN_DATA_URL)
    return delivery


@transaction.atomic
def receive(*, delivery: Delivery, content: bytes) -> Delivery:
    """What was fetched, to be read as any other file."""
    delivery = _lock(delivery)
    delivery.file = store(content, MEDIA_TYPE)
    delivery.percent, delivery.told_at = 0, now()
    delivery.save(update_fields=["file", "percent", "told_at"])
    return delivery


@transaction.atomic
def read_again(*, delivery: Delivery, by: Person) -> Delivery:
    """When reading stopped half-way, as it does when the server stops."""
    delivery = _lock(delivery)
    may_read_again(by, delivery).or_refuse()
    delivery.rows, delivery.percent, delivery.told_at = 0, 0, now()
    delivery.save(update_fields=["rows", "percent", "told_at"])
    return delivery


def tell_progress(*, delivery: Delivery, rows: int, percent: int) -> None:
    """Where the reader is. No act of anybody, so it leaves no trail."""
    Delivery.objects.filter(pk=delivery.pk, status=Intake.READING).update(rows=rows, percent=percent, told_at=now())


@transaction.atomic
def finish(*, delivery: Delivery, found: dict[str, Any]) -> Delivery:
    """The reader is done: with what it kept, or with why it stopped."""
    delivery = _lock(delivery)
    if delivery.status != Intake.READING:
        return delivery
    delivery.found = found
    delivery.rows = found.get("rows", found.get("row", 0))
    delivery.percent = 100
    refused = "broken" in found
    _become(delivery, Intake.REFUSED if refused else Intake.READ)
    action = "refuse_open_data" if refused else "read_open_data"
    record(action, subject=delivery.subject, what=str(delivery), by=None, rows=delivery.rows)
    return delivery


@transaction.atomic
def take_over(*, delivery: Delivery, seen: str, by: Person) -> int:
    """How many figures changed. `seen` is the digest of what was shown: all of that, or nothing."""
    delivery = _lock(delivery)
    may_take_over(by, delivery).or_refuse()
    offer = offer_of(delivery, by)
    if offer.digest != seen:
        raise Refused(_("Figures have changed since you looked at this file. Look again before you take it over."))
    _save(offer.changes, delivery, by)
    _become(delivery, Intake.TAKEN_OVER)
    figures = len(offer.changes)
    record("take_over_open_data", subject=delivery.subject, what=str(delivery), by=by, figures=figures)
    return figures


@transaction.atomic
def link_neighbourhoods(*, area: Area, codes: Sequence[str], by: Person) -> None:
    """The neighbourhoods that an area of ours is made of, in place of those it had."""
    may_link(by).or_refuse()
    area = Area.objects.select_for_update().get(pk=area.pk)
    before = sorted(area.territories.values_list("code", flat=True))
    if before == sorted(codes):
        return
    area.territories.all().delete()
    Territory.objects.bulk_create(Territory(area=area, code=code) for code in codes)
    record("link_neighbourhoods", subject=area.subject, what=str(area), by=by, before=before, after=sorted(codes))


def _save(changes: Sequence[Offered], delivery: Delivery, by: Person) -> None:
    reason = f"Open data van de politie, tabel {delivery.table}, bestand {delivery.name}."

    def months(offered: Offered) -> tuple[int, int]:
        return offered.year, offered.period

    for (year, period), offered in groupby(sorted(changes, key=months), key=months):
        told = [entered(each, delivery, reason) for each in offered]
        for stale in save_figures(entered=told, year=year, period=period, by=by).overtaken.values():
            raise stale


def _become(delivery: Delivery, status: Intake) -> None:
    delivery.status = status
    delivery.save()


def _lock(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update(of=("self",)).select_related("file").get(pk=delivery.pk)
