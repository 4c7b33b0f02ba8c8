"""Whatever is done to the trail behind the portal's back is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.tampering import rows, undone
from workplan_portal.audit.models import Entry, Result, Seal
from workplan_portal.audit.trail import fingerprint, record
from workplan_portal.audit.verification import broken, seal, verify

pytestmark = pytest.mark.django_db
in_one_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)

SUBJECTS = ("plan:een", "plan:twee", "account:drie")
LENGTH = 4

OTHER_VALUES = {
    "subject": "plan:anders",
    "number": 99,
    "action": "adopt",
    "object": "Iets anders",
    "result": Result.REFUSED,
    "origin": "10.0.0.1",
    "actor": "Iemand anders",
    "details": {"reden": "veranderd"},
    "previous_hash": "1" * 64,
    "hash": "2" * 64,
}


@pytest.fixture
def trail() -> list[Entry]:
    return [
        record("submit", subject=subject, what=f"Versie {number}", by=None, teller=number, partij={"b": 1, "a": [2]})
        for subject in SUBJECTS
        for number in range(LENGTH)
    ]


which = st.integers(0, len(SUBJECTS) * LENGTH - 1)


def test_an_untouched_trail_is_whole(trail):
    seal(date(2026, 1, 1))
    assert list(verify()) == []
    assert broken(SUBJECTS) == set()


@in_one_test
@given(which=which, field=st.sampled_from(sorted(OTHER_VALUES)))
def test_a_changed_field_is_found(trail, which, field):
    with undone():
        rows().filter(pk=trail[which].pk).update(**{field: OTHER_VALUES[field]})
        assert list(verify())


@in_one_test
@given(which=which, by=st.integers(1, 10**9))
def test_a_changed_moment_is_found(trail, which, by):
    with undone():
        rows().filter(pk=trail[which].pk).update(at=trail[which].at + timedelta(microseconds=by))
        assert list(verify())
        assert broken(SUBJECTS) == {trail[which].subject}


@in_one_test
@given(which=which)
def test_an_entry_that_was_taken_out_is_found(trail, which):
    seal(date(2026, 1, 1))
    with undone():
        rows().filter(pk=trail[which].pk).delete()
        assert list(verify())


@in_one_test
@given(subject=st.sampled_from(SUBJECTS), left=st.integers(0, LENGTH - 1))
def test_an_end_or_a_whole_chain_that_was_taken_off_is_found_against_the_seal(trail, subject, left):
    seal(date(2026, 1, 1))
    with undone():
        rows().filter(subject=subject, number__gt=left).delete()
        assert any(subject in fault for fault in verify())


@in_one_test
@given(subject=st.sampled_from(SUBJECTS), pair=st.sampled_from([(1, 2), (2, 4), (1, 4)]))
def test_entries_in_another_order_are_found(trail, subject, pair):
    with undone():
        one, other = (rows().get(subject=subject, number=number) for number in pair)
        rows().filter(pk=one.pk).update(number=1000)
        rows().filter(pk=other.pk).update(number=pair[0])
        rows().filter(pk=one.pk).update(number=pair[1])
        assert list(verify())


@in_one_test
@given(after=st.integers(1, LENGTH - 1))
def test_an_entry_put_in_between_is_found_even_with_a_right_hash_of_its_own(trail, after):
    with undone():
        before = rows().get(subject=SUBJECTS[0], number=after)
        for later in rows().filter(subject=SUBJECTS[0], number__gt=after).order_by("-number"):
            rows().filter(pk=later.pk).update(number=later.number + 1)
        forged = Entry(
            subject=before.subject, number=after + 1, action="consent", object="Vals", result=Result.DONE,
            origin="command", actor="", at=before.at, details={}, previous_hash=before.hash,
        )  # fmt: skip
        forged.hash = fingerprint(forged)
        rows().bulk_create([forged])
        assert list(verify())


@pytest.mark.parametrize("number", range(1, LENGTH))
def test_an_entry_replaced_by_another_with_a_right_hash_of_its_own_is_found(trail, number):
    with undone():
        forged = rows().get(subject=SUBJECTS[0], number=number)
        forged.object = "Vals"
        rows().filter(pk=forged.pk).update(object=forged.object, hash=fingerprint(forged))
        assert [fault for fault in verify() if "does not follow" in fault]
        assert broken(SUBJECTS) == {SUBJECTS[0]}


def test_a_chain_written_anew_from_its_first_entry_is_found_against_the_seal(trail):
    seal(date(2026, 1, 1))
    with undone():
        rows().filter(subject=SUBJECTS[0]).delete()
        for number in range(LENGTH):
            record("submit", subject=SUBJECTS[0], what=f"Herschreven {number}", by=None)
        assert any(SUBJECTS[0] in fault for fault in verify())


@pytest.mark.parametrize("field", ["day", "chains", "heads", "previous_hash", "hash"])
def test_a_changed_seal_is_found(trail, field):
    seal(date(2026, 1, 1))
    other = {"day": date(2025, 1, 1), "chains": 7, "heads": {}, "previous_hash": "1" * 64, "hash": "2" * 64}
    with undone():
        rows(Seal).update(**{field: other[field]})
        assert list(verify())


def test_a_seal_that_was_taken_out_is_found_by_the_next(trail):
    seal(date(2026, 1, 1))
    seal(date(2026, 1, 2))
    with undone():
        rows(Seal).filter(day=date(2026, 1, 1)).delete()
        assert list(verify())
