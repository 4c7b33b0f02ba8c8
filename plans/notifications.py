"""Mails about a plan, after the act is safely in the database. Each links to the one page that matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from priorities.models import PolicyFrame
from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import AUTHORS, Role
from workplan_portal.people.mail import send_after_commit, send_links_after_commit, tell_after_commit
from workplan_portal.people.models import Appointment, Person

from .colleagues import colleagues
from .models import (
    Adoption,
    Advice,
    Adviser,
    Comment,
    Consent,
    ConsentRequest,
    Draft,
    MinutedAnswer,
    Plan,
    WithdrawnAdoption,
)
from .seats import holders, required_seats, seat_of, stances
from .workflow import Status


def your_turn(draft: Draft) -> None:
    """Tell the people whose decision or act is asked now."""
    match draft.status:
        case Status.SUBMITTED | Status.APPROVED:
            path = reverse("plans:decide", args=[draft])
            _send("advice_asked", draft, _advisers(draft), page="plans:advise")
            chief = next((given for given in _given(draft) if given.role == Role.CHIEF), None)
            reserved = [each for each in _reserved(draft) if each.role == Role.CHIEF]
            _ask("asked", draft, _asked(draft), path=path, chief=chief, reserved=reserved)
        case Status.AGREED:
            people, given = holding(draft.plan, Role.SECRETARY), _given(draft)
            unconfirmed = [each for each in given if each.unconfirmed]
            reserved = _reserved(draft)
            _send("agreed", draft, people, page="plans:adopt", unconfirmed=unconfirmed, reserved=reserved)


def reconsidered(draft: Draft, given: Consent, *, again: bool) -> None:
    """Another reservation, or none any more: the other seats read it before the adoption, and so does the secretary.

    `again`: the same person agreed before; otherwise it was a colleague in this seat.
    """
    people = asked_this_round(draft) | holding(draft.plan, Role.SECRETARY)
    _send("reconsidered", draft, people - {given.decided_by}, page="plans:amendment", given=given, again=again)


def adviser_named(adviser: Adviser) -> None:
    """Where to read it, once it has been submitted; by whom it was asked."""
    address = settings.PUBLIC_URL + reverse("plans:plan", args=[adviser.plan.uuid])
    versions = adviser.plan.revisions
    context = {
        "plan": adviser.plan,
        "adviser": adviser,
        "address": address,
        "submitted": versions.exists(),
        "adopted": versions.filter(adoption__isnull=False).exists(),
    }
    send_after_commit("plans/mail/adviser_named.txt", {adviser.person}, **context)


def advised(draft: Draft, made: Advice) -> None:
    """Who decides reads it before deciding; who writes and who keeps the minutes read it too."""
    people = asked_this_round(draft) | authors(draft.plan) | holding(draft.plan, Role.SECRETARY)
    _send("advised", draft, people, page="plans:amendment", made=made)


def returned(draft: Draft, asked: set[Person], given: Consent) -> None:
    """The authors get the remark; who had been asked need not decide any more."""
    writers = authors(draft.plan)
    _send("returned", draft, writers, page="plans:amendment", given=given)
    _send("closed", draft, asked - writers - {given.decided_by}, page="plans:amendment", given=given)


def withdrawn(draft: Draft, asked: set[Person], *, by: Person) -> None:
    _send("withdrawn", draft, asked - {by}, page="plans:amendment", by=by)


def minuted(draft: Draft, given: Consent) -> None:
    """Whoever holds the seat gets one link, to confirm what was recorded or to object to it."""
    recorded = given.minuted
    people = {a.person for a in holders(seat_of(given))}
    path = reverse("plans:minutes", args=[draft, recorded.pk])
    _ask("minuted", draft, people, path=path, recorded=recorded, given=given)


def objected(draft: Draft, answer: MinutedAnswer) -> None:
    """Who recorded it and who writes. After the adoption the other seats too: it is theirs to decide what follows."""
    people = holding(draft.plan, Role.SECRETARY) | authors(draft.plan) | {answer.minuted.recorded_by}
    if answer.after_adoption:
        people |= members_of(draft.plan)
    given = answer.minuted.consent
    _send("objected", draft, people - {answer.given_by}, page="plans:amendment", answer=answer, given=given)


def adopted(draft: Draft, adoption: Adoption, *, by: Person) -> None:
    told = (members_of(draft.plan) | authors(draft.plan)) - {by}
    _send("adopted", draft, told, page="plans:amendment", adoption=adoption)
    if draft.number:
        _overtaken(draft, by=by)


def _overtaken(adopted: Draft, *, by: Person) -> None:
    """Whoever writes at other amendments of this plan has to see what changed under them.

    One that everybody agreed with nobody can write at before somebody who agreed returns it.
    """
    others = Draft.objects.open().filter(plan=adopted.plan, number__gt=0, amendment__dropped_at=None)
    for other in others.exclude(pk=adopted.pk):
        other.plan = adopted.plan
        _send("overtaken", other, authors(adopted.plan) - {by}, page="plans:amendment", adopted=adopted)
        if other.status == Status.AGREED:
            path = reverse("plans:decide", args=[other])
            _ask("to_return", other, asked_this_round(other), path=path, adopted=adopted)


def adoption_withdrawn(draft: Draft, made: WithdrawnAdoption, publications: Sequence[str]) -> None:
    """Everybody who was told of the adoption, and the secretary who recorded it."""
    told = members_of(draft.plan) | authors(draft.plan) | holding(draft.plan, Role.SECRETARY)
    told |= {made.adoption.recorded_by}
    people = {person for person in told - {made.withdrawn_by} if person.is_active}
    _send("adoption_withdrawn", draft, people, page="plans:amendment", made=made, publications=publications)


def asked_about(comment: Comment, *, by: Person) -> None:
    """Whoever is asked something about the plan. Not what was said: what is removed must be gone, also from mails."""
    _about(comment, "comment_asked", set(comment.asked.all()) - {by}, by)


def answered(answer: Comment, *, by: Person) -> None:
    """Whoever takes part in the conversation and may still read it; who is asked something gets that mail instead."""
    thread = cast(Comment, answer.parent)
    said = [thread, *thread.answers.select_related("by").prefetch_related("asked")]
    taking_part = {c.by for c in said} | {person for c in said for person in c.asked.all()}
    asked = set(answer.asked.all())
    _about(answer, "comment_asked", asked - {by}, by)
    _about(answer, "comment_answered", (taking_part & colleagues(answer.draft).keys()) - asked - {by}, by)


def _about(comment: Comment, name: str, people: set[Person], by: Person) -> None:
    thread = comment.parent or comment
    _send(name, comment.draft, people, page="plans:comments", about=thread.uuid, comment=comment, by=by)


def new_edition(frame: PolicyFrame, by: Person) -> None:
    """The authors of every plan that has words of an earlier edition and is not adopted yet; one mail about each."""
    for draft in Draft.objects.behind(frame):
        draft.plan = Plan.objects.with_names().get(pk=draft.plan_id)
        address = settings.PUBLIC_URL + reverse("plans:edition_of_frame", args=[draft, frame.uuid])
        tell_after_commit(
            "plans/mail/new_edition.txt",
            authors(draft.plan) - {by},
            plan=draft.plan,
            frame=frame,
            writing=draft.status == Status.DRAFT,
            address=address,
        )


def asked_this_round(draft: Draft) -> set[Person]:
    """Holders of the seats whose turn it has been since the plan was submitted, whether they decided or not."""
    only_chief = draft.status == Status.SUBMITTED
    return {
        appointment.person
        for seat in required_seats(draft)
        if seat.role == Role.CHIEF or not only_chief
        for appointment in holders(seat)
    }


def members_of(plan: Plan) -> set[Person]:
    """Whoever sits on one of its seats today."""
    return {a.person for seat in required_seats(plan) for a in holders(seat)}


def authors(plan: Plan) -> set[Person]:
    return holding(plan, *AUTHORS)


def _advisers(draft: Draft) -> set[Person]:
    """Once the text goes to the triangle: who advises need not wait for the chief, and hears of it once."""
    if draft.status != Status.APPROVED:
        return set()
    found = Adviser.objects.of(draft.plan).standing().filter(person__is_active=True).select_related("person")
    return {adviser.person for adviser in found}


def _asked(draft: Draft) -> set[Person]:
    """Holders of the seats that still have to decide: the chief first, then mayors and prosecutor."""
    open_seats = {(r.role, r.area_id) for r in ConsentRequest.objects.filter(draft=draft, consent__isnull=True)}
    first = draft.status == Status.SUBMITTED
    return {
        appointment.person
        for seat in required_seats(draft)
        if (seat.role, seat.area_id) in open_seats and (seat.role == Role.CHIEF) == first
        for appointment in holders(seat)
    }


def _given(draft: Draft) -> list[Consent]:
    """The consents that count now."""
    requests = ConsentRequest.objects.filter(draft=draft, consent__isnull=False).order_by("pk")
    return [request.consent for request in requests.select_related("consent__minuted__answer") if request.consent]


def _reserved(draft: Draft) -> list[Consent]:
    """Of all who agreed, colleagues in one seat too, those who did so under a reservation."""
    found = stances(draft.revision) if draft.revision else []
    return [each for stance in found for each in stance.signatures if each.reservation]


def holding(plan: Plan, *roles: Role) -> set[Person]:
    """Who holds one of these roles today at the plan's team, an area around it, or one of its municipalities."""
    team = plan.team
    places = {team.pk, team.district_id, team.district.unit_id, *(m.pk for m in plan.municipalities)}
    found = Appointment.objects.on(today()).filter(area__in=places, role__in=roles, person__is_active=True)
    return {a.person for a in found.select_related("person")}


