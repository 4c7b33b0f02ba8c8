"""What follows from a way back, before somebody takes it: what goes along, what stays, what is to be done after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Draft, Plan, Revision
from reports.models import Letter, Publication, Report


def after_withdrawing(draft: Draft) -> list[str]:
    """Of the adoption of the text that this draft made."""
    revision = draft.revision
    if revision is None:
        return []
    return [
        _("The text is not in force any more. Text, decisions and files are kept, and so is the adoption itself."),
        _("Who agreed still agrees: the secretary can record another adoption, and each seat can return the text."),
        *_publications(Publication.objects.in_force().filter(revision=revision)),
        *_letters(Letter.objects.filter(revision=revision, sent_at__isnull=False)),
        *_open_reports(revision),
        *_started_from(revision),
    ]


def after_reopening(report: Report) -> list[str]:
    release = report.releases.standing().order_by("number").last()
    if release is None:
        return []
    earlier = report.releases.standing().filter(number__lt=release.number).order_by("number").last()
    return [
        _("Version %(number)d no longer holds. It is kept, and says so.") % {"number": release.number},
        _("The report can be filled in again: what was written is still there. The team chief releases it anew."),
        *([_("Until then readers have version %(number)d.") % {"number": earlier.number}] if earlier else ()),
        *_publications(Publication.objects.in_force().filter(release=release)),
        *_letters(Letter.objects.filter(release=release, sent_at__isnull=False)),
    ]


def _publications(found: Iterable[Publication]) -> Iterator[str]:
    for publication in found:
        yield _("This publication is withdrawn, and its address says so: %(title)s.") % {"title": publication.title}


def _letters(found: Iterable[Letter]) -> Iterator[str]:
    for letter in found:
        sentence = _("A letter about it was sent to the council of %(name)s. A new letter has to put that right.")
        yield sentence % {"name": letter.municipality.name}


def _open_reports(revision: Revision) -> Iterator[str]:
    if number := Report.objects.filter(revision=revision).count():
        yield ngettext(
            "%(number)d report about it is being filled in. It can be released once the plan is adopted again.",
            "%(number)d reports about it are being filled in. They can be released once the plan is adopted again.",
            number,
        ) % {"number": number}


def _started_from(revision: Revision) -> Iterator[str]:
    for plan in Plan.objects.with_names().filter(started_from=revision):
        yield _("%(plan)s was started from it. What came along there is kept, and its page says so.") % {
            "plan": plan.title
        }
