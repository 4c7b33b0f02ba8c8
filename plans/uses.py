"""Which plans use a word of the glossary: in the rows of a draft, or in the latest text that was submitted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.db.models import Model, Q, QuerySet

from priorities.models import GlossaryTerm
from workplan_portal.authorization.roles import AreaKind
from workplan_portal.documents.footnotes import Words, word_key
from workplan_portal.people.models import Person

from .document import Term
from .models import Block, Chapter, ContextFact, Contribution, Draft, LeftOutTerm, Plan, Revision, Target
from .models import Term as OwnTerm
from .workflow import Status

OF_PRIORITY = ("narrative", "residents_input", "ambition", "objective")
ROWS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Draft, "pk", Draft.TEXTS),
    (Chapter, "draft", ("introduction",)),
    (Block, "chapter__draft", (*OF_PRIORITY, *(f"priority__{name}" for name in OF_PRIORITY))),
    (Contribution, "draft", ("text",)),
    (Target, "block__chapter__draft", ("explanation",)),
    (ContextFact, "block__chapter__draft", ("text",)),
)
"""Where words stand that may get a footnote: the rows, how they lead to their draft, and their texts."""


@dataclass(frozen=True)
class Use:
    """`revision` is None for a plan that is being written; then `explained` tells whether the glossary explains it."""

    plan: Plan
    revision: Revision | None
    explained: bool = True


def uses(person: Person, term: GlossaryTerm) -> list[Use]:
    """In the plans that this person may read, the latest year first; in a fixed number of queries."""
    found = [*_in_drafts(person, term), *_in_versions(person, term)]
    return sorted(found, key=lambda use: (-use.plan.year, use.plan.title))


def _in_versions(person: Person, term: GlossaryTerm) -> Iterator[Use]:
    """The latest version of each plan; one that explains the word itself does not name the glossary."""
    visible = Plan.objects.visible_to(person)
    named = Revision.objects.filter(plan__in=visible.values("pk"), text__contains=f'"{term.uuid}"').values("pk")
    latest = Draft.objects.filter(revision__in=named).exclude(status=Status.DRAFT).select_related("revision")
    for draft in latest.select_related("plan__team__district__unit").order_by("pk"):
        yield Use(draft.plan, draft.revision)


def _in_drafts(person: Person, term: GlossaryTerm) -> Iterator[Use]:
    plans = Plan.objects.unfinished_visible_to(person)
    if term.owner.kind == AreaKind.UNIT:
        plans = plans.filter(team__district__unit=term.owner_id)
    drafts = Draft.objects.filter(plan__in=plans.values("pk"), status=Status.DRAFT)
    used = {draft for model, path, names in ROWS for draft in _found(model, path, names, drafts, term)}
    own = _with_own_footnote(used, term)
    left_out = set(LeftOutTerm.objects.filter(draft__in=used, term=term).values_list("draft", flat=True))
    for draft in drafts.filter(pk__in=used).select_related("plan__team__district__unit"):
        yield Use(draft.plan, None, explained=draft.pk not in own | left_out)


def _found(
    model: type[Model], path: str, names: tuple[str, ...], drafts: QuerySet[Draft], term: GlossaryTerm
) -> Iterator[int]:
    """The drafts with the word: what the database finds is a word that may only begin or look like it."""
    begins = {re.split(r"[\s'’ʼ]", escape(form, quote=False))[0] for form in term.words}
    anywhere = Q(pk__in=[])
    for begin in begins:
        for name in names:
            anywhere |= Q(**{f"{name}__icontains": begin})
    words = Words([Term("", term.words, "")])
    rows = model._default_manager.filter(anywhere, **{f"{path}__in": drafts.values("pk")}).order_by()
    for draft, *texts in rows.values_list(path, *names):
        if any(True for text in texts for _use in words.found(text)):
            yield draft


def _with_own_footnote(drafts: set[int], term: GlossaryTerm) -> set[int]:
    keys = set(map(word_key, term.words))
    rows = OwnTerm.objects.filter(draft__in=drafts).values_list("draft", "forms")
    return {draft for draft, forms in rows if keys & {word_key(form) for form in forms.splitlines()}}
