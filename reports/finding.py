"""What is found in reports and letters, and in publications by whoever reads nothing but what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.finding import anchor_of, first_block, label_of, title_of
from plans.models import Block, Target
from workplan_portal.people.models import Person
from workplan_portal.search.addressing import to_words
from workplan_portal.search.finders import MOST, Asked, Found, Hit, register
from workplan_portal.search.kinds import Kind
from workplan_portal.search.models import FixedText, FoundPart, Passage
from workplan_portal.search.question import Question
from workplan_portal.search.rows import Keys, Row, Table, rows_with

from .findable import Findable, findable
from .models import Account, ContributionState, Interpretation, Letter, LetterText, Report
from .models import Kind as Published
from .passages import SUBJECT, SUMMARY


def find(asked: Asked) -> Found:
    known = findable(asked)
    chosen = [each for each in known if asked.admits(each.within)]
    by_text = {(each.fixed, each.text): each for each in chosen if each.text}
    readable = {fixed: [text for of, text in by_text if of == fixed] for fixed in FixedText}
    passages = Passage.objects.of(readable).fitting(asked.question).parts(MOST + 1)
    hits = [*_titles(asked, chosen), *_of_passages(passages[:MOST], by_text, asked.question)]
    cut = len(passages) > MOST
    if isinstance(asked.person, Person):
        rows, many = rows_with(asked.question, _looked_in(chosen))
        hits += _of_rows(rows, chosen)
        cut = cut or many
    return Found(hits, [each.within for each in known], cut)


register(find)

PUBLISHED = {Published.PLAN: Kind.PLAN, Published.REPORT: Kind.REPORT, Published.LETTER: Kind.LETTER}


def _titles(asked: Asked, chosen: Sequence[Findable]) -> Iterator[Hit]:
    for each in chosen:
        if asked.question.fits(each.within.title):
            label = capfirst(str(Published(each.kind).label))
            yield Hit(PUBLISHED[Published(each.kind)], each.within, label, each.within.title, each.page)


# --- fixed texts ------------------------------------------------------------------------------------------------------


def _of_passages(
    passages: Sequence[FoundPart], texts: dict[tuple[FixedText, int], Findable], question: Question
) -> Iterator[Hit]:
    """One text may be published whole and for one municipality, for the council and for everybody: it is found once."""
    told = set()
    found = [(texts[FixedText(passage.fixed), passage.source], passage) for passage in passages]
    for text, passage in sorted(found, key=lambda pair: pair[0].rank):
        if (text.origin, passage.place, passage.words) in told:
            continue
        told.add((text.origin, passage.place, passage.words))
        where = partial(_in_text, text, passage, question)
        yield Hit(Kind(passage.kind), text.within, _label(passage), passage.words, where)


def _label(passage: FoundPart) -> str:
    match passage.kind:
        case Kind.LETTER:
            return _("Subject") if passage.place == SUBJECT else _("Text of the letter")
        case Kind.REPORT:
            return _("Summary") if passage.place == SUMMARY else passage.heading
    return label_of(passage)


def _in_text(text: Findable, passage: FoundPart, question: Question) -> str:
    match passage.kind:
        case Kind.LETTER:
            return f"{text.reading_page()}#{to_words(passage.words)}"
        case Kind.REPORT:
            return f"{text.reading_page()}#{passage.anchor}"
    return f"{text.reading_page()}#{anchor_of(passage, question)}"


# --- rows -------------------------------------------------------------------------------------------------------------

_REPORTED = OuterRef("report__revision")
_BLOCKS = Block.objects.filter(uuid=OuterRef("about"), chapter__draft__revision=_REPORTED)
_TARGETS = Target.objects.filter(uuid=OuterRef("about"), block__chapter__draft__revision=_REPORTED)
_MEASURED = _TARGETS.annotate(
    called=Concat(title_of("block__"), Value(": "), "indicator__name", output_field=TextField())
)

OF_REPORTS = [
    Table("summary", Report.objects.all(), rich=("summary",), plain=("correction",)),
    Table(
        "account",
        Account.objects.all(),
        source="report",
        rich=("progress", "topicality", "proposal"),
        page=Subquery(_BLOCKS.values("uuid")[:1]),
        heading=Subquery(_BLOCKS.annotate(called=title_of()).values("called")[:1]),
    ),
    Table(
        "interpretation",
        Interpretation.objects.all(),
        source="report",
        rich=("text",),
        key="about",
        page=Subquery(_TARGETS.values("block__uuid")[:1]),
        heading=Subquery(_MEASURED.values("called")[:1]),
    ),
    Table(
        "state",
        ContributionState.objects.all(),
        source="report",
        plain=("line",),
        key="about",
        **first_block(contribution__uuid=OuterRef("about"), contribution__draft__revision=_REPORTED),
    ),
]
OF_LETTERS = [
    Table("subject", Letter.objects.all(), plain=("subject_line",)),
    Table(
        "text",
        LetterText.objects.filter(edited=True, left_out=False),
        source="letter",
        rich=("own_text",),
        key="uuid",
    ),
]


def _looked_in(chosen: Sequence[Findable]) -> dict[Table, Keys]:
    """What is being filled in or written, by those who may see it then."""
    written = [each for each in chosen if each.being_written]
    reports = [each.pk for each in written if each.kind == Published.REPORT]
    letters = [each.pk for each in written if each.kind == Published.LETTER]
    return {**dict.fromkeys(OF_REPORTS, reports), **dict.fromkeys(OF_LETTERS, letters)}


def _of_rows(rows: Sequence[Row], chosen: Sequence[Findable]) -> Iterator[Hit]:
    reports = {each.pk: each for each in chosen if each.kind == Published.REPORT}
    letters = {each.pk: each for each in chosen if each.kind == Published.LETTER}
    for row in rows:
        if row.what in ("subject", "text"):
            label = _("Subject") if row.what == "subject" else _("Text of the letter")
            letter = letters[row.source]
            yield Hit(Kind.LETTER, letter.within, label, row.words, partial(_in_letter, letter, row))
        else:
            report = reports[row.source]
            label = _("Summary") if row.what == "summary" else row.heading or _("Report")
            yield Hit(Kind.REPORT, report.within, label, row.words, partial(_in_report, report, row))


def _in_letter(letter: Findable, row: Row) -> str:
    return letter.page() if row.what == "subject" else f"{letter.page()}?bewerk={row.key}#tekst-{row.key}"


def _in_report(report: Findable, row: Row) -> str:
    if row.what == "summary":
        return reverse("reports:fill_summary", args=[report.uuid])
    if not row.page:  # the plan left it out since; the text stays with the report
        return reverse("reports:fill", args=[report.uuid])
    page = reverse("reports:fill_priority", args=[report.uuid, row.page])
    return f"{page}#{_ON_PAGE[row.what].replace('%s', row.key)}"


_ON_PAGE = {"interpretation": "doel-%s", "state": "bijdrage-%s", "account": "verantwoording"}
