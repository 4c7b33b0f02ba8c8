from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrioritiesConfig(AppConfig):
    name = "priorities"
    label = "priorities"

    def ready(self) -> None:
        autodiscover_modules("following")
