from django.contrib import admin

from workplan_portal.authorization.looking import LookingOnly

from .models import Entry, Seal


@admin.register(Entry)
class EntryAdmin(LookingOnly):
    list_display = ("at", "subject", "number", "action", "object", "result", "actor")
    list_filter = ("result", "action")
    search_fields = ("subject", "object", "actor")
    ordering = ("-at",)


@admin.register(Seal)
class SealAdmin(LookingOnly):
    list_display = ("day", "chains", "hash")
