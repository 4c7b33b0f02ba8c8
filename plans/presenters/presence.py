"""Who else is writing in a plan now, and at what."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from plans.models import Block, Chapter, Draft, Presence
from workplan_portal.people.models import Person


def others(draft: Draft, person: Person) -> list[Presence]:
    found = Presence.objects.alive().filter(draft=draft).exclude(person=person).select_related("person")
    return list(found.only("page", "block", "person__name"))


def in_words(draft: Draft, here: list[Presence]) -> str:
    """ "Nadia Prins (Woninginbraken), Joost Veldman (Voetnoten)"; empty when nobody else is there."""
    if not here:
        return ""
    titles, pages = _titles(draft, here), defaultdict(list)
    for presence in here:
        if title := titles.get(presence.page):
            pages[presence.person].append(title)
    named = (_("%(name)s (%(pages)s)") % {"name": person, "pages": ", ".join(found)} for person, found in pages.items())
    return ", ".join(named)


def at_blocks(here: list[Presence], page: str) -> dict[str, str]:
    """For each part of this page in which somebody else has a form open: who, in a sentence."""
    names = defaultdict(list)
    for presence in here:
        if presence.page == page and presence.block:
            names[presence.block].append(presence.person.name)
    return {block: _writing_here(found) for block, found in names.items()}


def _writing_here(names: list[str]) -> str:
    *others, last = names
    if not others:
        return _("%(name)s is writing here") % {"name": last}
    return _("%(names)s and %(name)s are writing here") % {"names": ", ".join(others), "name": last}


def _titles(draft: Draft, here: list[Presence]) -> dict[str, str]:
    """What the pages are called on which somebody is."""
    keys = {presence.page for presence in here}
    rows = [key for key in keys if _is_uuid(key)]
    titles = {key: str(title) for key, title in _pages().items() if key in keys}
    for chapter in Chapter.objects.filter(draft=draft, uuid__in=rows).select_related("municipality"):
        titles[str(chapter.uuid)] = str(chapter)
    for block in Block.objects.filter(chapter__draft=draft, uuid__in=rows).select_related("priority"):
        titles[str(block.uuid)] = str(block)
    return titles


def _pages() -> dict[str, str]:
    return {
        "write": _("Overview"),
        "texts": _("Foreword and introduction"),
        "frames": _("Frames"),
        "last_year": _("From last year's plan"),
        "terms": _("Footnotes"),
    }


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
