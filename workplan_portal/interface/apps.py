from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "workplan_portal.interface"
    label = "interface"
