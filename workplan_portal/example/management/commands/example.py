from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workplan_portal.documents.workers import RenderingFailed
from workplan_portal.example import year

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    help = "Builds the example (the plans of 2017, 2021 and 2022) in an empty portal. A second time it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NO_MAIL  # the people in it do not exist
        try:
            built = year.build()
        except year.PortalInUseError as reason:
            raise CommandError("The example is for an empty portal; this one has people in it already.") from reason
        except RenderingFailed as reason:
            self.stderr.write(f"The example is there, but not published, for no PDF could be made: {reason}")
            self.stderr.write("The next start tries again.")
            return
        finally:
            settings.EMAIL_BACKEND = backend
        self.stdout.write("The example year is ready." if built else "The example year was there; nothing changed.")
