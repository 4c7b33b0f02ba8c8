"""Which kind of subject a letter has, and what somebody could write a letter about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from plans.models import Plan, Revision
from reports.models import Letter, Release
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import Role
from workplan_portal.people.models import Person

from .about_amendment import AmendmentSubject
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
    kind = AmendmentSubject if letter.amendment else PlanSubject
    return kind(letter.plan, letter.revision, letter.municipality)


def open_subjects(person: Person) -> dict[str, LetterSubject]:
    """What has no letter yet, for the municipalities of this safety officer; the newest first.

    By a key for the form: "plan:<uuid>:GM0114", and of an amendment "bijstelling:<uuid>/2:GM0114". A fixed number of
    queries, however much there is.
    """
    own = person.areas(Role.SAFETY_OFFICER)
    plans = Plan.objects.filter(municipality_links__municipality__in=own).distinct().with_titles()
    return _without_letter(person, list(plans), Letter.objects.exclude(status=Status.ASIDE))


def expected_subjects(person: Person, adopted: Iterable[Plan]) -> list[LetterSubject]:
    """About what of these adopted plans a council still has to hear. What was laid aside is not asked for again.

    Not yet of an amendment where the plan itself has to be told: the letter about that goes with the amended text.
    """
    found = list(_without_letter(person, list(adopted), Letter.objects.all()).values())
    whole = {(each.plan.pk, each.municipality.pk) for each in found if each.kind == PlanSubject.kind}
    amended = AmendmentSubject.kind
    return [each for each in found if each.kind != amended or (each.plan.pk, each.municipality.pk) not in whole]


def _without_letter(person: Person, plans: list[Plan], letters: QuerySet[Letter]) -> dict[str, LetterSubject]:
    own = person.areas(Role.SAFETY_OFFICER)
    if not own or not plans:
        return {}
    known = letters.filter(municipality__in=own, plan__in=plans).order_by()
    rows = list(known.values_list("plan", "release__report", "amendment", "municipality", "revision__number"))
    taken = {row[:-1] for row in rows}
    sent_along = {(plan, place): number for plan, report, part, place, number in rows if not report and not part}
    found: dict[str, LetterSubject] = {}
    for key, text, subject in (*_of_reports(plans), *_of_plans(plans)):
        plan, municipality = subject.plan.pk, subject.municipality.pk
        # Where the letter about the plan went with the amended text, its council knows.
        told = text.amendment and text.number <= sent_along.get((plan, municipality), 0)
        if municipality in own and not told and (plan, text.report, text.amendment, municipality) not in taken:
            found[key] = subject
    return found


@dataclass(frozen=True)
class _Version:
    """As a letter keeps it."""

    number: int
    report: int | None = None
    amendment: int = 0


Found = tuple[str, _Version, LetterSubject]


def _of_plans(plans: list[Plan]) -> Iterator[Found]:
    """Each plan as it is in force, and each of its amendments from its adoption on."""
    adopted = Revision.objects.filter(plan__in=plans, adoption__isnull=False).select_related("adoption", "base")
    texts: dict[int, list[Revision]] = {plan.pk: [] for plan in plans}
    for revision in sorted(adopted.defer("text", "base__text").order_by(), key=lambda text: text.number):
        texts[revision.plan_id].append(revision)
    for plan in plans:
        in_force = [text for text in texts[plan.pk] if (text.adoption.in_force_from or today()) <= today()]
        for revision in in_force[-1:]:
            yield from _each(PlanSubject, plan, revision, f"plan:{plan.uuid}", _Version(revision.number))
        for revision in filter(lambda text: text.amendment, texts[plan.pk]):
            version = _Version(revision.number, amendment=revision.amendment)
            key = f"bijstelling:{plan.uuid}/{revision.amendment}"
            yield from _each(AmendmentSubject, plan, revision, key, version)


def _each(kind: type[PlanSubject], plan: Plan, revision: Revision, key: str, version: _Version) -> Iterator[Found]:
    """For the council of each municipality."""
    revision.plan = plan
    for municipality in plan.municipalities:
        subject = kind(plan, revision, municipality)
        subject.adoption = revision.adoption
        yield f"{key}:{municipality.code}", version, subject


def _of_reports(plans: list[Plan]) -> Iterator[Found]:
    by_key = {plan.pk: plan for plan in plans}
    releases = Release.objects.standing().filter(report__plan__in=plans).select_related("report").defer("text")
    newest = {release.report_id: release for release in sorted(releases.order_by(), key=lambda each: each.number)}
    for release in sorted(newest.values(), key=lambda r: (-by_key[r.report.plan_id].year, -r.report.period)):
        report = release.report
        report.plan = by_key[report.plan_id]
        for municipality in report.plan.municipalities:
            key = f"report:{report.uuid}:{municipality.code}"
            yield key, _Version(release.number, report.pk), ReportSubject(release, municipality)
