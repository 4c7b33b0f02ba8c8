from django.urls import path

from workplan_portal.administration.views import trail

app_name = "audit"
urlpatterns = [
    path("", trail.trail, name="trail"),
    path("logboek.csv", trail.export, name="export"),
    path("controle/", trail.check, name="check"),
]
