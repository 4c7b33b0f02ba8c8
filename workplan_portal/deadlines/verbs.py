from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(set_deadlines=_("set the deadlines"))
