"""What is found in plans: in drafts by whoever may read them while they are written, else in what was submitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Case, F, Q, TextField, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.codes import Level
from workplan_portal.people.models import Person
from workplan_portal.search.addressing import to_words
from workplan_portal.search.finders import MOST, Asked, Found, Hit, Within, register
from workplan_portal.search.folding import fold
from workplan_portal.search.kinds import Kind
from workplan_portal.search.models import FixedText, Passage
from workplan_portal.search.question import Question
from workplan_portal.search.rows import Branch, Row, branch, fields_with, rows_with

from .codes import ListKind
from .findable import Findable, findable
from .models import (
    Block,
    Chapter,
    Comment,
    ContextFact,
    Contribution,
    Draft,
    Listed,
    Placement,
    Target,
    Term,
    teams_with_lists_for,
)

TEXTS = {
    "foreword": gettext_lazy("Foreword"),
    "introduction": gettext_lazy("Introduction"),
    "going_concern": gettext_lazy("Going concern"),
    "formation": gettext_lazy("Available formation"),
    "upscaling": gettext_lazy("Upscaling"),
}


def find(asked: Asked) -> Found:
    if not isinstance(asked.person, Person):
        return Found([], [])
    known = findable(asked)
    chosen = {each.draft.pk: each for each in known if asked.admits(each.within)}
    written = [pk for pk, each in chosen.items() if each.being_written]
    rows, many_rows = rows_with(asked.question, list(_branches(asked.person, chosen, written)))
    if written:
        rows = [*fields_with(asked.question, Draft.objects.filter(pk__in=written), Draft.TEXTS), *rows]
    passages = Passage.objects.of({FixedText.REVISION: _submitted(chosen)}).fitting(asked.question)
    fixed = list(passages[: MOST + 1])
    hits = [
        *_titles(asked, chosen),
        *_of_rows(asked, rows, chosen),
        *_of_passages(fixed[:MOST], chosen, asked.question),
    ]
    return Found(hits, [each.within for each in known], many_rows or len(fixed) > MOST)


register(find)


def _titles(asked: Asked, chosen: dict[int, Findable]) -> Iterator[Hit]:
    for each in chosen.values():
        if asked.question.fits(each.within.title):
            page = reverse("plans:plan" if each.current else "plans:amendment", args=[each.address])
            yield Hit(Kind.PLAN, each.within, _("Page of this plan"), each.within.title, page)


# --- fixed texts ------------------------------------------------------------------------------------------------------


def _submitted(chosen: dict[int, Findable]) -> list[int]:
    return [each.draft.revision_id for each in chosen.values() if not each.being_written and each.draft.revision_id]


def _of_passages(passages: Sequence[Passage], chosen: dict[int, Findable], question: Question) -> Iterator[Hit]:
    """What an amendment left as it was is found in the plan only."""
    texts = {each.draft.revision_id: each for each in chosen.values() if not each.being_written}
    in_plans = {_same(p, texts[p.source]) for p in passages if texts[p.source].current}
    for passage in passages:
        text = texts[passage.source]
        if text.current or _same(passage, text) not in in_plans:
            page = reverse("plans:preview", args=[text.address])
            url = f"{page}#{anchor_of(passage, question)}"
            yield Hit(Kind(passage.kind), text.within, label_of(passage), passage.words, url)


def _same(passage: Passage, text: Findable) -> tuple[int, str, str]:
    return text.draft.plan_id, passage.place, passage.words


def label_of(passage: Passage) -> str:
    """What it is in the plan."""
    if passage.place in TEXTS:
        return str(TEXTS[passage.place])
    match passage.kind, passage.anchor:
        case Kind.PLAN, "noten":
            return _("Footnote: %(term)s") % {"term": passage.heading}
        case Kind.PLAN, _anchor:
            return _("%(chapter)s: introduction") % {"chapter": passage.heading}
        case Kind.TARGET, anchor:
            return _label("target" if anchor.startswith("doel-") else "fact", passage.heading)
    return _label(passage.kind, passage.heading)


def _label(what: str, heading: str) -> str:
    match what:
        case "contribution":
            return _("%(priority)s: contribution") % {"priority": heading}
        case "target":
            return _("%(priority)s: target") % {"priority": heading}
        case "fact":
            return _("%(priority)s: fact") % {"priority": heading}
    return heading


def anchor_of(passage: Passage, question: Question) -> str:
    """A contribution and a fact have no address of their own in the text: a browser that can goes to their words.

    In a text of a page or more it goes to the line in which the first of the words that were asked for stand.
    """
    if passage.place in TEXTS:
        lines = passage.words.splitlines()
        found = next((line for line in lines if any(term in fold(line) for term in question.terms)), lines[0])
        return f"{passage.anchor}{to_words(found)}"
    if not passage.anchor.startswith("prioriteit-") or passage.kind == Kind.PRIORITY:
        return passage.anchor
    return f"{passage.anchor}{to_words(passage.words)}"


# --- rows -------------------------------------------------------------------------------------------------------------


def _branches(person: Person, chosen: dict[int, Findable], written: list[int]) -> Iterator[Branch]:
    """One for each kind of row: of the drafts that are being written, what is said about plans, and the lists."""
    discussed = [pk for pk, each in chosen.items() if each.is_discussed]
    comments = Comment.objects.filter(draft__in=discussed, removed_at=None)
    begun = Coalesce("parent__uuid", "uuid")  # answers stand under what they answer
    yield branch(comments, "comment", plain=("text",), source="draft_id", page=begun, heading="place_name")
    lists = Listed.objects.filter(team__in=teams_with_lists_for(person).values("pk"))
    yield branch(lists, "listed", plain=("name", "about"), key="uuid", page="kind", heading="team__name")
    if written:
        yield from _of_drafts(written)


def _of_drafts(written: list[int]) -> Iterator[Branch]:
    """Besides their own texts."""
    chapters = Chapter.objects.filter(draft__in=written)
    own: dict[str, Any] = {"source": "draft_id", "key": "uuid"}
    yield branch(chapters, "chapter", rich=("introduction",), page="level", heading="municipality__name", **own)
    texts, words = ("narrative", "residents_input", "ambition", "objective"), ("box_title", "agreement_reference")
    yield branch(
        Block.objects.filter(chapter__draft__in=written),
        "block",
        rich=tuple(map(_or_of_frame, texts)),
        plain=(title_of(), *words),
        source="chapter__draft_id",
        key="uuid",
        page="uuid",
        heading=title_of(),
    )
    contributions = Contribution.objects.filter(draft__in=written)
    said = ("responsible", "partners", "consultation", "dependency")
    yield branch(contributions, "contribution", rich=("text",), plain=said, **own)
    where = "block__chapter__draft_id"
    under: dict[str, Any] = {"source": where, "key": "uuid", "page": "block__uuid", "heading": title_of("block__")}
    targets = Target.objects.filter(block__chapter__draft__in=written)
    yield branch(targets, "target", rich=("explanation",), plain=("indicator__name", "own_goal_reason"), **under)
    facts = ContextFact.objects.filter(block__chapter__draft__in=written)
    yield branch(facts, "fact", rich=("text",), plain=("source",), **under)
    yield branch(Term.objects.filter(draft__in=written), "term", plain=("forms", "explanation"), heading="forms", **own)


def _or_of_frame(name: str) -> Case:
    of_frame = When(**{name: ""}, then=F(f"priority__{name}"))
    return Case(of_frame, default=F(name), output_field=TextField())


def title_of(block: str = "") -> Case:
    """Of a priority in the plan; `block` leads to it."""
    of_frame = When(**{f"{block}title": ""}, then=F(f"{block}priority__title"))
    return Case(of_frame, default=F(f"{block}title"), output_field=TextField())


def _of_rows(asked: Asked, rows: Sequence[Row], chosen: dict[int, Findable]) -> Iterator[Hit]:
    contributions = [row for row in rows if row.what == "contribution"]
    first = first_blocks([row.key for row in contributions], Q(draft__in={row.source for row in contributions}))
    for row in rows:
        match row.what:
            case "listed":
                hit = _listed(row)
                if asked.admits(hit.within):
                    yield hit
            case "comment":
                yield _comment(row, chosen[row.source])
            case "contribution":
                if place := first.get(row.key):  # else it was taken out at this very moment
                    yield _of_draft(replace(row, page=place[0], heading=place[1]), chosen[row.source])
            case _:
                yield _of_draft(row, chosen[row.source])


def _comment(row: Row, text: Findable) -> Hit:
    url = f"{reverse('plans:comments', args=[text.draft])}?bij={row.page}#opmerking-{row.page}"
    return Hit(Kind.COMMENT, text.within, row.heading, row.words, url)


def first_blocks(contributions: list[str], where: Q) -> dict[str, tuple[str, str]]:
    """Under which priority each is found: the first of those it stands under, with its title."""
    if not contributions:
        return {}
    rows = (
        Placement.objects.filter(contribution__in=Contribution.objects.filter(where, uuid__in=contributions))
        .annotate(called=title_of("block__"))
        .order_by("-block__chapter__position", "-block__position")
        .values_list("contribution__uuid", "block__uuid", "called")
    )
    return {str(contribution): (str(block), title) for contribution, block, title in rows}


def _listed(row: Row) -> Hit:
    within = Within(_("Lists of %(team)s") % {"team": row.heading})
    label = str(ListKind(row.page).label)
    return Hit(Kind.LISTED, within, label, row.words, reverse("plans:listed", args=[row.key]))


def _of_draft(row: Row, text: Findable) -> Hit:
    """On the desk: the block is open there for whoever may write it.

    Not the words of a priority: beside its form those of the frame are folded, and it may be these that were found.
    """
    draft = text.draft
    match row.what:
        case "chapter":
            page = reverse("plans:chapter", args=[draft, row.key])
            name = row.heading or Level(row.page).label
            label = _("%(chapter)s: introduction") % {"chapter": name}
            return Hit(Kind.PLAN, text.within, label, row.words, f"{page}?bewerk=introduction#inleiding")
        case "term":
            word = row.heading.partition("\n")[0]
            url = f"{reverse('plans:terms', args=[draft])}?bewerk={row.key}#begrippen"
            return Hit(Kind.PLAN, text.within, _("Footnote: %(term)s") % {"term": word}, row.words, url)
        case "block":
            url = f"{reverse('plans:block', args=[draft, row.page])}#tekst"
            return Hit(Kind.PRIORITY, text.within, row.heading, row.words, url)
        case "contribution" | "target" | "fact":
            kind = Kind.CONTRIBUTION if row.what == "contribution" else Kind.TARGET
            anchor = {"contribution": "bijdrage", "target": "doel", "fact": "feit"}[row.what]
            url = f"{reverse('plans:block', args=[draft, row.page])}?bewerk={row.key}#{anchor}-{row.key}"
            return Hit(kind, text.within, _label(row.what, row.heading), row.words, url)
    url = f"{reverse('plans:texts', args=[draft])}?bewerk={row.what}#{row.what}"
    return Hit(Kind.PLAN, text.within, str(TEXTS[row.what]), row.words, url)
