"""Reasons for what does not return are saved while somebody writes them; that it does not return is an act."""

from __future__ import annotations

import pytest

from plans.codes import Outcome
from tests.plans.drafting.addresses import at
from tests.plans.drafting.test_autosaving import Typing
from tests.plans.next_year.test_choosing import drop
from workplan_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_better_words_for_a_reason_are_saved_while_one_writes_and_dropping_is_not(started, browser_of):
    planner = started.scene.planner
    url = f"{at(started.scene, 'last_year')}?laten-vallen={started.then('Wijk in beeld')}"
    tab = Typing(browser_of(planner), url)
    assert ("data-writing" in tab.page, "data-autosave" in tab.page) == (True, False)
    drop(started, "Wijk in beeld", planner, reason="Is klaar.")

    again = browser_of(planner).get(url.replace("laten-vallen", "anders")).content.decode()
    assert f"{url}#" in again  # where one decides otherwise, the reason can be reworded too
    tab, other = (Typing(browser_of(who), url) for who in (planner, started.scene.officer))
    assert "data-autosave" in tab.page
    before = Entry.objects.count()
    for reason in ("Is kl", "Is klaar in", "Is klaar in maart."):
        assert tab.types(reason=reason)[0] == 200
    offer = started.scene.draft.offers.get(origin=started.then("Wijk in beeld"))
    assert (offer.outcome, offer.reason, Entry.objects.count()) == (Outcome.DROPPED, "Is klaar in maart.", before + 1)
    assert other.types(reason="Ander werk.")[0] == 409
