from django.urls import path

from workplan_portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("agenda/<str:token>.ics", views.calendar_feed, name="calendar_feed"),
    path("voortgang/", views.progress_of_districts, name="districts"),
    path("voortgang/<draft:uuid>/<int:period>/herinneren/", views.remind, name="nudge"),
    path("voortgang/team/<uuid:team>/<int:year>/herinneren/", views.remind_to_start, name="nudge_to_start"),
    path("link/<str:token>/", views.personal_link, name="personal_link"),
]
