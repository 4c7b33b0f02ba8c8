"""The short lists of a team: kept once, pointed to by contributions, and told wherever a plan is read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.urls import reverse

from plans import document as doc
from plans.actions import drafting, listing, starting, undoing
from plans.codes import ListKind
from plans.comparing import compared
from plans.compiling import compile_draft
from plans.exports.data import plan_json
from plans.models import Contribution, Listed, Plan
from plans.record import record_of
from priorities.saving import Stale
from reports.letters.partners import outside_partners
from tests import factories as base
from tests.plans import factories
from tests.plans.drafting.addresses import at, block_url, text
from tests.plans.factories import Scene
from tests.remembered import remembered
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.verdict import Refused

pytestmark = pytest.mark.django_db

NAMES = {
    ListKind.PARTNER: "GGD",
    ListKind.CONSULTATION: "Veiligheidsoverleg",
    ListKind.HOTSPOT: "Stationsplein",
    ListKind.ALLY: "Dorpsbelangen",
}


@pytest.fixture
@remembered
def scene() -> Scene:
    """One name in each list; the first contribution names a partner of the list and another one in words."""
    written = factories.written()
    for kind, name in NAMES.items():
        listing.add_listed(team=written.region.team, kind=kind, name=name, by=written.planner)
    row = first(written)
    drafting.edit_contribution(contribution=row, version=1, by=written.planner, partners="horeca, ggd")
    return written


def first(scene: Scene) -> Contribution:
    return scene.blocks[0].placements.get().contribution


def listed(kind: ListKind) -> Listed:
    return Listed.objects.get(kind=kind)


def point(scene: Scene, *chosen: Listed, shown: tuple[Listed, ...] = (), by: Any = None) -> None:
    listing.point_contribution(contribution=first(scene), chosen=chosen, shown=shown, by=by or scene.planner)


def shown(scene: Scene) -> doc.Contribution:
    return next(compile_draft(scene.draft).blocks).contributions[0]


def test_lists_are_kept_by_who_write_the_plans_of_the_team(stage_of_lists: Scene):
    scene = stage_of_lists
    acts = (
        lambda by: listing.add_listed(team=scene.region.team, kind=ListKind.ALLY, name=f"Bij {by.name}", by=by),
        lambda by: listing.edit_listed(listed=listed(ListKind.PARTNER), version=1, about="zorg", by=by),
        lambda by: listing.retire_listed(listed=listed(ListKind.PARTNER), by=by),
    )
    keepers = {"planner", "officer", "coevorden_officer", "chief"}
    before = Entry.objects.count(), list(Listed.objects.values())
    for who in scene.everyone.keys() - keepers:
        for act in acts:
            with pytest.raises(Refused, match="houden de lijsten bij"):
                act(base.fresh(scene.everyone[who]))
    assert (Entry.objects.count(), list(Listed.objects.values())) == before

    for act, verb in zip(acts, ("add_listed", "edit_listed", "retire_listed"), strict=True):
        act(base.fresh(scene.coevorden_officer))
        assert (Entry.objects.latest("pk").action, Entry.objects.latest("pk").subject) == (
            verb,
            scene.region.team.subject,
        )
    acts[2](scene.planner)
    assert Entry.objects.latest("pk").action == "retire_listed"
    assert Entry.objects.count() == before[0] + 3
    with pytest.raises(Stale):
        listing.edit_listed(listed=listed(ListKind.PARTNER), version=1, about="iets anders", by=scene.planner)


@pytest.fixture
def stage_of_lists(db: None) -> Scene:
    scene = factories.stage()
    listing.add_listed(team=scene.region.team, kind=ListKind.PARTNER, name="GGD", by=scene.planner)
    return scene


def test_a_contribution_points_to_lists_and_what_was_typed_is_no_longer_said_twice(scene, browser_of):
    planner, row = browser_of(scene.planner), first(scene)
    before = compile_draft(scene.draft)
    form = planner.get(f"{block_url(scene)}?lijsten={row.uuid}").context["form"]
    assert form["partner"].value() == [str(listed(ListKind.PARTNER).uuid)]
    values = {kind.value: [str(listed(kind).uuid)] for kind in ListKind}
    saved = planner.post(at(scene, "point_contribution", scene.blocks[0].uuid, row.uuid), {**values, "shown": ""})
    assert saved["Location"] == f"{block_url(scene)}?bij={row.uuid}#bijdrage-{row.uuid}"

    row.refresh_from_db()
    assert (row.partners, row.pointers.count(), row.version) == ("horeca", 4, 3)
    told = shown(scene)
    assert (told.with_whom, told.discussed_in, told.hotspots, told.allies) == (
        "GGD, horeca",
        "Veiligheidsoverleg",
        "Stationsplein",
        "Dorpsbelangen",
    )
    page = text(planner.get(reverse("plans:preview", args=[scene.plan.uuid])))
    assert "met GGD, horeca · Veiligheidsoverleg · hotspots: Stationsplein · bondgenoten: Dorpsbelangen" in page
    document = compile_draft(scene.draft)
    assert doc.load(document.text()) == document
    assert outside_partners(next(document.blocks).contributions, document) == (["GGD", "horeca"], False)
    data = json.loads(plan_json(document, record_of(scene.plan, None)))
    exported = data["priorities"][0]["contributions"][0]
    assert exported["partners"] == "GGD, horeca"
    assert {each["name"] for each in exported["listed"]} == set(NAMES.values())
    (chapter,) = compared(before, document).chapters
    assert set(chapter.blocks[0].contributions[0].fields) == {"partners", "listed"}

    again = text(planner.get(reverse("plans:listed", args=[listed(ListKind.HOTSPOT).uuid])))
    assert "Wij houden toezicht." in again
    assert f"{block_url(scene)}#bijdrage-{row.uuid}" in again


def test_what_points_to_nothing_is_written_as_before_there_were_lists(scene):
    assert '"listed"' not in compile_draft(scene.draft).text()


def test_only_what_one_changed_oneself_changes_and_what_is_out_of_use_stays(scene):
    partner, spot, ally = listed(ListKind.PARTNER), listed(ListKind.HOTSPOT), listed(ListKind.ALLY)
    point(scene, partner, spot)
    point(scene, ally, by=scene.officer)  # whose form showed none of it
    assert first(scene).pointers.count() == 3
    listing.retire_listed(listed=spot, by=scene.planner)
    spot.refresh_from_db()
    point(scene, spot, ally, shown=(partner, spot, ally))
    assert {str(p.listed) for p in first(scene).pointers.all()} == {"Stationsplein", "Dorpsbelangen"}
    point(scene, ally, shown=(spot, ally))
    before = Entry.objects.count(), compile_draft(scene.draft).text()
    with pytest.raises(Refused, match="buiten gebruik"):
        point(scene, spot, ally, shown=(ally,))
    point(scene, ally, shown=(ally,))
    assert (Entry.objects.count(), compile_draft(scene.draft).text()) == before


def test_a_contribution_that_is_put_back_points_where_it_did(scene):
    point(scene, listed(ListKind.PARTNER))
    before = compile_draft(scene.draft).text()
    drafting.remove_block(block=scene.blocks[0], by=scene.planner)
    undoing.undo_removal(removal=scene.draft.removals.get(), by=scene.planner)
    assert compile_draft(scene.draft).text() == before


def test_the_plan_of_next_year_points_to_the_same(scene):
    point(scene, listed(ListKind.PARTNER), listed(ListKind.HOTSPOT))
    factories.decide(scene)
    listing.retire_listed(listed=listed(ListKind.HOTSPOT), by=scene.planner)
    earlier = scene.plan
    scene.plan = starting.start(
        team=earlier.team, year=2022, municipalities=[scene.region.emmen], earlier=earlier, by=scene.planner
    )
    row = scene.draft.contributions.get(pointers__listed=listed(ListKind.HOTSPOT))
    assert (row.partners, row.pointers.count(), row.origin) == ("horeca", 2, first_of(earlier).uuid)
    assert shown(scene).with_whom == "GGD, horeca"


def first_of(plan: Plan) -> Contribution:
    return Contribution.objects.get(draft__plan=plan, pointers__listed__kind=ListKind.PARTNER)


def test_the_pages_of_the_lists(scene, browser_of):
    officer, team = browser_of(scene.officer), scene.region.team
    lists = reverse("plans:lists")
    add = reverse("plans:add_listed", args=[team.uuid, "hotspot"])
    form = officer.get(add)
    assert "nooit van een persoon" in text(form)
    twice = officer.post(add, {"name": "stationsplein"})
    assert twice.context["form"].errors["name"] == ["‘stationsplein’ staat al in deze lijst."]
    added = officer.post(add, {"name": "Centrum", "municipality": scene.region.emmen.pk})
    assert added["Location"] == f"{lists}#hotspot-{team.uuid}"
    assert "Centrum" in text(officer.get(lists))

    one = Listed.objects.get(name="Centrum")
    edit = reverse("plans:edit_listed", args=[one.uuid])
    officer.post(edit, {"version": "1", "name": "Centrum van Emmen", "municipality": ""})
    stale = officer.post(edit, {"version": "1", "name": "Anders"})
    assert "Iemand anders heeft dit intussen veranderd" in text(stale)
    retire = reverse("plans:retire_listed", args=[one.uuid])
    officer.post(retire)
    one.refresh_from_db()
    assert (one.name, one.municipality, one.retired) == ("Centrum van Emmen", None, True)
    assert "buiten gebruik" in text(officer.get(lists))
    officer.post(retire)
    assert Entry.objects.latest("pk").action == "reuse_listed"

    mayor, staff = browser_of(scene.mayor), browser_of(scene.prosecution_staff)
    for url in (lists, add, edit, reverse("plans:listed", args=[one.uuid])):
        assert mayor.get(url).status_code == 404, url
    assert mayor.post(retire).status_code == 404
    assert staff.get(lists).status_code == 200
    assert "Toevoegen" not in text(staff.get(lists))
    assert staff.post(add, {"name": "Nieuw"}).status_code == 403
    assert staff.post(retire).status_code == 403


def test_names_that_were_typed_and_stand_in_no_list_are_counted_and_offered(scene, browser_of):
    for block, partners in zip(scene.blocks[1:], ("Café De Kroon; GGD", "cafe de kroon, Halt"), strict=True):
        row = block.placements.get().contribution
        values = {"partners": partners, "consultation": "Zorgoverleg"}
        drafting.edit_contribution(contribution=row, version=1, by=scene.planner, **values)
    for name in ("écht", "Zuid", "arbeid"):
        listing.add_listed(team=scene.region.team, kind=ListKind.PARTNER, name=name, by=scene.planner)
    page = browser_of(scene.officer).get(reverse("plans:lists"))
    shown = " ".join(re.sub(r"<[^>]*>", "", text(page)).split())
    assert "3 namen zijn bij bijdragen getypt en staan niet in deze lijst" in shown
    assert "Café De Kroon (2 bijdragen)" in shown
    assert "1 naam is bij bijdragen getypt en staat niet in deze lijst" in shown
    ((_team, (partners, *_others)),) = page.context["teams"]
    assert [row.name for row in partners.rows] == ["arbeid", "écht", "GGD", "Zuid"], "whatever capitals and accents"
    add = partners.typed[0].url
    assert browser_of(scene.officer).get(add).context["form"]["name"].value() == "Café De Kroon"
    browser_of(scene.officer).post(add, {"name": "Café De Kroon"})
    after = browser_of(scene.officer).get(reverse("plans:lists"))
    assert [found.name for found in after.context["teams"][0][1][0].typed] == ["Halt", "horeca"]
    assert "aan de lijst toevoegen" not in text(browser_of(scene.prosecution_staff).get(reverse("plans:lists")))
