from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    add_organisation=_("add an organisation"),
    change_organisation=_("change an organisation"),
    remove_organisation=_("remove an organisation"),
)
