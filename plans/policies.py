"""May this person do this to this plan now, and if not, why not. One question per function, named as the action."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from priorities.codes import Level
from priorities.models import PolicyFrame
from workplan_portal.audit.trail import now, today
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import BaseTeam, Municipality
from workplan_portal.people.models import Person, Seat

from .basis import may_be_submitted, may_rest_on
from .compiling import compile_draft
from .completeness import missing
from .deadline import days_late
from .document import Document, Target
from .inheriting import is_of_a_neighbour, text_to_start_from
from .models import Chapter, Comment, Draft, Minuted, Plan, PlanMunicipality, Removal, Revision
from .models.removal import LIFE
from .seats import agreement, holders, open_to_minutes, required_seats, seats_of, stances
from .workflow import Act, Status, allows


def may_start(person: Person, team: BaseTeam, year: int, municipalities: list[Municipality]) -> Verdict:
    if not person.covers(team.pk, Role.PLANNER):
        own = person.areas(Role.SAFETY_OFFICER)
        if not own & {m.pk for m in municipalities}:
            return refuse(_("Only a safety officer of one of the municipalities or a police planner can start a plan."))
    if not municipalities:
        return refuse(_("Choose at least one municipality."))
    outside = [m.name for m in municipalities if not team.municipalities.filter(pk=m.pk).exists()]
    if outside:
        return refuse(_("%(names)s does not belong to %(team)s.") % {"names": ", ".join(outside), "team": team})
    taken = PlanMunicipality.objects.filter(team=team, year=year, municipality__in=municipalities)
    if first := taken.select_related("municipality").first():
        return refuse(
            _("There is a plan for %(municipality)s in %(year)s already.")
            % {"municipality": first.municipality, "year": year}
        )
    return ALLOWED


def may_start_from(
    person: Person, earlier: Plan, team: BaseTeam, year: int, municipalities: list[Municipality]
) -> Verdict:
    """May a plan be started from this one? It must be seen by this person, or be published by a neighbour."""
    wanted = {m.pk for m in municipalities}
    text = text_to_start_from(person, earlier, wanted)
    if text is None and not Plan.objects.visible_to(person).filter(pk=earlier.pk).exists():
        return refuse(_("There is no such plan to start from."))
    last = year if is_of_a_neighbour(earlier, wanted) else year - 1
    shared = wanted & {m.pk for m in earlier.municipalities} or is_of_a_neighbour(earlier, wanted)
    if earlier.team_id != team.pk or earlier.year > last or not shared:
        return refuse(
            _(
                "A plan starts from one of an earlier year, of the same team and with a municipality in common, "
                "or from the plan of one other municipality of the team."
            )
        )
    if text is None:
        return refuse(_("%(plan)s has not been adopted, so no plan can start from it.") % {"plan": earlier})
    return ALLOWED


def may_start_any(person: Person) -> Verdict:
    """Could this person start a plan for any team? Decides whether the button is there."""
    if person.holds(Role.SAFETY_OFFICER, Role.PLANNER):
        return ALLOWED
    return refuse(_("Only a safety officer or a police planner can start a plan."))


def is_author(person: Person, plan: Plan) -> bool:
    """Safety officers of its municipalities, planners and chiefs of its team."""
    if person.covers(plan.team_id, Role.PLANNER, Role.CHIEF):
        return True
    return bool(person.areas(Role.SAFETY_OFFICER) & {m.pk for m in plan.municipalities})


def may_write(person: Person, draft: Draft) -> Verdict:
    """May this person change the shared texts, frames and footnotes of this draft?"""
    if not is_author(person, draft.plan):
        return refuse(_("Only the authors of this plan can change this."))
    return _while_draft(draft)


def may_write_chapter(person: Person, chapter: Chapter) -> Verdict:
    """May this person change the priorities, contributions and targets of this chapter?

    Police planner and chief: all chapters. A safety officer: the shared chapters and the own municipality's. Policy
    staff of the prosecution: the chapter of the prosecution.
    """
    plan = chapter.draft.plan
    own = person.areas(Role.SAFETY_OFFICER)
    if person.covers(plan.team_id, Role.PLANNER, Role.CHIEF):
        return _while_draft(chapter.draft)
    if chapter.municipality_id is not None:
        if chapter.municipality_id not in own:
            return refuse(
                _("Only the safety officer of %(municipality)s and the police can change this chapter.")
                % {"municipality": chapter.municipality}
            )
    elif not own & {m.pk for m in plan.municipalities} and not (
        chapter.level == Level.OM and person.covers(plan.team.district.unit_id, Role.PROSECUTION_STAFF)
    ):
        return refuse(_("Only the authors of this plan can change this."))
    return _while_draft(chapter.draft)


def may_keep_lists(person: Person, team: BaseTeam) -> Verdict:
    """May this person keep the partners, consultations, hotspots and allies of this team? Who write its plans may."""
    if person.covers(team.pk, Role.PLANNER, Role.CHIEF):
        return ALLOWED
    if team.municipalities.filter(pk__in=person.areas(Role.SAFETY_OFFICER)).exists():
        return ALLOWED
    return refuse(_("Only the safety officers and the police of this team keep its lists."))


def may_undo_removal(person: Person, removal: Removal) -> Verdict:
    """May this person put back what was taken out? Only one's own removal, once, where one may still write."""
    draft, chapter = removal.draft, removal.chapter
    if removal.by_id != person.pk:
        return refuse(_("Only whoever removed this can put it back."))
    if chapter is not None:
        chapter.draft = draft
    if not (verdict := may_write_chapter(person, chapter) if chapter else may_write(person, draft)):
        return verdict
    if removal.undone_at is not None:
        return refuse(_("This has been put back already."))
    if removal.at + LIFE <= now():
        return refuse(_("This was removed more than an hour ago and can no longer be put back."))
    return ALLOWED


