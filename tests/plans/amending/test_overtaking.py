"""Two amendments at once: the second is told what the first changed, and nothing merges silently."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from plans.actions import drafting, overtaking
from plans.compiling import compile_draft
from plans.document import load
from plans.models import Block, Contribution, Draft, Target
from plans.policies import may_adopt, may_submit
from plans.policies_of_amendments import may_take_over
from tests import factories as people
from tests.plans import factories
from tests.plans.amending import world
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused
from workplan_portal.home.gathering import gather
from workplan_portal.home.presenters import tasks_of

pytestmark = pytest.mark.django_db


@remembered
def two() -> tuple[factories.Scene, Draft, Draft]:
    scene = factories.adopted()
    return scene, world.begun(scene, cause="De eerste"), world.begun(scene, cause="De tweede")


def take_over(scene: factories.Scene, draft: Draft, **chosen: str) -> None:
    draft = world.fresh(draft)
    by_name = {change.name: chosen["every"] for change in overtaking.meanwhile_of(draft).clashes} if chosen else {}
    overtaking.take_over_amendment(
        amendment=draft.amendment, seen=overtaking.fingerprint(draft), chosen=by_name, by=scene.planner
    )


def contribution_of(draft: Draft) -> Contribution:
    return Contribution.objects.filter(draft=draft).order_by("pk")[0]


def reword(scene: factories.Scene, draft: Draft, text: str) -> None:
    row = contribution_of(draft)
    drafting.edit_contribution(contribution=row, version=row.version, by=scene.planner, text=text)


def test_the_second_is_told_and_waits_for_its_authors(as_, django_capture_on_commit_callbacks):
    scene, first, second = two()
    world.introduce(scene, second, "<p>Van de tweede.</p>")
    revision = world.decided(scene, second)
    assert may_adopt(scene.secretary, world.fresh(second), revision)
    world.raise_goal(scene, first)
    world.decided(scene, first)
    with django_capture_on_commit_callbacks(execute=True):
        world.adopt(scene, first)
    assert not may_adopt(scene.secretary, world.fresh(second), revision), "agreed, and about an earlier text"
    told = {message.to[0]: message.body for message in mail.outbox if "intussen iets gewijzigd" in message.subject}
    assert set(told) == {scene.officer.email, scene.planner.email}
    address = reverse("plans:amendment", args=[world.fresh(second)])
    assert address in told[scene.planner.email]
    assert "ligt nu bij anderen" in told[scene.planner.email]
    to_return = {message.to[0]: message for message in mail.outbox if "Kan zo niet worden" in message.subject}
    assert set(to_return) == {person.email for person in (scene.chief, scene.mayor, scene.prosecutor)}
    assert "/link/" in to_return[scene.mayor.email].body, "only who agreed can make the next move"
    with override("en"):
        waits = {
            person: {task.asked: task.button.url for task in tasks_of(gather(people.fresh(person)))}
            for person in (scene.chief, scene.mayor, scene.prosecutor, scene.secretary)
        }
    address = reverse("plans:decide", args=[world.fresh(second)])
    returns = "Another amendment has been adopted since. Whoever agreed with this one returns it."
    assert [person for person in waits if waits[person].get(returns) == address] == list(waits)[:3]
    assert returns not in waits[scene.secretary]
    assert "Everybody agrees. Record the adoption of the amendment." not in waits[scene.secretary]
    for name in ("amendment", "decide"):
        page = as_(scene.mayor).get(reverse(f"plans:{name}", args=[world.fresh(second)])).content.decode()
        assert "Intussen is een andere bijstelling vastgesteld" in page, name
    third = world.begun(scene)
    assert not may_take_over(scene.planner, third), "begun on the text adopted last"


def test_what_only_the_other_changed_comes_along_with_one_act():
    """A goal, words, a new contribution and one that went: and the second keeps what it changed itself."""
    scene, first, second = two()
    world.raise_goal(scene, first)
    reword(scene, first, "<p>Wij houden scherper toezicht.</p>")
    blocks = list(Block.objects.filter(chapter__draft=first).order_by("chapter__position", "position"))
    factories.contribution(scene, blocks[1], "<p>Nieuw van de eerste.</p>")
    going = blocks[2].placements.get()
    factories.contribution(scene, blocks[2], "<p>In de plaats daarvan.</p>")
    drafting.remove_contribution(placement=going, by=scene.planner)
    world.introduce(scene, second, "<p>Van de tweede.</p>")
    adopted = load(world.adopted(scene, first).text)
    before = compile_draft(world.fresh(second))
    assert not may_submit(scene.planner, world.fresh(second))
    found = overtaking.meanwhile_of(world.fresh(second))
    assert not found.clashes
    assert compile_draft(world.fresh(second)) == before, "looking changes nothing"
    take_over(scene, second)
    merged = compile_draft(world.fresh(second))
    assert replace(merged, amendment=None, introduction="") == replace(adopted, amendment=None, introduction="")
    assert merged.introduction == "<p>Van de tweede.</p>"
    assert world.amendment_of(second).base.text == scene.revision.text
    assert may_submit(scene.planner, world.fresh(second))
    entry = Entry.objects.filter(subject=scene.plan.subject).latest("number")
    assert entry.action == "take_over_amendment"
    assert len(entry.details["taken_over"]) == len(found.of_the_other_alone)


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("mine", "<p>Van de tweede.</p>"),
        ("theirs", "<p>Van de eerste.</p>"),
        ("both", "<p>Van de eerste.</p><p>Van de tweede.</p>"),
    ],
)
def test_what_both_changed_is_chosen_about(way, text):
    scene, first, second = two()
    reword(scene, first, "<p>Van de eerste.</p>")
    reword(scene, second, "<p>Van de tweede.</p>")
    world.adopted(scene, first)
    (clash,) = overtaking.meanwhile_of(world.fresh(second)).clashes
    assert (clash.field, clash.theirs, clash.mine) == ("text", "<p>Van de eerste.</p>", "<p>Van de tweede.</p>")
    before = contribution_of(second).text
    for chosen in ({}, {"every": "anything"}):
        with pytest.raises(Refused):
            take_over(scene, second, **chosen)
    assert contribution_of(second).text == before, "nothing merges before somebody has chosen"
    take_over(scene, second, every=way)
    kept = contribution_of(second).text.replace("\n", "")
    assert kept in (text, text.replace("</p><p>", "<br>"), text.replace("</p><p>", " "))
    assert Entry.objects.filter(subject=scene.plan.subject).latest("number").details["chosen"]


@pytest.mark.parametrize("way", ["mine", "theirs"])
def test_a_priority_that_the_second_left_out_and_the_first_changed_is_one_choice(way):
    scene, first, second = two()
    world.raise_goal(scene, first)
    left = Target.objects.get(block__chapter__draft=second).block
    identity = left.uuid
    drafting.remove_block(block=left, by=scene.planner)
    adopted = load(world.adopted(scene, first).text)
    (clash,) = overtaking.meanwhile_of(world.fresh(second)).clashes
    assert clash.key == ("block", str(identity))
    take_over(scene, second, every=way)
    merged = compile_draft(world.fresh(second))
    there = {block.id for block in merged.blocks}
    assert (str(identity) in there) is (way == "theirs")
    if way == "theirs":
        old, new = (next(b for b in d.blocks if b.id == str(identity)) for d in (adopted, merged))
        assert old.targets == new.targets


def test_who_may_take_over_and_nothing_that_changed_meanwhile_goes_unseen():
    scene, first, second = two()
    world.raise_goal(scene, first)
    world.introduce(scene, second, "<p>Van de tweede.</p>")
    world.adopted(scene, first)
    draft = world.fresh(second)
    may = {name for name, person in scene.everyone.items() if may_take_over(people.fresh(person), draft)}
    assert may == {"officer", "planner", "chief"}
    seen = overtaking.fingerprint(draft)
    world.introduce(scene, second, "<p>Nog anders.</p>")
    with pytest.raises(Refused):
        overtaking.take_over_amendment(amendment=draft.amendment, seen=seen, chosen={}, by=scene.planner)
    assert world.amendment_of(second).base.amendment == 0


def test_the_page_shows_both_sides_and_takes_the_choice(as_):
    scene, first, second = two()
    reword(scene, first, "<p>Van de eerste.</p>")
    world.raise_goal(scene, first)
    reword(scene, second, "<p>Van de tweede.</p>")
    world.adopted(scene, first)
    page = reverse("plans:take_over_amendment", args=[second])
    browser = as_(scene.planner)
    before = browser.get(reverse("plans:amendment", args=[second]))
    assert page in before.content.decode()
    (submit,) = [each for each in before.context["buttons"] if each.url == reverse("plans:submit", args=[second])]
    assert "Kijk eerst wat die in het plan heeft gewijzigd." in submit.reason
    shown = browser.get(page)
    text = shown.content.decode()
    assert "eerste" in text
    assert "tweede" in text
    answer = browser.post(page, {"seen": shown.context["form"].initial["seen"]})
    assert answer.status_code == 200
    assert world.amendment_of(second).base.amendment == 0, "not before a choice is made"
    (clash,) = shown.context["page"].clashes
    assert clash.label == "Bijdrage: Van de tweede.", "what it is, once"
    answer = browser.post(page, {"seen": shown.context["form"].initial["seen"], clash.name: "mine"})
    assert answer.status_code == 302
    assert world.amendment_of(second).base.amendment == 1
    assert contribution_of(second).text == "<p>Van de tweede.</p>"
    assert as_(scene.mayor).get(page).status_code == 404
