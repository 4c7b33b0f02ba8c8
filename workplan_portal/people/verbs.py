from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    open_account=_("opened an account"),
    invite=_("sent an invitation"),
    change_account=_("changed an account"),
    close_account=_("closed an account"),
    reopen_account=_("reopened an account"),
    appoint=_("appointed"),
    end_appointment=_("set the last day of an appointment"),
    withdraw_appointment=_("withdrew an appointment"),
    review_access=_("reviewed who has access"),
    sign_in=_("signed in"),
    sign_out=_("signed out"),
    choose_password=_("chose a password"),
)
