"""What the acts on publications are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(publish=_("plan published"), withdraw_publication=_("publication withdrawn"))
