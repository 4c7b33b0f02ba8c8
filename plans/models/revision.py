"""What was submitted, and what was decided about it. None of it ever changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from plans.codes import Answer, Audience, Decision, agreed_in_words, decision_in_words, minutes_in_words
from plans.deadline import days_late
from workplan_portal.authorization.roles import SEATS
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Area

from .plan import PERSON, Plan

if TYPE_CHECKING:
    from .minuted import Minuted


class Revision(models.Model):
    """A plan as it was submitted: complete, numbered, fingerprinted, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("version"))
    schema = models.PositiveSmallIntegerField()
    text = models.TextField()  # the canonical JSON of the document
    digest = models.CharField(max_length=64)  # SHA-256 of `text`
    parts = models.JSONField()  # {"shared": digest, "GM0114": digest}
    amendment = models.PositiveSmallIntegerField(_("amendment"), default=0)  # whose draft it is of; 0: the plan itself
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # the text that the amendment changes
    asks = models.JSONField(default=list)  # of an amendment the seats that decide: [role, code of the area]
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(name="revision_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"


class Consent(models.Model):
    """A seat's decision about a revision. Decisions and remarks are never changed or erased."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="consents")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in SEATS])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # the seat's place: municipality or base team
    decision = models.CharField(max_length=8, choices=Decision.choices)
    remark = models.TextField(blank=True)  # for the people who decide
    reservation = models.TextField(blank=True)  # under which the seat agreed: goes wherever its consent goes
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="consents")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "burgemeester van Emmen", as it was then
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                name="consent_return_has_remark", condition=Q(decision=Decision.AGREE) | ~Q(remark="")
            ),
            models.CheckConstraint(
                name="consent_reservation_is_agreement", condition=Q(decision=Decision.AGREE) | Q(reservation="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity}: {self.decision}"

    @property
    def words(self) -> str:
        return self.words_with(reserved=bool(self.reservation))

    def words_with(self, *, reserved: bool) -> str:
        """Of the seat, for which others may have agreed too: `reserved` when any of them made a reservation."""
        return decision_in_words(self.decision, reserved=reserved, minuted=self._answer)

    @property
    def agreed(self) -> str:
        """Of a consent: with which version."""
        return agreed_in_words(self.revision.number, reserved=bool(self.reservation))

    # --- as minuted ---------------------------------------------------------------------------------------------------

    @property
    def from_minutes(self) -> Minuted | None:
        """None for what somebody decided here."""
        return getattr(self, "minuted", None)

    @property
    def unconfirmed(self) -> bool:
        """Does only the secretary say so?"""
        return self._answer not in (None, Answer.CONFIRM)

    @property
    def counts(self) -> bool:
        """No longer, when the seat objected to the minutes before the plan was adopted."""
        answer = self.from_minutes and self.from_minutes.answered
        return not answer or answer.answer != Answer.OBJECT or answer.after_adoption

    @property
    def minutes(self) -> str:
        """Where it stands and what the seat says of that, in words; empty for what somebody decided here."""
        if (minuted := self.from_minutes) is None:
            return ""
        answer = minuted.answered
        return minutes_in_words(
            held_on=minuted.held_on,
            reference=minuted.reference,
            answer=answer.answer if answer else "",
            by=answer.name if answer else "",
            given_on=localdate(answer.given_at) if answer else None,
        )

    @property
    def _answer(self) -> str | None:
        if (minuted := self.from_minutes) is None:
            return None
        return minuted.answered.answer if minuted.answered else ""


class Adoption(models.Model):
    """The act of the secretary that makes a revision the plan in force. Stands beside the text, not in it.

    Never deleted: one that was withdrawn has let go of its revision, so that whoever asks for an adopted text need not
    think of it.
    """

    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="adoption")
    adopted_on = models.DateField(_("adopted on"))
    body = models.CharField(_("body"), max_length=200)
    members = models.TextField(_("members"))  # one per line: name, function
    late_reason = models.TextField(_("reason for adopting after January"), blank=True)
    in_force_from = models.DateField(null=True)  # of an amendment; the plan itself holds for its whole year
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")

    def __str__(self) -> str:
        return f"{self.of} {self.adopted_on}"

    @property
    def of(self) -> Revision:
        """The text that it was about, withdrawn or not."""
        return self.revision or self.withdrawal.revision

    def days_late(self, year: int) -> int:
        """Days after January of the plan's year; an amendment is never late: it comes when there is cause."""
        return 0 if self.in_force_from else days_late(year, self.adopted_on)


class WithdrawnAdoption(models.Model):
    """The act of the authority that takes back an adoption made by mistake. The adoption itself stays as it was."""

    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="withdrawal")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="withdrawn_adoptions")
    reason = models.TextField(_("reason"))
    withdrawn_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)  # as it was then
    capacity = models.CharField(max_length=200)  # "burgemeester van Emmen", as it was then
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["withdrawn_at", "pk"]
        verbose_name = _("withdrawn adoption")
        verbose_name_plural = _("withdrawn adoptions")
        constraints = [models.CheckConstraint(name="adoption_withdrawn_for_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.revision} {self.withdrawn_at:%Y-%m-%d}"


class Rendition(models.Model):
    """A file made once from an adopted revision, for one audience; later requests get the same bytes.

    When the adoption is withdrawn it is kept with that, since it tells of it; after another adoption one is made anew.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="renditions")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    edition = models.CharField(max_length=16, blank=True)  # code of a municipality of a joint plan; empty: the whole
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))
    beside = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")  # the old text beside this one
    withdrawn_with = models.ForeignKey(Adoption, models.PROTECT, null=True, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="rendition_once",
                fields=["revision", "audience", "edition"],
                condition=Q(withdrawn_with__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.revision), self.audience, self.edition)))


class SheetRendition(models.Model):
    """The file of an adoption's decision sheet, made once; later requests get the same bytes."""

    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="sheet")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.adoption)
