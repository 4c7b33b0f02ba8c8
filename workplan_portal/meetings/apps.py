from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "workplan_portal.meetings"
    label = "meetings"
