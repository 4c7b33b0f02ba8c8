"""Two people at the same moment: in whatever order, what the rules allow happens, and the other hears why not.

Real threads with connections of their own. PostgreSQL lets them in one after the other at the draft's row, SQLite at
the start of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections

from plans.actions import deciding
from plans.models import Adoption, Consent, Revision
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """What became of each act: "" when it was done, else the reason it was refused."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait(timeout=30)
        try:
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def one_done(results: list[str]) -> bool:
    return sorted(map(bool, results)) == [False] + [True] * (len(results) - 1)


def numbers_of_the_trail(scene: factories.Scene) -> list[int]:
    return list(Entry.objects.filter(subject=scene.plan.subject).order_by("number").values_list("number", flat=True))


def test_of_three_who_submit_at_once_one_does():
    scene = factories.written()
    draft = scene.draft
    results = at_once(*(lambda by=by: deciding.submit(draft=draft, by=by) for by in (scene.officer, scene.planner) * 2))
    assert one_done(results)
    assert Revision.objects.count() == 1
    assert scene.draft.status == Status.SUBMITTED


def test_of_two_chiefs_one_agreeing_and_one_returning_the_record_fits_the_outcome():
    scene = factories.submitted()
    second = people.person(Role.CHIEF, scene.region.team)
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.CHIEF]}
    agreed, returned = at_once(
        lambda: deciding.consent(**about, by=scene.chief),
        lambda: deciding.return_to_author(**about, by=second, remark="Nog niet."),
    )
    assert returned == "", "a return is possible before and after the other agreed"
    assert scene.draft.status == Status.DRAFT
    assert Consent.objects.count() == (1 if agreed else 2)


def test_the_last_two_agree_at_once_and_nothing_falls_between():
    scene = factories.approved()
    mail.outbox.clear()
    about = {"draft": scene.draft, "revision": scene.revision}
    results = at_once(
        lambda: deciding.consent(**about, seat=scene.seats[Role.MAYOR], by=scene.mayor),
        lambda: deciding.consent(**about, seat=scene.seats[Role.PROSECUTOR], by=scene.prosecutor),
    )
    assert results == ["", ""]
    assert scene.draft.status == Status.AGREED
    assert [message.to for message in mail.outbox] == [[scene.secretary.email]]


def test_agreeing_twice_at_once_counts_once():
    scene = factories.approved()
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR], "by": scene.mayor}
    assert one_done(at_once(lambda: deciding.consent(**about), lambda: deciding.consent(**about)))
    assert Consent.objects.filter(role=Role.MAYOR).count() == 1


def test_taking_back_while_somebody_agrees():
    scene = factories.approved()
    about = {"draft": scene.draft, "revision": scene.revision, "seat": scene.seats[Role.MAYOR]}
    taken, agreed = at_once(
        lambda: deciding.withdraw(draft=about["draft"], by=scene.planner),
        lambda: deciding.consent(**about, by=scene.mayor),
    )
    assert taken == ""
    assert scene.draft.status == Status.DRAFT
    assert Consent.objects.filter(role=Role.MAYOR).exists() is (agreed == "")


def test_of_two_secretaries_one_records_the_adoption():
    scene = factories.agreed()
    other = people.person(Role.SECRETARY, scene.region.team)
    about = {"draft": scene.draft, "revision": scene.revision, "adopted_on": date(2021, 1, 18), "body": "Overleg"}
    results = at_once(
        *(lambda by=by: deciding.adopt(**about, members=["Ellen Bos"], by=by) for by in (scene.secretary, other))
    )
    assert one_done(results)
    assert Adoption.objects.count() == 1


def test_adopting_while_a_mayor_returns_it_ends_in_one_of_the_two():
    scene = factories.agreed()
    about = {"draft": scene.draft, "revision": scene.revision}
    adopted, returned = at_once(
        lambda: deciding.adopt(
            **about, adopted_on=date(2021, 1, 18), body="Overleg", members=["Ellen Bos"], by=scene.secretary
        ),
        lambda: deciding.return_to_author(**about, seat=scene.seats[Role.MAYOR], by=scene.mayor, remark="Toch niet."),
    )
    assert one_done([adopted, returned])
    assert (scene.draft.status == Status.ADOPTED) is (adopted == "") is Adoption.objects.exists()
    numbers = numbers_of_the_trail(scene)
    assert numbers == list(range(1, len(numbers) + 1))
