"""The site map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("workplan_portal.home.urls")),
    path("", include("workplan_portal.interface.urls")),
    path("", include("reports.urls")),
    path("", include("priorities.urls")),
    path("plannen/", include("plans.urls")),
    path("beheer/", include("workplan_portal.organisation.urls")),
    path("beheer/", include("workplan_portal.people.urls")),
    path("logboek/", include("workplan_portal.audit.urls")),
    path("account/", include("allauth.account.urls")),
    path("inzien/", admin.site.urls),
]
