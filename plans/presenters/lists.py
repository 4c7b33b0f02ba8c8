"""The short lists of the teams somebody works for, and where the plans point to what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise

from plans.codes import ListKind
from plans.forms.lists import LISTS
from plans.models import Block, Listed, Plan, Pointer, teams_with_lists_for
from plans.policies import may_keep_lists
from plans.typed_names import in_order, typed_names
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.richtext import beginning, plain_text
from workplan_portal.organisation.models import BaseTeam
from workplan_portal.people.models import Person


@dataclass(frozen=True)
class TypedName:
    name: str
    count: int
    url: str  # where it is added


@dataclass(frozen=True)
class ShortList:
    team: BaseTeam
    kind: ListKind
    title: str | Promise
    rows: list[Listed]  # each with how many contributions point to it, in plans that one sees
    keeping: Verdict
    typed: list[TypedName]  # at contributions, and in no list yet

    @property
    def anchor(self) -> str:
        return f"{self.kind.value}-{self.team.uuid}"


def short_lists(person: Person) -> Iterator[tuple[BaseTeam, list[ShortList]]]:
    """Of each team the four lists; what is out of use stands last."""
    teams = list(teams_with_lists_for(person))
    seen = Plan.objects.unfinished_visible_to(person)
    rows = list(
        Listed.objects.filter(team__in=teams)
        .select_related("municipality")
        .annotate(used=Count("pointers", filter=Q(pointers__contribution__draft__plan__in=seen.values("pk"))))
    )
    rows.sort(key=lambda row: (row.retired, in_order(row.name)))
    typed = typed_names(seen.values("pk"), rows)
    for team in teams:
        keeping = may_keep_lists(person, team)
        yield (
            team,
            [
                ShortList(
                    team,
                    kind,
                    title,
                    [r for r in rows if (r.team_id, r.kind) == (team.pk, kind)],
                    keeping,
                    [_typed(team, kind, *found) for found in typed.get((team.pk, kind), ())],
                )
                for kind, title in LISTS.items()
            ],
        )


def _typed(team: BaseTeam, kind: ListKind, name: str, count: int) -> TypedName:
    add = reverse("plans:add_listed", args=[team.uuid, kind])
    return TypedName(name, count, f"{add}?{urlencode({'naam': name})}")


@dataclass(frozen=True)
class Use:
    """A contribution that points here, and the priority under which it stands first."""

    plan: Plan
    words: str
    priority: str
    url: str


def uses(listed: Listed, person: Person) -> list[Use]:
    """In the plans of which this person sees what is being written, newest first."""
    plans = {plan.pk: plan for plan in Plan.objects.unfinished_visible_to(person).with_names()}
    pointers = Pointer.objects.filter(listed=listed, contribution__draft__plan__in=plans)
    found = pointers.select_related("contribution__draft").order_by("-contribution__draft__plan__year", "pk")
    blocks: dict[int, Block] = {}
    placed = Block.objects.filter(placements__contribution__pointers__listed=listed).select_related("priority")
    for block in placed.prefetch_related("placements").order_by("chapter__position", "position"):
        for placement in block.placements.all():
            blocks.setdefault(placement.contribution_id, block)
    return [_use(plans[p.contribution.draft.plan_id], p, blocks[p.contribution_id]) for p in found]


def _use(plan: Plan, pointer: Pointer, block: Block) -> Use:
    draft = pointer.contribution.draft
    draft.plan = plan
    url = f"{reverse('plans:block', args=[draft, block.uuid])}#bijdrage-{pointer.contribution.uuid}"
    if draft.status == "adopted":
        url = reverse("plans:plan", args=[plan.uuid])
    return Use(plan, beginning(plain_text(pointer.contribution.text), 120), str(block), url)
