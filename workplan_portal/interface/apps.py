from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "workplan_portal.interface"
    label = "interface"

    def ready(self) -> None:
        """Every template that says `{% load i18n %}` gets our `translate`, in the place of the tag it builds upon."""
        from django.templatetags import i18n

        from workplan_portal.interface.fixed_words import translate

        i18n.register.tag("translate", translate)
