from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "workplan_portal.audit"
    label = "audit"
