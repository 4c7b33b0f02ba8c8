from django.urls import path

from workplan_portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
]
