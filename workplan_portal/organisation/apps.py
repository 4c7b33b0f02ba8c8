from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "workplan_portal.organisation"
    label = "organisation"
