"""Print a PDF in the order and with the words that a screen reader gets: `manage.py read_aloud FILE.pdf`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from workplan_portal.documents.aloud import read_aloud


class Command(BaseCommand):
    help = "Print a PDF of the portal in the order and with the words that a screen reader gets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        for line in read_aloud(file.read_bytes()):
            self.stdout.write(str(line))
