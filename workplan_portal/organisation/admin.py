from django.contrib import admin

from workplan_portal.authorization.looking import LookingOnly

from .models import Area, BaseTeam, Cluster, District, Municipality, Nation, Unit


@admin.register(Nation, Unit, District, BaseTeam, Municipality, Cluster)
class OrganisationAdmin(LookingOnly):
    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Area)
class AreaAdmin(LookingOnly):
    list_display = ("name", "code", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "code")
