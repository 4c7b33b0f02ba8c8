"""Which kind of subject a letter has, and what somebody could write a letter about."""

from __future__ import annotations

from collections.abc import Iterator

from plans.models import Plan, Revision
from reports.models import Letter, Release
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

from .about_plan import PlanSubject
from .about_report import ReportSubject
from .subjects import LetterSubject
from .workflow import Status


def subject_of(letter: Letter) -> LetterSubject:
    """Plan and report come along from the letter, which has loaded them."""
    if letter.release is not None:
        letter.release.report.plan = letter.plan
        return ReportSubject(letter.release, letter.municipality)
    if letter.revision is None:
        raise ValueError("A letter is about a plan or a report.")
    letter.revision.plan = letter.plan
    return PlanSubject(letter.plan, letter.revision, letter.municipality)


def open_subjects(person: Person) -> dict[str, LetterSubject]:
    """What has no letter yet, for the municipalities of this safety officer; the newest first.

    By a key for the form: "plan:<uuid>:GM0114". A fixed number of queries, however much there is.
    """
    own = person.areas(Role.SAFETY_OFFICER)
    plans = list(Plan.objects.filter(municipality_links__municipality__in=own).distinct().with_names())
    known = Letter.objects.exclude(status=Status.ASIDE).filter(municipality__in=own)
    taken = set(known.values_list("plan", "release__report", "municipality"))
    found: dict[str, LetterSubject] = {}
    for key, pk, subject in (*_of_reports(plans), *_of_plans(plans)):
        municipality = subject.municipality.pk
        if municipality in own and (subject.plan.pk, pk, municipality) not in taken:
            found[key] = subject
    return found


def _of_plans(plans: list[Plan]) -> Iterator[tuple[str, None, LetterSubject]]:
    adopted = Revision.objects.filter(plan__in=plans, adoption__isnull=False).defer("text").order_by("number")
    newest = {revision.plan_id: revision for revision in adopted}
    for plan in plans:
        if revision := newest.get(plan.pk):
            revision.plan = plan
            for municipality in plan.municipalities:
                yield f"plan:{plan.uuid}:{municipality.code}", None, PlanSubject(plan, revision, municipality)


def _of_reports(plans: list[Plan]) -> Iterator[tuple[str, int, LetterSubject]]:
    by_key = {plan.pk: plan for plan in plans}
    releases = Release.objects.filter(report__plan__in=plans).select_related("report").defer("text")
    newest = {release.report_id: release for release in releases.order_by("number")}
    for release in sorted(newest.values(), key=lambda r: (-by_key[r.report.plan_id].year, -r.report.period)):
        report = release.report
        report.plan = by_key[report.plan_id]
        for municipality in report.plan.municipalities:
            key = f"report:{report.uuid}:{municipality.code}"
            yield key, report.pk, ReportSubject(release, municipality)
