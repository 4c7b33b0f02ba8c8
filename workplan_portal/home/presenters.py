"""What waits for somebody: plans, reports and letters, each with what is asked and the way to the one page for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.models import Draft, Minuted
from plans.presenters.comments import MINE
from plans.presenters.reading import Button, task
from plans.presenters.status import IN_FORCE, Badge, Progress
from plans.workflow import Status as PlanStatus
from reports.expected import Expected, expected_of
from reports.letters.choosing import expected_subjects
from reports.letters.subjects import LetterSubject
from reports.models import Letter, Report, ReportRemark
from reports.outdated import Outdated, outdated_for
from reports.presenters.letters import TO_WRITE, badge_of
from reports.presenters.status import Line, not_started
from reports.workflow import Status as ReportStatus
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import SEATS, Role
from workplan_portal.meetings.models import Meeting
from workplan_portal.meetings.presenters import BADGES as MEETING_BADGES
from workplan_portal.meetings.workflow import Status as MeetingStatus
from workplan_portal.people.models import Person

from .gathering import Gathered

ASKED = Badge(gettext_lazy("comment"), "info", "message")

ADVICE = Badge(gettext_lazy("with the triangle"), "info", "users")


@dataclass(frozen=True)
class Task:
    """Something that waits for this person."""

    title: str  # of what it is about
    badge: Badge
    asked: str
    button: Button
    since: date | None = None
    due: date | None = None
    said_by: str = ""  # who gave it back
    said: str = ""  # … and why

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < today()

    @property
    def age(self) -> date:
        """To sort by, the oldest first: since it waits, or the day it should have been ready when that is earlier."""
        return min(filter(None, (self.since, self.due)), default=date.max)


def tasks_of(gathered: Gathered) -> list[Task]:
    """All that waits for this person, the oldest first."""
    return sorted(_tasks(gathered, gathered.person), key=lambda task: task.age)


def _tasks(gathered: Gathered, person: Person) -> Iterator[Task]:
    yield from of_plans(gathered.plans)
    yield from of_outdated(outdated_for(person))
    yield from of_comments(gathered.asked)
    yield from of_advice(gathered.to_advise)
    if person.holds(*SEATS):
        yield from of_minutes(Minuted.objects.awaiting(person).with_plan())
    if person.holds(Role.SECRETARY):
        yield from of_meetings(Meeting.objects.awaiting(person, today()).select_related("team"))
    yield from of_reports(gathered.reports)
    yield from of_expected(expected_of(person, gathered.adopted))
    if person.holds(Role.SAFETY_OFFICER):
        yield from of_letters(Letter.objects.awaiting(person).with_titles().order_by())
        yield from of_expected_letters(expected_subjects(person, gathered.adopted))


# --- plans ------------------------------------------------------------------------------------------------------------


def of_plans(waiting: Sequence[Progress]) -> Iterator[Task]:
    for shown in waiting:
        returned = shown.returned
        yield Task(
            title=shown.title,
            badge=shown.badge,
            asked=" ".join(filter(None, [_asked_of_plan(shown), _by_minutes(shown)])),
            button=task(shown),
            since=localdate(shown.turn_since or _begun(shown)),
            due=shown.due_on,
            said_by=f"{returned.name} ({returned.capacity})" if returned else "",
            said=returned.remark if returned else "",
        )


def _asked_of_plan(shown: Progress) -> str:
    if shown.is_amendment:
        return _asked_of_amendment(shown)
    match shown.draft.status:
        case PlanStatus.DRAFT:
            return _("Write the plan and submit it.")
        case PlanStatus.AGREED if shown.withdrawn:
            return _("The adoption was withdrawn. Record it again when the consultation has adopted the plan.")
        case PlanStatus.AGREED:
            return _("Everybody agrees. Record the adoption.")
        case PlanStatus.ADOPTED:
            return _("The plan has been adopted. Publish it.")
    return _("Read the plan and decide whether you agree.")


def _by_minutes(shown: Progress) -> str:
    """Whoever records the adoption knows which of those consents nobody but the minutes tells of."""
    if shown.draft.status != PlanStatus.AGREED or not shown.unconfirmed:
        return ""
    return _("By minutes and not confirmed: %(names)s.") % {
        "names": ", ".join(line.brief for line in shown.unconfirmed)
    }


def _asked_of_amendment(shown: Progress) -> str:
    match shown.draft.status:
        case PlanStatus.DRAFT:
            return _("Write the amendment and submit it.")
        case PlanStatus.AGREED if shown.to_be_returned:
            return shown.turn
        case PlanStatus.AGREED if shown.withdrawn:
            return _("The adoption was withdrawn. Record it again when the consultation has adopted the amendment.")
        case PlanStatus.AGREED:
            return _("Everybody agrees. Record the adoption of the amendment.")
    return _("Read what the amendment changes and decide whether you agree.")


def _begun(shown: Progress) -> datetime:
    """For a text that its authors took back."""
    return shown.draft.amendment.begun_at if shown.is_amendment else shown.plan.started_at


def of_outdated(amended: Iterable[Outdated]) -> Iterator[Task]:
    """An amendment is in force, and readers still find the text before it."""
    for each in amended:
        url = reverse("reports:publish", args=[each.plan.uuid])
        asked = _("The plan has been amended, and readers still find the text before. Publish the amended plan.")
        button = Button(_("Publish"), url, "book", variant="primary")
        yield Task(each.plan.title, IN_FORCE, asked, button, since=each.since)


# --- comments ---------------------------------------------------------------------------------------------------------


def of_comments(asked: Iterable[tuple[Draft, list[datetime]]]) -> Iterator[Task]:
    """What colleagues asked this person about a draft, for each together, until it is answered or settled."""
    for draft, moments in asked:
        number = len(moments)
        words = ngettext("A colleague asks you something.", "Colleagues ask you something: %(number)d times.", number)
        url = f"{reverse('plans:comments', args=[draft])}?toon={MINE}"
        yield Task(
            title=draft.title,
            badge=ASKED,
            asked=words % {"number": number},
            button=Button(_("Read and answer"), url, "message", variant="primary"),
            since=localdate(min(moments)),
        )


# --- advice -----------------------------------------------------------------------------------------------------------


def of_advice(asked: Iterable[tuple[Draft, datetime]]) -> Iterator[Task]:
    """Nobody waits for an advice, so it has no day by which it is due."""
    for draft, moment in asked:
        button = Button(_("Advise"), reverse("plans:advise", args=[draft]), "message", variant="primary")
        words = _("Read the text and give your advice. You do not decide about it.")
        yield Task(draft.title, ADVICE, words, button, since=localdate(moment))


# --- minutes ----------------------------------------------------------------------------------------------------------


def of_minutes(waiting: Iterable[Minuted]) -> Iterator[Task]:
    """Decisions that were recorded for a seat, which the seat has yet to confirm."""
    badge = Badge(_("not confirmed"), "attention", "notes")
    for minuted in waiting:
        revision = minuted.consent.revision
        about = Draft(plan=revision.plan, number=revision.amendment)  # for its name and address
        url = reverse("plans:minutes", args=[about, minuted.pk])
        asked = _("A decision of your seat was recorded from minutes. Confirm it or object to it.")
        button = Button(_("Answer"), url, "signature", variant="primary")
        yield Task(about.title, badge, asked, button, localdate(minuted.recorded_at), minuted.answer_due_on)


def of_meetings(waiting: Iterable[Meeting]) -> Iterator[Task]:
    """What their secretary has yet to write down."""
    for meeting in waiting:
        held = meeting.status == MeetingStatus.HELD
        if held:
            asked = _("Record the notes and the decisions, and fix the minutes when they are complete.")
            button = Button(_("To the minutes"), _of_meeting("meeting", meeting), "notes", variant="primary")
        else:
            asked = _("The day of this meeting has come. Record that it was held, or cancel it.")
            button = Button(_("Record"), _of_meeting("hold", meeting), "check", variant="primary")
        yield Task(meeting.title, MEETING_BADGES[MeetingStatus(meeting.status)], asked, button, since=meeting.day)


def _of_meeting(page: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{page}", args=[meeting.uuid])


# --- reports ----------------------------------------------------------------------------------------------------------


def of_reports(waiting: Sequence[Line]) -> Iterator[Task]:
    for line in waiting:
        if line.report:
            yield _of_report(line, line.report)


def _of_report(line: Line, report: Report) -> Task:
    match report.status:
        case ReportStatus.OPEN:
            return _to_fill(line, report)
        case ReportStatus.OFFERED:
            asked, page = _("Read the report and release it, or give it back."), "release"
            button = _button(_("Read and release"), page, report, "signature")
            return Task(report.title, line.badge, asked, button, due=None if line.release else line.due_on)
    asked = _("The report has been released. Publish it.")
    button = _button(_("Publish"), "publish_report", report, "book")
    since = localdate(line.release.released_at) if line.release else None
    return Task(report.title, line.badge, asked, button, since)


def _to_fill(line: Line, report: Report) -> Task:
    remark = _why_given_back(line, report)
    asked = _("Write the correction and offer it.") if line.release else _("Fill in the report and offer it.")
    return Task(
        report.title,
        line.badge,
        asked,
        _button(_("Fill in"), "fill", report, "pencil"),
        since=localdate(remark.made_at if remark else report.started_at) if remark or not line.release else None,
        due=None if line.release else line.due_on,
        said_by=remark.name if remark else "",
        said=remark.remark if remark else "",
    )


def _why_given_back(line: Line, report: Report) -> ReportRemark | None:
    """The last remark about what is being written now, and not about a version that was released since."""
    remarks = [r for r in report.remarks.all() if not line.release or r.made_at > line.release.released_at]
    return remarks[-1] if remarks else None


def of_expected(expected: Sequence[Expected]) -> Iterator[Task]:
    for each in expected:
        line = not_started(each.plan, each.period)
        url = reverse("reports:start_report", args=[each.plan.uuid, each.period])
        yield Task(
            title=Report(plan=each.plan, period=each.period).title,
            badge=line.badge,
            asked=_("The period is over. Start the report."),
            button=Button(_("Start"), url, "plus", variant="primary", post=True),
            since=line.ends_on,
            due=line.due_on,
        )


# --- letters ----------------------------------------------------------------------------------------------------------


def of_letters(waiting: Iterable[Letter]) -> Iterator[Task]:
    for letter in waiting:
        if letter.release:
            letter.release.report.plan = letter.plan  # the same plan, fetched once
        if letter.sent_at:
            asked, since = _("The letter has been sent. Publish it, with its enclosure."), letter.sent_at
            button = _button(_("Publish"), "publish_letter", letter, "book")
        else:
            asked, since = _("Finish the letter to the council and send it."), letter.started_at
            button = _button(_("Write"), "letter", letter, "pencil")
        yield Task(str(letter), badge_of(letter, published=False), asked, button, since=localdate(since))


def of_expected_letters(subjects: Iterable[LetterSubject]) -> Iterator[Task]:
    for subject in subjects:
        url = reverse("reports:make_letter", query=subject.query)
        yield Task(
            title=subject.letter_title,
            badge=TO_WRITE,
            asked=_("The council has had no letter about this yet. Write it."),
            button=Button(_("Start"), url, "mail", variant="primary"),
            since=subject.in_document.decided_on,
        )


def _button(label: str, page: str, about: Report | Letter, icon: str) -> Button:
    return Button(label, reverse(f"reports:{page}", args=[about.uuid]), icon, variant="primary")
