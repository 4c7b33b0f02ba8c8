from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    add_organisation=_("added an organisation"),
    change_organisation=_("changed an organisation"),
    remove_organisation=_("removed an organisation"),
)
