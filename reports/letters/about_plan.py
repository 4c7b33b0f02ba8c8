"""A letter about an adopted plan: the facts that its texts write themselves from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.deadline import last_timely_day
from plans.document import Block, Chapter, Document, Frame, Target, load
from plans.goals import terms_of
from plans.models import Adoption, Plan, Revision
from plans.record import in_force
from priorities.codes import Level, NormRule
from priorities.goal import exceeds_last_year, norm_of
from reports.models import TextKind
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality

from .document import Subject
from .listing import enumerated, joined, small
from .partners import outside_partners
from .subjects import LetterSubject


class PlanSubject(LetterSubject):
    kind = "plan"
    texts: ClassVar[tuple[TextKind, ...]] = (
        TextKind.INFORMATION,
        TextKind.FRAMEWORK,
        TextKind.PRIORITIES,
        TextKind.CONTRIBUTION,
        TextKind.PARTNERS,
        TextKind.ADOPTION,
        TextKind.LATENESS,
        TextKind.NORMS,
        TextKind.NORM_RULE,
        TextKind.PLACE,
        TextKind.CLOSING,
    )

    def __init__(self, plan: Plan, revision: Revision, municipality: Municipality) -> None:
        self.plan = plan
        self.revision = revision
        self.municipality = municipality

    @property
    def reference(self) -> dict[str, Any]:
        return {"revision": self.revision}

    @property
    def query(self) -> dict[str, str]:
        return {"plan": str(self.plan.uuid)}

    @property
    def same(self) -> dict[str, Any]:
        return {"plan": self.plan, "release": None, "amendment": 0}

    @property
    def title(self) -> str:
        return _("Annual police work plan %(year)s, %(team)s") % {"year": self.plan.year, "team": self.plan.team.name}

    @property
    def enclosure(self) -> str:
        return _("%(title)s (version %(number)s)") % self._own_version

    @property
    def _own_version(self) -> dict[str, Any]:
        """Of a joint plan the municipality's own edition."""
        plan, own = self.plan, self.municipality
        title = plan.title_of_edition(own) if own in plan.editions else plan.title
        return {"title": title, "number": self.revision.number}

    @property
    def in_document(self) -> Subject:
        return Subject(
            kind=self.kind,
            id=str(self.plan.uuid),
            version=self.revision.number,
            digest=self.revision.digest,
            title=self.plan.title,
            year=self.plan.year,
            decided_on=self.adoption.adopted_on if self.adoption else None,
        )

    @property
    def may_be_sent(self) -> Verdict:
        return ALLOWED if self.adoption else refuse(_("The council gets a letter once the plan has been adopted."))

    @cached_property
    def newest(self) -> PlanSubject:
        return PlanSubject(self.plan, in_force(self.plan) or self.revision, self.municipality)

    @cached_property
    def adoption(self) -> Adoption | None:
        return Adoption.objects.filter(revision=self.revision).first()

    @cached_property
    def first_adoption(self) -> Adoption | None:
        """Of the plan itself: whether that was late has nothing to do with how it was amended since."""
        if not self.revision.amendment:
            return self.adoption
        return Adoption.objects.filter(revision__plan=self.plan, revision__amendment=0).first()

    # --- facts --------------------------------------------------------------------------------------------------------

    @cached_property
    def document(self) -> Document:
        """What the council may read of it."""
        return load(self.revision.text).for_audience(Audience.COUNCIL)

    def facts(self) -> dict[str, Any]:
        first = self.first_adoption
        members = first.members.splitlines() if first else []
        names = [self.municipality.name, self.plan.team.name]
        # Only with the contributions that this council reads.
        partners, more = outside_partners((c for b in self._blocks for c in b.contributions), self.document)
        return {
            "municipalities": len(self.document.municipalities),
            "priorities": enumerated(small(title, names) for title in self.priorities),
            "frames": joined(self.frames),
            "partners": joined([*partners, *([_("other partners")] if more else [])]),
            "adoption": first,
            "amended_on": self.adoption.adopted_on if self.adoption and self.revision.amendment else None,
            "members": enumerated(filter(None, map(str.strip, members))),
            "days_late": first.days_late(self.plan.year) if first else 0,
            "deadline": last_timely_day(self.plan.year),
            "late_reason": small(first.late_reason.rstrip(" ."), names) if first else "",
            "norms": joined([small(name, names) for name in self.norms_above_reality]),
            "norm_origins": joined(self.origins_of_norms),
            "norm_rule": self.document.norm_rule if self.document.norm_rule != NormRule.OFF else "",
        }

    @property
    def priorities(self) -> list[str]:
        """The municipality's own, each once: a priority in several blocks goes by its own name."""
        own = (block for chapter in self._chapters if chapter.municipality for block in chapter.blocks)
        return list(dict.fromkeys(block.priority_title if block.split else block.title for block in own))

    @property
    def frames(self) -> list[str]:
        """The municipality's own frames that the plan rests on."""
        own = (f for f in self.document.frames if f.level == Level.LOCAL and f.owner == self.municipality.name)
        return [_with_years(f) for f in own]

    @property
    def norms_above_reality(self) -> list[str]:
        """What is counted by the targets whose norm, read on its own, would allow more than there was last year."""
        return list(dict.fromkeys(target.indicator.name for target in self._above_reality))

    @property
    def origins_of_norms(self) -> list[str]:
        known = ((t.norm_origin, t.norm_year) for t in self._above_reality if t.norm_origin and t.norm_year)
        return [f"{Level(origin).label} ({year})" for origin, year in dict.fromkeys(known)]

    @property
    def _chapters(self) -> Iterator[Chapter]:
        """What is shared and what is this municipality's: a council is not told about its neighbours."""
        for chapter in self.document.chapters:
            if chapter.municipality is None or chapter.municipality.code == self.municipality.code:
                yield chapter

    @property
    def _blocks(self) -> Iterator[Block]:
        for chapter in self._chapters:
            yield from chapter.blocks

    @property
    def _above_reality(self) -> Iterator[Target]:
        for target in (target for block in self._blocks for target in block.targets if not target.restates):
            terms = terms_of(target, self.document.norm_rule)
            if exceeds_last_year(norm_of(terms), terms):
                yield target


def _with_years(frame: Frame) -> str:
    """Its title, and the years it is for unless the title has them."""
    years = list(dict.fromkeys(map(str, (frame.valid_from, frame.valid_until))))
    return frame.title if all(year in frame.title for year in years) else f"{frame.title} ({'–'.join(years)})"
