"""The secretary records from minutes what seats decided: for whom it counts, what it refuses, what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core import mail
from django.template.loader import render_to_string

from plans.actions import deciding
from plans.actions.minuting import Said
from plans.codes import Decision
from plans.decision_sheet import sheet_of
from plans.document import Document, load
from plans.exports.cover import cover_of
from plans.exports.decision_sheet import shown_sheet
from plans.models import Consent, Minuted
from plans.policies import may_adopt, may_consent, may_record_minuted
from plans.presenters.deciding import asked_after_submitting
from plans.presenters.milestones import STEPS, milestones
from plans.presenters.status import AGREED_BY_MINUTES, progress_of
from plans.record import record_of
from plans.workflow import Status
from tests import factories as people
from tests.plans import factories
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.presenters import of_plans
from workplan_portal.people.models import Appointment

from .world import MINUTES, confirm, record, said

pytestmark = pytest.mark.django_db

ALL = (Role.PROSECUTOR, Role.MAYOR, Role.CHIEF)


def test_all_seats_at_once_chief_first_and_each_says_that_it_comes_from_minutes(django_capture_on_commit_callbacks):
    scene = factories.submitted()
    with django_capture_on_commit_callbacks(execute=True):
        given = record(scene, *ALL)

    assert scene.draft.status == Status.AGREED
    assert [c.role for c in given] == [Role.CHIEF, Role.PROSECUTOR, Role.MAYOR]
    mayor = Consent.objects.get(role=Role.MAYOR)
    assert (mayor.revision, mayor.name, mayor.decided_by) == (scene.revision, "Ellen Bos", scene.mayor)
    assert (mayor.minuted.name, mayor.minuted.reference) == ("Ruud Smeets", "DH-2021-01")
    assert mayor.unconfirmed
    assert "not confirmed" in str(mayor.words)
    assert "12 January 2021 (DH-2021-01), not confirmed yet" in mayor.minutes

    entries = Entry.objects.filter(subject=scene.plan.subject, action="record_consent")
    assert [e.details["name"] for e in entries.order_by("number")] == ["Joost Veldman", "Femke Aalders", "Ellen Bos"]
    assert all(e.details["minutes"] == "DH-2021-01" and "Ruud Smeets" in e.actor for e in entries)

    found = {message.to[0]: message for message in mail.outbox}
    assert found.keys() == {p.email for p in (scene.chief, scene.mayor, scene.prosecutor, scene.secretary)}
    assert len(found) == len(mail.outbox), "who is minuted in the same act is not asked first"
    assert "/link/" in found[scene.mayor.email].body
    assert str(scene.plan.uuid) not in found[scene.mayor.email].body, "the link says nothing about where it leads"
    assert "Nog niet bevestigd zijn" in found[scene.secretary.email].body
    assert "DH-2021-01" in found[scene.secretary.email].body


def test_the_plan_may_be_adopted_on_it_and_nobody_signs_the_foreword_by_minutes_alone():
    scene = factories.submitted()
    record(scene, *ALL)
    assert may_adopt(scene.secretary, scene.draft, scene.revision)
    assert record_of(scene.plan, scene.revision).signed_by == ()
    factories.record_adoption(scene)
    told = record_of(scene.plan, scene.revision).consents
    assert [each.minutes and (each.minutes.reference, each.minutes.answer) for each in told] == [("DH-2021-01", "")] * 3


def test_a_reservation_goes_along_and_a_return_closes_the_round(django_capture_on_commit_callbacks):
    scene = factories.approved()
    (mayor,) = record(scene, Role.MAYOR, reservation="Mits de raad instemt.")
    assert mayor.reservation == "Mits de raad instemt."
    with django_capture_on_commit_callbacks(execute=True):
        record(scene, Role.PROSECUTOR, decision=Decision.RETURN, remark="Te vaag.")
    assert scene.draft.status == Status.DRAFT
    told = next(m.body for m in mail.outbox if m.to == [scene.planner.email])
    assert "Te vaag." in told
    assert "vastgelegd in de notulen van 12 januari 2021 (DH-2021-01)" in told


def refused(scene, *roles, **values) -> str:
    """The reason, once it is sure that nothing has changed."""
    before = (scene.draft.status, Consent.objects.count(), Entry.objects.count())
    with pytest.raises(Refused) as refusal:
        record(scene, *roles, **values)
    assert (scene.draft.status, Consent.objects.count(), Entry.objects.count()) == before
    assert not Minuted.objects.filter(consent__isnull=True).exists()
    return str(refusal.value)


def test_what_is_refused_changes_nothing():
    scene = factories.submitted()
    assert "chief decides first" in refused(scene, Role.MAYOR)
    assert "chief decides first" in refused(scene, Role.MAYOR, Role.PROSECUTOR)
    assert "one seat at a time" in refused(scene, Role.CHIEF, Role.MAYOR, reservation="Mits …")
    assert "what has to change" in refused(scene, Role.CHIEF, decision=Decision.RETURN)
    assert "yet to be held" in refused(scene, Role.CHIEF, minutes=replace(MINUTES, held_on=date(2090, 1, 1)))
    assert "after the meeting" in refused(scene, Role.CHIEF, minutes=replace(MINUTES, held_on=date(2020, 12, 1)))
    elsewhere = replace(said(scene, Role.CHIEF)[0], holder=scene.mayor)
    assert "did not hold this seat" in refused(scene, Role.CHIEF, said_by=[elsewhere])
    Appointment.objects.filter(person=scene.chief).update(ends_on=date(2021, 1, 11))
    assert "did not hold this seat" in refused(scene, Role.CHIEF), "a mandate that ended the day before"


def test_what_a_seat_clicked_goes_before_what_is_written_down_about_it():
    scene = factories.approved()
    assert "already" in refused(scene, Role.CHIEF)
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert "already" in refused(scene, Role.PROSECUTOR, Role.MAYOR), "and then for nobody"
    record(scene, Role.PROSECUTOR)
    assert "already" in refused(scene, Role.PROSECUTOR)
    verdict = may_consent(scene.prosecutor, scene.draft, scene.revision, scene.seats[Role.PROSECUTOR])
    assert "Confirm" in verdict.reason, "clicking beside it would hide that it stands in minutes"
    deciding.return_to_author(
        draft=scene.draft,
        revision=scene.revision,
        seat=scene.seats[Role.PROSECUTOR],
        by=scene.prosecutor,
        remark="Toch niet.",
    )
    assert scene.draft.status == Status.DRAFT, "a change of mind is possible until the adoption"


def test_about_a_newer_version_the_meeting_said_nothing():
    scene = factories.submitted()
    lay_before_them = scene.revision
    deciding.withdraw(draft=scene.draft, by=scene.planner)
    verdict = may_record_minuted(
        scene.secretary, scene.draft, lay_before_them, scene.seats[Role.CHIEF], scene.chief, MINUTES.held_on
    )
    assert "No decision" in verdict.reason
    factories.submit(scene)
    verdict = may_record_minuted(
        scene.secretary, scene.draft, lay_before_them, scene.seats[Role.CHIEF], scene.chief, MINUTES.held_on
    )
    assert "newer version" in verdict.reason


@pytest.mark.parametrize(
    ("walk", "may"),
    [
        (factories.returned, set()),
        (factories.submitted, {"secretary"}),
        (factories.agreed, set()),
        (factories.adopted, set()),
    ],
)
def test_only_the_secretary_of_this_team_records_and_only_while_it_is_asked(walk, may):
    scene = walk()
    about = (scene.draft, scene.revision, scene.seats[Role.CHIEF], scene.chief, MINUTES.held_on)
    asked = {**scene.everyone, "elsewhere": people.person(Role.SECRETARY, people.other_team(scene.region))}
    verdicts = {name: may_record_minuted(people.fresh(person), *about) for name, person in asked.items()}
    assert {name for name, verdict in verdicts.items() if verdict} == may
    assert all(verdict.reason.endswith(".") for verdict in verdicts.values() if not verdict)


def test_colleagues_in_one_seat_may_both_be_minuted_and_both_are_named():
    scene = factories.submitted()
    second = people.person(Role.CHIEF, scene.region.team, name="Ria Tweede")
    both = [*said(scene, Role.CHIEF), Said(scene.seats[Role.CHIEF], second)]
    record(scene, Role.CHIEF, said_by=both)
    assert {c.name for c in Consent.objects.all()} == {"Joost Veldman", "Ria Tweede"}
    assert "already" in refused(scene, Role.CHIEF)
    assert scene.draft.status == Status.APPROVED
    cover = cover_of(load(scene.revision.text), record_of(scene.plan, scene.revision))
    assert "2 decisions are known from minutes and were not confirmed" in {line.value for line in cover.state}


def test_wherever_consents_are_counted_those_known_from_minutes_are_counted_apart():
    """On the decision sheet and on the steps of the plan; beside its status; before it is submitted again."""
    scene = factories.approved()
    record(scene, Role.PROSECUTOR, reservation="Mits de raad instemt.")
    assert decisions_on_sheet(scene) == "2 of 3 agreed, 1 by minutes (not confirmed), 1 with a reservation"
    assert step(scene, Status.APPROVED) == "1 of 2 agreed, 1 by minutes (not confirmed), 1 with a reservation"
    factories.agree(scene, Role.MAYOR, scene.mayor)
    assert decisions_on_sheet(scene) == "3 of 3 agreed, 1 by minutes (not confirmed), 1 with a reservation"
    assert step(scene, Status.SUBMITTED).startswith("agreed ")
    assert "minutes" not in step(scene, Status.SUBMITTED)
    assert step(scene, Status.APPROVED).endswith(", 1 by minutes (not confirmed), 1 with a reservation")

    shown = progress_of([scene.draft])[0]
    assert shown.badge is AGREED_BY_MINUTES
    (task,) = of_plans([shown])
    assert "By minutes and not confirmed: public prosecutor." in task.asked
    told = render_to_string("plans/deciding/asked.html", {"asked": asked_after_submitting(scene.draft, read(scene))})
    assert told.count("seat--minuted") == 1
    assert "12 January 2021 (DH-2021-01), not confirmed yet" in told

    confirm(scene, Consent.objects.get(minuted__isnull=False), scene.prosecutor)
    assert decisions_on_sheet(scene) == "3 of 3 agreed, 1 by minutes (confirmed), 1 with a reservation"
    shown = progress_of([scene.draft])[0]
    assert shown.badge.label == Status.AGREED.label
    (task,) = of_plans([shown])
    assert "minutes" not in task.asked


def test_a_step_of_one_seat_says_it_without_a_number():
    scene = factories.submitted()
    record(scene, Role.CHIEF)
    assert step(scene, Status.SUBMITTED).endswith(", by minutes (not confirmed)")


def read(scene) -> Document:
    return load(scene.revision.text)


def decisions_on_sheet(scene) -> str:
    sheet = shown_sheet(read(scene), sheet_of(read(scene), scene.revision))
    return next(line.value for line in sheet.lines if line.label == "Decisions")


def step(scene, status: Status) -> str:
    return milestones(progress_of([scene.draft])[0])[list(STEPS).index(status)].note
