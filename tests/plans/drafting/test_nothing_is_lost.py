"""Whatever goes wrong while saving, what was typed is still on the screen."""

import pytest

from plans.actions import deciding, drafting
from plans.models import Contribution
from tests.plans.drafting.addresses import CONTRIBUTION, at, block_url, row_url, text
from workplan_portal.audit.models import Entry, Result

pytestmark = pytest.mark.django_db


def test_what_was_removed_in_the_meantime_can_be_added_again(written, browser_of):
    row = Contribution.objects.filter(placements__block=written.blocks[0]).get()
    url = row_url(written, "save_row", "bijdrage", row)
    drafting.remove_contribution(placement=row.placements.get(), by=written.officer)

    answer = browser_of(written.planner).post(url, {**CONTRIBUTION, "version": "1", "text": "Lang aan gewerkt."})

    assert "Lang aan gewerkt." in text(answer)
    assert "intussen verwijderd" in text(answer)
    assert answer.context["form"].action == row_url(written, "add_row", "bijdrage")


def test_who_may_no_longer_write_keeps_the_text_on_the_screen(written, browser_of):
    """A colleague submits the plan while somebody is typing."""
    url = row_url(written, "add_row", "bijdrage")
    browser = browser_of(written.officer)
    browser.get(block_url(written))
    deciding.submit(draft=written.draft, by=written.planner)

    answer = browser.post(url, {**CONTRIBUTION, "text": "Nog een zin."})

    assert answer.status_code == 403
    assert "Nog een zin." in text(answer)
    assert "ingediend" in text(answer)
    assert Entry.objects.order_by("pk").last().result == Result.REFUSED
    assert not Contribution.objects.filter(text__contains="Nog een zin").exists()


def test_a_refused_act_without_a_text_is_a_403_that_changes_nothing(written, browser_of):
    deciding.submit(draft=written.draft, by=written.planner)
    answer = browser_of(written.planner).post(at(written, "move_block", written.blocks[1].uuid), {"steps": "-1"})
    assert answer.status_code == 403
    assert str(written.blocks[0]) == "Woninginbraken"
