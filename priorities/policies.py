"""May this person do this to this frame, indicator, figure or term now, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import AreaKind, Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.documents.footnotes import word_key
from workplan_portal.organisation.models import Area, Cluster, Municipality
from workplan_portal.people.models import Person

from .codes import Level, Lifecycle
from .models import Figure, GlossaryTerm, Indicator, PolicyFrame
from .querysets import KEEPERS

OWNER_KIND = {
    Level.LOCAL: AreaKind.MUNICIPALITY,
    Level.OM: AreaKind.UNIT,
    Level.REGIONAL: AreaKind.UNIT,
    Level.NATIONAL: AreaKind.NATIONAL,
}
"""Which kind of area owns the frames of a level."""

AREAS_WITH_FIGURES = (
    AreaKind.MUNICIPALITY,
    AreaKind.TEAM,
    AreaKind.DISTRICT,
    AreaKind.UNIT,
    AreaKind.NATIONAL,
    AreaKind.CLUSTER,
)
"""Kinds of area that figures are kept for: the scopes of a target, and the clusters that a municipality is made of."""


# --- frames -----------------------------------------------------------------------------------------------------------


def keepings(person: Person) -> list[tuple[Level, Area]]:
    """Of which levels, for which owners, this person keeps the frames."""
    kept: list[tuple[Level, Area]] = []
    for level in Level:
        if person.holds(*KEEPERS[level]):
            owners = Area.objects.filter(kind=OWNER_KIND[level])
            if not person.holds_nationally(*KEEPERS[level]):
                owners = owners.filter(pk__in=person.areas(*KEEPERS[level]))
            kept += [(level, owner) for owner in owners]
    return kept


def may_add_any_frame(person: Person) -> Verdict:
    """Could this person add a frame for some owner? Decides whether the button is there."""
    if keepings(person):
        return ALLOWED
    return refuse(_("Your role does not keep frames."))


def may_add_frame(person: Person, level: Level, owner: Area) -> Verdict:
    if owner.kind != OWNER_KIND[level]:
        return refuse(_("Frames of this level do not belong to this kind of organisation."))
    return _may_keep(person, level, owner)


def may_edit_frame(person: Person, frame: PolicyFrame) -> Verdict:
    """May this person change the frame and its priorities?"""
    if not (verdict := _may_keep(person, Level(frame.level), frame.owner)):
        return verdict
    if frame.is_adopted:
        return refuse(_("This frame has been adopted and does not change any more. Make a new edition instead."))
    return ALLOWED


def may_adopt_frame(person: Person, frame: PolicyFrame) -> Verdict:
    if not (verdict := _may_keep(person, Level(frame.level), frame.owner)):
        return verdict
    if frame.is_adopted:
        return refuse(_("This frame has been adopted already."))
    return ALLOWED


def may_renew_frame(person: Person, frame: PolicyFrame) -> Verdict:
    """May this person make the next edition of an adopted frame?"""
    if not (verdict := _may_keep(person, Level(frame.level), frame.owner)):
        return verdict
    if not frame.is_adopted:
        return refuse(_("This frame is still a draft: change it as it is."))
    if frame.editions.exists():
        return refuse(_("There is a newer edition of this frame already."))
    return ALLOWED


def may_discard_frame(person: Person, frame: PolicyFrame) -> Verdict:
    """A draft may go; what was adopted stays."""
    return may_edit_frame(person, frame)


def _may_keep(person: Person, level: Level, owner: Area) -> Verdict:
    if person.covers(owner.pk, *KEEPERS[level]):
        return ALLOWED
    match level:
        case Level.LOCAL:
            return refuse(_("Only a safety officer of %(owner)s keeps this frame.") % {"owner": owner})
        case Level.OM:
            return refuse(_("Only the Public Prosecution Service keeps this frame."))
        case Level.REGIONAL:
            return refuse(_("Only a unit planner of %(owner)s keeps this frame.") % {"owner": owner})
        case Level.NATIONAL:
            return refuse(_("Only a functional administrator keeps national frames."))


# --- indicators -------------------------------------------------------------------------------------------------------


def may_keep_indicators(person: Person) -> Verdict:
    """May this person add indicators and change them?"""
    if person.holds_nationally(Role.ADMINISTRATOR):
        return ALLOWED
    return refuse(_("Only a functional administrator keeps the indicators."))


def may_add_indicator(person: Person, code: str) -> Verdict:
    if not (verdict := may_keep_indicators(person)):
        return verdict
    if Indicator.objects.filter(code=code).exists():
        return refuse(_("There is an indicator with the code %(code)s already.") % {"code": code})
    return ALLOWED


def may_redefine_indicator(person: Person, indicator: Indicator) -> Verdict:
    """May the unit, or whether it adds up through the year, still change? Figures would mean something else by it."""
    if not (verdict := may_keep_indicators(person)):
        return verdict
    if indicator.figures.exists():
        return refuse(_("There are figures in this unit already. Retire this indicator and add another one."))
    return ALLOWED


def may_activate_indicator(person: Person, indicator: Indicator) -> Verdict:
    if not (verdict := may_keep_indicators(person)):
        return verdict
    if indicator.lifecycle == Lifecycle.ACTIVE:
        return refuse(_("This indicator is active already."))
    return ALLOWED


def may_retire_indicator(person: Person, indicator: Indicator) -> Verdict:
    if not (verdict := may_keep_indicators(person)):
        return verdict
    if indicator.lifecycle == Lifecycle.RETIRED:
        return refuse(_("This indicator has been retired already."))
    return ALLOWED


# --- figures ----------------------------------------------------------------------------------------------------------


def areas_entered_by(person: Person) -> QuerySet[Area]:
    """The areas this person enters figures for.

    A police planner: the own team, its municipalities and its clusters. A unit planner: the own unit, its districts and
    teams, and what belongs to those. A functional administrator: the country.
    """
    areas = Area.objects.filter(kind__in=AREAS_WITH_FIGURES)
    if person.holds_nationally(Role.PLANNER, Role.UNIT_PLANNER):
        return areas
    own = person.areas(Role.PLANNER, Role.UNIT_PLANNER)
    kept = Q(pk__in=own) | Q(pk__in=Municipality.objects.filter(teams__in=own).values("pk"))
    kept |= Q(pk__in=Cluster.objects.filter(team__in=own).values("pk"))
    if person.holds_nationally(Role.ADMINISTRATOR):
        kept |= Q(kind=AreaKind.NATIONAL)
    return areas.filter(kept)


def may_enter_any_figure(person: Person) -> Verdict:
    """Could this person enter a figure for some area? Decides whether the button is there."""
    if person.holds(Role.PLANNER, Role.UNIT_PLANNER, Role.ADMINISTRATOR):
        return ALLOWED
    return refuse(_("Only police planners enter figures."))


def may_enter_figure(person: Person, area: Area) -> Verdict:
    """May this person enter and correct figures for this area?"""
    return may_enter_figures(person, [area])[area.pk]


def may_enter_figures(person: Person, areas: Iterable[Area]) -> dict[int, Verdict]:
    """The same for many areas at once, by their primary key."""
    areas = list(areas)
    if not (verdict := may_enter_any_figure(person)):
        return {area.pk: verdict for area in areas}
    entered = set(areas_entered_by(person).filter(pk__in=[a.pk for a in areas]).values_list("pk", flat=True))
    return {
        area.pk: ALLOWED if area.pk in entered else refuse(_("You do not enter figures for %(area)s.") % {"area": area})
        for area in areas
    }


def may_correct_figure(person: Person, figure: Figure) -> Verdict:
    return may_enter_figure(person, figure.area)


def may_remove_figure(person: Person, figure: Figure) -> Verdict:
    return may_enter_figure(person, figure.area)


# --- the glossary -----------------------------------------------------------------------------------------------------

GLOSSARY_KEEPERS = {
    AreaKind.UNIT: (*KEEPERS[Level.REGIONAL], *KEEPERS[Level.OM]),
    AreaKind.NATIONAL: KEEPERS[Level.NATIONAL],
}
"""Who keeps the glossary of a unit or of the nation: whoever keeps frames of it."""


def glossaries(person: Person) -> list[Area]:
    """The areas whose glossary this person keeps."""
    if not person.holds(*(role for roles in GLOSSARY_KEEPERS.values() for role in roles)):
        return []
    areas = Area.objects.filter(kind__in=GLOSSARY_KEEPERS)
    return [area for area in areas if _may_keep_glossary(person, area)]


def may_explain_any_term(person: Person) -> Verdict:
    """Could this person add a term for some area? Decides whether the button is there."""
    if glossaries(person):
        return ALLOWED
    return refuse(_("Your role does not keep the glossary."))


def may_explain_term(person: Person, owner: Area, words: Iterable[str]) -> Verdict:
    """May this person add a term that is written in these ways? A word has one explanation in a glossary."""
    if not (verdict := _may_keep_glossary(person, owner)):
        return verdict
    return _still_free(owner, words)


def may_edit_term(person: Person, term: GlossaryTerm, words: Iterable[str] | None = None) -> Verdict:
    """May this person change it? `words`: the ways in which it will be written, when that is asked."""
    if not (verdict := _may_keep_glossary(person, term.owner)):
        return verdict
    return ALLOWED if words is None else _still_free(term.owner, words, but=term)


def may_retire_term(person: Person, term: GlossaryTerm) -> Verdict:
    if not (verdict := _may_keep_glossary(person, term.owner)):
        return verdict
    if term.lifecycle == Lifecycle.RETIRED:
        return refuse(_("This term has been retired already."))
    return ALLOWED


def may_reinstate_term(person: Person, term: GlossaryTerm) -> Verdict:
    if not (verdict := _may_keep_glossary(person, term.owner)):
        return verdict
    if term.lifecycle == Lifecycle.ACTIVE:
        return refuse(_("This term is in use already."))
    return _still_free(term.owner, term.words, but=term)


def _may_keep_glossary(person: Person, owner: Area) -> Verdict:
    roles = GLOSSARY_KEEPERS.get(AreaKind(owner.kind))
    if roles is None:
        return refuse(_("Only a unit and the nation have a glossary."))
    if person.covers(owner.pk, *roles):
        return ALLOWED
    if owner.kind == AreaKind.NATIONAL:
        return refuse(_("Only a functional administrator keeps the national glossary."))
    return refuse(
        _("Only a unit planner or the Public Prosecution Service of %(owner)s keeps this glossary.") % {"owner": owner}
    )


def _still_free(owner: Area, words: Iterable[str], but: GlossaryTerm | None = None) -> Verdict:
    others = GlossaryTerm.objects.active().filter(owner=owner).exclude(pk=but and but.pk)
    taken = {word_key(word) for other in others for word in other.words}
    if double := next((word for word in words if word_key(word) in taken), None):
        return refuse(_("The glossary explains “%(term)s” already.") % {"term": double})
    return ALLOWED