def may_be_seen(person: Person, draft: Draft) -> Verdict:
    """Are others told that this person is writing here? Whoever only reads goes unseen."""
    unit = draft.plan.team.district.unit_id
    if not is_author(person, draft.plan) and not person.covers(unit, Role.PROSECUTION_STAFF):
        return refuse(_("Only the authors of this plan can change this."))
    return _while_draft(draft)


def may_comment(person: Person, draft: Draft) -> Verdict:
    """May this person say something about this draft, answer, settle and reopen?

    Whoever writes in it, from the first day; whoever decides about it, while it is with them.
    """
    if draft.status == Status.ADOPTED:
        return refuse(_("This has been adopted. What was said about the draft can only be read."))
    writes = is_author(person, draft.plan) or person.covers(draft.plan.team.district.unit_id, Role.PROSECUTION_STAFF)
    if writes or (draft.status != Status.DRAFT and seats_of(person, draft)):
        return ALLOWED
    return refuse(_("Only who writes in this plan, or decides about it while it is with them, can comment on it."))


def may_answer(person: Person, comment: Comment) -> Verdict:
    if not (verdict := may_comment(person, comment.draft)):
        return verdict
    if comment.removed_at is not None:
        return refuse(_("This comment has been removed."))
    if comment.resolved_at is not None:
        return refuse(_("This comment has been settled. Reopen it to go on with it."))
    return ALLOWED


def may_remove_comment(person: Person, comment: Comment) -> Verdict:
    """Whoever wrote it, and the authors of the plan: a name that does not belong there must be able to go, always."""
    if comment.removed_at is not None:
        return refuse(_("This comment has been removed."))
    if comment.by_id != person.pk and not is_author(person, comment.draft.plan):
        return refuse(_("Only whoever wrote this comment, or an author of the plan, can remove it."))
    return ALLOWED


def may_choose(person: Person, chapters: Iterable[Chapter]) -> Verdict:
    """May this person decide what of the earlier plan returns in these chapters?"""
    for chapter in chapters:
        if not (verdict := may_write_chapter(person, chapter)):
            return verdict
    return ALLOWED


def may_bring_in(person: Person, draft: Draft, frame: PolicyFrame) -> Verdict:
    """May this person let the plan rest on this frame too? Its priorities come in, so their chapter must be open."""
    if not (verdict := may_write(person, draft)):
        return verdict
    plan = draft.plan
    if not PolicyFrame.objects.applicable_to(plan.team, plan.municipalities, plan.year).filter(pk=frame.pk).exists():
        return refuse(_("This frame does not apply to this plan."))
    if draft.frames.filter(lineage=frame.lineage).exclude(pk=frame.pk).exists():
        return refuse(_("The plan rests on an earlier edition of this frame. Decide there what it takes over."))
    return _may_write_chapters_of(person, draft, frame)


def may_follow(person: Person, draft: Draft, edition: PolicyFrame) -> Verdict:
    """May this person take up a new edition of a frame, or keep what the plan has of an earlier one?"""
    return may_write(person, draft) and _may_write_chapters_of(person, draft, edition)


