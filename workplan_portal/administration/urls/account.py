"""The own account, before allauth's addresses: what allauth offers and the portal does not is closed here."""

from django.urls import path

from workplan_portal.administration.views import account

urlpatterns = [
    path("", account.account, name="account"),
    path("herinneringen/", account.reminders, name="account_reminders"),
    path("email/", account.address_is_kept_by_the_administrator, name="account_address"),
]
