"""Writing the trail: what an entry keeps, that nothing can change it, and that it comes out the same everywhere."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils.translation import gettext_lazy

from tests import factories
from tests.audit.tampering import rows, undone
from workplan_portal.audit.models import Entry, Result, Seal
from workplan_portal.audit.trail import coming_from, dated, fingerprint, record, today
from workplan_portal.audit.verification import seal, verify
from workplan_portal.authorization.roles import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def test_an_entry_keeps_action_object_result_origin_actor_and_moment():
    somebody = factories.person(Role.MAYOR, factories.region().emmen, name="Hilde")
    moment = datetime(2021, 1, 12, 15, 30, tzinfo=UTC)
    with coming_from("192.0.2.7"), dated(moment):
        record("consent", subject="plan:een", what="Versie 1", by=somebody, result=Result.REFUSED, reden="te laat")
    kept = Entry.objects.get()
    assert (kept.action, kept.object, kept.result, kept.origin, kept.at) == (
        "consent", "Versie 1", "refused", "192.0.2.7", moment,
    )  # fmt: skip
    assert kept.actor == f"Hilde <{somebody.email}> (mayor Emmen)"
    assert kept.details == {"reden": "te laat"}


def test_each_subject_has_a_chain_of_its_own():
    for subject in ("plan:een", "plan:twee", "plan:een"):
        record("submit", subject=subject, what="x", by=None)
    chain = list(Entry.objects.about("plan:een"))
    assert [entry.number for entry in chain] == [1, 2]
    assert chain[1].previous_hash == chain[0].hash
    assert Entry.objects.about("plan:twee").get().previous_hash == "0" * 64


def test_a_name_and_capacities_of_any_length_are_kept_whole():
    here = factories.region()
    somebody = factories.person(name="N" * 120)
    for municipality in (here.emmen, here.coevorden, here.borger):
        factories.appoint(somebody, Role.SAFETY_OFFICER, municipality)
        factories.appoint(somebody, Role.MAYOR, municipality)
    record("submit", subject="plan:een", what="W" * 1000, by=somebody)
    kept = Entry.objects.get()
    assert kept.actor == factories.fresh(somebody).trail_name
    assert kept.object == "W" * 300


TRICKY = {
    "moment": datetime(2021, 1, 12, 15, 30, 0, 123, tzinfo=UTC),
    "day": date(2021, 1, 12),
    "amount": Decimal("1.10"),
    "identity": UUID(int=1),
    "lazy": gettext_lazy("mayor"),
    "z": {"b": [1, (2, 3)], "a": None, "10": True, "9": 2**70},
    "text": "é ≥ € \U0001f600 \u202e \x00 \ud800",
}


def test_details_come_back_as_they_were_hashed():
    record("submit", subject="plan:een", what="\x00 \ud800", by=None, **TRICKY)
    kept = Entry.objects.get()
    assert fingerprint(kept) == kept.hash
    assert kept.details["amount"] == "1.10"
    assert kept.details["moment"] == "2021-01-12T15:30:00.000123+00:00"
    assert list(verify()) == []


@pytest.mark.parametrize("value", [1.5, {1, 2}, object()])
def test_what_has_no_one_notation_is_refused(value):
    with pytest.raises(TypeError, match="The trail keeps no"):
        record("submit", subject="plan:een", what="x", by=None, value=value)
    assert not Entry.objects.exists()


# --- append-only ---


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda _: Entry.objects.update(action="x"),
        lambda _: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(action="x"),
        lambda entry: Entry.objects.bulk_update([entry], ["action"]),
        lambda _: Entry.objects.bulk_create([Entry(subject="x", number=1)]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"action": "x"}),
        lambda _: Entry.objects.about("plan:een").delete(),
    ],
)
def test_the_model_refuses_every_change(attempt):
    entry = record("submit", subject="plan:een", what="x", by=None)
    with pytest.raises(TypeError, match="append-only"):
        attempt(entry)
    assert Entry.objects.get().action == "submit"


@pytest.mark.parametrize("model", [Entry, Seal])
def test_the_database_itself_refuses_to_change_a_row(model):
    record("submit", subject="plan:een", what="x", by=None)
    seal(DAY)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows(model).update(hash="0" * 64)


def test_postgresql_refuses_to_delete_too_and_elsewhere_the_chain_tells():
    record("submit", subject="plan:een", what="x", by=None)
    record("submit", subject="plan:een", what="y", by=None)
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows().filter(number=1).delete()
    else:
        rows().filter(number=1).delete()
        assert list(verify())


# --- seals and commands ---


def test_a_seal_names_only_the_chains_that_grew_and_counts_all():
    record("submit", subject="plan:een", what="x", by=None)
    record("submit", subject="plan:twee", what="x", by=None)
    first = seal(DAY)
    record("adopt", subject="plan:twee", what="x", by=None)
    second = seal(date(2026, 1, 2))
    assert (first.chains, sorted(first.heads)) == (2, ["plan:een", "plan:twee"])
    assert (second.chains, list(second.heads)) == (2, ["plan:twee"])
    assert second.previous_hash == first.hash
    assert list(verify()) == []


def test_a_day_is_sealed_once():
    record("submit", subject="plan:een", what="x", by=None)
    made = seal(DAY)
    record("submit", subject="plan:een", what="y", by=None)
    assert seal(DAY).pk == made.pk
    assert Seal.objects.count() == 1


def test_the_commands_seal_and_verify():
    record("submit", subject="plan:een", what="x", by=None)
    said = StringIO()
    call_command("seal_trail", stdout=said)
    call_command("verify_trail", stdout=said)
    assert f"Sealed 1 chains for {today()}: {Seal.objects.get().hash}" in said.getvalue()
    assert "The trail is whole: 1 entries in 1 chains, 1 seals." in said.getvalue()


def test_verifying_a_broken_trail_fails_and_names_the_entry():
    entry = record("submit", subject="plan:een", what="x", by=None)
    complaint = StringIO()
    with undone():
        rows().filter(pk=entry.pk).update(object="iets anders")
        with pytest.raises(CommandError, match="The trail is not whole: 1 faults") as error:
            call_command("verify_trail", stderr=complaint)
    assert error.value.returncode == 1
    assert "plan:een 1: submit: was changed after it was written" in complaint.getvalue()


def test_ten_thousand_entries_are_verified_in_seconds():
    first = record("submit", subject="plan:0", what="x", by=None)
    made = []
    for chain in range(100):
        before = first.hash if chain == 0 else "0" * 64
        for number in range(2 if chain == 0 else 1, 101):
            entry = Entry(
                subject=f"plan:{chain}", number=number, action="submit", object="x", result="done", origin="command",
                actor="", at=first.at, details={"teller": number}, previous_hash=before,
            )  # fmt: skip
            entry.hash = before = fingerprint(entry)
            made.append(entry)
    rows().bulk_create(made)
    seal(DAY)
    started = time.process_time()
    assert list(verify()) == []
    assert Entry.objects.count() == 10_000
    assert time.process_time() - started < 10


# --- at the same moment ---


@pytest.mark.django_db(transaction=True)
def test_acts_on_one_subject_at_the_same_moment_wait_for_each_other():
    errors: list[Exception] = []
    together = threading.Barrier(4)

    def act() -> None:
        try:
            together.wait()
            for _ in range(5):
                with transaction.atomic():
                    record("submit", subject="plan:een", what=threading.current_thread().name, by=None)
        except Exception as error:
            errors.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [entry.number for entry in Entry.objects.about("plan:een")] == list(range(1, 21))
    assert list(verify()) == []
