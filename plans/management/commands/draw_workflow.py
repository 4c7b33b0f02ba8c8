from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser

from plans.diagram import Course
from plans.workflow import OWNERS, TRANSITIONS, Act, Status


class Command(BaseCommand):
    help = "Prints the course of a plan as a Mermaid drawing; --write puts it in the README of the app."
    name: ClassVar[str] = "draw_workflow"
    readme: ClassVar[Path] = Path(__file__).resolve().parents[2] / "README.md"
    course: ClassVar[Course] = Course(tuple(Status.values), tuple(Act.values), TRANSITIONS, OWNERS)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="put it in the README of the app")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            self.readme.write_text(self.redrawn())
        else:
            self.stdout.write(self.course.drawing())

    def redrawn(self) -> str:
        """The README as it should be."""
        return self.course.redrawn(self.readme.read_text(), self.name)
