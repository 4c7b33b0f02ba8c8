"""What the acts on frames, indicators, figures and the glossary are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    add_frame=_("frame added"),
    edit_frame=_("frame edited"),
    adopt_frame=_("frame adopted"),
    renew_frame=_("new edition of the frame made"),
    discard_frame=_("draft of the frame discarded"),
    add_priority=_("priority added"),
    edit_priority=_("priority edited"),
    move_priority=_("priority moved"),
    remove_priority=_("priority removed"),
    add_indicator=_("indicator added"),
    edit_indicator=_("indicator edited"),
    activate_indicator=_("indicator activated"),
    retire_indicator=_("indicator retired"),
    enter_figure=_("figure entered"),
    correct_figure=_("figure corrected"),
    remove_figure=_("figure removed"),
    explain_term=_("term added to the glossary"),
    edit_glossary_term=_("term of the glossary edited"),
    retire_term=_("term of the glossary retired"),
    reinstate_term=_("term of the glossary taken into use again"),
)
