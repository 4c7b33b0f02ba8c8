"""What is found in reports and letters, and in publications by whoever reads nothing but what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.finding import anchor_of, first_blocks, label_of, title_of
from plans.models import Block
from workplan_portal.people.models import Person
from workplan_portal.search.addressing import to_words
from workplan_portal.search.finders import MOST, Asked, Found, Hit, register
from workplan_portal.search.kinds import Kind
from workplan_portal.search.models import FixedText, Passage
from workplan_portal.search.question import Question
from workplan_portal.search.rows import Branch, Row, branch, rows_with

from .findable import Findable, findable
from .models import Account, ContributionState, Interpretation, Letter, LetterText, Report
from .models import Kind as Published
from .passages import SUBJECT, SUMMARY


def find(asked: Asked) -> Found:
    known = findable(asked)
    chosen = [each for each in known if asked.admits(each.within)]
    by_text = {(each.fixed, each.text): each for each in chosen if each.text}
    readable = {fixed: [text for of, text in by_text if of == fixed] for fixed in FixedText}
    passages = list(Passage.objects.of(readable).fitting(asked.question)[: MOST + 1])
    hits = [*_titles(asked, chosen), *_of_passages(passages[:MOST], by_text, asked.question)]
    cut = len(passages) > MOST
    if isinstance(asked.person, Person):
        rows, many = rows_with(asked.question, list(_branches(chosen)))
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
    passages: Sequence[Passage], texts: dict[tuple[FixedText, int], Findable], question: Question
) -> Iterator[Hit]:
    """One text may be published whole and for one municipality, for the council and for everybody: it is found once."""
    told = set()
    found = [(texts[FixedText(passage.fixed), passage.source], passage) for passage in passages]
    for text, passage in sorted(found, key=lambda pair: pair[0].rank):
        if (text.origin, passage.place, passage.words) in told:
            continue
        told.add((text.origin, passage.place, passage.words))
        url = _address(text, passage, question)
        yield Hit(Kind(passage.kind), text.within, _label(passage), passage.words, url)


def _label(passage: Passage) -> str:
    match passage.kind:
        case Kind.LETTER:
            return _("Subject") if passage.place == SUBJECT else _("Text of the letter")
        case Kind.REPORT:
            return _("Summary") if passage.place == SUMMARY else passage.heading
    return label_of(passage)


def _address(text: Findable, passage: Passage, question: Question) -> str:
    match passage.kind:
        case Kind.LETTER:
            return f"{text.reading_page}#{to_words(passage.words)}"
        case Kind.REPORT:
            return f"{text.reading_page}#{passage.anchor}"
    return f"{text.reading_page}#{anchor_of(passage, question)}"


# --- rows -------------------------------------------------------------------------------------------------------------


def _branches(chosen: Sequence[Findable]) -> Iterator[Branch]:
    """What is being filled in or written, by those who may see it then."""
    written = [each for each in chosen if each.being_written]
    if reports := [each.pk for each in written if each.kind == Published.REPORT]:
        opened = Report.objects.filter(pk__in=reports)
        yield branch(opened, "summary", rich=("summary",), plain=("correction",), source="pk")
        for model, texts in ((Account, ("progress", "topicality", "proposal")), (Interpretation, ("text",))):
            rows = model.objects.filter(report__in=reports)
            yield branch(rows, model.__name__, rich=texts, source="report_id", key="about")
        states = ContributionState.objects.filter(report__in=reports)
        yield branch(states, "ContributionState", plain=("line",), source="report_id", key="about")
    if letters := [each.pk for each in written if each.kind == Published.LETTER]:
        yield branch(Letter.objects.filter(pk__in=letters), "subject", plain=("subject_line",), source="pk")
        own_texts = LetterText.objects.filter(letter__in=letters, edited=True, left_out=False)
        yield branch(own_texts, "text", rich=("own_text",), source="letter_id", key="uuid")


def _of_rows(rows: Sequence[Row], chosen: Sequence[Findable]) -> Iterator[Hit]:
    reports = {each.pk: each for each in chosen if each.kind == Published.REPORT}
    letters = {each.pk: each for each in chosen if each.kind == Published.LETTER}
    about = _pages([row for row in rows if row.what in ON_PAGE], reports)
    for row in rows:
        match row.what:
            case "subject":
                yield Hit(Kind.LETTER, letters[row.source].within, _("Subject"), row.words, letters[row.source].page)
            case "text":
                url = f"{letters[row.source].page}?bewerk={row.key}#tekst-{row.key}"
                yield Hit(Kind.LETTER, letters[row.source].within, _("Text of the letter"), row.words, url)
            case "summary":
                url = reverse("reports:fill_summary", args=[reports[row.source].uuid])
                yield Hit(Kind.REPORT, reports[row.source].within, _("Summary"), row.words, url)
            case _:
                yield _of_report(row, reports[row.source], about.get(row.key))


ON_PAGE = {"Interpretation": "doel-%s", "ContributionState": "bijdrage-%s", "Account": "verantwoording"}


def _pages(rows: Sequence[Row], reports: dict[int, Findable]) -> dict[str, tuple[str, str]]:
    """Of what is told about a priority, target or contribution: the priority on whose page it is, and its title."""
    plans = Q(chapter__draft__revision__reports__in={row.source for row in rows})
    found: dict[str, tuple[str, str]] = {}
    if accounts := [row.key for row in rows if row.what == "Account"]:
        blocks = Block.objects.filter(plans, uuid__in=accounts).annotate(called=title_of())
        found |= {str(uuid): (str(uuid), title) for uuid, title in blocks.values_list("uuid", "called")}
    if meant := [row.key for row in rows if row.what == "Interpretation"]:
        blocks = Block.objects.filter(plans, targets__uuid__in=meant).annotate(called=title_of())
        rest = blocks.values_list("targets__uuid", "uuid", "called", "targets__indicator__name")
        found |= {str(target): (str(uuid), f"{title}: {name}") for target, uuid, title, name in rest}
    states = [row.key for row in rows if row.what == "ContributionState"]
    return found | first_blocks(states, Q(draft__revision__reports__in={row.source for row in rows}))


def _of_report(row: Row, report: Findable, place: tuple[str, str] | None) -> Hit:
    if place is None:  # the plan left it out since; the text stays with the report
        return Hit(Kind.REPORT, report.within, _("Report"), row.words, reverse("reports:fill", args=[report.uuid]))
    page, heading = place
    anchor = ON_PAGE[row.what].replace("%s", row.key)
    url = f"{reverse('reports:fill_priority', args=[report.uuid, page])}#{anchor}"
    return Hit(Kind.REPORT, report.within, heading, row.words, url)