def _send(
    name: str, draft: Draft, people: Iterable[Person], *, page: str, about: UUID | None = None, **context: object
) -> None:
    told = _told(draft, page)
    if about:
        told["address"] += f"?bij={about}#opmerking-{about}"
    send = tell_after_commit if name in NEWS else send_after_commit
    send(_mail(name, draft), people, **told, **context)


def _ask(name: str, draft: Draft, people: Iterable[Person], *, path: str, **context: object) -> None:
    """Something is asked of these people on the page at this path."""
    send_links_after_commit(_mail(name, draft), people, path=path, **_told(draft, "plans:amendment"), **context)


COURSE = frozenset({"asked", "agreed", "returned", "closed", "withdrawn", "adopted"})
"""What is told in other words of an amendment: not everybody decides, and the adopted plan stays in force."""


NEWS = frozenset({"closed", "withdrawn", "reconsidered", "advised", "adopted", "comment_answered"})
"""Of what nobody is asked anything: it may wait for the mail of a day or a week."""


def _mail(name: str, draft: Draft) -> str:
    return f"plans/mail/{'amendment/' if draft.number and name in COURSE else ''}{name}.txt"


def _told(draft: Draft, page: str) -> dict[str, Any]:
    return {"plan": draft.plan, "draft": draft, "address": settings.PUBLIC_URL + reverse(page, args=[draft])}
