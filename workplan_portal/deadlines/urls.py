from django.urls import path

from workplan_portal.deadlines.views import setting

app_name = "deadlines"

urlpatterns = [
    path("", setting.deadlines, name="list"),
    path("<uuid:uuid>/", setting.team_deadlines, name="set"),
]
