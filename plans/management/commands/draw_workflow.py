import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from plans.diagram import drawing, table

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- drawn by manage.py draw_workflow -->", "<!-- end of the drawing -->"


def redrawn(text: str) -> str:
    """The same text with the drawing between the two marks as the table says it now."""
    content = f"{BEGIN}\n\n```mermaid\n{drawing()}\n```\n\n{table()}\n\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _match: content, text, flags=re.DOTALL)


class Command(BaseCommand):
    help = "Prints the course of a plan as a Mermaid drawing; --write puts it in the README of the app."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="put it in plans/README.md")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            README.write_text(redrawn(README.read_text()))
        else:
            self.stdout.write(drawing())
