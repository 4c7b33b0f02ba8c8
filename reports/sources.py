"""What can be published: adopted plans and released reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.document import Document, Record
from plans.exports import plan_json, plan_page, plan_word
from plans.models import Adoption, Revision
from plans.passages import parts_of as plan_parts
from plans.record import record_of
from plans.renditions import content_of, rendition
from workplan_portal.audit.trail import now, today
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality
from workplan_portal.search.models import Part

from .document import ReportDocument
from .exports import report_json, report_page, report_word
from .exports.letter import Enclosed, letter_json, letter_page, letter_word
from .letters.choosing import subject_of
from .letters.compiling import document_of
from .letters.compiling import record_of as letter_record
from .letters.document import LetterDocument
from .letters.files import file_of
from .models import Kind, Letter, Publication, Release, WithdrawnRelease
from .passages import letter_parts, parts_of
from .reading import record_of as release_record
from .renditions import content_of as release_content
from .renditions import rendition as release_rendition
from .source import MadeFile, Source


class PlanSource(Source):
    """A revision of a plan, whole or one municipality's edition; it goes out once it has been adopted."""

    kind = Kind.PLAN

    def __init__(self, revision: Revision, edition: Municipality | None = None) -> None:
        self.revision = revision
        self.plan = revision.plan
        self.edition = edition

    @property
    def editions(self) -> list[PlanSource]:
        """What can go out beside the whole: of a joint plan an edition for each municipality."""
        return [PlanSource(self.revision, municipality) for municipality in self.plan.editions]

    @property
    def municipalities(self) -> list[Municipality]:
        return [self.edition] if self.edition else super().municipalities

    @property
    def reference(self) -> dict[str, Any]:
        return {"revision": self.revision, "edition": self._code}

    @property
    def same(self) -> dict[str, Any]:
        return {"revision__plan": self.plan, "edition": self._code}

    @property
    def name(self) -> str:
        return f"{self.revision} {self._code}".strip()

    @cached_property
    def adoption(self) -> Adoption | None:
        return Adoption.objects.filter(revision=self.revision).first()

    @property
    def may_go_out(self) -> Verdict:
        if self.adoption is None:
            return refuse(_("A plan can be published once it has been adopted."))
        begins = self.adoption.in_force_from
        if begins and begins > today():
            return refuse(
                _("This text comes into force on %(day)s. Until then the text before it is the one to read.")
                % {"day": date_format(begins, "j F Y")}
            )
        return ALLOWED

    @property
    def title(self) -> str:
        return self.plan.title_of_edition(self.edition) if self.edition else self.plan.title

    @property
    def decided_on(self) -> date:
        self.may_go_out.or_refuse()
        return self.adoption.adopted_on  # type: ignore[union-attr]  # refused above

    def file(self, audience: Audience) -> MadeFile:
        made = rendition(self.revision, audience, self._code)
        return MadeFile(made.file, made.pages)

    def parts(self, audience: Audience) -> Iterable[Part]:
        return plan_parts(self._content(audience))

    def page(self, audience: Audience) -> SafeString:
        return plan_page(self._content(audience), self._record(audience))

    def word(self, audience: Audience) -> bytes:
        return plan_word(self._content(audience), self._record(audience))

    def json(self, audience: Audience) -> bytes:
        return plan_json(self._content(audience), self._record(audience))

    def _record(self, audience: Audience) -> Record:
        return record_of(self.plan, self.revision, audience=audience, edition=self._code)

    def _content(self, audience: Audience) -> Document:
        return content_of(self.revision, audience, self._code)

    @property
    def _code(self) -> str:
        return self.edition.code if self.edition else ""


