from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "workplan_portal.deadlines"
    label = "deadlines"
