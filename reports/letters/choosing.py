"""Which kind of subject a letter has, and what somebody could write a letter about."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from plans.models import Plan, Revision
from plans.querysets import PlanQuerySet
from reports.deadline import expected_years
from reports.models import Letter, Release
from workplan_portal.audit.trail import today
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
    return _without_letter(person, Plan.objects.all(), Letter.objects.exclude(status=Status.ASIDE))


def expected_subjects(person: Person) -> list[LetterSubject]:
    """About what a council still has to hear. Whoever laid a letter aside is not asked for it again."""
    recent = Plan.objects.filter(year__gte=min(expected_years(today())))
    return list(_without_letter(person, recent, Letter.objects.all()).values())


def _without_letter(person: Person, about: PlanQuerySet, letters: QuerySet[Letter]) -> dict[str, LetterSubject]:
    own = person.areas(Role.SAFETY_OFFICER)
    if not own:
        return {}
    plans = list(about.filter(municipality_links__municipality__in=own).distinct().with_names())
    known = letters.filter(municipality__in=own, plan__in=plans)
    taken = set(known.values_list("plan", "release__report", "municipality"))
    found: dict[str, LetterSubject] = {}
    for key, pk, subject in (*_of_reports(plans), *_of_plans(plans)):
        municipality = subject.municipality.pk
        if municipality in own and (subject.plan.pk, pk, municipality) not in taken:
            found[key] = subject
    return found


def _of_plans(plans: list[Plan]) -> Iterator[tuple[str, None, LetterSubject]]:
    begun = Q(adoption__in_force_from=None) | Q(adoption__in_force_from__lte=today())
    adopted = Revision.objects.filter(begun, plan__in=plans, adoption__isnull=False).select_related("adoption")
    newest = {revision.plan_id: revision for revision in adopted.defer("text").order_by("number")}
    for plan in plans:
        if revision := newest.get(plan.pk):
            revision.plan = plan
            for municipality in plan.municipalities:
                subject = PlanSubject(plan, revision, municipality)
                subject.adoption = revision.adoption
                yield f"plan:{plan.uuid}:{municipality.code}", None, subject


def _of_reports(plans: list[Plan]) -> Iterator[tuple[str, int, LetterSubject]]:
    by_key = {plan.pk: plan for plan in plans}
    releases = Release.objects.standing().filter(report__plan__in=plans).select_related("report").defer("text")
    newest = {release.report_id: release for release in releases.order_by("number")}
    for release in sorted(newest.values(), key=lambda r: (-by_key[r.report.plan_id].year, -r.report.period)):
        report = release.report
        report.plan = by_key[report.plan_id]
        for municipality in report.plan.municipalities:
            key = f"report:{report.uuid}:{municipality.code}"
            yield key, report.pk, ReportSubject(release, municipality)
