"""What the acts on a meeting are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    plan_meeting=_("meeting planned"),
    change_meeting=_("meeting changed"),
    cancel_meeting=_("meeting cancelled"),
    hold_meeting=_("meeting held"),
    fix_minutes=_("minutes fixed"),
    add_item=_("added to the agenda"),
    remove_item=_("taken off the agenda"),
    move_item=_("agenda put in another order"),
    write_notes=_("notes of the meeting written"),
    conclude=_("outcome about a report recorded"),
    record_decisions=_("decisions of a meeting recorded"),
)
