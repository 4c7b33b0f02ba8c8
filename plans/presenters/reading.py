"""What the page of a plan shows: its versions with everything decided about them, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from plans.basis import may_rest_on
from plans.codes import Answer
from plans.models import Consent, Draft, Plan, Revision, WithdrawnAdoption
from plans.policies import is_author, is_secretary, may_adopt, may_decide, may_withdraw, may_write
from plans.policies_of_adoptions import may_withdraw_adoption
from plans.reading import reads_draft
from plans.seats import authority_over, decisions_about, holders_of, reconsidered, seats_of, stances
from plans.workflow import Status
from workplan_portal.authorization.roles import Role
from workplan_portal.authorization.verdict import ALLOWED, Verdict, refuse
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

from .comparing import compare_url
from .publications import Published, everything_is_out
from .seat_lines import SeatLine
from .status import Progress


@dataclass(frozen=True)
class Version:
    """A revision with what was decided about it. Nothing of this ever disappears."""

    revision: Revision
    on_the_table: bool
    adopted: bool
    decisions: list[Consent]
    before: Revision | None  # the version it came after
    withdrawn: tuple[WithdrawnAdoption, ...] = ()  # adoptions of it that were taken back

    @property
    def reconsidered(self) -> frozenset[int]:
        """Keys of the decisions that the same person took again."""
        return reconsidered(self.decisions)

    @property
    def url(self) -> str:
        return reverse("plans:revision", args=[self.revision.plan.uuid, self.revision.number])

    @property
    def compare_url(self) -> str:
        return compare_url(self.revision.plan.uuid, self.before, self.revision)


def versions(shown: Progress, decisions: list[Consent]) -> list[Version]:
    """Newest first: of an amendment its own, of a plan its own and those that were adopted since."""
    plan, draft = shown.plan, shown.draft
    known = plan.revisions.defer("text").select_related("submitted_by", "base").defer("base__text")
    known = known.prefetch_related(
        Prefetch("withdrawn_adoptions", WithdrawnAdoption.objects.select_related("adoption"))
    )
    own = Q(amendment=draft.number) if shown.is_amendment else Q(amendment=0) | Q(adoption__isnull=False)
    found = list(known.filter(own).annotate(adopted=Q(adoption__isnull=False)).order_by("-number"))
    return [
        Version(
            revision=_of(plan, revision),
            on_the_table=revision.pk == draft.revision_id and draft.status not in (Status.DRAFT, Status.ADOPTED),
            adopted=revision.adopted,
            decisions=[c for c in decisions if c.revision_id == revision.pk],
            before=before or revision.base,
            withdrawn=tuple(revision.withdrawn_adoptions.all()),
        )
        for revision, before in zip_longest(found, found[1:])
    ]


def draft_compared(person: Person, draft: Draft) -> str:
    """Where the text that is being written is held against the version before it; empty for who may not read it."""
    if draft.revision is None or not reads_draft(person, draft):
        return ""
    return compare_url(draft, draft.revision)


def decided(revision: Revision) -> tuple[list[Consent], list[Consent]]:
    """What was decided about this version; and the consents to an earlier one that hold for it unchanged."""
    known = decisions_about(revision.plan)
    kept = [c for stance in stances(revision, known) for c in stance.signatures if c.revision_id != revision.pk]
    return [c for c in known if c.revision_id == revision.pk], kept


def _of(plan: Plan, revision: Revision) -> Revision:
    revision.plan = plan
    return revision


@dataclass(frozen=True)
class SeatRow:
    """A seat, who holds it today and how it stands."""

    line: SeatLine
    holders: str  # empty: nobody

    @property
    def decided(self) -> Consent | None:
        return self.line.consent

    @property
    def blocks(self) -> bool:
        """Has it yet to agree, while nobody can do so?"""
        return not self.holders and not self.line.agrees

    @property
    def objected_after_adoption(self) -> bool:
        minuted = self.decided.from_minutes if self.decided else None
        answer = minuted.answered if minuted else None
        return answer is not None and answer.answer == Answer.OBJECT and answer.after_adoption


def seat_rows(shown: Progress) -> list[SeatRow]:
    sitting = holders_of(shown.draft)
    return [SeatRow(line, ", ".join(a.holder for a in sitting[line.seat])) for line in shown.seats]


def draft_page(draft: Draft) -> str:
    """Of the plan, or of its amendment."""
    return reverse("plans:amendment", args=[draft])


def crumbs(about: Plan | Draft, *pages: str) -> list[tuple[str, str]]:
    """The way to a page of this plan or amendment; the last step is the page itself and has no address."""
    plan = about if isinstance(about, Plan) else about.plan
    amendment = about if isinstance(about, Draft) and about.number and about.status != Status.ADOPTED else None
    steps = [
        (_("Overview"), reverse("home")),
        (_("Annual plans"), reverse("plans:list")),
        (plan.title, reverse("plans:plan", args=[plan.uuid])),
        *([(amendment_name(amendment.number), draft_page(amendment))] if amendment else ()),
        *((page, "") for page in pages),
    ]
    return [*steps[:-1], (steps[-1][0], "")]


def amendment_name(number: int) -> str:
    """Where it is known of which plan."""
    return _("Amendment %(number)d") % {"number": number}


def readings(about: Plan | Draft, here: Municipality | None) -> list[tuple[str, str, bool]]:
    """The whole of a joint plan and each edition: words, address, whether one is there. Empty for a plan for one."""
    found = editions(about)
    if not found:
        return []
    whole = (_("The whole plan"), reverse("plans:preview", args=[_address(about)]), here is None)
    return [whole, *((each.municipality.name, each.url, each.municipality == here) for each in found)]


def _address(about: Plan | Draft) -> object:
    return about.uuid if isinstance(about, Plan) else about


@dataclass(frozen=True)
class Edition:
    """Where one municipality's edition of something joint is read."""

    municipality: Municipality
    url: str
    pdf_url: str


