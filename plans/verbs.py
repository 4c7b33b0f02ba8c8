"""What the acts on a plan are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    start=_("plan started"),
    keep=_("accent of last year's plan kept"),
    drop=_("part of last year's plan dropped"),
    take_over=_("priority of last year's plan taken over by another"),
    bring_back=_("part of last year's plan brought back"),
    bring_in_frame=_("frame brought into the plan"),
    leave_out_frame=_("frame left out of the plan"),
    write_texts=_("texts of the plan edited"),
    write_chapter=_("introduction of a chapter edited"),
    add_term=_("footnote added"),
    edit_term=_("footnote edited"),
    remove_term=_("footnote removed"),
    add_block=_("priority added to the plan"),
    edit_block=_("priority in the plan edited"),
    move_block=_("priority in the plan moved"),
    remove_block=_("priority left out of the plan"),
    add_contribution=_("contribution added"),
    place_contribution=_("contribution placed under another priority too"),
    edit_contribution=_("contribution edited"),
    move_contribution=_("contribution moved"),
    remove_contribution=_("contribution removed"),
    add_target=_("target added"),
    edit_target=_("target edited"),
    move_target=_("target moved"),
    remove_target=_("target removed"),
    add_fact=_("fact added"),
    edit_fact=_("fact edited"),
    move_fact=_("fact moved"),
    remove_fact=_("fact removed"),
    weigh=_("chosen between two texts that were written at the same time"),
    submit=_("plan submitted"),
    withdraw=_("plan taken back"),
    consent=_("agreed with the plan"),
    adopt=_("plan adopted"),
    record_final_norm=_("final norm recorded beside a provisional one"),
    **{"return": _("plan returned")},
)
