from django.apps import AppConfig


class AuthorizationConfig(AppConfig):
    name = "workplan_portal.authorization"
    label = "authorization"
