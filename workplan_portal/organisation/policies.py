"""May this person keep the organisations, and if not, why not."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from workplan_portal.authorization.roles import Official, Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse

from .models import Area, BaseTeam, Municipality


def may_manage_organisations(person: Official) -> Verdict:
    if person.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refuse(_("Only the functional administrator keeps the organisations."))


def may_see_organisations(person: Official) -> Verdict:
    """The pages of administration: for whoever keeps them, and for the auditor of the whole portal."""
    if person.holds_nationally(Role.AUDITOR):
        return ALLOWED
    return may_manage_organisations(person)


def may_add(person: Official, code: str) -> Verdict:
    if not (verdict := may_manage_organisations(person)):
        return verdict
    if Area.objects.filter(code__iexact=code).exists():
        return refuse(_("There is an organisation with the code %(code)s already.") % {"code": code})
    return ALLOWED


def may_change(person: Official, area: Area, municipalities: Collection[Municipality] | None = None) -> Verdict:
    """`municipalities` are those that a base team would get."""
    if not (verdict := may_manage_organisations(person)):
        return verdict
    if isinstance(area, BaseTeam) and municipalities is not None:
        left_out = area.clusters.exclude(municipality__in=municipalities)
        if cluster := left_out.select_related("municipality").first():
            return refuse(
                _("The cluster %(cluster)s of this team lies in %(municipality)s. Change the cluster first.")
                % {"cluster": cluster, "municipality": cluster.municipality}
            )
    return ALLOWED


def may_have_cluster_in(team: BaseTeam, municipality: Municipality) -> Verdict:
    if not team.municipalities.filter(pk=municipality.pk).exists():
        return refuse(_("%(names)s does not belong to %(team)s.") % {"names": municipality, "team": team})
    return ALLOWED


def may_remove(person: Official, area: Area) -> Verdict:
    """Only what nothing refers to: a mistake just made. An organisation that was ever used stays."""
    if not (verdict := may_manage_organisations(person)):
        return verdict
    if using := area.used_by():
        return refuse(_("This organisation is in use, by: %(names)s.") % {"names": ", ".join(using)})
    return ALLOWED
