"""What was submitted, and what was decided about it. None of it ever changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.codes import Audience, Decision, decision_in_words
from workplan_portal.authorization.roles import SEATS
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation.models import Area

from .plan import PERSON, Plan


class Revision(models.Model):
    """A plan as it was submitted: complete, numbered, fingerprinted, never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("version"))
    schema = models.PositiveSmallIntegerField()
    text = models.TextField()  # the canonical JSON of the document
    digest = models.CharField(max_length=64)  # SHA-256 of `text`
    parts = models.JSONField()  # {"shared": digest, "GM0114": digest}
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
        return decision_in_words(self.decision, self.reservation)


class Adoption(models.Model):
    """The act of the secretary that makes a revision the plan in force. Stands beside the text, not in it."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="adoption")
    adopted_on = models.DateField(_("adopted on"))
    body = models.CharField(_("body"), max_length=200)
    members = models.TextField(_("members"))  # one per line: name, function
    late_reason = models.TextField(_("reason for adopting after January"), blank=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")

    def __str__(self) -> str:
        return f"{self.revision} {self.adopted_on}"


class Rendition(models.Model):
    """A file made once from an adopted revision, for one audience; later requests get the same bytes."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="renditions")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    edition = models.CharField(max_length=16, blank=True)  # code of a municipality of a joint plan; empty: the whole
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(_("pages"))

    class Meta:
        constraints = [models.UniqueConstraint(name="rendition_once", fields=["revision", "audience", "edition"])]

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.revision), self.audience, self.edition)))


class SheetRendition(models.Model):
    """The file of an adoption's decision sheet, made once; later requests get the same bytes."""

    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="sheet")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.adoption)
