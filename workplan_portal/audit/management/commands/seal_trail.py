from typing import Any

from django.core.management.base import BaseCommand

from workplan_portal.audit.trail import today
from workplan_portal.audit.verification import seal


class Command(BaseCommand):
    help = "Seals the heads of all chains of the trail for today. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        made = seal(today())
        self.stdout.write(f"Sealed {made.chains} chains for {made.day}: {made.hash}")
