"""The own account, before allauth's addresses: what allauth offers and the portal does not is closed here."""

from django.urls import path

from workplan_portal.administration.views import account

urlpatterns = [
    path("", account.account, name="account"),
    path("mails/", account.mails, name="account_mails"),
    path("agenda/", account.calendar, name="account_calendar"),
    path("agenda/stoppen/", account.no_calendar, name="account_no_calendar"),
    path("email/", account.address_is_kept_by_the_administrator, name="account_address"),
]