def may_leave_out(person: Person, draft: Draft, frame: PolicyFrame) -> Verdict:
    """May this person take the frame out, with everything that was written under its priorities?"""
    return may_write(person, draft) and _may_write_chapters_of(person, draft, frame)


def _may_write_chapters_of(person: Person, draft: Draft, frame: PolicyFrame) -> Verdict:
    municipality = frame.owner_id if frame.level == Level.LOCAL else None
    for chapter in draft.chapters.all():
        if (chapter.level, chapter.municipality_id) == (frame.level, municipality):
            chapter.draft = draft
            if not (verdict := may_write_chapter(person, chapter)):
                return verdict
    return ALLOWED


def _while_draft(draft: Draft) -> Verdict:
    if draft.status == Status.ADOPTED and draft.number:
        return refuse(_("This amendment has been adopted. A new one can change the plan further."))
    if draft.status == Status.ADOPTED:
        return refuse(_("This plan has been adopted. Only the authority can still change it."))
    if draft.status != Status.DRAFT:
        return refuse(_("This has been submitted. It can be changed again when it is returned or taken back."))
    if draft.number and draft.amendment.dropped_at:
        return refuse(_("This amendment was dropped. Take it up again to change it."))
    return ALLOWED


def may_submit(person: Person, draft: Draft, lacking: Sized | None = None, document: Document | None = None) -> Verdict:
    """`document` is what the draft makes now and `lacking` what is missing in it, for whoever has looked already."""
    if not (verdict := may_write(person, draft)):
        return verdict
    document = document or compile_draft(draft)
    lacking = missing(document) if lacking is None else lacking
    if lacking:
        return refuse(_("The text is not complete yet. What is missing: %(number)d.") % {"number": len(lacking)})
    return may_be_submitted(draft, document) if draft.number else ALLOWED


def may_withdraw(person: Person, draft: Draft) -> Verdict:
    if not is_author(person, draft.plan):
        return refuse(_("Only the authors can take this back."))
    if draft.status == Status.AGREED:
        return refuse(_("Everybody has agreed. Only those who agreed can still return it."))
    if not allows(draft.status, Act.WITHDRAW):
        return refuse(_("This is not with others now."))
    return ALLOWED


def may_decide(person: Person, draft: Draft, revision: Revision, seat: Seat) -> Verdict:
    """What holds for agreeing and for returning: the right person, about the version that is on the table now."""
    if seat not in seats_of(person, revision):
        return refuse(_("You do not hold this seat: %(seat)s.") % {"seat": seat})
    if draft.status in (Status.DRAFT, Status.ADOPTED):
        return refuse(_("No decision about this is asked now."))
    if draft.revision_id != revision.pk:
        return refuse(_("A newer version has been submitted. Read that one first."))
    if seat.role != Role.CHIEF and draft.status == Status.SUBMITTED:
        return refuse(_("The team chief decides first."))
    return ALLOWED


def may_consent(
    person: Person, draft: Draft, revision: Revision, seat: Seat, reservation: str | None = None
) -> Verdict:
    """Whoever shares the seat may agree beside the other: two chiefs both sign the foreword.

    Who agreed may do so anew with another reservation, or without; `reservation` is None while that is not known.
    """
    if not (verdict := may_decide(person, draft, revision, seat)):
        return verdict
    stance = next(s for s in stances(revision) if s.seat == seat)
    own = next((c for c in stance.signatures if c.decided_by_id == person.pk), None)
    if own and own.unconfirmed:
        return refuse(_("Your consent has been recorded from minutes. Confirm it there, or object to it."))
    if own and reservation is not None and own.reservation == reservation.strip():
        return refuse(_("You have agreed with this text already."))
    return ALLOWED


def may_return(person: Person, draft: Draft, revision: Revision, seat: Seat) -> Verdict:
    return may_decide(person, draft, revision, seat)


