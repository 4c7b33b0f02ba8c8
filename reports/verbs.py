"""What the acts on reports, letters and publications are called in the trail."""

from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.verbs import register

register(
    publish=_("published"),
    withdraw_publication=_("publication withdrawn"),
    start_report=_("report started"),
    follow_plan=_("report taken over to the plan in force"),
    write_summary=_("summary of the report edited"),
    interpret=_("interpretation edited"),
    give_account=_("account of a priority edited"),
    tell_state=_("state of a contribution told"),
    import_figures=_("figures taken over from a file"),
    offer=_("report offered to the team chief"),
    take_back=_("report taken back"),
    return_report=_("report given back"),
    release=_("report released"),
    correct_report=_("correction of the report started"),
    reopen_report=_("report reopened"),
    discard_correction=_("correction of the report discarded"),
    bring_in_open_data=_("file of open data brought in"),
    order_open_data=_("open data asked for"),
    read_open_data=_("file of open data read"),
    refuse_open_data=_("file of open data refused"),
    take_over_open_data=_("file of open data taken over"),
    link_neighbourhoods=_("neighbourhoods of an area given"),
    make_letter=_("letter started"),
    write_letter=_("fields of the letter edited"),
    add_letter_text=_("text added to the letter"),
    edit_letter_text=_("text of the letter edited"),
    write_letter_text_anew=_("text of the letter written anew from the data"),
    restore_letter_text=_("own text of the letter taken again"),
    leave_out_letter_text=_("text left out of the letter"),
    put_back_letter_text=_("text put back into the letter"),
    move_letter_text=_("text of the letter moved"),
    send_letter=_("letter sent"),
    replace_letter=_("letter started that replaces another"),
    renew_letter=_("letter taken over to the newest version"),
    lay_aside_letter=_("letter laid aside"),
    take_up_letter=_("letter taken up again"),
)