def editions(about: Plan | Draft) -> list[Edition]:
    """Of a joint plan; empty for a plan for one."""
    plan = about if isinstance(about, Plan) else about.plan
    places = ((place, (_address(about), place.code)) for place in plan.editions)
    return [
        Edition(place, reverse("plans:edition", args=args), reverse("plans:edition_pdf", args=args))
        for place, args in places
    ]


# --- what may be done now ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Button:
    """`reason` says why it may not be used now; empty when it may."""

    label: str | Promise
    url: str
    icon: str
    reason: str = ""
    variant: str = "secondary"
    post: bool = False  # it acts at once; the others lead to a page that asks


def buttons(person: Person, shown: Progress, made: list[Published]) -> list[Button]:
    """What belongs to this person's roles in this plan; the move that is theirs now stands first and stands out."""
    found = [*_of_an_author(person, shown), *_of_a_seat(person, shown), *_of_the_secretary(person, shown, made)]
    return sorted(found, key=lambda button: (bool(button.reason), button.variant != "primary"))


def _of_an_author(person: Person, shown: Progress) -> list[Button]:
    plan, draft = shown.plan, shown.draft
    if not is_author(person, plan):
        return []
    found = []
    if draft.status == Status.ADOPTED and not shown.is_amendment:
        begin = reverse("plans:begin_amendment", args=[plan.uuid])
        found.append(Button(capfirst(_("Amend the plan")), begin, "writing"))
    if draft.status != Status.ADOPTED:
        writing = may_write(person, draft)
        found.append(_button(_("Write"), "plans:write", draft, "pencil", writing, main=bool(shown.returned)))
    if draft.status == Status.DRAFT:
        submitting = writing and (may_rest_on(plan, draft.amendment.base) if draft.number else ALLOWED)
        found.append(_button(_("Submit"), "plans:submit", draft, "send", submitting, main=not shown.returned))
    if draft.status in (Status.SUBMITTED, Status.APPROVED, Status.AGREED):
        found.append(_button(_("Take back"), "plans:withdraw", draft, "arrow-back-up", may_withdraw(person, draft)))
    return found


