"""Is a file exactly one that this portal made? Decided by its bytes, told as far as the one who asks may know.

A file that was published, or kept after an adoption, a release or sending, is recognised by its digest. A draft is kept
nowhere: its file bears a seal, and names the text it was made from, which must be the text as it is now.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.files import File
from django.db.models import Q
from django.utils import timezone

from plans import reading as plans
from plans.codes import Audience
from plans.models import Draft, Plan, Rendition, SheetRendition
from plans.record import current_draft, of_plan
from workplan_portal.documents.sealing import is_sealed, lasting_identifier
from workplan_portal.people.models import Person

from . import reading as reports
from .models import Letter, Publication, ReleaseRendition, Report

Asker = Person | AnonymousUser
Kept = Rendition | SheetRendition | ReleaseRendition | Letter
Made = Publication | Kept | plans.Text | reports.Text


class Standing(Enum):
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"  # it was published once
    KEPT = "kept"  # adopted, released or sent; not published
    CURRENT = "current"  # the words are those that the portal has now
    EARLIER = "earlier"  # … or those of a version that was submitted before


@dataclass(frozen=True)
class Known:
    standing: Standing
    made: Made


@dataclass(frozen=True)
class Sheet:
    """What a file says by itself: its digest, the text it claims to come from, and whether we sealed it."""

    sha256: str
    claim: Claim | None
    is_sealed: bool


@dataclass(frozen=True)
class Claim:
    """The identifier that every document of the portal carries (ISO 32000-1, 14.4)."""

    document: UUID
    edition: str  # code of a municipality; anything else: the whole
    digest: str  # the first sixteen digits


_CLAIM = re.compile(
    rb"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[^/]{1,20}/[a-z]+(?:/([^/]{1,20}))?/([0-9a-f]{16})"
)


def read(file: File) -> Sheet:
    """Reads the bytes, and takes nothing in them for true."""
    file.seek(0)
    content = file.read()
    return Sheet(hashlib.sha256(content).hexdigest(), _claimed(content), is_sealed(content))


def _claimed(content: bytes) -> Claim | None:
    if not (found := _CLAIM.fullmatch(lasting_identifier(content))):
        return None
    document, edition, digest = (part.decode("latin-1") for part in found.groups(b""))
    return Claim(UUID(document), edition, digest)


def recognise(sheet: Sheet, asker: Asker) -> Known | None:
    """The first that fits; what the asker may not see is as unknown as what is not there."""
    return next(_fitting(sheet, asker), None)


def _fitting(sheet: Sheet, asker: Asker) -> Iterator[Known]:
    ever = Publication.objects.for_listing().filter(file__sha256=sheet.sha256, visible_from__lte=timezone.now())
    for publication in ever.visible_to(asker):
        yield Known(Standing.PUBLISHED, publication)
    for publication in ever if asker.is_authenticated else ever.filter(audience=Audience.PUBLIC):
        yield Known(Standing.WITHDRAWN, publication)
    if isinstance(asker, Person):
        for kept in _kept(sheet.sha256, asker):
            yield Known(Standing.KEPT, kept)
        for standing, text in _sealed(sheet, asker):
            yield Known(standing, text)


def _kept(sha256: str, person: Person) -> Iterator[Kept]:
    plans_seen = Plan.objects.visible_to(person)
    yield from (
        Rendition.objects.filter(file__sha256=sha256, revision__plan__in=plans_seen)
        .select_related("revision__plan__team", "revision__adoption")
        .defer("revision__text")
    )
    yield from (
        SheetRendition.objects.filter(file__sha256=sha256)
        .filter(Q(adoption__revision__plan__in=plans_seen) | Q(adoption__withdrawal__revision__plan__in=plans_seen))
        .select_related("adoption")
    )
    yield from (
        ReleaseRendition.objects.filter(
            file__sha256=sha256, release__report__in=Report.objects.visible_to(person).values("pk")
        )
        .select_related("release__report__plan__team")
        .defer("release__text")
    )
    yield from Letter.objects.visible_to(person).with_names().filter(file__sha256=sha256)


def _sealed(sheet: Sheet, person: Person) -> Iterator[tuple[Standing, plans.Text | reports.Text]]:
    """The seal says that the file is ours to the byte, and so that its claim is true."""
    if sheet.claim and sheet.is_sealed:
        for standing, text in _claimed_texts(sheet.claim, person):
            if text.document.digest().startswith(sheet.claim.digest):
                yield standing, text


def _claimed_texts(claim: Claim, person: Person) -> Iterator[tuple[Standing, plans.Text | reports.Text]]:
    """Of a plan as it is now, of its amendments, and of a report; then what was submitted of that plan before."""
    if plan := Plan.objects.visible_to(person).with_names().filter(uuid=claim.document).first():
        amendments = Draft.objects.amendments_visible_to(person).open().filter(plan=plan).select_related("revision")
        for draft in (current_draft(plan), *(of_plan(each, plan) for each in amendments.distinct())):
            text = plans.text_for(person, draft)
            yield Standing.CURRENT, text.edition_of(claim.edition) or text
        for revision in plan.revisions.order_by("-number"):
            revision.plan = plan
            text = plans.text_of(plan, revision)
            yield Standing.EARLIER, text.edition_of(claim.edition) or text
    elif report := Report.objects.visible_to(person).with_names().filter(uuid=claim.document).first():
        about = reports.text_for(person, report)
        yield Standing.CURRENT, about.edition_of(claim.edition) or about
