from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    nudge=_("remind whoever has the next move"),
    nudge_to_start=_("remind those who can start the plan"),
)