def may_record_minuted(
    person: Person, draft: Draft, revision: Revision, seat: Seat, holder: Person, held_on: date
) -> Verdict:
    """May the secretary record that this holder of this seat decided about this version in a meeting on that day?

    Only of who was there and could decide then, about the version that lay before them, and only where the seat has not
    decided by itself: what somebody clicked goes before what somebody else wrote down.
    """
    if not is_secretary(person, draft.plan):
        return refuse(_("Only the secretary of the consultation records what was decided in a meeting."))
    if draft.status in (Status.DRAFT, Status.ADOPTED):
        return refuse(_("No decision about this is asked now."))
    if draft.revision_id != revision.pk:
        return refuse(_("A newer version has been submitted. The meeting did not decide about that one."))
    if not (verdict := _was_there(revision, seat, holder, held_on)):
        return verdict
    if seat.role != Role.CHIEF and not agreement(revision).chief:
        return refuse(_("The team chief decides first."))
    stance = next(s for s in stances(revision) if s.seat == seat)
    if stance.objected and stance.objected.revision_id == revision.pk:
        return refuse(_("This seat objected to the minutes and decides by itself now: %(seat)s.") % {"seat": seat})
    if not open_to_minutes(stance, revision, holder):
        return refuse(_("This seat has decided about this version already: %(seat)s.") % {"seat": seat})
    return ALLOWED


def _was_there(revision: Revision, seat: Seat, holder: Person, held_on: date) -> Verdict:
    if seat not in required_seats(revision) or holder.pk not in {a.person_id for a in holders(seat, held_on)}:
        return refuse(_("%(name)s did not hold this seat then: %(seat)s.") % {"name": holder.name, "seat": seat})
    if held_on > today():
        return refuse(_("This meeting has yet to be held."))
    if held_on < _first_submitted(revision):
        return refuse(_("This version was submitted after the meeting."))
    return ALLOWED


def may_answer_minutes(person: Person, minuted: Minuted) -> Verdict:
    """May this person confirm, or object to, what the secretary recorded for a seat? Whoever holds it today, once.

    After the adoption too: then an objection takes nothing away, and the authority decides what follows from it.
    """
    given = minuted.consent
    seats = seats_of(person, given.revision)
    if (given.role, given.area_id) not in {(seat.role, seat.area_id) for seat in seats}:
        return refuse(_("You do not hold the seat that this decision was recorded for."))
    if minuted.answered:
        return refuse(_("This has been answered already, by %(name)s.") % {"name": minuted.answered.name})
    if not Minuted.objects.awaiting(person).filter(pk=minuted.pk).exists():
        return refuse(_("This seat has decided about this again since, so the minutes no longer count."))
    return ALLOWED


def is_secretary(person: Person, plan: Plan) -> bool:
    return person.covers(plan.team_id, Role.SECRETARY)


def may_adopt(person: Person, draft: Draft, revision: Revision) -> Verdict:
    if not is_secretary(person, draft.plan):
        return refuse(_("Only the secretary of the consultation records the adoption."))
    if draft.revision_id != revision.pk:
        return refuse(_("A newer version has been submitted. Read that one first."))
    if draft.status == Status.ADOPTED:
        return refuse(_("This has been adopted already."))
    if not allows(draft.status, Act.ADOPT) or not agreement(revision).everybody:
        return refuse(_("Not everybody has agreed with this version yet."))
    if revision.base and not may_rest_on(draft.plan, revision.base):
        return refuse(
            _("Another amendment has been adopted since. Whoever agreed with this one returns it to its authors first.")
        )
    return ALLOWED


def may_adopt_on(revision: Revision, day: date) -> Verdict:
    """Can this text have been adopted on this day? Not before it was there, and not in the future.

    A text that was submitted again unchanged was there from its first submission.
    """
    if day > today():
        return refuse(_("This day has yet to come. Record the adoption when the consultation has adopted the text."))
    first = _first_submitted(revision)
    if day < first:
        return refuse(
            _("This text was submitted on %(day)s, so it can’t have been adopted before that day.")
            % {"day": date_format(first, "j F Y")}
        )
    return ALLOWED


def _first_submitted(revision: Revision) -> date:
    same = Revision.objects.filter(plan=revision.plan_id, digest=revision.digest)
    return localdate(same.order_by("number").values_list("submitted_at", flat=True)[0])


def needs_late_reason(revision: Revision, adopted_on: date) -> bool:
    """An amendment is never late: it comes when there is cause."""
    return not revision.amendment and days_late(revision.plan.year, adopted_on) > 0


def may_record_final_norm(person: Person, plan: Plan, target: Target) -> Verdict:
    """What a provisional norm became, of the adopted plan that `target` stands in."""
    if not is_author(person, plan):
        return refuse(_("Only the authors of this plan record what a provisional norm became."))
    if not target.provisional_norm:
        return refuse(_("The norm of this target was not provisional when the plan was adopted."))
    return ALLOWED