class ReportSource(Source):
    """A released report, whole or of a joint plan one municipality's edition."""

    kind = Kind.REPORT

    def __init__(self, release: Release, edition: Municipality | None = None) -> None:
        self.release = release
        self.report = release.report
        self.plan = self.report.plan
        self.edition = edition

    @property
    def editions(self) -> list[ReportSource]:
        """What can go out beside the whole."""
        return [ReportSource(self.release, municipality) for municipality in self.report.editions]

    @property
    def municipalities(self) -> list[Municipality]:
        return [self.edition] if self.edition else super().municipalities

    @property
    def reference(self) -> dict[str, Any]:
        return {"release": self.release, "edition": self._code}

    @property
    def same(self) -> dict[str, Any]:
        return {"release__report": self.report, "edition": self._code}

    @property
    def name(self) -> str:
        return f"{self.release} {self._code}".strip()

    @property
    def may_go_out(self) -> Verdict:
        if WithdrawnRelease.objects.filter(release=self.release).exists():
            return refuse(_("This report was reopened, so this version no longer holds."))
        if self.report.releases.standing().filter(number__gt=self.release.number).exists():
            return refuse(_("A newer version of this report has been released. Publish that one."))
        return ALLOWED

    @property
    def title(self) -> str:
        return self.report.title_of_edition(self.edition) if self.edition else self.report.title

    @property
    def decided_on(self) -> date:
        return localdate(self.release.released_at)

    def file(self, audience: Audience) -> MadeFile:
        made = release_rendition(self.release, audience, self._code)
        return MadeFile(made.file, made.pages)

    def parts(self, audience: Audience) -> Iterable[Part]:
        return parts_of(self._content(audience))

    def page(self, audience: Audience) -> SafeString:
        return report_page(self._content(audience), release_record(self.release))

    def word(self, audience: Audience) -> bytes:
        return report_word(self._content(audience), release_record(self.release))

    def json(self, audience: Audience) -> bytes:
        return report_json(self._content(audience), release_record(self.release))

    def _content(self, audience: Audience) -> ReportDocument:
        return release_content(self.release, audience, self._code)

    @property
    def _code(self) -> str:
        return self.edition.code if self.edition else ""


class LetterSource(Source):
    """A letter to a council; it goes out once it has been sent, and not before what it encloses."""

    kind = Kind.LETTER

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.plan = letter.plan
        self.subject = subject_of(letter)

    @property
    def enclosure(self) -> Source:
        """What the letter sends along: of a joint plan or its report the edition of its own municipality."""
        own = self.letter.municipality if self.letter.municipality in self.plan.editions else None
        match self.letter:
            case Letter(release=Release() as release):
                return ReportSource(release, own)
            case Letter(revision=Revision() as revision):
                return PlanSource(revision, own)
        raise ValueError("A letter is about a plan or a report.")

    @property
    def reference(self) -> dict[str, Any]:
        return {"letter": self.letter}

    @property
    def same(self) -> dict[str, Any]:
        about = {f"letter__{name}": value for name, value in self.subject.same.items()}
        return {"letter__municipality": self.letter.municipality, **about}

    @property
    def name(self) -> str:
        return str(self.letter)

    @property
    def may_go_out(self) -> Verdict:
        return ALLOWED if self.letter.text else refuse(_("A letter can be published once it has been sent."))

    @property
    def title(self) -> str:
        return str(self.letter)

    @property
    def decided_on(self) -> date:
        self.may_go_out.or_refuse()
        return self._document.dated_on  # type: ignore[return-value]  # nothing is sent without a date

    @property
    def municipalities(self) -> list[Municipality]:
        return [self.letter.municipality]

    @property
    def publishers(self) -> list[Municipality]:
        """A neighbour in a joint plan has nothing to do with it."""
        return self.municipalities

    def may_go_to(self, audience: Audience, moment: datetime) -> Verdict:
        if any(p.visible_from <= moment for p in self.subject.publications(audience)):
            return ALLOWED
        return refuse(_("These readers do not have the enclosure yet at that moment. Publish it first, or with it."))

    def file(self, audience: Audience) -> MadeFile:
        made = file_of(self.letter)
        return MadeFile(made.file, made.pages)  # type: ignore[arg-type]  # it has been made

    def parts(self, audience: Audience) -> Iterable[Part]:
        return letter_parts(self._document)

    def page(self, audience: Audience) -> SafeString:
        return letter_page(self._document, letter_record(self.letter), self._enclosed(audience))

    def word(self, audience: Audience) -> bytes:
        return letter_word(self._document, letter_record(self.letter))

    def json(self, audience: Audience) -> bytes:
        return letter_json(self._document, letter_record(self.letter))

    @property
    def _document(self) -> LetterDocument:
        return document_of(self.letter)

    def _enclosed(self, audience: Audience) -> list[Enclosed]:
        """The first enclosure with where these readers find it, while they do."""
        out = [p for p in self.subject.publications(audience) if p.visible_from <= now()]
        first, *others = self._document.enclosures
        url = reverse("reports:document", args=[out[0].uuid]) if out else ""
        return [Enclosed(first, url), *map(Enclosed, others)]


def source_of(publication: Publication) -> Source:
    match publication.kind:
        case Kind.PLAN if publication.revision:
            return PlanSource(publication.revision, _edition(publication))
        case Kind.REPORT if publication.release:
            return ReportSource(publication.release, _edition(publication))
        case Kind.LETTER if publication.letter:
            return LetterSource(publication.letter)
    raise ValueError(f"{publication.kind} has no source")


def _edition(publication: Publication) -> Municipality | None:
    """An edition is for one municipality."""
    return publication.municipalities.all()[0] if publication.edition else None
