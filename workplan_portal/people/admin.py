"""People and appointments, to look at. Whoever signs in here does so by the portal's own door, with its limits."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import redirect

from workplan_portal.authorization.looking import LookingOnly

from .models import Appointment, Person


def change_password_elsewhere(request: HttpRequest, extra_context: object = None) -> Any:
    """The admin's own page would change a password without limits and without a word in the trail."""
    return redirect("account_change_password")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = change_password_elsewhere  # type: ignore[method-assign]


@admin.register(Person)
class PersonAdmin(LookingOnly):
    list_display = ("name", "email", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("name", "email")
    fields = ("uuid", "name", "email", "is_active", "joined_at", "last_login")


@admin.register(Appointment)
class AppointmentAdmin(LookingOnly):
    list_display = ("person", "role", "area", "starts_on", "ends_on", "withdrawn_on", "mandate")
    list_filter = ("role",)
    search_fields = ("person__name", "area__name")
    list_select_related = ("person", "area")
