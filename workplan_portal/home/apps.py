from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "workplan_portal.home"
    label = "home"
