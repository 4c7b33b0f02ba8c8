"""Frames and their priorities: each act succeeds, is refused, is whole, and leaves its trail."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from priorities.actions.frames import (
    COPIED,
    add_frame,
    add_priority,
    adopt_frame,
    discard_frame,
    edit_frame,
    edit_priority,
    move_priority,
    remove_priority,
    renew_frame,
)
from priorities.codes import Authority, Level
from priorities.models import PolicyFrame, Priority
from priorities.saving import Stale

ADOPTED_ON = date(2020, 12, 1)


def titles(frame: PolicyFrame) -> list[str]:
    return [priority.title for priority in frame.priorities.all()]


def test_a_frame_is_added(world, trail):
    frame = add_frame(
        level=Level.LOCAL,
        owner=world.emmen,
        title="Uitvoeringsprogramma",
        valid_from=2021,
        valid_until=2024,
        by=world.safety_officer,
    )
    assert not frame.is_adopted
    assert frame.edition == 1
    assert (trail(frame.subject).action, trail(frame.subject).object) == ("add_frame", "Uitvoeringsprogramma")


def test_nobody_adds_a_frame_for_the_neighbours(world, refused):
    with refused():
        add_frame(
            level=Level.LOCAL,
            owner=world.coevorden,
            title="Van de buren",
            valid_from=2021,
            valid_until=2021,
            by=world.safety_officer,
        )


def test_a_draft_is_edited_and_the_trail_keeps_what_it_was(world, trail):
    frame = world.frame()
    edited = edit_frame(frame=frame, version=1, title="Nieuw programma", by=world.safety_officer)
    assert (edited.title, edited.version) == ("Nieuw programma", 2)
    assert trail(frame.subject).details == {"changes": {"title": ["Programma", "Nieuw programma"]}}


def test_saving_without_a_change_changes_nothing(world, unchanged):
    frame = world.frame("Woninginbraken")
    with unchanged():
        edit_frame(frame=frame, version=1, title=frame.title, valid_from=2021, by=world.safety_officer)
        edit_priority(
            priority=frame.priorities.get(), version=1, title="Woninginbraken", narrative="", by=world.safety_officer
        )


def test_two_people_do_not_overwrite_each_other(world, unchanged):
    frame = world.frame("Woninginbraken")
    priority = frame.priorities.get()
    edit_priority(priority=priority, version=1, ambition="Minder inbraken.", by=world.safety_officer)
    with unchanged(), pytest.raises(Stale) as stale:
        edit_priority(priority=priority, version=1, ambition="Iets anders.", by=world.safety_officer)
    assert stale.value.current.ambition == "<p>Minder inbraken.</p>"


@pytest.mark.parametrize("who", ["planner", "unit_planner", "prosecution_staff", "administrator", "auditor", "mayor"])
def test_others_do_nothing_with_a_draft(world, refused, who):
    frame = world.frame("Woninginbraken")
    priority, by = frame.priorities.get(), getattr(world, who)
    with refused():
        edit_frame(frame=frame, version=1, title="Anders", by=by)
    with refused():
        adopt_frame(frame=frame, adopted_on=ADOPTED_ON, adopted_by="raad", by=by)
    with refused():
        discard_frame(frame=frame, by=by)
    with refused():
        add_priority(frame=frame, heading="Kop", title="Erbij", by=by)
    with refused():
        edit_priority(priority=priority, version=1, title="Anders", by=by)
    with refused():
        move_priority(priority=priority, steps=1, by=by)
    with refused():
        remove_priority(priority=priority, by=by)


def test_a_frame_is_adopted(world, trail):
    frame = world.frame("Woninginbraken", "Jeugd")
    adopt_frame(frame=frame, adopted_on=ADOPTED_ON, adopted_by="gemeenteraad", by=world.safety_officer)
    frame.refresh_from_db()
    assert (frame.is_adopted, frame.adopted_on, frame.adopted_by) == (True, ADOPTED_ON, "gemeenteraad")
    assert trail(frame.subject).details == {
        "adopted_on": "2020-12-01",
        "adopted_by": "gemeenteraad",
        "priorities": ["Woninginbraken", "Jeugd"],
    }


def test_an_adopted_frame_never_changes(world, refused):
    frame = world.adopted_frame("Woninginbraken")
    priority, by = frame.priorities.get(), world.safety_officer
    with refused("vastgesteld|adopted"):
        edit_frame(frame=frame, version=frame.version, title="Anders", by=by)
    with refused():
        adopt_frame(frame=frame, adopted_on=ADOPTED_ON, adopted_by="raad", by=by)
    with refused():
        discard_frame(frame=frame, by=by)
    with refused():
        add_priority(frame=frame, heading="Kop", title="Erbij", by=by)
    with refused():
        edit_priority(priority=priority, version=1, title="Anders", by=by)
    with refused():
        move_priority(priority=priority, steps=1, by=by)
    with refused():
        remove_priority(priority=priority, by=by)


def test_a_form_that_was_open_while_the_frame_was_adopted_is_refused(world, refused):
    stale = world.frame("Woninginbraken")
    adopt_frame(frame=PolicyFrame.objects.get(), adopted_on=ADOPTED_ON, adopted_by="raad", by=world.safety_officer)
    with refused():
        edit_frame(frame=stale, version=1, title="Anders", by=world.safety_officer)


def test_the_next_edition_copies_everything_and_leaves_the_adopted_one(world, trail):
    frame = world.frame()
    content = {
        "heading": "Veilige wijken",
        "safety_field": "living",
        "title": "Woninginbraken",
        "other_titles": "Inbraken\nHIC",
        "narrative": "<p>Verhaal.</p>",
        "ambition": "<p>Ambitie.</p>",
        "objective": "<p>Doelstelling.</p>",
        "residents_input": "<p>Inwoners.</p>",
        "authority": Authority.PUBLIC_ORDER,
    }
    add_priority(frame=frame, by=world.safety_officer, **content)
    adopt_frame(frame=frame, adopted_on=ADOPTED_ON, adopted_by="raad", by=world.safety_officer)

    renewed = renew_frame(frame=frame, by=world.safety_officer)

    assert (renewed.edition, renewed.replaces, renewed.is_adopted) == (2, frame, False)
    copy = renewed.priorities.get()
    assert {name: getattr(copy, name) for name in content} == content
    assert copy.uuid != frame.priorities.get().uuid
    assert (copy.lineage, renewed.lineage) == (frame.priorities.get().lineage, frame.lineage)
    assert trail(frame.subject).action == "renew_frame"
    assert trail(renewed.subject).details == {"replaces": str(frame.uuid)}


def test_what_a_priority_says_is_all_copied():
    own = {"id", "uuid", "frame", "lineage", "version"}
    assert set(COPIED) | own == {field.name for field in Priority._meta.concrete_fields}


def test_there_is_one_next_edition(world, refused):
    frame = world.adopted_frame()
    renewed = renew_frame(frame=frame, by=world.safety_officer)
    with refused():
        renew_frame(frame=frame, by=world.safety_officer)
    with refused():
        renew_frame(frame=renewed, by=world.safety_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyFrame.objects.create(
            title="Nog een", level=Level.LOCAL, owner=world.emmen, valid_from=2021, valid_until=2021, replaces=frame
        )


def test_plans_get_the_newest_adopted_edition(world):
    frame = world.adopted_frame("Woninginbraken")

    def applicable() -> list[int]:
        return [f.edition for f in PolicyFrame.objects.applicable_to(world.team, [world.emmen], 2021)]

    renewed = renew_frame(frame=frame, by=world.safety_officer)
    assert applicable() == [1], "a draft edition does not replace anything yet"
    adopt_frame(frame=renewed, adopted_on=date(2021, 3, 1), adopted_by="raad", by=world.safety_officer)
    assert applicable() == [2]


def test_a_draft_is_discarded_and_stays_readable_in_the_trail(world, trail):
    frame = world.frame("Woninginbraken")
    discard_frame(frame=frame, by=world.safety_officer)
    assert not PolicyFrame.objects.exists()
    entry = trail(frame.subject)
    assert entry.action == "discard_frame"
    assert entry.details["priorities"][0]["title"] == "Woninginbraken"


def test_after_a_discarded_edition_another_can_be_made(world):
    frame = world.adopted_frame()
    discard_frame(frame=renew_frame(frame=frame, by=world.safety_officer), by=world.safety_officer)
    assert renew_frame(frame=frame, by=world.safety_officer).edition == 2


@pytest.mark.parametrize(
    ("which", "steps", "order"),
    [
        (0, 1, ["B", "A", "C"]),
        (2, -1, ["A", "C", "B"]),
        (0, 2, ["B", "C", "A"]),
        (1, -1, ["B", "A", "C"]),
    ],
)
def test_priorities_move_up_and_down(world, trail, which, steps, order):
    frame = world.frame("A", "B", "C")
    move_priority(priority=frame.priorities.all()[which], steps=steps, by=world.safety_officer)
    assert titles(frame) == order
    assert trail(frame.subject).action == "move_priority"


def test_the_first_cannot_move_up_nor_the_last_down(world, unchanged):
    frame = world.frame("A", "B")
    with unchanged():
        move_priority(priority=frame.priorities.all()[0], steps=-1, by=world.safety_officer)
        move_priority(priority=frame.priorities.all()[1], steps=1, by=world.safety_officer)


def test_a_removed_priority_stays_readable_in_the_trail(world, trail):
    frame = world.frame("A", "B")
    first = frame.priorities.all()[0]
    edit_priority(priority=first, version=1, objective="<p>Minder <em>overlast</em>.</p>", by=world.safety_officer)
    remove_priority(priority=first, by=world.safety_officer)
    assert titles(frame) == ["B"]
    assert trail(frame.subject).details["content"]["objective"] == "Minder overlast."


def test_a_new_priority_comes_last_even_after_a_removal(world):
    frame = world.frame("A", "B", "C")
    remove_priority(priority=frame.priorities.all()[0], by=world.safety_officer)
    add_priority(frame=frame, heading="Kop", title="D", by=world.safety_officer)
    assert titles(frame) == ["B", "C", "D"]


def test_script_in_a_rich_text_is_not_kept(world):
    frame = world.frame("A")
    text = "<p>Goed</p><script>alert(1)</script>"
    edit_priority(priority=frame.priorities.get(), version=1, narrative=text, by=world.safety_officer)
    assert frame.priorities.get().narrative == "<p>Goed</p>"


@pytest.mark.parametrize("values", [{"valid_from": 2022, "valid_until": 2021}, {"level": "europees"}])
def test_the_database_refuses_a_frame_that_makes_no_sense(world, values):
    fitting = {"level": Level.LOCAL, "owner": world.emmen, "valid_from": 2021, "valid_until": 2024}
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyFrame.objects.create(title="Onzin", **fitting | values)


def test_an_adopted_frame_has_a_date(world):
    frame = world.frame()
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyFrame.objects.filter(pk=frame.pk).update(status="adopted")


def test_an_act_is_whole(world, unchanged, monkeypatch):
    """When the trail cannot be written, nothing has happened."""
    frame = world.frame("A")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("workplan_portal.audit.models.Entry.save", full)
    with unchanged():
        for act in (
            lambda: renew_frame(frame=world.frame(), by=world.safety_officer),
            lambda: add_priority(frame=frame, heading="Kop", title="B", by=world.safety_officer),
            lambda: remove_priority(priority=frame.priorities.get(), by=world.safety_officer),
            lambda: discard_frame(frame=frame, by=world.safety_officer),
        ):
            with pytest.raises(OSError, match="disk full"):
                act()
