from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    open_account=_("open an account"),
    invite=_("send an invitation"),
    change_account=_("change an account"),
    close_account=_("close an account"),
    reopen_account=_("reopen an account"),
    appoint=_("appoint"),
    end_appointment=_("set the last day of an appointment"),
    withdraw_appointment=_("withdraw an appointment"),
    review_access=_("review who has access"),
    sign_in=_("sign in"),
    sign_out=_("sign out"),
    choose_password=_("choose a password"),
    choose_mails=_("choose how often to get mail"),
    make_calendar=_("make the address of the own calendar"),
    stop_calendar=_("stop the address of the own calendar"),
)
