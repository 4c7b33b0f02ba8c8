from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workplan_portal.audit.models import Entry, Seal
from workplan_portal.audit.verification import verify


class Command(BaseCommand):
    help = "Checks that no entry of the trail was changed, removed or put in between. Exits with 1 when one was."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The trail is not whole: {len(faults)} faults.")
        chains = Entry.objects.values("subject").distinct().count()
        self.stdout.write(
            f"The trail is whole: {Entry.objects.count()} entries in {chains} chains, {Seal.objects.count()} seals."
        )
