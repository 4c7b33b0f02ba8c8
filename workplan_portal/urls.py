"""The site map."""

from django.contrib import admin
from django.urls import include, path

handler400 = "workplan_portal.interface.late_forms.bad_request"
handler404 = "workplan_portal.interface.not_found.not_found"
handler500 = "workplan_portal.interface.outages.server_error"

urlpatterns = [
    path("", include("workplan_portal.home.urls")),
    path("", include("workplan_portal.interface.urls")),
    path("", include("reports.urls")),
    path("", include("priorities.urls")),
    path("plannen/", include("plans.urls")),
    path("zoeken/", include("workplan_portal.search.urls")),
    path("overleg/", include("workplan_portal.meetings.urls")),
    path("termijnen/", include("workplan_portal.deadlines.urls")),
    path("beheer/", include("workplan_portal.administration.urls.organisation")),
    path("beheer/", include("workplan_portal.administration.urls.people")),
    path("logboek/", include("workplan_portal.administration.urls.audit")),
    path("account/", include("workplan_portal.administration.urls.account")),
    path("account/", include("allauth.account.urls")),
    path("inzien/", admin.site.urls),
]
