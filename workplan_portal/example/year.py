"""The example: everything in the order in which it happened, at the moment it happened.

The plan of 2017 for three municipalities, which a meeting amended; that of 2021 for one of them, the reports about that
year, and the draft of 2022 that was started from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import transaction

from plans.models import Plan
from reports.models import Letter, Report
from workplan_portal.audit.trail import dated
from workplan_portal.people.models import Person

from . import amending, deciding, drafting, founding, letters, library, next_year, reporting, source
from .drafting import Written

Act = tuple[datetime, Callable[[], None]]
"""When something happened, and what."""


class PortalInUseError(Exception):
    """There are people in the portal and no example: nothing may be mixed with their work."""


def build() -> bool:
    """False when the example was there already. Raises `PortalInUseError` in a portal with other people."""
    if not Plan.objects.filter(example=True).exists():
        if Person.objects.exists():
            raise PortalInUseError
        _until_published()
    return _publish()


def _publish() -> bool:
    """Publish the plans, reports and letters that never were. A publication that was withdrawn is not made again."""
    plans = Plan.objects.filter(example=True, year__in=source.PLANS).exclude(revisions__publications__isnull=False)
    reports = Report.objects.filter(plan__example=True).exclude(releases__publications__isnull=False)
    sent = Letter.objects.filter(plan__example=True, publications=None).exclude(text="")
    told = {content["period"]: content for content in source.read("reports_2021")["reports"]}
    acts: list[Act] = [
        *(_publication_of(plan) for plan in plans),
        *((_published_at(told[r.period]), partial(reporting.publish_report, r)) for r in reports),
        *((letters.public_at(), partial(letters.publish, letter)) for letter in sent.with_names()),
    ]
    for moment, act in sorted(acts, key=itemgetter(0)):
        with dated(moment):
            act()
    return bool(acts)


def _publication_of(plan: Plan) -> Act:
    content = source.plan(plan.year)
    return content["timeline"]["published_at"], partial(deciding.publish_plan, plan, content)


def _published_at(content: dict[str, Any]) -> datetime:
    """Of a corrected report its correction is what is published in the end."""
    moment: datetime = content.get("correction", content)["published_at"]
    return moment


@transaction.atomic
def _until_published() -> None:
    """All or nothing; publishing stands apart because its files are made outside any transaction."""
    with dated(source.read("organisation")["founded_at"]):
        founding.appoint_administrator()
        founding.found_organisation()
        founding.appoint_people()
        library.enter_indicators()
    made = [_make_plan(source.plan(year)) for year in source.PLANS]
    letters.write()
    amending.amend(*made[0])
    _account_for(*made[-1])


def _make_plan(content: dict[str, Any]) -> tuple[Plan, Written]:
    """From its frames to its adoption."""
    moments = content["timeline"]
    with dated(moments["frames_entered_at"]):
        library.enter_frames(content["plan"]["frames"])
        library.enter_glossary(source.terms(content["plan"]["year"]))
    with dated(moments["started_at"]):
        plan = drafting.start_plan(content)
        library.enter_frames(content["plan"].get("other_frames", ()))
    with dated(moments["written_at"]):
        written = drafting.write_plan(plan, content)
    with dated(moments["figures_entered_at"]):
        library.enter_figures(source.figures(content["plan"]["figures"]))
    with dated(moments["submitted_at"]):
        deciding.submit_plan(plan)
    for consent in content["consents"]:
        with dated(consent["at"]):
            deciding.agree(plan, consent["person"])
    with dated(moments["adopted_recorded_at"]):
        deciding.adopt_plan(plan, content)
    return plan, written


def _account_for(plan: Plan, written: Written) -> None:
    """The year after the adoption: its reports, and the figures that were put right or became final."""
    acts: list[Act] = [
        *(act for report in source.read("reports_2021")["reports"] for act in _of_report(plan, written, report)),
        *((c["at"], partial(library.correct, c)) for c in source.read(reporting.FIGURES)["corrections"]),
        *_of_next_year(plan, written),
    ]
    for moment, act in sorted(acts, key=itemgetter(0)):
        with dated(moment):
            act()


def _of_next_year(plan: Plan, written: Written) -> Iterator[Act]:
    content = source.plan(plan.year + 1)
    moments = content["timeline"]
    yield moments["frames_entered_at"], partial(next_year.renew_frames, content)
    yield moments["started_at"], partial(next_year.start_plan, content)
    yield moments["decided_at"], partial(next_year.decide, content, written)
    for comment in content["comments"]:
        yield comment["at"], partial(next_year.comment_on, content, comment, written)
        for number, answer in enumerate(comment.get("answers", ())):
            yield answer["at"], partial(next_year.answer, content, comment, number)


def _of_report(plan: Plan, written: Written, content: dict[str, Any]) -> Iterator[Act]:
    yield content["filled_at"], partial(reporting.report_on, plan, written, content)
    yield content["released_at"], partial(reporting.release, plan, content, content)
    if correction := content.get("correction"):
        yield correction["found_at"], partial(reporting.correct, plan, content)
        yield correction["filled_at"], partial(reporting.fill_correction, plan, written, content)
        yield correction["released_at"], partial(reporting.release, plan, content, correction)
