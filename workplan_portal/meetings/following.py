"""What meetings add to the page of a report: where the triangle talks about it, and what was noted there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from reports.models import Report
from reports.talks import Talk, find_in
from workplan_portal.people.models import Person

from .models import AgendaItem, Meeting
from .workflow import Status


def talks(report: Report, person: Person) -> Iterator[Talk]:
    known = Meeting.objects.visible_to(person).exclude(status=Status.CANCELLED)
    items = AgendaItem.objects.filter(report=report, meeting__in=known.values("pk")).select_related("meeting__team")
    for item in items.order_by("-meeting__day", "-meeting__begins").prefetch_related("conclusions"):
        meeting = item.meeting
        url = reverse("meetings:meeting", args=[meeting.uuid])
        last = next(reversed(item.conclusions.all()), None)
        yield Talk(
            title=meeting.title,
            url=url,
            held=meeting.status != Status.PLANNED,
            outcome=last.get_outcome_display() if last else "",
            notes="\n".join(filter(None, (last.remarks if last else "", item.notes))),
        )


find_in(talks)
