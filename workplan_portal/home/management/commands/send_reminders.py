from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workplan_portal.home.reminders import send_reminders


class Command(BaseCommand):
    help = "Mails people about what waits for them and is almost due or late. Run it once a day; twice does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = send_reminders()
        self.stdout.write(f"Sent {outcome.sent} reminders.")
        if outcome.failed:
            raise CommandError(f"{outcome.failed} could not be handed over. They are tried again the next time.")
