"""What the acts on reports and publications are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    publish=_("published"),
    withdraw_publication=_("publication withdrawn"),
    start_report=_("report started"),
    follow_plan=_("report taken over to the plan in force"),
    write_summary=_("summary of the report edited"),
    interpret=_("interpretation edited"),
    give_account=_("account of a priority edited"),
    tell_state=_("state of a contribution told"),
    offer=_("report offered to the team chief"),
    take_back=_("report taken back"),
    return_report=_("report given back"),
    release=_("report released"),
    correct_report=_("correction of the report started"),
    discard_correction=_("correction of the report discarded"),
)
