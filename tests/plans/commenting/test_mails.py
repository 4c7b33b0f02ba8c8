"""Who gets a mail about a comment: whoever is asked, and whoever takes part and may still read it."""

from __future__ import annotations

import pytest
from django.core import mail

from plans.actions import commenting, deciding
from tests.plans import factories
from tests.plans.commenting.talk import answer, say
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(django_capture_on_commit_callbacks, settings):
    settings.PUBLIC_URL = "https://portaal.example"

    def run(act) -> dict[str, mail.EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        found = {message.to[0]: message for message in mail.outbox}
        assert len(found) == len(mail.outbox), "nobody gets two mails about one act"
        return found

    return run


def test_whoever_is_asked_gets_a_link_and_not_the_words(scene, sent):
    assert sent(lambda: say(scene, by=scene.officer)) == {}
    mails = sent(lambda: say(scene, "Over Jan J.", by=scene.officer, asked=[scene.planner, scene.officer]))
    assert mails.keys() == {scene.planner.email}
    message, thread = mails[scene.planner.email], scene.draft.comments.latest("pk")
    address = f"/plannen/{scene.plan.uuid}/opmerkingen/?bij={thread.uuid}#opmerking-{thread.uuid}"
    assert f"https://portaal.example{address}" in message.body
    assert message.subject == f"Uw reactie gevraagd: {scene.plan.title}"
    assert "Sanne de Wit vraagt u iets" in message.body
    assert "Jan J." not in message.body
    assert sent(lambda: commenting.settle(comment=thread, by=scene.planner)) == {}

    def refused() -> None:
        with pytest.raises(Refused):
            say(scene, by=scene.officer, asked=[scene.stranger])

    assert sent(refused) == {}


def test_an_answer_goes_to_whoever_takes_part_and_may_still_read(sent):
    scene = factories.submitted()
    thread = say(scene, by=scene.mayor, asked=[scene.planner])
    mails = sent(lambda: answer(thread, by=scene.chief))
    assert mails.keys() == {scene.mayor.email, scene.planner.email}
    assert mails[scene.mayor.email].subject.startswith("Nieuw antwoord bij een opmerking")
    mails = sent(lambda: answer(thread, by=scene.planner, asked=[scene.chief]))
    assert mails.keys() == {scene.mayor.email, scene.chief.email}
    assert mails[scene.chief.email].subject.startswith("Uw reactie gevraagd")

    deciding.withdraw(draft=scene.draft, by=scene.planner)
    assert sent(lambda: answer(thread, by=scene.planner)).keys() == {scene.chief.email}, "the mayor does not listen in"
