"""Publishing an adopted plan and withdrawing it: who may, what happens, what is found afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from plans.codes import Audience
from plans.models import Plan, Rendition
from reports.actions.publishing import publish, withdraw
from reports.models import Publication
from reports.sources import PlanSource
from tests.plans.factories import Scene, adopted, agreed
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.store import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return adopted()


def published(scene: Scene, audience: Audience = Audience.PUBLIC, **kwargs: object) -> Publication:
    return publish(source=PlanSource(scene.revision), audience=audience, by=scene.officer, **kwargs)  # type: ignore[arg-type]


def test_a_safety_officer_publishes_an_adopted_plan(scene: Scene) -> None:
    made = published(scene)

    assert Publication.objects.visible_to(scene.stranger).get() == made
    assert read(made.file).startswith(b"%PDF-")
    assert made.pages >= 3
    entry = Entry.objects.filter(subject=scene.plan.subject).latest("number")
    assert (entry.action, entry.details["audience"]) == ("publish", "public")
    assert entry.details["file"] == made.file.sha256


def test_the_secretary_may_publish_too(scene: Scene) -> None:
    publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.secretary)

    assert Publication.objects.count() == 1


def test_everybody_else_is_refused_and_nothing_changes(scene: Scene) -> None:
    entries = Entry.objects.count()
    for name, person in scene.everyone.items():
        if name in ("officer", "secretary"):
            continue
        with pytest.raises(Refused):
            publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=person)

    assert not Publication.objects.exists()
    assert not Rendition.objects.exists()
    assert Entry.objects.count() == entries


def test_what_is_not_adopted_cannot_be_published() -> None:
    scene = agreed()
    with pytest.raises(Refused, match="adopted|vastgesteld"):
        publish(source=PlanSource(scene.revision), audience=Audience.PUBLIC, by=scene.officer)


def test_it_is_published_whole_or_not_at_all(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the trail can't be written")

    monkeypatch.setattr("reports.actions.publishing.record", fails)
    with pytest.raises(RuntimeError):
        published(scene)

    assert not Publication.objects.exists()


def test_the_same_version_is_published_once_for_an_audience(scene: Scene) -> None:
    published(scene)
    with pytest.raises(Refused):
        published(scene)
    published(scene, Audience.COUNCIL)

    assert Publication.objects.in_force().count() == 2


def test_the_database_too_refuses_a_second_publication_in_force(scene: Scene) -> None:
    made = published(scene)
    made.pk = None
    made.uuid = "5f0c8a52-31a4-4c1f-9f3e-2c8a60a4d8b1"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_before_its_moment_nobody_finds_it(scene: Scene) -> None:
    made = published(scene, visible_from=timezone.now() + timedelta(days=1))

    assert not Publication.objects.visible_to(scene.officer).exists()

    Publication.objects.filter(pk=made.pk).update(visible_from=timezone.now() - timedelta(seconds=1))
    assert Publication.objects.visible_to(scene.officer).exists()


def test_withdrawing_needs_a_reason_and_leaves_the_file(scene: Scene) -> None:
    made = published(scene)
    with pytest.raises(Refused):
        withdraw(publication=made, reason="  ", by=scene.officer)
    withdraw(publication=made, reason="Er staat een fout cijfer in.", by=scene.officer)

    made.refresh_from_db()
    assert made.withdrawn_by == scene.officer
    assert not Publication.objects.visible_to(scene.officer).exists()
    assert read(made.file)
    entry = Entry.objects.get(subject=scene.plan.subject, action="withdraw_publication")
    assert entry.details == {"audience": "public", "reason": "Er staat een fout cijfer in."}


def test_a_withdrawn_plan_can_be_published_again_as_the_same_file(scene: Scene) -> None:
    first = published(scene)
    withdraw(publication=first, reason="Te vroeg.", by=scene.officer)
    second = published(scene)

    assert second.file == first.file
    assert Publication.objects.in_force().get() == second


def test_only_publishers_withdraw(scene: Scene) -> None:
    made = published(scene)
    for name, person in scene.everyone.items():
        if name in ("officer", "secretary"):
            continue
        with pytest.raises(Refused):
            withdraw(publication=made, reason="Ik wil het.", by=person)
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_publishing_does_not_touch_the_plan(scene: Scene) -> None:
    before = Plan.objects.values().get(), scene.revision.text
    published(scene)

    assert (Plan.objects.values().get(), scene.revision.text) == before


# --- mails ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(django_capture_on_commit_callbacks, settings) -> Callable[..., dict[str, EmailMessage]]:  # noqa: ANN001
    """The mails an act sends, by address."""
    settings.PUBLIC_URL = "https://portaal.example"

    def run(act: Callable[[], object]) -> dict[str, EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        found = {message.to[0]: message for message in mail.outbox}
        assert len(found) == len(mail.outbox), "nobody gets two mails about one act"
        return found

    return run


def test_who_made_and_decided_it_learn_where_it_is_published(scene: Scene, sent) -> None:  # noqa: ANN001
    mails = sent(lambda: published(scene))
    made = Publication.objects.get()
    assert mails.keys() == {p.email for p in (scene.planner, scene.chief, scene.mayor, scene.prosecutor)}
    assert f"https://portaal.example/documenten/{made.uuid}/" in mails[scene.mayor.email].body
    assert "voor iedereen." in mails[scene.mayor.email].body


def test_a_mail_about_an_embargo_says_from_when_and_for_whom(scene: Scene, sent) -> None:  # noqa: ANN001
    moment = timezone.make_aware(datetime(2090, 1, 1))  # noqa: DTZ001
    body = sent(lambda: published(scene, Audience.COUNCIL, visible_from=moment))[scene.chief.email].body
    assert "vanaf 1 januari 2090" in body
    assert "met een account in dit portaal" in body


def test_withdrawing_is_told_with_its_reason(scene: Scene, sent) -> None:  # noqa: ANN001
    made = published(scene)
    mails = sent(lambda: withdraw(publication=made, reason="Fout cijfer & te vroeg.", by=scene.secretary))
    assert scene.officer.email in mails
    assert scene.secretary.email not in mails
    assert "Fout cijfer & te vroeg." in mails[scene.officer.email].body
