from pathlib import Path

from plans.diagram import Course
from plans.management.commands.draw_workflow import Command as DrawWorkflow
from reports.workflow import OWNERS, TRANSITIONS, Act, Status


class Command(DrawWorkflow):
    help = "Prints the course of a four-monthly report as a Mermaid drawing; --write puts it in the README of the app."
    name = "draw_report_workflow"
    readme = Path(__file__).resolve().parents[2] / "README.md"
    course = Course(
        tuple(Status.values),
        tuple(Act.values),
        {lead: frozenset({target}) for lead, target in TRANSITIONS.items()},
        OWNERS,
    )
