"""Where a place of a plan is found: on the desk, or in the text that is read."""

from __future__ import annotations

from django.urls import reverse

from plans.document import Document
from plans.models import Draft, Plan
from plans.places import Part, Place, chapter_key, reading_anchor
from plans.workflow import Status
from workplan_portal.people.models import Person

ANCHORS = {Part.CONTRIBUTION: "bijdrage", Part.TARGET: "doel", Part.FACT: "feit"}


def place_url(person: Person, draft: Draft, place: Place, document: Document) -> str:
    """On the desk for whoever may see it there, else in the text that is read."""
    on_desk = Plan.objects.unfinished_visible_to(person).filter(pk=draft.plan_id).exists()
    if draft.status == Status.ADOPTED or not on_desk:
        return f"{reverse('plans:preview', args=[draft])}#{reading_anchor(place, document)}"
    return _on_desk(draft, place)


def _on_desk(draft: Draft, place: Place) -> str:
    match place.part:
        case Part.TEXT:
            return f"{reverse('plans:texts', args=[draft])}?bij={place.key}#{place.key}"
        case Part.CHAPTER:
            rows = draft.chapters.select_related("municipality")
            row = next(row for row in rows if chapter_key(row.level, row.municipality) == place.key)
            return f"{reverse('plans:chapter', args=[draft, row.uuid])}?bij=introduction#inleiding"
        case Part.PRIORITY:
            return f"{reverse('plans:block', args=[draft, place.page])}?bij=tekst#tekst"
    return f"{reverse('plans:block', args=[draft, place.page])}?bij={place.key}#{ANCHORS[place.part]}-{place.key}"
