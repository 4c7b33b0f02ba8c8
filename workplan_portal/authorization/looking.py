"""The Django admin is for looking: a second view of the data for whoever maintains the portal. Acts have real pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class LookingOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """No adding, changing, deleting, nor any bulk act, whatever the permissions say."""

    actions = None

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
