"""What stands around a plan on paper: cover, colophon, colours, logo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.amended import AmendmentNote
from plans.codes import Answer, Audience, decision_in_words, minutes_in_words
from plans.deadline import lateness
from plans.document import Adopted, Decided, Document, Place, Record
from plans.workflow import Status
from priorities.codes import Scope
from workplan_portal.documents.look import (
    Cover,
    Dress,
    Line,
    Logo,
    Notice,
    Organisation,
    Palette,
    grouped,
    notice_of_copy,
)
from workplan_portal.interface.colour import WHITE, darkest_needed, from_oklch, to_oklch
from workplan_portal.organisation.models import Municipality

from .targets import with_kind

COLOPHON = gettext_lazy("Colophon")
READABLE = 7.0
"""The contrast with white that WCAG 2.2 asks at level AAA (1.4.6): paper is copied and projected."""


@dataclass(frozen=True)
class ShownDecision:
    capacity: str
    name: str
    decision: str
    decided_on: str
    reservation: str = ""
    minutes: str = ""  # where it stands, when nobody decided it in the portal


@dataclass(frozen=True)
class Colophon:
    lines: tuple[Line, ...]
    digest: str
    decisions: tuple[ShownDecision, ...]
    notices: tuple[Notice, ...]


def title_of(document: Document) -> str:
    whom = edition_of(document) or names_of(document)
    return f"{brief_title_of(document)}, {author_of(document)}, {whom}"


def brief_title_of(document: Document) -> str:
    """Where it is known already whose plan it is."""
    return f"{_title()} {document.year}"


def team_of(document: Document) -> str:
    return capfirst(with_kind(str(Scope.TEAM.label), document.team.name))


def author_of(document: Document) -> str:
    return team_of(document)


def edition_of(document: Document) -> str:
    """Whose edition this is; empty for a plan as a whole."""
    return _("edition of the %(municipality)s") % {"municipality": _name(document.edition)} if document.edition else ""


def notice_of_edition(document: Document, record: Record) -> Notice | None:
    """On a page, which has no cover: that this is an edition, and of what. None for a plan as a whole."""
    if document.edition is None:
        return None
    text = _("It holds the shared parts and the part of %(municipality)s, from the joint plan for the %(all)s.") % {
        "municipality": document.edition.name,
        "all": names_of(document),
    }
    if record.number:
        text = _("%(sentence)s Version %(number)d of the whole plan, digest %(digest)s.") % {
            "sentence": text,
            "number": record.number,
            "digest": grouped(record.digest),
        }
    return Notice(capfirst(edition_of(document)), text)


def cover_of(document: Document, record: Record, *, in_word: bool = False) -> Cover:
    whom = edition_of(document)
    return Cover(
        title=_title(),
        year=str(document.year),
        subtitle=capfirst(whom) if whom else _("for %(municipalities)s") % {"municipalities": names_of(document)},
        running=f"{team_of(document)} · {whom or names_of(document)}",
        organisations=organisations_of(document),
        state=tuple(_state(document, record)),
        digest=grouped(record.digest),
        notices=tuple(_notices(document, record, in_word)),
        mark="" if record.adoption else _("not yet adopted"),
    )


def organisations_of(document: Document) -> tuple[Organisation, ...]:
    return (
        Organisation(_("Police unit %(unit)s") % {"unit": document.unit.name}),
        Organisation(f"{_district(document)} · {team_of(document)}", "place"),
    )


def colophon_of(document: Document, record: Record, *, in_word: bool = False) -> Colophon:
    """A Word file is a copy and says so; it has no data inside."""
    return Colophon(
        lines=(*_colophon_lines(document, record), *(() if in_word else (_enclosed(),))),
        digest=grouped(record.digest),
        decisions=tuple(map(_decision, record.consents)),
        notices=tuple(_notices(document, record, in_word)),
    )


def dress_of(document: Document) -> Dress:
    return dress_for((document.edition,) if document.edition else document.municipalities)


def dress_for(places: Sequence[Place]) -> Dress:
    """Colour and logo of the municipality a document or an edition is for; of several, nobody's in particular."""
    if len(places) != 1:
        return Dress()
    theirs = Municipality.objects.filter(code=places[0].code).values_list("brand_colour", "logo").first()
    if theirs is None:
        return Dress()
    colour, digest = theirs
    return Dress(palette(colour), Logo(digest, places[0].name) if digest else None)


def palette(colour: str) -> Palette:
    """A light colour becomes a dark one of the same hue: it carries white text and is text itself."""
    lightness, chroma, hue = to_oklch(colour)
    _lightness, brand = darkest_needed(chroma, hue, WHITE, READABLE, lightness)
    return Palette(
        brand=brand,
        tint=from_oklch(0.965, min(chroma, 0.02), hue),
        line=from_oklch(0.88, min(chroma, 0.03), hue),
        line_strong=from_oklch(0.76, min(chroma, 0.06), hue),
    )


