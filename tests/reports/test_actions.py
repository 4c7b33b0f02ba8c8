"""The acts on a report: each does what it must, is refused to others, is whole or nothing, leaves trail and mail."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from priorities.saving import Stale
from reports.actions import releasing, reporting
from reports.models import Account, ContributionState, Interpretation, Release, Report, ReportRemark
from reports.workflow import Status
from tests import factories as people
from tests.plans import factories as plans
from tests.remembered import remembered
from tests.reports import factories
from tests.reports.amending import amend
from tests.reports.factories import Told
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated, now
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.models import Person

pytestmark = pytest.mark.django_db

Walk = Callable[[], Told]


@remembered
def correcting() -> Told:
    told = factories.released()
    with factories.after(4):
        releasing.correct(report=told.report, reason="Dubbel geteld.", by=told.scene.planner)
    return told


@remembered
def outdated() -> Told:
    """Another version of the plan has come into force since it was started."""
    told = factories.filled()
    amend(told.scene)
    return told


def first(told: Told) -> Any:
    """The priority with a target."""
    return next(p for p in told.document.priorities if p.measurements)


@dataclass(frozen=True)
class Act:
    """An act, the walks after which it may be done, where it leads, and who may do it."""

    walks: tuple[Walk, ...]
    leads: str  # the status afterwards; empty: it stays as it was
    actors: frozenset[str]
    do: Callable[[Told, Person], object]
    entry: str


AUTHORS = frozenset({"officer", "planner", "chief"})
CHIEF = frozenset({"chief"})
OPEN = (factories.filled, correcting)
EVERY = (factories.filled, factories.offered, factories.released, correcting)

ACTS = {
    "follow_plan": Act(
        (outdated,), "", AUTHORS, lambda t, by: reporting.follow_plan(report=t.report, by=by), "follow_plan"
    ),
    "write_summary": Act(
        OPEN,
        "",
        AUTHORS,
        lambda t, by: reporting.write_summary(
            report=t.report, version=t.report.version, by=by, summary="<p>Anders.</p>"
        ),
        "write_summary",
    ),
    "interpret": Act(
        OPEN,
        "",
        AUTHORS,
        lambda t, by: reporting.interpret(
            report=t.report, target=UUID(first(t).measurements[0].target.id), version=1, text="<p>Anders.</p>", by=by
        ),
        "interpret",
    ),
    "give_account": Act(
        OPEN,
        "",
        AUTHORS,
        lambda t, by: reporting.give_account(
            report=t.report, priority=UUID(first(t).id), version=1, progress="<p>Anders.</p>", topicality="", by=by
        ),
        "give_account",
    ),
    "tell_state": Act(
        OPEN,
        "",
        AUTHORS,
        lambda t, by: reporting.tell_state(
            report=t.report, contribution=UUID(first(t).contributions[0].id), version=1, state="done", line="", by=by
        ),
        "tell_state",
    ),
    "offer": Act(OPEN, Status.OFFERED, AUTHORS, lambda t, by: releasing.offer(report=t.report, by=by), "offer"),
    "take_back": Act(
        (factories.offered,),
        Status.OPEN,
        AUTHORS,
        lambda t, by: releasing.take_back(report=t.report, by=by),
        "take_back",
    ),
    "return": Act(
        (factories.offered,),
        Status.OPEN,
        CHIEF,
        lambda t, by: releasing.return_to_planner(report=t.report, remark="Noem de bron.", by=by),
        "return_report",
    ),
    "release": Act(
        (factories.filled, factories.offered, correcting),
        Status.RELEASED,
        CHIEF,
        lambda t, by: releasing.release(report=t.report, by=by),
        "release",
    ),
    "correct": Act(
        (factories.released,),
        Status.OPEN,
        AUTHORS,
        lambda t, by: releasing.correct(report=t.report, reason="Een zaak te veel.", by=by),
        "correct_report",
    ),
    "discard": Act(
        (correcting,),
        Status.RELEASED,
        AUTHORS,
        lambda t, by: releasing.discard(report=t.report, by=by),
        "discard_correction",
    ),
}


def everything(told: Told) -> dict[str, list[Any]]:
    """All that an act could have changed."""
    kinds = (Report, Release, ReportRemark, Interpretation, Account, ContributionState, Entry)
    return {kind.__name__: list(kind.objects.order_by("pk").values()) for kind in kinds}  # type: ignore[attr-defined]


def last_entry(told: Told) -> Entry:
    return Entry.objects.filter(subject=told.report.subject).latest("number")


@pytest.mark.parametrize(
    ("name", "walk", "actor"),
    [
        (name, walk, actor)
        for name, act in ACTS.items()
        for walk, actor in itertools.zip_longest(act.walks, sorted(act.actors))
        if walk or actor
    ],
)
def test_it_succeeds_for_whoever_may_and_leaves_its_trail(name: str, walk: Walk | None, actor: str | None) -> None:
    """Every walk with somebody, and everybody after some walk: not each with each, which says no more."""
    act = ACTS[name]
    told = (walk or act.walks[0])()
    before = told.report.status
    person = getattr(told.scene, actor or min(act.actors))
    with factories.after(4), dated(now() + timedelta(hours=1)):  # not in the spell in which somebody wrote before
        act.do(told, person)
    assert told.report.status == (act.leads or before)
    assert last_entry(told).action == act.entry
    assert last_entry(told).actor.startswith(person.name)


@pytest.mark.parametrize("name", ACTS)
def test_everybody_else_is_refused_and_nothing_changes(name: str) -> None:
    act = ACTS[name]
    told = act.walks[0]()
    mail.outbox.clear()
    before = everything(told)
    for who, person in told.scene.everyone.items():
        if who not in act.actors:
            with factories.after(4), pytest.raises(Refused):
                act.do(told, people.fresh(person))
    assert everything(told) == before
    assert mail.outbox == []


@pytest.mark.parametrize("walk", EVERY)
def test_from_any_other_status_it_is_refused_and_nothing_changes(walk: Walk) -> None:
    """A correction is an open report with releases; from there only starting another correction is out of place."""
    told = walk()
    before = everything(told)
    for name, act in ACTS.items():
        if walk in act.walks:
            continue
        with factories.after(4), pytest.raises(Refused):
            act.do(told, getattr(told.scene, min(act.actors)))
        assert everything(told) == before, name


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_breaks_off_at_its_end_leaves_nothing_behind(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act = ACTS[name]
    told = act.walks[0]()
    before = everything(told)

    def full(entry: Entry, **_options: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Entry, "save", full)
    with factories.after(4), pytest.raises(OSError, match="full"):
        act.do(told, getattr(told.scene, min(act.actors)))
    monkeypatch.undo()
    assert everything(told) == before


# --- starting ---------------------------------------------------------------------------------------------------------


def test_a_report_starts_about_the_plan_in_force() -> None:
    told = factories.begun()
    report = told.report
    assert (report.status, report.period, report.revision) == (Status.OPEN, 4, told.scene.revision)
    entry = last_entry(told)
    assert (entry.action, entry.object) == ("start_report", report.title)
    assert entry.details == {"plan": told.scene.plan.subject}  # type: ignore[union-attr]


def test_starting_is_refused_to_everybody_else_and_changes_nothing() -> None:
    scene = plans.adopted()
    entries = Entry.objects.count()
    for name, person in scene.everyone.items():
        if name not in AUTHORS:
            with factories.after(4), pytest.raises(Refused):
                reporting.start(plan=scene.plan, period=4, by=people.fresh(person))  # type: ignore[arg-type]
    assert (Report.objects.count(), Entry.objects.count()) == (0, entries)


def test_no_report_about_a_plan_that_was_not_adopted() -> None:
    scene = plans.agreed()
    with factories.after(4), pytest.raises(Refused, match="vastgesteld"):
        reporting.start(plan=scene.plan, period=4, by=scene.planner)  # type: ignore[arg-type]
    assert not Report.objects.exists()


def test_a_report_is_started_once() -> None:
    told = factories.begun()
    with factories.after(4), pytest.raises(Refused):
        reporting.start(plan=told.scene.plan, period=4, by=told.scene.officer)  # type: ignore[arg-type]
    assert Report.objects.count() == 1


# --- filling in -------------------------------------------------------------------------------------------------------


def test_saving_without_a_change_changes_nothing() -> None:
    told = factories.filled()
    before = everything(told)
    account = Account.objects.get(about=first(told).id)
    reporting.give_account(
        report=told.report,
        priority=account.about,
        version=0,
        progress=account.progress,
        topicality=account.topicality,
        by=told.scene.planner,
    )
    assert everything(told) == before


def test_what_somebody_else_saved_is_not_overwritten() -> None:
    told = factories.filled()
    before = everything(told)
    with pytest.raises(Stale) as stale:
        reporting.give_account(
            report=told.report,
            priority=UUID(first(told).id),
            version=0,
            progress="<p>Het mijne.</p>",
            topicality="",
            by=told.scene.officer,
        )
    assert stale.value.current.progress == "<p>Het werk loopt.</p>"  # type: ignore[attr-defined]
    assert everything(told) == before


def test_only_what_the_plan_holds_can_be_told_about() -> None:
    told = factories.begun()
    with pytest.raises(ValueError, match="holds no"):
        reporting.interpret(report=told.report, target=uuid4(), version=0, text="<p>Iets.</p>", by=told.scene.planner)
    assert not Interpretation.objects.exists()


# --- the course -------------------------------------------------------------------------------------------------------


def test_a_report_that_lacks_something_is_neither_offered_nor_released() -> None:
    told = factories.begun()
    with factories.after(4):
        for act in (ACTS["offer"], ACTS["release"]):
            with pytest.raises(Refused, match="niet volledig|niet compleet"):
                act.do(told, told.scene.chief)
    assert told.report.status == Status.OPEN


def test_the_remark_of_the_chief_stays_word_for_word() -> None:
    told = factories.offered()
    remark = "De duiding ontbreekt.\nZie bladzijde 4."
    with factories.after(4):
        made = releasing.return_to_planner(report=told.report, remark=f" {remark}\n", by=told.scene.chief)
        releasing.offer(report=told.report, by=told.scene.planner)
        releasing.release(report=told.report, by=told.scene.chief)
    kept = ReportRemark.objects.get()
    assert (kept, kept.remark, kept.name, kept.made_by) == (made, remark, "Joost Veldman", told.scene.chief)


@pytest.mark.parametrize("words", ["", " \n "])
def test_giving_back_and_correcting_need_words(words: str) -> None:
    told = factories.offered()
    with pytest.raises(Refused):
        releasing.return_to_planner(report=told.report, remark=words, by=told.scene.chief)
    assert (told.report.status, ReportRemark.objects.count()) == (Status.OFFERED, 0)
    with factories.after(4):
        releasing.release(report=told.report, by=told.scene.chief)
    with pytest.raises(Refused):
        releasing.correct(report=told.report, reason=words, by=told.scene.chief)
    assert told.report.status == Status.RELEASED


def test_the_release_records_who_in_which_capacity_and_the_digest_of_what_was_read() -> None:
    told = factories.offered()
    read = told.document
    with factories.after(4):
        made = releasing.release(report=told.report, by=told.scene.chief, seen=read.digest())
    assert (made.number, made.name, made.capacity) == (1, "Joost Veldman", "teamchef Basisteam Zuidoost-Drenthe")
    assert (made.text, made.digest) == (read.text(), read.digest())
    assert last_entry(told).details["digest"] == read.digest()


def test_a_report_is_released_once() -> None:
    told = factories.released()
    with factories.after(4), pytest.raises(Refused, match="al vrijgegeven"):
        releasing.release(report=told.report, by=told.scene.chief)
    assert Release.objects.count() == 1


def test_what_changed_while_the_chief_was_reading_is_not_released_unseen() -> None:
    told = factories.filled()
    read = told.document.digest()
    factories.reword(told, "<p>Er kwam iets bij.</p>")
    with factories.after(4), pytest.raises(Refused):
        releasing.release(report=told.report, by=told.scene.chief, seen=read)
    assert (told.report.status, Release.objects.count()) == (Status.OPEN, 0)
