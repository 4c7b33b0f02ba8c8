"""The trail: who did what to what, when, from where, with which result. Append-only and hash-chained.

The six fields are those of BIO2 8.15.01. Each subject (a plan, a frame, an organisation, an account) has a chain of its
own, so nobody waits for a global lock; a daily seal over all chain heads shows later if a whole chain was taken out.
"""

from __future__ import annotations

from typing import NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class AppendOnly(models.QuerySet):  # type: ignore[type-arg]
    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError("The trail is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The trail is append-only.")


class AppendOnlyModel(models.Model):
    objects = AppendOnly.as_manager()

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

    subject = models.CharField(max_length=80)  # "plan:<uuid>": the chain this entry belongs to
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the chain
    action = models.CharField(_("action"), max_length=60)  # the action's verb, as in actions.py
    object = models.CharField(_("object"), max_length=300)  # in words, as it was called then
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    origin = models.CharField(_("origin"), max_length=60)  # network address, or "command"
    actor = models.CharField(_("by"), max_length=200)  # name, e-mail and capacity, as they were then
    at = models.DateTimeField(_("moment"))
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

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
    """A day's fingerprint over the heads of all chains, chained to the seal before it."""

    day = models.DateField(unique=True)
    chains = models.PositiveIntegerField()
    heads = models.JSONField()  # subject -> [number, hash] of its last entry
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["day"]
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.day}"
