"""What the plan that another was started from is called, and what came from it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plans.models import Carried, Plan, Revision, WithdrawnAdoption


def last_year_title(earlier: str) -> str:
    """Of the page about the plan that another was started from."""
    return _("From %(plan)s") % {"plan": earlier}


def earlier_in_words(plan: Plan) -> str:
    """The plan that another was started from; with the municipality when it is of another one."""
    found = Revision.objects.filter(pk=plan.started_from_id or 0)
    names = list(found.values_list("plan__year", "plan__municipality_links__municipality__name").order_by())
    whose = {name for _year, name in names}
    which = {"year": names[0][0], "municipality": ", ".join(sorted(whose))}
    own = whose & {municipality.name for municipality in plan.municipalities}
    return (_("the plan of %(year)s") if own else _("the plan of %(municipality)s %(year)s")) % which


def withdrawn_origin(plan: Plan) -> WithdrawnAdoption | None:
    """Of the text that this plan was started from, when its adoption was taken back and there is no other."""
    if plan.started_from_id is None:
        return None
    found = WithdrawnAdoption.objects.filter(revision=plan.started_from_id, revision__adoption=None)
    return found.select_related("adoption").last()


def origin_in_words(row: Carried, earlier: str) -> str:
    """Where a row came from, and whether somebody changed it since; empty while everything is new."""
    if not earlier:
        return ""
    if row.origin is None:
        return _("new")
    words = _("from %(plan)s, changed") if row.version > 1 else _("from %(plan)s, unchanged")
    return words % {"plan": earlier}
