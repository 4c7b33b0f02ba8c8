"""What of the glossary shows on the page with the footnotes of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.document import Block, Chapter
from plans.glossary import Place, first_uses
from plans.presenters.drafting import Desk
from plans.presenters.drafting_items import Facts
from priorities.models import GlossaryTerm
from priorities.policies import glossaries
from workplan_portal.interface.tools import Tools


@dataclass(frozen=True)
class Where:
    """Where the footnote of a term stands, and the page to read it on."""

    label: str
    url: str


@dataclass(frozen=True)
class GlossaryItem:
    """A term of the glossary that this plan uses, or was told not to use."""

    row: GlossaryTerm
    desk: Desk
    where: Where | None = None

    @property
    def title(self) -> str:
        return str(self.row)

    @property
    def anchor(self) -> str:
        return f"begrippenlijst-{self.row.uuid}"

    @property
    def facts(self) -> Facts:
        others = ", ".join(self.row.words[1:])
        return [
            *([("letter-case", _("Also written as: %(forms)s") % {"forms": others})] if others else []),
            ("building", _("Kept for: %(owner)s") % {"owner": self.row.owner.name}),
        ]

    @property
    def tools(self) -> Tools | None:
        if not self.desk.shared:
            return None
        which = {"title": self.title}
        return Tools(
            id=self.anchor,
            label=_("Actions for %(title)s") % which,
            edit_url=f"?overnemen={self.row.uuid}#begrippen",
            edit=_("Explain %(title)s in another way in this plan") % which,
            drop_url=self.desk.url("leave_out_term", self.row.uuid),
            drop=_("Do not explain %(title)s in this plan") % which,
            opens_here=True,
        )

    @property
    def take_in_url(self) -> str:
        return self.desk.url("take_in_term", self.row.uuid)


@dataclass(frozen=True)
class OfGlossary:
    used: list[GlossaryItem]
    left_out: list[GlossaryItem]
    keeps: bool  # may this person add to a glossary that explains words here?


def of_glossary(desk: Desk, places: Mapping[str, Where]) -> OfGlossary:
    known = desk.reader.glossary
    used = (GlossaryItem(t, desk, places.get(str(t.uuid))) for t in known.active if str(t.uuid) in places)
    return OfGlossary(
        sorted(used, key=lambda item: item.title.casefold()),
        [GlossaryItem(term, desk) for term in known.left_out],
        bool(glossaries(desk.person)),
    )


def places_of(desk: Desk) -> dict[str, Where]:
    """For each term of the plan that a text uses (by id), where its footnote stands."""
    return {term: _where(desk, place) for term, place in first_uses(desk.explained, desk.explained.terms).items()}


def _where(desk: Desk, place: Place) -> Where:
    match place:
        case Block():
            return Where(desk.label_of(place.id), desk.url("block", place.id))
        case Chapter():
            rows = zip(desk.document.chapters, desk.reader.chapters, strict=True)
            row = next(row for chapter, row in rows if chapter is place)
            return Where(desk.label_of(str(row.uuid)), desk.url("chapter", row.uuid))
    return Where(desk.label_of("texts"), desk.url("texts"))
