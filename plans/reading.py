"""Which text of a plan somebody reads, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Q, When
from django.utils.text import slugify

from workplan_portal.documents.richtext import plain_text
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from .amendments import as_read
from .codes import Audience
from .compiling import compile_draft
from .document import Block, Document, Record, load
from .models import Draft, Plan, Revision
from .querysets import PlanQuerySet
from .record import record_of
from .workflow import Status


@dataclass(frozen=True)
class Text:
    """A plan's text and what is known about it. `revision` is None while it is the rows of a draft.

    `edition` is the municipality whose edition of a joint plan it is; None for the whole.
    """

    plan: Plan
    revision: Revision | None
    document: Document
    record: Record
    edition: Municipality | None = None
    draft: Draft | None = None  # it is read as the text of this draft; None: as one version among others

    @property
    def title(self) -> str:
        whole = self.draft.title if self.draft and self.record.adoption is None else self.plan.title
        return self.plan.title_of_edition(self.edition) if self.edition else whole

    @property
    def file_name(self) -> str:
        version = f"-versie-{self.revision.number}" if self.revision else "-concept"
        return slugify(self.title) + version

    @property
    def key(self) -> str:
        """The same for whoever reads the same draft or version in the same edition, whatever its words are by then."""
        which = f"version {self.revision.pk}" if self.revision else f"draft {self.draft.pk if self.draft else ''}"
        return f"plan {self.plan.pk}, {which}, {self.document.audience}, {self.edition.code if self.edition else ''}"

    def edition_of(self, code: str) -> Text | None:
        """None when it has no such edition."""
        chosen = next((place for place in self.plan.editions if place.code == code), None)
        if chosen is None:
            return None
        record = record_of(self.plan, self.revision, edition=code)
        return replace(self, document=self.document.for_edition(code), record=record, edition=chosen)


def reads_draft(person: Person, draft: Draft) -> bool:
    """While it is being written its text is for those who write or check; the others read what was submitted."""
    return draft.status == Status.DRAFT and Plan.objects.unfinished_visible_to(person).filter(pk=draft.plan_id).exists()


def current_document(draft: Draft) -> Document:
    """The text that is talked about: the rows while they are being written, else the version that was submitted."""
    if draft.status == Status.DRAFT or draft.revision is None:
        return compile_draft(draft, draft.plan)
    return load(draft.revision.text)


def text_for(person: Person, draft: Draft) -> Text:
    """The draft, for those who write it and while it is being written; else its latest version."""
    found = draft.plan
    if draft.revision is None or reads_draft(person, draft):
        return Text(found, None, compile_draft(draft, found), record_of(found, None), draft=draft)
    return replace(text_of(found, draft.revision), draft=draft)


def text_of(found: Plan, revision: Revision) -> Text:
    return Text(found, revision, load(revision.text), record_of(found, revision))


DRAFT = "concept"
"""What the text of a draft is called in an address; a version is called by its number."""


@dataclass(frozen=True)
class Readable:
    """A text of a plan that somebody may read. `revision` is None when it is the rows of the draft as they are now.

    `of` is another plan, of which it is a version; None for the plan of the draft itself.

    Whole, with everything in it, unless it is read as an audience reads it.
    """

    draft: Draft
    revision: Revision | None = None
    adopted: bool = False
    of: Plan | None = None
    audience: Audience = Audience.INTERNAL
    edition: str = ""  # code of a municipality of a joint plan

    @property
    def key(self) -> str:
        number = str(self.revision.number) if self.revision else DRAFT
        return f"{self.of.uuid}:{number}" if self.of else number

    @property
    def in_force_from(self) -> date | None:
        """Of an amended text that has been adopted."""
        return self.revision.adoption.in_force_from if self.revision and self.adopted else None

    @property
    def document(self) -> Document:
        whole = load(self.revision.text) if self.revision else compile_draft(self.draft, self.draft.plan)
        return as_read(whole, self.audience, self.edition)


def readable_texts(person: Person, draft: Draft) -> list[Readable]:
    """Newest first: the draft for those who may read it, and every version of its plan."""
    versions = draft.plan.revisions.defer("text").select_related("adoption").order_by("-number")
    return [
        *([Readable(draft)] if reads_draft(person, draft) else ()),
        *(Readable(draft, revision, adopted=hasattr(revision, "adoption")) for revision in versions),
    ]


def texts_of_other_years(person: Person, draft: Draft) -> list[Readable]:
    """Every version, newest first, of the other plans of these municipalities that this person may see."""
    plans = {other.pk: other for other in _other_plans(person, draft).with_names()}
    versions = Revision.objects.filter(plan__in=plans).defer("text").select_related("adoption")
    newest_first = sorted(versions, key=lambda each: (-plans[each.plan_id].year, each.plan_id, -each.number))
    return [Readable(draft, each, hasattr(each, "adoption"), plans[each.plan_id]) for each in newest_first]


def _other_plans(person: Person, draft: Draft) -> PlanQuerySet:
    plan = draft.plan
    whose = [municipality.pk for municipality in plan.municipalities]
    same = Q(team=plan.team_id, municipality_links__municipality__in=whose) | Q(revisions__pk=plan.started_from_id)
    return Plan.objects.visible_to(person).filter(pk__in=Plan.objects.filter(same).exclude(pk=plan.pk).values("pk"))


def adopted_before(person: Person, draft: Draft) -> Revision | None:
    """The text that held in the year before, without its words: of the plan it was started from, else of the latest."""
    source = Revision.objects.filter(pk=draft.plan.started_from_id or 0).values("plan")
    found = Revision.objects.filter(adoption__isnull=False, plan__year__lt=draft.plan.year)
    found = found.filter(plan__in=_other_plans(person, draft).values("pk")).select_related("plan").defer("text")
    is_source = Case(When(plan__in=source, then=0), default=1)
    return found.order_by(is_source, "-plan__year", "-number").first()


def readable_text(document: Document) -> str:
    """Every text a reader of this document sees, as plain lines in reading order."""
    return "\n".join(filter(None, _texts(document)))


def _texts(document: Document) -> Iterator[str]:
    for text in (
        document.foreword,
        document.introduction,
        document.going_concern,
        document.formation,
        document.upscaling,
    ):
        yield plain_text(text)
    for chapter in document.chapters:
        yield plain_text(chapter.introduction)
        for block in chapter.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    yield from (block.heading, block.title, block.box_title)
    for text in (block.narrative, block.ambition, block.objective, block.residents_input):
        yield plain_text(text)
    for contribution in block.contributions:
        yield plain_text(contribution.text)
        yield from (contribution.responsible, contribution.with_whom, contribution.discussed_in)
        yield from (contribution.hotspots, contribution.allies)
    for target in block.targets:
        yield target.indicator.name
        yield plain_text(target.explanation)
    for fact in block.facts:
        yield plain_text(fact.text)
