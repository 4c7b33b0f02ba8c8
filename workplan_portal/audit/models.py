"""The trail: who did what to what, when, from where, with which result. Append-only and hash-chained.

The six fields are those of BIO2 8.15.01. Each subject (a plan, a frame, an organisation, an account) has a chain of its
own, so nobody waits for a global lock; a daily seal over all chain heads shows later if a whole chain was taken out.
The database refuses what the model refuses: see migration 0003.
"""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from workplan_portal.authorization.roles import Official, Role


class Result(models.TextChoices):
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class AppendOnly(models.QuerySet[Any]):
    """Only `save` of a new object writes, and only `trail` calls it."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("The trail is append-only.")

    update = delete = bulk_update = bulk_create = update_or_create = get_or_create = _refuse


class EntryQuerySet(AppendOnly):
    def about(self, subject: str) -> Self:
        """The chain of one subject, oldest first."""
        return self.filter(subject=subject).order_by("number")

    def visible_to(self, person: Official) -> Self:
        """The whole trail or nothing: who may see it without seeing the thing itself is appointed nationally.

        An auditor of one unit reads the trail of a plan on the page of that plan.
        """
        if person.holds_nationally(Role.ADMINISTRATOR, Role.AUDITOR):
            return self
        return self.none()


class AppendOnlyModel(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise TypeError("The trail is append-only.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError("The trail is append-only.")


class Entry(AppendOnlyModel):
    """One act. No foreign keys: the trail outlives what it speaks of."""

    subject = models.CharField(_("subject"), max_length=80)  # "plan:<uuid>": the chain this entry belongs to
    number = models.PositiveIntegerField(_("place in the chain"))  # 1, 2, 3 … within the chain
    action = models.CharField(_("action"), max_length=60)  # the action's verb, as in actions.py
    object = models.CharField(_("object"), max_length=300)  # in words, as it was called then
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    origin = models.CharField(_("origin"), max_length=60)  # network address, or "command"
    actor = models.TextField(_("by"))  # name, e-mail and capacities, as they were then
    at = models.DateTimeField(_("moment"))
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "number"]
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        constraints = [
            models.UniqueConstraint(name="trail_entry_once", fields=["subject", "number"]),
        ]
        indexes = [models.Index(name="trail_by_moment", fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}: {self.action}"


class Seal(AppendOnlyModel):
    """A day's fingerprint over the heads of the chains that grew since the seal before it, and chained to that seal."""

    day = models.DateField(_("day"), unique=True)
    chains = models.PositiveIntegerField(_("chains"))  # how many there were in all that day
    heads = models.JSONField()  # subject -> [number, hash] of its last entry
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["day"]
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.day}"
