"""What stands around a report on paper: cover, colophon, colours, logo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.codes import Audience
from plans.document import Place
from plans.exports.cover import Colophon, dress_for
from plans.exports.targets import with_kind
from priorities.codes import Scope
from reports.document import ReportDocument, ReportRecord
from workplan_portal.documents.look import Cover, Dress, Line, Notice, Organisation, grouped, notice_of_copy

from .body import period_of


def title_of(document: ReportDocument) -> str:
    return f"{_title()} {document.year}, {document.period} {_('months')}, {author_of(document)}, {whom(document)}"


def author_of(document: ReportDocument) -> str:
    return str(capfirst(with_kind(str(Scope.TEAM.label), document.team.name)))


def whom(document: ReportDocument) -> str:
    if document.edition:
        return _("edition of the municipality of %(name)s") % {"name": document.edition.name}
    return names(document.municipalities)


def names(places: Sequence[Place]) -> str:
    if len(places) == 1:
        return _("municipality of %(name)s") % {"name": places[0].name}
    first, last = ", ".join(place.name for place in places[:-1]), places[-1].name
    return _("municipalities of %(first)s and %(last)s") % {"first": first, "last": last}


def cover_of(document: ReportDocument, record: ReportRecord, *, in_word: bool = False) -> Cover:
    return Cover(
        title=_title(),
        year=str(document.year),
        subtitle=_subtitle(document),
        running=f"{author_of(document)} · {whom(document)}",
        organisations=(
            Organisation(_("Police unit %(unit)s") % {"unit": document.unit.name}),
            Organisation(f"{_district(document)} · {author_of(document)}", "place"),
        ),
        state=tuple(_state(document, record)),
        digest=grouped(record.digest),
        notices=tuple(notices_of(document, record, in_word=in_word)),
        mark="" if record.number else _("not yet released"),
    )


def colophon_of(document: ReportDocument, record: ReportRecord, *, in_word: bool = False) -> Colophon:
    return Colophon(
        lines=tuple(_colophon_lines(document, record)),
        digest=grouped(record.digest),
        decisions=(),
        notices=tuple(notices_of(document, record, in_word=in_word)),
    )


def dress_of(document: ReportDocument) -> Dress:
    return dress_for((document.edition,) if document.edition else document.municipalities)


def notice_of_edition(document: ReportDocument, record: ReportRecord) -> Notice | None:
    """On a page, which has no cover: that this is an edition, and of what. None for a report as a whole."""
    if document.edition is None:
        return None
    text = _("It holds the shared parts and the part of %(municipality)s, from the joint report for the %(all)s.") % {
        "municipality": document.edition.name,
        "all": names(document.municipalities),
    }
    if record.number:
        text = _("%(sentence)s Version %(number)d of the whole report, digest %(digest)s.") % {
            "sentence": text,
            "number": record.number,
            "digest": grouped(record.digest),
        }
    return Notice(capfirst(whom(document)), text)


def notices_of(document: ReportDocument, record: ReportRecord, *, in_word: bool = False) -> Iterable[Notice]:
    if in_word:
        yield notice_of_copy()
    if record.number is None:
        yield Notice(_("Draft"), _("This text can still change. Nobody can derive rights from it."))
    if document.example:
        yield Notice(
            _("Example data"),
            _("This report shows how the portal works. Figures, texts and people in it are invented."),
        )


def _subtitle(document: ReportDocument) -> str:
    if document.edition:
        return f"{period_of(document)}, {whom(document)}"
    shown = {"period": period_of(document), "municipalities": names(document.municipalities)}
    return _("%(period)s, for the %(municipalities)s") % shown


def _title() -> str:
    return _("Four-monthly report")


def _district(document: ReportDocument) -> str:
    return _("District %(district)s") % {"district": document.district.name}


def _state(document: ReportDocument, record: ReportRecord) -> Iterable[Line]:
    if document.edition:
        yield Line(_("Part of"), _whole(document, record))
    if record.released_on:
        yield Line(_("Status"), _("Released on %(day)s") % {"day": date_format(record.released_on, "j F Y")})
        yield Line(_("By"), record.released_by)
    else:
        yield Line(_("Status"), _("Draft, not released"))
    if record.number:
        yield Line(_("Version"), _corrected(record.number))
    yield Line(_("About"), _plan(document))
    if document.audience == Audience.INTERNAL:
        yield Line(_("Edition"), _("internal: may hold parts that are not for the council"))


def _whole(document: ReportDocument, record: ReportRecord) -> str:
    joint = _("Joint report for the %(municipalities)s") % {"municipalities": names(document.municipalities)}
    if record.number:
        return _("%(report)s. Version and digest are those of the whole report.") % {"report": joint}
    return joint


def _corrected(number: int) -> str:
    return _("%(number)d, a correction of the version before") % {"number": number} if number > 1 else str(number)


def _plan(document: ReportDocument) -> str:
    return _("Annual police work plan %(year)s, version %(number)s, adopted on %(day)s") % {
        "year": document.year,
        "number": document.plan_version,
        "day": date_format(document.plan_adopted_on, "j F Y"),
    }


def _colophon_lines(document: ReportDocument, record: ReportRecord) -> Iterable[Line]:
    yield Line(_("Document"), title_of(document))
    yield Line(_("Period"), period_of(document))
    yield from _state(document, record)
    yield Line(_("Digest of the plan"), grouped(document.plan_digest), digest=True)
