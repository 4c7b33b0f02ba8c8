"""Two texts of a plan compared, as a file: what the page tells, on paper.

Made for whoever asks and kept nowhere: what it says stands in both texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from plans.amended import Amended
from plans.exports.cover import author_of, brief_title_of, dress_of, names_of, organisations_of, title_of
from plans.reading import Readable
from workplan_portal.audit.trail import now
from workplan_portal.documents.canonical import digest
from workplan_portal.documents.jobs import Metadata
from workplan_portal.documents.look import Line, Notice, Organisation, grouped
from workplan_portal.documents.workers import render_in_worker

from .comparing import Shown, choice_of, name_of, shown


@dataclass(frozen=True)
class ComparedPaper:
    """`head` stands on every further page: what it is, and of which two texts."""

    title: str
    plan: str
    head: tuple[str, str]
    running: str
    organisations: tuple[Organisation, ...]
    lines: tuple[Line, ...]
    names: tuple[str, str]
    shown: Shown
    notices: tuple[Notice, ...]


def compared_pdf(before: Readable, after: Readable) -> bytes | None:
    """PDF/A-3a and PDF/UA-1. None when both say the same. Raises RenderingFailed."""
    with override(settings.LANGUAGE_CODE):
        paper = _paper(before, after)
        if paper is None:
            return None
        dress = dress_of(after.document)
        context = {"paper": paper, "palette": dress.palette, "logo": dress.logo}
        html = render_to_string("plans/comparing/paper.html", context)
        return render_in_worker(html, metadata=_metadata(paper, before, after, html))


def file_name(before: Readable, after: Readable) -> str:
    texts = " en ".join(_called(text) for text in (before, after))
    return f"{slugify(f'Vergelijking {after.draft.plan.title} {texts}')}.pdf"


def _called(text: Readable) -> str:
    if text.revision is None:
        return text.key
    return f"versie {text.revision.number}{f' van {text.of.year}' if text.of else ''}"


def _paper(before: Readable, after: Readable) -> ComparedPaper | None:
    document = after.document
    differences = shown(before.document, document)
    if differences is None:
        return None
    names = (name_of(before), name_of(after))
    said = document.amendment if _is_what_it_changes(before, after) else None
    title = _("Amendment %(number)d: old beside new") % {"number": said.number} if said else _("Versions compared")
    return ComparedPaper(
        title=title,
        plan=title_of(document),
        head=(
            f"{title} · {brief_title_of(document)}",
            _("from %(before)s to %(after)s") % {"before": names[0], "after": names[1]},
        ),
        running=f"{author_of(document)} · {names_of(document)}",
        organisations=organisations_of(document),
        lines=(
            *(_why(said, after.in_force_from) if said else ()),
            *_lines(_("From this version"), before),
            *_lines(_("To this version"), after),
        ),
        names=names,
        shown=differences,
        notices=tuple(_notices(before, after)),
    )


def _is_what_it_changes(before: Readable, after: Readable) -> bool:
    """Are these an amendment and the text that it changes, and not two other texts of a plan?"""
    base = after.revision.base_id if after.revision else after.draft.number and after.draft.amendment.base_id
    return before.revision is not None and before.revision.pk == base


def _why(said: Amended, since: date | None) -> Iterator[Line]:
    """What an amendment says of itself: who decides about its text decides about this too."""
    for label, value in (
        (_("Cause"), said.cause),
        (_("Proposed by"), said.proposer),
        (_("In force from"), date_format(since or said.effective_on, "j F Y")),
        (_("Legal basis"), said.legal_basis),
        (_("Effect on capacity"), said.capacity),
    ):
        if value:
            yield Line(label, value)


def _lines(label: str, text: Readable) -> Iterator[Line]:
    """Which text it is; of a draft when, since tomorrow it may say something else."""
    if text.revision is None:
        moment = date_format(localtime(now()), "j F Y, H:i")
        yield Line(label, _("Draft, as it stood on %(moment)s") % {"moment": moment})
        return
    yield Line(label, f"{text.of.title}\n{choice_of(replace(text, of=None))}" if text.of else choice_of(text))
    yield Line(_("Digest of the text"), grouped(text.revision.digest), digest=True)


def _notices(before: Readable, after: Readable) -> Iterator[Notice]:
    if before.revision is None or after.revision is None:
        yield Notice(_("Draft"), _("One of the texts is still being written. What it says can still change."))
    if after.document.example:
        yield Notice(_("Example data"), _("This comparison shows how the portal works. What it says is invented."))


def _metadata(paper: ComparedPaper, before: Readable, after: Readable, html: str) -> Metadata:
    document = after.document
    title = _("%(title)s, from %(before)s to %(after)s: %(plan)s") % {
        "title": paper.title,
        "before": paper.names[0],
        "after": paper.names[1],
        "plan": paper.plan,
    }
    return Metadata(
        title=title,
        author=author_of(document),
        language=settings.LANGUAGE_CODE,
        subject=title,
        identifier=f"vergelijking/{document.id}/{before.key}/{after.key}/{digest(html.encode())[:16]}",
        created=_latest(before, after),
        keywords=("vergelijking", str(document.year), *(place.name for place in document.municipalities)),
    )


def _latest(before: Readable, after: Readable) -> datetime:
    """When what it tells came to stand so: two versions always give the same file."""
    moments = [text.revision.submitted_at if text.revision else now() for text in (before, after)]
    return max(moments).astimezone(UTC)
