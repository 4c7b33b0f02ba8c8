"""The example year in a directory of its own, and two more years of that plan: one being written, one to decide about.

Of the reports of the example the last one is being corrected: the fullest text there is, open again.

The plan of the example has been adopted, so its rows stand on no desk any more. The other two hold the same text.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from plans.actions import deciding
from plans.actions.copying import copy_rows
from plans.models import Draft, Plan, PlanMunicipality
from plans.seats import seats_of
from reports.actions import letters, releasing
from reports.letters.about_plan import PlanSubject
from tests.bench.server import ROOT
from workplan_portal.audit.trail import now
from workplan_portal.example.cast import CHIEF, PLANNER, SAFETY_OFFICER, person

ADOPTED, WRITTEN, SUBMITTED = 2021, 2023, 2024  # no other year of this team is in the example
STARTED_FROM_LAST_YEAR, JOINT = 2022, 2017
CORRECTED = 12
"""The period of the report that is open."""


def build(environment: Mapping[str, str]) -> None:
    """Database, static files and example, as `make install` makes them. What is there already is kept."""
    (Path(environment["DATA_DIR"]) / "files").mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / ".ci" / "prepare"], cwd=ROOT, env={**os.environ, **environment}, check=True)


def add_years() -> None:
    if Plan.objects.filter(year=WRITTEN).exists():
        return
    with transaction.atomic():
        adopted = Plan.objects.with_names().get(example=True, year=ADOPTED)
        _copy(adopted, WRITTEN)
        draft = _copy(adopted, SUBMITTED)
        deciding.submit(draft=draft, by=person(SAFETY_OFFICER))
        draft.refresh_from_db()
        chief = person(CHIEF)
        (seat,) = seats_of(chief, draft.plan)
        if draft.revision is None:
            raise RuntimeError("A submitted plan has a revision.")
        deciding.consent(draft=draft, revision=draft.revision, seat=seat, by=chief)
        report = adopted.reports.get(period=CORRECTED)
        subject = PlanSubject(adopted, adopted.revisions.get(), adopted.municipalities[0])
        letters.make_letter(subject=subject, by=person(SAFETY_OFFICER))
        releasing.correct(report=report, reason="Measured while it is being corrected.", by=person(PLANNER))


def rewrite(number: int) -> None:
    """An edit of the plan that is being written, past all that was kept of its text."""
    Draft.objects.filter(plan__year=WRITTEN).update(introduction=f"<p>Rewritten {number} times.</p>")


def _copy(of: Plan, year: int) -> Draft:
    """Rows are copied, not typed anew by the real actions: that would take longer than all that is measured."""
    by = person(SAFETY_OFFICER)
    plan = Plan.objects.create(team=of.team, year=year, started_by=by, started_at=now())
    for municipality in of.municipalities:
        PlanMunicipality.objects.create(plan=plan, municipality=municipality, team=of.team, year=year)
    draft = Draft(plan=plan)
    copy_rows(of.drafts.get(number=0), draft)
    return draft
