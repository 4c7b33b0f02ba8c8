"""Who gets which mail, who does not, and what it says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.utils import translation

from plans.actions import deciding
from tests import factories as people
from tests.plans import factories
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people import links
from workplan_portal.people.models import Appointment, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.fixture
def outbox(settings):
    settings.PUBLIC_URL = "https://portaal.example"


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """The mails an act sends, once it is safely in the database: `sent(act)`, by address."""

    def run(act) -> dict[str, mail.EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        found = {message.to[0]: message for message in mail.outbox}
        assert len(found) == len(mail.outbox), "nobody gets two mails about one act"
        assert all(len(message.to) == 1 and not message.cc for message in mail.outbox), "addresses stay private"
        return found

    return run


def addresses(*someone: Person) -> set[str]:
    return {person.email for person in someone}


def returning(scene: factories.Scene, role: Role, by: Person):
    return lambda: deciding.return_to_author(
        draft=scene.draft, revision=scene.revision, seat=scene.seats[role], by=by, remark="Noem de wijkagent & co."
    )


def test_submitting_asks_the_chiefs_and_nobody_else(sent):
    scene = factories.written()
    second = people.person(Role.CHIEF, scene.region.team)
    people.person(Role.CHIEF, people.other_team(scene.region))
    gone = people.person(Role.CHIEF, scene.region.team)
    Appointment.objects.filter(person=gone).update(ends_on=date(2020, 12, 31))

    mails = sent(lambda: deciding.submit(draft=scene.draft, by=scene.planner))

    assert mails.keys() == addresses(scene.chief, second)
    message = mails[scene.chief.email]
    assert message.subject == f"Uw besluit gevraagd: {scene.plan.title}"
    token = re.search(r"https://portaal\.example/link/(\S+)/\n", message.body)[1]
    link = links.read(token)
    assert (link.person, link.path) == (scene.chief.pk, f"/plannen/{scene.plan.uuid}/besluit/")
    assert "Beste Joost Veldman" in message.body
    assert "voorwoord" in message.body


def test_the_chiefs_approval_asks_mayor_and_prosecutor(sent):
    scene = factories.submitted()
    mails = sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief))
    assert mails.keys() == addresses(scene.mayor, scene.prosecutor)
    assert "voorwoord" not in mails[scene.mayor.email].body


def test_whose_consent_still_holds_is_not_asked_again(sent):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    returning(scene, Role.PROSECUTOR, scene.prosecutor)()
    mails = sent(lambda: deciding.submit(draft=scene.draft, by=scene.planner))
    assert mails.keys() == addresses(scene.prosecutor)


def test_a_consent_in_between_bothers_nobody(sent):
    scene = factories.approved()
    assert sent(lambda: factories.agree(scene, Role.MAYOR, scene.mayor)) == {}


def test_the_last_consent_tells_the_secretary(sent):
    scene = factories.approved()
    factories.agree(scene, Role.MAYOR, scene.mayor)
    mails = sent(lambda: factories.agree(scene, Role.PROSECUTOR, scene.prosecutor))
    assert mails.keys() == addresses(scene.secretary)
    assert f"/plannen/{scene.plan.uuid}/vaststellen/" in mails[scene.secretary.email].body


def test_a_return_brings_the_remark_to_the_authors_and_tells_who_was_asked(sent):
    scene = factories.approved()
    mails = sent(returning(scene, Role.MAYOR, scene.mayor))
    authors = addresses(scene.officer, scene.planner)
    assert mails.keys() == authors | addresses(scene.chief, scene.prosecutor)
    for address, message in mails.items():
        assert ("Noem de wijkagent & co." in message.body) is (address in authors)
        assert f"/plannen/{scene.plan.uuid}/" in message.body
    assert mails[scene.prosecutor.email].subject.startswith("U hoeft nu niet te besluiten")


def test_when_the_chief_returns_it_mayor_and_prosecutor_hear_nothing(sent):
    scene = factories.submitted()
    assert sent(returning(scene, Role.CHIEF, scene.chief)).keys() == addresses(scene.officer, scene.planner)


def test_taking_back_tells_only_who_had_been_asked(sent):
    scene = factories.submitted()
    early = sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    deciding.submit(draft=scene.draft, by=scene.planner)
    factories.agree(scene, Role.CHIEF, scene.chief)
    late = sent(lambda: deciding.withdraw(draft=scene.draft, by=scene.planner))
    assert early.keys() == addresses(scene.chief)
    assert late.keys() == addresses(scene.chief, scene.mayor, scene.prosecutor)


def test_the_adoption_is_told_to_those_who_made_and_decided_it(sent):
    scene = factories.agreed()
    mails = sent(
        lambda: deciding.adopt(
            draft=scene.draft,
            revision=scene.revision,
            adopted_on=date(2021, 1, 18),
            body="Bestuurlijk Overleg Basisteam",
            members=["Ellen Bos"],
            by=scene.secretary,
        )
    )
    assert mails.keys() == addresses(scene.officer, scene.planner, scene.chief, scene.mayor, scene.prosecutor)
    assert "18 januari 2021" in mails[scene.mayor.email].body


def test_each_mayor_of_a_shared_plan_is_asked_and_no_mayor_of_elsewhere(sent):
    scene = factories.stage()
    factories.submitted(scene=scene, municipalities=[scene.region.emmen, scene.region.coevorden])
    people.person(Role.MAYOR, scene.region.borger)
    mails = sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief))
    assert mails.keys() == addresses(scene.mayor, scene.coevorden_mayor, scene.prosecutor)


def test_a_mail_is_plain_dutch_text_whatever_language_the_actor_reads(sent):
    scene = factories.submitted()
    Person.objects.filter(pk=scene.mayor.pk).update(name="Ellen O'Brien & Bos")
    with translation.override("en"):
        mails = sent(lambda: factories.agree(scene, Role.CHIEF, scene.chief))
    for message in mails.values():
        assert message.subject.startswith("Uw besluit gevraagd")
        assert "\n" not in message.subject
        assert not re.search(r"&\w+;|&#|\{[{%]|<\w", message.body)
    assert "Beste Ellen O'Brien & Bos," in mails[scene.mayor.email].body


def test_an_act_that_is_refused_sends_nothing(sent):
    scene = factories.submitted()

    def refused() -> None:
        with pytest.raises(Refused):
            factories.agree(scene, Role.MAYOR, scene.mayor)

    assert sent(refused) == {}


def test_who_holds_a_role_at_the_unit_gets_the_mails_of_its_teams(sent):
    scene = factories.agreed()
    at_unit = people.person(Role.PLANNER, scene.region.unit)
    assert at_unit.covers(scene.region.team.pk, Role.PLANNER)
    mails = sent(returning(scene, Role.MAYOR, scene.mayor))
    assert at_unit.email in mails
