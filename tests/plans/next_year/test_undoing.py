"""Putting back what came from last year's plan: what was decided about it is as it was, too."""

from __future__ import annotations

import pytest

from plans.actions import drafting, undoing
from plans.compiling import compile_draft
from plans.models import Offer
from tests.plans.next_year.test_choosing import bring_back, drop, keep, remove
from tests.plans.next_year.world import Autumn
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db


def undo(year: Autumn) -> None:
    undoing.undo_removal(removal=year.draft.removals.latest("pk"), by=year.scene.planner)


def decided(year: Autumn) -> list[tuple]:
    names = ("origin", "outcome", "under", "reason", "decided_by", "name")
    return list(Offer.objects.filter(draft=year.draft).order_by("pk").values_list(*names))


def test_decisions_about_last_year_are_as_they_were_before(started):
    keep(started, "Wijk in beeld", started.scene.planner)
    first = started.scene.blocks[0]
    row = started.contribution("Bodycam")
    drafting.edit_contribution(contribution=row, version=1, by=started.scene.officer, text="<p>Bodycam altijd.</p>")
    before, text = decided(started), compile_draft(started.draft).text()

    drafting.remove_block(block=first, reason="Geen thema meer.", by=started.scene.planner)
    assert decided(started) != before
    undo(started)
    assert (decided(started), compile_draft(started.draft).text()) == (before, text)

    remove(started, "Bodycam", reason="Doet iedereen nu.")
    undo(started)
    assert decided(started) == before
    undoing.undo_removal(removal=started.draft.removals.get(undone_at=None), by=started.scene.planner)
    assert (decided(started), compile_draft(started.draft).text()) == (before, text)


def test_what_was_brought_back_or_decided_anew_is_not_put_back_over_it(started):
    first = started.scene.blocks[0]
    drafting.remove_block(block=first, by=started.scene.planner)
    bring_back(started, str(first.origin))
    before = compile_draft(started.draft).text()
    with pytest.raises(Refused, match="al teruggehaald"):
        undo(started)
    assert compile_draft(started.draft).text() == before

    keep(started, "Jeugd op straat", started.scene.planner)
    remove(started, "Jeugd op straat", reason="Toch niet.")
    drop(started, "Jeugd op straat", started.scene.officer, reason="Is klaar.", version=3)
    before = decided(started), compile_draft(started.draft).text()
    with pytest.raises(Refused, match="opnieuw beslist"):
        undo(started)
    assert (decided(started), compile_draft(started.draft).text()) == before
