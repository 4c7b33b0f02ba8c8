from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "workplan_portal.people"
    label = "people"
