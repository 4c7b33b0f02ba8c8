"""The front door: for a visitor what this is, for whoever is signed in what waits and how the year goes."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.addresses import DraftAddress
from plans.models import Draft, Plan
from plans.policies import may_start_any
from plans.querysets import PlanQuerySet
from reports.models import Publication, Report
from reports.presenters.shelf import Listed
from workplan_portal.audit.refusals import concerns
from workplan_portal.audit.trail import today
from workplan_portal.deadlines.policies import teams_visible_to
from workplan_portal.documents.serving import serve_bytes
from workplan_portal.home.actions import nudge, nudge_to_start
from workplan_portal.home.districts import districts
from workplan_portal.home.feed import feed_of
from workplan_portal.home.gathering import gather
from workplan_portal.home.policies import may_oversee
from workplan_portal.home.presenters import tasks_of
from workplan_portal.meetings.models import Meeting
from workplan_portal.people import links
from workplan_portal.people.models import Person

FORBIDDEN, GONE = 403, 410

LINKED: dict[str, type[Plan] | type[Report] | type[Meeting]] = {"plans": Plan, "reports": Report, "meetings": Meeting}
"""What the pages are about that our mails link to."""

MOST_PUBLISHED = 3
MOST_MEETINGS = 3
MOST_DAYS = 8
MOST_PLANS, MOST_YEARS = 12, 3
"""Of the plans whose year stands on the front page: the newest. The list of plans has them all."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, Person):
        return render(request, "home/welcome.html", {"newest": _published_last(request)})
    return _overview(request, request.user)


def _published_last(request: HttpRequest) -> list[Listed]:
    """What a visitor can read since the shortest time."""
    published = Publication.objects.visible_to(request.user).for_listing()
    return [Listed(publication) for publication in published.order_by("-visible_from", "-pk")[:MOST_PUBLISHED]]


@require_safe
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """From a mail to its page. To anybody else than whom it was sent to it does not say where it leads."""
    link = links.read(token)
    if link is None:
        raise Http404
    if link.person != request.user.pk:
        return render(request, "home/link_of_another.html", status=FORBIDDEN)
    if not _is_theirs(link.path, request.user):
        return render(request, "home/link_no_longer_yours.html", status=GONE)
    if link.expired:
        return render(request, "home/link_expired.html", {"path": link.path}, status=GONE)
    return redirect(link.path)


def _is_theirs(path: str, person: Person) -> bool:
    """May they still see what the link was for? Whoever lost the seat since is told so, and no more than that."""
    found = resolve(urlsplit(path).path)
    match found.kwargs.get("uuid"):
        case DraftAddress(amendment=number) as plan if number:
            drafts = Draft.objects.amendments_visible_to(person).filter(plan__in=Plan.objects.visible_to(person))
            return drafts.filter(plan__uuid=plan, number=number).exists()
        case UUID() as uuid if found.app_name in LINKED:
            return LINKED[found.app_name].objects.visible_to(person).filter(uuid=uuid).exists()
    return True


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """For a calendar, which can't sign in: the address itself is the key."""
    person = links.owner_of_calendar(token)
    if person is None:
        raise Http404
    return serve_bytes(request, feed_of(person), "veiligheidsplannen.ics", "text/calendar; charset=utf-8")


@require_safe
def progress_of_districts(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    may_oversee(person).or_refuse()
    return render(request, "home/districts.html", {"districts": districts(person)})


@require_POST
def remind(request: HttpRequest, uuid: DraftAddress, period: int) -> HttpResponse:
    person = cast(Person, request.user)
    plan = get_object_or_404(Plan.objects.visible_to(person).with_names(), uuid=uuid)
    concerns(request, plan)
    nudge(plan=plan, period=period, amendment=uuid.amendment, by=person)
    messages.success(request, _("Whoever has the next move gets a mail."))
    return redirect("districts")


@require_POST
def remind_to_start(request: HttpRequest, team: UUID, year: int) -> HttpResponse:
    person = cast(Person, request.user)
    owing = get_object_or_404(teams_visible_to(person), uuid=team)
    concerns(request, owing)
    nudge_to_start(team=owing, year=year, by=person)
    messages.success(request, _("Whoever can start the plan gets a mail."))
    return redirect("districts")


def _overview(request: HttpRequest, person: Person) -> HttpResponse:
    gathered = gather(person, _newest(Plan.objects.visible_to(person)))
    context = {
        "tasks": tasks_of(gathered),
        "years": gathered.years,
        "deadlines": sorted((day for year in gathered.years for day in year.days), key=lambda day: day.on)[:MOST_DAYS],
        "may_start": may_start_any(person),
        "meetings": Meeting.objects.visible_to(person).to_come(today()).select_related("team")[:MOST_MEETINGS],
    }
    return render(request, "home/overview.html", context)


def _newest(plans: PlanQuerySet) -> set[int]:
    found = list(plans.values_list("pk", "year")[:MOST_PLANS])
    return {pk for pk, year in found if year > found[0][1] - MOST_YEARS}
