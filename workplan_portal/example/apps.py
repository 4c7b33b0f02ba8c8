from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "workplan_portal.example"
    label = "example"