def _of_a_seat(person: Person, shown: Progress) -> list[Button]:
    draft = shown.draft
    own = seats_of(person, draft)
    if draft.status == Status.ADOPTED and draft.revision and set(own) & set(authority_over(draft.revision)):
        verdict = may_withdraw_adoption(person, draft)
        return [_button(_("Withdraw the adoption"), "reports:withdraw_adoption", draft, "arrow-back-up", verdict)]
    if not own or draft.status == Status.ADOPTED:
        return []
    if draft.revision is None:
        verdicts = [refuse(_("No decision about this is asked now."))]
    else:
        verdicts = [may_decide(person, draft, draft.revision, seat) for seat in own]
    verdict = next(filter(None, verdicts), verdicts[0])
    waiting = any(line.seat in own and line.state == "waiting" for line in shown.seats)
    label = _("Decide") if waiting or not verdict else _("Change your decision")
    return [_button(label, "plans:decide", draft, "signature", verdict, main=waiting)]


def _of_the_secretary(person: Person, shown: Progress, made: list[Published]) -> list[Button]:
    plan, draft = shown.plan, shown.draft
    own = person.areas(Role.SAFETY_OFFICER)
    found = []
    if is_secretary(person, plan) and draft.status != Status.ADOPTED:
        verdict = (
            may_adopt(person, draft, draft.revision)
            if draft.revision
            else refuse(_("Not everybody has agreed with this version yet."))
        )
        found.append(_button(_("Record the adoption"), "plans:adopt", draft, "clipboard-check", verdict, main=True))
    if shown.is_amendment:
        return [*found, *_after_an_amendment(person, shown)]
    if draft.status == Status.ADOPTED and draft.revision and publishes(person, plan):
        verdict = ALLOWED
        if shown.in_force and everything_is_out(plan, shown.in_force, made):
            verdict = refuse(_("This version has been published for everybody and for the council already."))
        first = bool(shown.amended) or not shown.reach.since or bool(own & {m.pk for m in shown.reach.unplanned})
        found.append(_button(_("Publish"), "reports:publish", plan.uuid, "book", verdict, main=first))
    if draft.status == Status.ADOPTED and _officer_of(person, plan):
        found.append(_button(_("Letter to the council"), "reports:letter_of_plan", plan.uuid, "mail", ALLOWED))
    return found


def _after_an_amendment(person: Person, shown: Progress) -> list[Button]:
    """Once it has been adopted: the amended plan goes out as the plan does, and the council gets a letter about it."""
    plan, draft = shown.plan, shown.draft
    found = []
    if draft.status == Status.ADOPTED and shown.in_force_now and publishes(person, plan):
        found.append(_button(_("Publish the amended plan"), "reports:publish", plan.uuid, "book", ALLOWED))
    if draft.status == Status.ADOPTED and _officer_of(person, plan):
        found.append(_button(_("Letter to the council"), "reports:letter_of_plan", draft, "mail", ALLOWED))
    return found


def publishes(person: Person, plan: Plan) -> bool:
    """Publishing is the floor above's; only whether its page is worth a button is known here."""
    return _officer_of(person, plan) or is_secretary(person, plan)


def _officer_of(person: Person, plan: Plan) -> bool:
    return bool(person.areas(Role.SAFETY_OFFICER) & {m.pk for m in plan.municipalities})


def _button(label: str, page: str, about: object, icon: str, verdict: Verdict, *, main: bool = False) -> Button:
    """`about` is a draft, or the uuid of a plan."""
    variant = "primary" if main and verdict else "secondary"
    return Button(capfirst(label), reverse(page, args=[about]), icon, verdict.reason, variant)


def task(shown: Progress) -> Button:
    """The one page that matters to whoever's turn it is."""
    label, page, icon = {
        Status.DRAFT: (_("Write"), "plans:write", "pencil"),
        Status.SUBMITTED: (_("Decide"), "plans:decide", "signature"),
        Status.APPROVED: (_("Decide"), "plans:decide", "signature"),
        Status.AGREED: (_("Record the adoption"), "plans:adopt", "clipboard-check"),
        Status.ADOPTED: (_("Publish"), "reports:publish", "book"),
    }[Status.APPROVED if shown.to_be_returned else Status(shown.draft.status)]
    about = shown.plan.uuid if shown.draft.status == Status.ADOPTED else shown.draft
    return _button(label, page, about, icon, ALLOWED, main=True)
