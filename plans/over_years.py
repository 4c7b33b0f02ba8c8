"""Texts of two plans beside each other: what came along from one year to a later one is the same thing in both.

Each row remembers what it was in the plan that its plan was started from, and that plan has such rows too. What has no
such memory (a plan that started empty) is the same when it says the same: a priority that goes by the same name in
another edition of its frame, and under it a contribution of the same words, a target for the same indicator and area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from priorities.models import PolicyFrame, Priority
from workplan_portal.documents.references import everywhere, relocated
from workplan_portal.documents.richtext import plain_text

from . import document as doc
from .models import Block, ContextFact, Contribution, Offer, Plan, Target, Term

DRAFT_OF: dict[type[Any], str] = {
    Block: "chapter__draft",
    Contribution: "draft",
    Target: "block__chapter__draft",
    ContextFact: "block__chapter__draft",
    Term: "draft",
}

Names = Mapping[str, str]
"""For the id of each thing in the earlier text the id it has in the later one."""


def over_years(before: doc.Document, after: doc.Document) -> tuple[doc.Document, doc.Document]:
    """Both texts, as far as they are for the same municipality, the things of the first under the ids of the second."""
    first, second = _for_whom(before, after), _for_whom(after, before)
    return _as_in(first, _names(first, second)), second


def _for_whom(document: doc.Document, other: doc.Document) -> doc.Document:
    """Of a joint plan the edition of the one municipality that the other plan is for."""
    codes = {place.code for place in document.municipalities}
    wanted = [place.code for place in other.municipalities if place.code in codes]
    return document.for_edition(wanted[0]) if len(codes) > 1 and len(other.municipalities) == 1 and wanted else document


# --- which thing is which ---------------------------------------------------------------------------------------------


def _names(before: doc.Document, after: doc.Document) -> dict[str, str]:
    earlier, later = sorted((before, after), key=lambda document: document.year)
    there, here = set(_ids(before)), set(_ids(after))
    came = _came_along(earlier.id, later.id)
    pairs = ((old, new) if earlier is before else (new, old) for new, old in came.items())
    names = _once((old, new) for old, new in pairs if old in there and new in here)
    names |= _same_lines(before, after)
    for old, new in _same_priorities(before, after, names):
        names |= {old.id: new.id}
        _say_the_same(old.contributions, new.contributions, _words, names)
        _say_the_same(old.targets, new.targets, _measured, names)
        _say_the_same(old.facts, new.facts, _words, names)
    _say_the_same(before.terms, after.terms, lambda term: term.forms[0].casefold(), names)
    return names


def _ids(document: doc.Document) -> Iterable[str]:
    yield from (term.id for term in document.terms)
    for block in document.blocks:
        yield block.id
        for held in (block.contributions, block.targets, block.facts):
            yield from (item.id for item in held)


def _came_along(earlier: str, later: str) -> dict[str, str]:
    """For what a later plan has, what it was in the earlier one; nothing when it did not grow out of that one."""
    found: dict[str, str] | None = None
    plans = Plan.objects.select_related("started_from__plan").defer("started_from__text")
    plan = plans.get(uuid=later)
    seen = set()
    while plan.started_from and plan.pk not in seen:
        seen.add(plan.pk)
        origins = _origins(plan)
        found = origins if found is None else {new: origins[old] for new, old in found.items() if old in origins}
        if str(plan.started_from.plan.uuid) == earlier:
            return found
        plan = plans.get(pk=plan.started_from.plan_id)
    return {}


def _origins(plan: Plan) -> dict[str, str]:
    """Of all that the drafts of a plan hold. A priority may have taken over another one."""
    taken = Offer.objects.filter(draft__plan=plan, under__isnull=False).values_list("under__uuid", "origin")
    first, *others = (
        model.objects.filter(**{f"{draft}__plan": plan}, origin__isnull=False).order_by().values_list("uuid", "origin")
        for model, draft in DRAFT_OF.items()
    )
    return {str(uuid): str(origin) for uuid, origin in (*taken, *first.union(*others, all=True))}


def _same_lines(before: doc.Document, after: doc.Document) -> dict[str, str]:
    """Frames of which each text has another edition."""
    lines = dict(_lineages(PolicyFrame, (frame.id for frame in (*before.frames, *after.frames))))
    new = {lines[frame.id]: frame.id for frame in after.frames if frame.id in lines}
    return _once((frame.id, new[lines[frame.id]]) for frame in before.frames if lines.get(frame.id) in new)


def _same_priorities(
    before: doc.Document, after: doc.Document, names: dict[str, str]
) -> Iterable[tuple[doc.Block, doc.Block]]:
    """Those known already, then by the priority of their frames, then by what they are called."""
    old, new = {block.id: block for block in before.blocks}, {block.id: block for block in after.blocks}
    lines = dict(_lineages(Priority, (block.priority for block in (*old.values(), *new.values()))))
    _say_the_same(old.values(), new.values(), lambda block: lines.get(block.priority, block.priority), names)
    _say_the_same(old.values(), new.values(), lambda block: f"{block.level} {block.title.casefold()}", names)
    return [(old[one], new[other]) for one, other in names.items() if one in old and other in new]


def _lineages(model: type[Any], ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    for uuid, lineage in model.objects.filter(uuid__in=set(ids)).values_list("uuid", "lineage"):
        yield str(uuid), str(lineage)


def _say_the_same(
    before: Iterable[Any], after: Iterable[Any], says: Callable[[Any], str], names: dict[str, str]
) -> None:
    """What is not known yet on either side and says the same, one for one."""
    taken = set(names.values())
    free: dict[str, list[str]] = {}
    for item in after:
        if item.id not in taken:
            free.setdefault(says(item), []).append(item.id)
    for item in before:
        if item.id not in names and (same := free.get(says(item))):
            names[item.id] = same.pop(0)


def _words(item: doc.Contribution | doc.Fact) -> str:
    return plain_text(item.text)


def _measured(target: doc.Target) -> str:
    return f"{target.indicator.code} {target.scope} {target.area.code}"


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One for one: of two that became one, the first."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for old, new in pairs:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


# --- under other ids --------------------------------------------------------------------------------------------------


def _as_in(before: doc.Document, names: Names) -> doc.Document:
    renamed = everywhere(before, lambda html: relocated(html, names))
    return replace(
        renamed,
        frames=tuple(_named(frame, names) for frame in renamed.frames),
        terms=tuple(_named(term, names) for term in renamed.terms),
        chapters=tuple(
            replace(chapter, blocks=tuple(_block(block, names) for block in chapter.blocks))
            for chapter in renamed.chapters
        ),
    )


def _named(item: Any, names: Names) -> Any:
    return replace(item, id=names.get(item.id, item.id))


def _block(block: doc.Block, names: Names) -> doc.Block:
    return replace(
        _named(block, names),
        contributions=tuple(_named(item, names) for item in block.contributions),
        facts=tuple(_named(item, names) for item in block.facts),
        targets=tuple(_target(target, names) for target in block.targets),
    )


def _target(target: doc.Target, names: Names) -> doc.Target:
    linked = {link: names.get(to, to) for link in LINKS if (to := getattr(target, link))}
    return replace(_named(target, names), **linked)


LINKS = ("contribution", "parent", "restates")