def _district(document: Document) -> str:
    return _("District %(district)s") % {"district": document.district.name}


def _title() -> str:
    return _("Annual police work plan")


def names_of(document: Document) -> str:
    names = [place.name for place in document.municipalities]
    if len(names) == 1:
        return _name(document.municipalities[0])
    shown = {"first": ", ".join(names[:-1]), "last": names[-1]} if names else {"first": "", "last": ""}
    return _("municipalities of %(first)s and %(last)s") % shown


def _name(municipality: Place) -> str:
    return _("municipality of %(name)s") % {"name": municipality.name}


def _state(document: Document, record: Record) -> Iterable[Line]:
    if document.edition:
        yield Line(_("Part of"), _whole(document, record))
    if record.adoption:
        yield Line(_("Status"), _adopted(record.adoption))
        yield Line(_("By"), record.adoption.body)
        if record.amendments:
            yield Line(_("Amended"), _amended(record.amendments[-1]))
    else:
        yield Line(_("Status"), _unadopted(record))
    if record.number:
        yield Line(_("Version"), str(record.number))
    if unconfirmed := [each for each in record.consents if each.minutes and each.minutes.answer != Answer.CONFIRM]:
        words = ngettext(
            "%(count)d decision is known from minutes and was not confirmed",
            "%(count)d decisions are known from minutes and were not confirmed",
            len(unconfirmed),
        )
        yield Line(_("From minutes"), words % {"count": len(unconfirmed)})
    if document.audience == Audience.INTERNAL:
        yield Line(_("Edition"), _("internal: may hold parts that are not for the council"))


def _whole(document: Document, record: Record) -> str:
    plan = _("Joint plan for the %(municipalities)s") % {"municipalities": names_of(document)}
    return _("%(plan)s. Version and digest are those of the whole plan.") % {"plan": plan} if record.number else plan


def _adopted(adoption: Adopted) -> str:
    day = date_format(adoption.adopted_on, "j F Y")
    if not adoption.days_late:
        return _("Adopted on %(day)s") % {"day": day}
    return _("Adopted on %(day)s, %(lateness)s") % {"day": day, "lateness": lateness(adoption.days_late)}


def _amended(last: AmendmentNote) -> str:
    shown = {"number": last.number, "day": date_format(last.in_force_from or last.effective_on, "j F Y")}
    return _("By amendment %(number)d, in force from %(day)s; all amendments stand at the end") % shown


def _unadopted(record: Record) -> str:
    if record.status == Status.APPROVED:
        return _("Approved by the team chief; the triangle has yet to decide")
    if record.status == Status.SUBMITTED:
        return _("Submitted; the team chief has yet to decide")
    return _("Draft, not adopted")


def _notices(document: Document, record: Record, in_word: bool) -> Iterable[Notice]:
    if in_word:
        yield notice_of_copy()
    if record.adoption is None:
        yield Notice(_("Draft"), _("This text can still change. Nobody can derive rights from it."))
    if document.example:
        yield Notice(
            _("Example data"),
            _(
                "This plan shows how the portal works. Facts and figures come from a real plan; the texts are new, "
                "people are invented, and figures marked as example are invented too."
            ),
        )


def _colophon_lines(document: Document, record: Record) -> Iterable[Line]:
    yield Line(_("Made by"), team_of(document))
    yield Line(_("For"), _name(document.edition) if document.edition else names_of(document))
    yield from _state(document, record)
    if record.adoption:
        if record.adoption.members:
            yield Line(_("Present"), "\n".join(record.adoption.members))
        if record.adoption.late_reason:
            yield Line(_("Adopted after January because"), record.adoption.late_reason)


def _enclosed() -> Line:
    return Line(_("In this file"), _("The data of this plan (document.json) and the targets as a table (doelen.csv)"))


def _decision(decided: Decided) -> ShownDecision:
    return ShownDecision(
        capacity=capfirst(decided.capacity),
        name=decided.name,
        decision=words_of(decided),
        decided_on=date_format(decided.minutes.held_on if decided.minutes else localtime(decided.decided_at), "j F Y"),
        reservation=decided.reservation,
        minutes=capfirst(minutes_of(decided)),
    )


def words_of(decided: Decided) -> str:
    answer = decided.minutes.answer if decided.minutes else None
    return decision_in_words(decided.decision, reserved=bool(decided.reservation), minuted=answer)


def minutes_of(decided: Decided) -> str:
    """Empty for what somebody decided in the portal."""
    if (stands := decided.minutes) is None:
        return ""
    return minutes_in_words(
        held_on=stands.held_on,
        reference=stands.reference,
        answer=stands.answer,
        by=stands.answered_by,
        given_on=stands.answered_on,
        at_adoption=stands.at_adoption,
    )
