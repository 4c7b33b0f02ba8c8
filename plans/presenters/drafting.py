"""The pages in which a plan is written, as their templates need them: navigation, what is open, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from plans import completeness
from plans.abbreviations import unexplained
from plans.compiling import DraftReader
from plans.completeness import Progress, Remark
from plans.document import Block as ShownBlock
from plans.document import Document
from plans.editions import NewEdition, new_editions, undecided_editions
from plans.inheriting import open_offers
from plans.models import Block, Carried, Chapter, Draft, Plan
from plans.numbering import INTRODUCTION, chapter_title, numbered
from plans.places import chapter_key
from plans.policies import may_submit, may_write
from plans.presenters import presence
from plans.presenters.comments import AtPlaces
from plans.presenters.earlier import earlier_in_words, last_year_title, origin_in_words
from plans.presenters.remarks import PlacedRemark, url_of
from plans.presenters.removals import Undoable, undoable
from plans.presenters.status import BADGES, Badge
from plans.references import names_of
from plans.workflow import Status
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.documents.references import PLACE, named
from workplan_portal.people.models import Person

Option = dict[str, Any]
"""Of a list to choose from, as `as_options` writes it."""


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    key: str
    url: str
    label: str
    progress: str
    children: tuple[Entry, ...] = ()
    comments: int = 0  # conversations about what stands on that page, still open


def reference(address: str, name: str, title: str, before: str = "") -> Option:
    """A priority to refer to, as one chooses it: `before` is the address by which texts of the earlier plan do so."""
    return {"value": address, "label": name, "attrs": {"data-title": title, "data-before": before}}


@dataclass
class Desk:
    """A plan being written, for the person who looks at it."""

    person: Person
    plan: Plan
    draft: Draft
    here: str = ""  # the key of the page one is on
    _reader: DraftReader | None = field(default=None, repr=False)

    @property
    def reader(self) -> DraftReader:
        """Read when a page is shown, and not at all by an act that ends in a redirect."""
        if self._reader is None:
            self._reader = DraftReader(self.draft, self.plan)
        return self._reader

    @cached_property
    def document(self) -> Document:
        """Without the footnotes of the glossary: most pages tell nothing of them."""
        return self.reader.own

    @cached_property
    def explained(self) -> Document:
        """With them, as a reader gets it."""
        return self.reader.document()

    @cached_property
    def shared(self) -> Verdict:
        """May this person change what belongs to the whole plan?"""
        return may_write(self.person, self.draft)

    @cached_property
    def submitting(self) -> Verdict:
        document = self.explained if self.draft.number else self.document
        return may_submit(self.person, self.draft, [r for r in self._remarks if r.blocking], document)

    @property
    def badge(self) -> Badge:
        return BADGES[Status(self.draft.status)]

    @property
    def also_here(self) -> str:
        """Who else is writing in this plan, and at what."""
        return presence.in_words(self.draft, presence.others(self.draft, self.person))

    @cached_property
    def comments(self) -> AtPlaces:
        """What is still being said about this draft."""
        return AtPlaces(self.person, self.draft, lambda: self.document)

    @property
    def removals(self) -> list[Undoable]:
        """What this person can put back."""
        return undoable(self.reader, self.person)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Annual plans"), reverse("plans:list")), (self.draft.title, "")]

    # --- navigation ---------------------------------------------------------------------------------------------------

    @cached_property
    def chapters(self) -> list[Entry]:
        """The introduction and the chapters; those without content have no number."""
        numbers = {id(c.chapter): c for c in numbered(self.document)}
        texts = _("%(number)s. Foreword and introduction") % {"number": INTRODUCTION}
        entries = [
            Entry(
                "texts",
                self.url("texts"),
                texts,
                completeness.progress_of_texts(self.document, self.lacking),
                comments=self.comments.on("texts"),
            )
        ]
        for row, chapter in zip(self.reader.chapters, self.document.chapters, strict=True):
            found = numbers.get(id(chapter))
            title = chapter_title(chapter, self.document)
            label = _("%(number)s. %(title)s") % {"number": found.number, "title": title} if found else title
            children = [
                Entry(
                    block.id,
                    self.block_url(block.id),
                    f"{heading.number} {block.title}",
                    self.progress(block),
                    comments=self.comments.on(block.id),
                )
                for heading in (found.headings if found else ())
                for block in heading.blocks
            ]
            progress = completeness.progress_of_chapter(chapter, self.lacking)
            said = self.comments.on(chapter_key(chapter.level, chapter.municipality))
            entries.append(Entry(str(row.uuid), self.url("chapter", row.uuid), label, progress, tuple(children), said))
        return entries

    @property
    def counted(self) -> list[Entry]:
        """The chapters that are part of the plan: one without priorities and without introduction is not."""
        empty = Progress.NOT_STARTED
        return [e for e in self.chapters if e.children or e.key == "texts" or e.progress != empty]

    @property
    def done(self) -> int:
        return sum(entry.progress == Progress.DONE for entry in self.counted)

    @property
    def still_open(self) -> int:
        return len(self.counted) - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // len(self.counted)

    @cached_property
    def entries(self) -> list[Entry]:
        frames = completeness.progress_of_frames(self.document, self.editions)
        terms = completeness.progress_of_terms(self.lacking)
        return [
            Entry("frames", self.url("frames"), _("Frames"), frames),
            *self._last_year,
            *self.chapters,
            Entry("terms", self.url("terms"), _("Footnotes"), terms),
        ]

    @property
    def _last_year(self) -> list[Entry]:
        """What the plan was started from, and whether all of it has been decided about."""
        if self.plan.started_from_id is None or self.draft.number:
            return []
        progress = Progress.BUSY if self.offers_waiting else Progress.DONE
        return [Entry("last_year", self.last_year_url, self.last_year_title, progress)]

    @cached_property
    def offers_waiting(self) -> int:
        """What of the earlier plan still waits for a decision."""
        return open_offers(self.draft) if self.plan.started_from_id else 0

    @cached_property
    def last_year_url(self) -> str:
        return self.url("last_year")

    @cached_property
    def earlier(self) -> str:
        """The plan it was started from, in a few words; empty for one that started empty."""
        return earlier_in_words(self.plan) if self.plan.started_from_id else ""

    @property
    def last_year_title(self) -> str:
        return last_year_title(self.earlier)

    def origin(self, row: Carried) -> str:
        """Where a row came from, and whether somebody changed it since; empty while everything is new."""
        return origin_in_words(row, self.earlier)

    def origins(self, block: Block) -> list[tuple[str, str]]:
        """The frame that a priority comes from, in which edition, and the plan; each with its icon."""
        frame = next((f for f in self.reader.frames if f.pk == block.priority.frame_id), None)
        names = {"title": frame.title, "number": frame.edition} if frame else {}
        of_frame = _("from the frame %(title)s, edition %(number)s") % names if frame else ""
        return [(icon, words) for icon, words in (("bookmark", of_frame), ("history", self.origin(block))) if words]

    @cached_property
    def neighbours(self) -> tuple[Entry | None, Entry | None]:
        """The pages before and after this one, in the order of the plan."""
        pages = [page for entry in self.entries for page in (entry, *entry.children)]
        keys = [page.key for page in pages]
        if self.here not in keys:
            return None, None
        place = keys.index(self.here)
        return (pages[place - 1] if place else None), (pages[place + 1] if place + 1 < len(pages) else None)

    def label_of(self, key: str) -> str:
        pages = (page for entry in self.entries for page in (entry, *entry.children))
        return next((page.label for page in pages if page.key == key), "")

    # --- references to priorities -------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, str]:
        """What each priority is called, also by the id it had in the plan this one was started from."""
        names = names_of(self.document)
        return names | {before: names[now] for before, now in self.reader.came_from.items()}

    @property
    def references(self) -> list[Option]:
        """What a text of this plan can refer to."""
        titles = {block.id: block.title for block in self.document.blocks}
        before = {now: before for before, now in self.reader.came_from.items()}
        return [
            reference(f"#{PLACE}{key}", self.names[key], title, f"#{PLACE}{before[key]}" if key in before else "")
            for key, title in titles.items()
        ]

    def spoken(self, html: str) -> str:
        """With references in words, which lead to the page where that priority is written."""
        if PLACE not in html:
            return html
        now = self.reader.came_from
        return named(html, self.names, lambda key: self.block_url(now.get(key, key)))

    # --- rows and addresses -------------------------------------------------------------------------------------------

    def url(self, name: str, *args: object) -> str:
        return reverse(f"plans:{name}", args=[self.draft, *args])

    def block_url(self, key: object) -> str:
        """Of the page of a priority. `plans.urls` is asked once how it reads, since a page leads to dozens."""
        before, after = self._around_block
        return f"{before}{key}{after}"

    @cached_property
    def _around_block(self) -> tuple[str, str]:
        before, _any, after = self.url("block", self.plan.uuid).rpartition(str(self.plan.uuid))
        return before, after

    def chapter(self, uuid: UUID) -> Chapter | None:
        return next((row for row in self.reader.chapters if row.uuid == uuid), None)

    def block(self, uuid: UUID) -> Block | None:
        return next((b for row in self.reader.chapters for b in row.blocks_read if b.uuid == uuid), None)

    # --- frames that have a newer edition ---------------------------------------------------------------------------

    @cached_property
    def editions(self) -> list[NewEdition]:
        return undecided_editions(self.reader)

    @property
    def decided_editions(self) -> list[NewEdition]:
        """With those that were taken up altogether: for the pages on which one may come back on that."""
        return self.editions or new_editions(self.draft, self.reader.frames, self.reader.blocks)

    # --- what is missing or odd ---------------------------------------------------------------------------------------

    @cached_property
    def remarks(self) -> list[PlacedRemark]:
        waiting, editions = self.offers_waiting, self.editions
        found = [*self._remarks, *completeness.overlooked(self.reader, self.explained, waiting, editions)]
        own = completeness.of_this_text(found, self.reader.base)
        return [PlacedRemark(r, url_of(self.draft, r)) for r in own]

    @cached_property
    def remarks_here(self) -> list[Remark]:
        """What is still missing or odd on the page one is on."""
        of_rows = completeness.in_the_rows(self.reader, self.offers_waiting, self.editions)
        of_terms = completeness.about_terms(self.reader, self.explained) if self.here == "terms" else ()
        return [r for r in (*self._remarks, *of_rows, *of_terms) if r.place == self.here]

    @cached_property
    def _remarks(self) -> list[Remark]:
        return completeness.remarks(self.document)

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The places at which something is missing."""
        return completeness.blocked(self._remarks)

    def progress(self, block: ShownBlock) -> Progress:
        return completeness.progress_of_block(block, self.lacking)

    @property
    def missing(self) -> list[PlacedRemark]:
        return [r for r in self.remarks if r.remark.blocking]

    @property
    def odd(self) -> list[PlacedRemark]:
        return [r for r in self.remarks if not r.remark.blocking]

    @cached_property
    def unexplained(self) -> list[str]:
        """Abbreviations without a footnote, but for those that the authors left without one."""
        return unexplained(self.explained, self.reader.glossary)
