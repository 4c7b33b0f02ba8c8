"""What the page of a report shows: its versions, its remarks, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.policies import is_author
from plans.presenters.reading import Button, Edition
from priorities.assessment import Outcome, tally
from reports.document import ReportDocument
from reports.models import Release, Report, WithdrawnRelease
from reports.policies.letters import writes_for
from reports.policies.publishing import is_publisher
from reports.policies.reporting import (
    is_chief,
    may_correct,
    may_discard,
    may_offer,
    may_release,
    may_remark,
    may_reopen,
    may_return,
    may_take_back,
    may_write,
)
from reports.workflow import Status
from workplan_portal.authorization.verdict import Verdict
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from .status import OUTCOMES, Badge


@dataclass(frozen=True)
class Counted:
    """How many targets have this outcome."""

    badge: Badge
    number: int


def counted(document: ReportDocument) -> list[Counted]:
    outcomes = (Outcome(m.judgement.outcome) for m in document.counting(document.measurements))
    return [Counted(OUTCOMES[outcome], number) for outcome, number in tally(outcomes).items()]


def editions(report: Report) -> list[Edition]:
    """Of a report about a joint plan; empty for any other."""
    places = ((place, (report.uuid, place.code)) for place in report.editions)
    return [
        Edition(place, reverse("reports:edition", args=args), reverse("reports:edition_pdf", args=args))
        for place, args in places
    ]


def readings(report: Report, here: Municipality | None) -> list[tuple[str, str, bool]]:
    """The whole and each edition: words, address, whether one is there. Empty for a report about a plan for one."""
    found = [(each.municipality.name, each.url, each.municipality == here) for each in editions(report)]
    whole = (_("The whole report"), reverse("reports:read", args=[report.uuid]), here is None)
    return [whole, *found] if found else []


@dataclass(frozen=True)
class Version:
    """A released version; `latest` is what readers have now."""

    release: Release
    reason: str  # of a correction
    latest: bool
    withdrawn: WithdrawnRelease | None = None  # when the report was reopened

    @property
    def url(self) -> str:
        return reverse("reports:release_text", args=[self.release.report.uuid, self.release.number])


def buttons(person: Person, report: Report, document: ReportDocument, *, released: bool) -> list[Button]:
    """What belongs to this person's roles; the move that is theirs now stands first and stands out.

    `released`: is there a version that was released and stands?
    """
    onward = _onward(person, report, document)
    found = [
        *_of_an_author(person, report, document, onward, released),
        *_of_the_chief(person, report, onward),
        *_of_the_triangle(person, report, released),
        *_of_the_authority(person, report),
    ]
    if released and is_publisher(person, report.plan):
        url = reverse("reports:publish_report", args=[report.uuid])
        found.append(Button(_("Publish"), url, "book"))
        if any(writes_for(person, municipality) for municipality in report.plan.municipalities):
            letter = f"{reverse('reports:make_letter')}?rapportage={report.uuid}"
            found.append(Button(_("Letter to the council"), letter, "mail"))
    return sorted(found, key=lambda button: (bool(button.reason), button.variant != "primary"))


def _onward(person: Person, report: Report, document: ReportDocument) -> Verdict:
    """Where a report goes that has been written: with the team chief to readers, with another author to the chief."""
    return (may_release if is_chief(person, report.plan) else may_offer)(person, report, document)


def _of_an_author(
    person: Person, report: Report, document: ReportDocument, onward: Verdict, released: bool
) -> list[Button]:
    if not is_author(person, report.plan):
        return []
    found = []
    match report.status:
        case Status.OPEN:
            found.append(_button(_("Fill in"), "fill", report, "pencil", may_write(person, report), main=not onward))
            if not is_chief(person, report.plan):
                found.append(_button(_("Offer to the team chief"), "offer", report, "send", onward, main=True))
            if document.correction is not None:
                discarding = may_discard(person, report, released)
                found.append(_button(_("Discard the correction"), "discard", report, "archive", discarding))
        case Status.OFFERED if not is_chief(person, report.plan):  # who releases it gives it back, with a remark
            taking = may_take_back(person, report)
            found.append(_button(_("Take back"), "take_back", report, "arrow-back-up", taking, post=True))
        case Status.RELEASED:
            found.append(_button(_("Correct"), "correct", report, "pencil", may_correct(person, report)))
    return found


def _of_the_chief(person: Person, report: Report, onward: Verdict) -> list[Button]:
    if not is_chief(person, report.plan) or report.status == Status.RELEASED:
        return []
    found = [_button(_("Read and release"), "release", report, "signature", onward, main=True)]
    if report.status == Status.OFFERED:
        found.append(_button(_("Give back"), "return", report, "arrow-back-up", may_return(person, report)))
    return found


def _of_the_authority(person: Person, report: Report) -> list[Button]:
    reopening = may_reopen(person, report)
    return [_button(_("Reopen"), "reopen", report, "arrow-back-up", reopening)] if reopening else []


def _of_the_triangle(person: Person, report: Report, released: bool) -> list[Button]:
    remarking = may_remark(person, report, released)
    return [_button(_("Remark on it"), "remark", report, "message", remarking)] if remarking else []


def _button(
    label: str, page: str, report: Report, icon: str, verdict: Verdict, *, main: bool = False, post: bool = False
) -> Button:
    variant = "primary" if main and verdict else "secondary"
    return Button(label, reverse(f"reports:{page}", args=[report.uuid]), icon, verdict.reason, variant, post)
