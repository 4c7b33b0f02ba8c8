"""What is found in plans: in drafts by whoever may read them while they are written, else in what was submitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, TextField, When
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
from workplan_portal.search.models import FixedText, FoundPart, Passage
from workplan_portal.search.question import Question
from workplan_portal.search.rows import Keys, Row, Table, rows_with

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
    rows, many_rows = rows_with(asked.question, _looked_in(asked.person, chosen))
    passages = Passage.objects.of({FixedText.REVISION: _submitted(chosen)})
    fixed = passages.fitting(asked.question).parts(MOST + 1)
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
            page = partial(reverse, "plans:plan" if each.current else "plans:amendment", args=[each.address])
            yield Hit(Kind.PLAN, each.within, _("Page of this plan"), each.within.title, page)


# --- fixed texts ------------------------------------------------------------------------------------------------------


def _submitted(chosen: dict[int, Findable]) -> list[int]:
    return [each.draft.revision_id for each in chosen.values() if not each.being_written and each.draft.revision_id]


def _of_passages(passages: Sequence[FoundPart], chosen: dict[int, Findable], question: Question) -> Iterator[Hit]:
    """What an amendment left as it was is found in the plan only."""
    texts = {each.draft.revision_id: each for each in chosen.values() if not each.being_written}
    in_plans = {_same(p, texts[p.source]) for p in passages if texts[p.source].current}
    for passage in passages:
        text = texts[passage.source]
        if text.current or _same(passage, text) not in in_plans:
            where = partial(_in_text, text, passage, question)
            yield Hit(Kind(passage.kind), text.within, label_of(passage), passage.words, where)


def _in_text(text: Findable, passage: FoundPart, question: Question) -> str:
    return f"{reverse('plans:preview', args=[text.address])}#{anchor_of(passage, question)}"


def _same(passage: FoundPart, text: Findable) -> tuple[int, str, str]:
    return text.draft.plan_id, passage.place, passage.words


def label_of(passage: FoundPart) -> str:
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


def anchor_of(passage: FoundPart, question: Question) -> str:
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


def title_of(block: str = "") -> Case:
    """Of a priority in the plan; `block` leads to it."""
    return _or_of_priority("title", block)


def _or_of_priority(name: str, block: str = "") -> Case:
    """The words of the plan, or else those of the frame."""
    of_frame = When(**{f"{block}{name}": ""}, then=F(f"{block}priority__{name}"))
    return Case(of_frame, default=F(f"{block}{name}"), output_field=TextField())


def first_block(**contribution: OuterRef) -> dict[str, Any]:
    """Page and heading of a contribution: the first of the priorities it stands under."""
    placed = Placement.objects.filter(**contribution).order_by("block__chapter__position", "block__position")
    titles = placed.annotate(called=title_of("block__")).values("called")
    return {"page": Subquery(placed.values("block__uuid")[:1]), "heading": Subquery(titles[:1])}


_UNDER_BLOCK: dict[str, Any] = {"key": "uuid", "page": "block__uuid", "heading": title_of("block__")}

OWN_TEXTS = [Table(name, Draft.objects.all(), rich=(name,)) for name in Draft.TEXTS]
COMMENTS = Table(
    "comment",
    Comment.objects.filter(removed_at=None),
    source="draft",
    plain=("text",),
    page=Coalesce("parent__uuid", "uuid"),  # answers stand under what they answer
    heading="place_name",
)
LISTS = Table(
    "listed",
    Listed.objects.all(),
    source="team",
    plain=("name", "about"),
    key="uuid",
    page="kind",
    heading="team__name",
)
ON_DESK = [
    Table(
        "chapter",
        Chapter.objects.all(),
        source="draft",
        rich=("introduction",),
        key="uuid",
        page="level",
        heading="municipality__name",
    ),
    Table(
        "block",
        Block.objects.all(),
        source="chapter__draft",
        rich=tuple(map(_or_of_priority, ("narrative", "residents_input", "ambition", "objective"))),
        plain=(title_of(), "box_title", "agreement_reference"),
        key="uuid",
        page="uuid",
        heading=title_of(),
    ),
    Table(
        "contribution",
        Contribution.objects.all(),
        source="draft",
        rich=("text",),
        plain=("responsible", "partners", "consultation", "dependency"),
        key="uuid",
        **first_block(contribution=OuterRef("pk")),
    ),
    Table(
        "target",
        Target.objects.all(),
        source="block__chapter__draft",
        rich=("explanation",),
        plain=("indicator__name", "own_goal_reason"),
        **_UNDER_BLOCK,
    ),
    Table(
        "fact",
        ContextFact.objects.all(),
        source="block__chapter__draft",
        rich=("text",),
        plain=("source",),
        **_UNDER_BLOCK,
    ),
    Table("term", Term.objects.all(), source="draft", plain=("forms", "explanation"), key="uuid", heading="forms"),
]


def _looked_in(person: Person, chosen: dict[int, Findable]) -> dict[Table, Keys]:
    """The drafts that are being written, what is said about plans, and the lists."""
    written = [pk for pk, each in chosen.items() if each.being_written]
    discussed = [pk for pk, each in chosen.items() if each.is_discussed]
    said: dict[Table, Keys] = {COMMENTS: discussed, LISTS: teams_with_lists_for(person)}
    return {**dict.fromkeys(OWN_TEXTS, written), **said, **dict.fromkeys(ON_DESK, written)}


def _of_rows(asked: Asked, rows: Sequence[Row], chosen: dict[int, Findable]) -> Iterator[Hit]:
    for row in rows:
        match row.what:
            case "listed":
                hit = _listed(row)
                if asked.admits(hit.within):
                    yield hit
            case "comment":
                yield _comment(row, chosen[row.source])
            case "contribution" if not row.page:
                continue  # it was taken out at this very moment
            case _:
                yield _of_draft(row, chosen[row.source])


def _comment(row: Row, text: Findable) -> Hit:
    def where() -> str:
        return f"{reverse('plans:comments', args=[text.draft])}?bij={row.page}#opmerking-{row.page}"

    return Hit(Kind.COMMENT, text.within, row.heading, row.words, where)


def _listed(row: Row) -> Hit:
    within = Within(_("Lists of %(team)s") % {"team": row.heading})
    label = str(ListKind(row.page).label)
    return Hit(Kind.LISTED, within, label, row.words, partial(reverse, "plans:listed", args=[row.key]))


def _of_draft(row: Row, text: Findable) -> Hit:
    kind, label = _told(row)
    return Hit(kind, text.within, label, row.words, partial(_on_desk, row, text.draft))


def _told(row: Row) -> tuple[Kind, str]:
    match row.what:
        case "chapter":
            return Kind.PLAN, _("%(chapter)s: introduction") % {"chapter": row.heading or Level(row.page).label}
        case "term":
            return Kind.PLAN, _("Footnote: %(term)s") % {"term": row.heading.partition("\n")[0]}
        case "block":
            return Kind.PRIORITY, row.heading
        case "contribution":
            return Kind.CONTRIBUTION, _label(row.what, row.heading)
        case "target" | "fact":
            return Kind.TARGET, _label(row.what, row.heading)
    return Kind.PLAN, str(TEXTS[row.what])


_ANCHORS = {"contribution": "bijdrage", "target": "doel", "fact": "feit"}


def _on_desk(row: Row, draft: Draft) -> str:
    """The block is open there for whoever may write it.

    Not the words of a priority: beside its form those of the frame are folded, and it may be these that were found.
    """
    match row.what:
        case "chapter":
            return f"{reverse('plans:chapter', args=[draft, row.key])}?bewerk=introduction#inleiding"
        case "term":
            return f"{reverse('plans:terms', args=[draft])}?bewerk={row.key}#begrippen"
        case "block":
            return f"{reverse('plans:block', args=[draft, row.page])}#tekst"
        case "contribution" | "target" | "fact":
            page = reverse("plans:block", args=[draft, row.page])
            return f"{page}?bewerk={row.key}#{_ANCHORS[row.what]}-{row.key}"
    return f"{reverse('plans:texts', args=[draft])}?bewerk={row.what}#{row.what}"
