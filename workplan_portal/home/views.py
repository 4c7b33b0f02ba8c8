"""The front door: for a visitor what this is, for whoever is signed in what waits."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.models import Plan
from plans.policies import may_start_any
from plans.presenters.reading import task
from plans.presenters.status import progress
from workplan_portal.people.models import Person

MOST_PLANS = 12
"""Plans on the front page, the newest; the list of plans has them all."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, Person):
        return render(request, "home/welcome.html")
    return _overview(request, request.user)


def _overview(request: HttpRequest, person: Person) -> HttpResponse:
    visible = Plan.objects.visible_to(person)
    waiting = set(visible.awaiting(person).values_list("pk", flat=True))
    shown = progress(visible.with_names()[:MOST_PLANS])
    older = visible.filter(pk__in=waiting - {p.plan.pk for p in shown}).with_names()
    tasks = [(p, task(p)) for p in [*shown, *progress(older)] if p.plan.pk in waiting]
    context = {
        "tasks": tasks,
        "plans": shown,
        "deadlines": sorted((p for p in shown if p.deadline), key=lambda p: p.plan.year),
        "may_start": may_start_any(person),
    }
    return render(request, "home/overview.html", context)
