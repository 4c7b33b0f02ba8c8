"""What people say to each other about a draft, at the place in the plan it is about. Never part of the plan."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from workplan_portal.people.models import Person

from .draft import Draft

LONGEST_QUOTE = 300
LONGEST_PLACE_NAME = 300

UNSETTLED = Q(parent=None, resolved_at=None, removed_at=None)


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> CommentQuerySet:
        """What began a conversation; the answers hang on it."""
        return self.filter(parent=None)

    def unsettled(self) -> CommentQuerySet:
        """Conversations that somebody still has to look at."""
        return self.filter(UNSETTLED)

    def with_answers(self) -> CommentQuerySet:
        """For showing: everything said and everybody named, in a fixed number of queries."""
        answers = Comment.objects.select_related("by", "removed_by").prefetch_related("asked")
        found = self.select_related("by", "resolved_by", "removed_by")
        return found.prefetch_related("asked", Prefetch("answers", answers))

    def waiting_for(self, person: Person) -> CommentQuerySet:
        """Unsettled conversations in which somebody asked this person something after what this person said last."""
        later = Comment.objects.filter(by=person, removed_at=None, pk__gt=OuterRef("pk"), parent=OuterRef("thread"))
        asking = Comment.objects.filter(asked=person, removed_at=None).exclude(by=person)
        open_to_answers = asking.annotate(thread=Coalesce("parent", "pk")).filter(~Exists(later))
        return self.unsettled().filter(pk__in=open_to_answers.values("thread"))


class Comment(models.Model):
    """A comment, or (with a parent) an answer to one.

    `place` is the key of a place in the plan (`plans.places`), and no foreign key: when a priority is taken out, what
    was said about it stays, and finds its place again when the priority is put back. What was said never changes;
    whoever takes it away leaves an empty comment behind, with a name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    place = models.CharField(max_length=60)
    place_name = models.CharField(max_length=LONGEST_PLACE_NAME)  # as it was called then: for when it is gone
    quote = models.CharField(_("words it is about"), max_length=LONGEST_QUOTE, blank=True)
    text = models.TextField(_("comment"), blank=True)
    asked = models.ManyToManyField(Person, related_name="+", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, parent__isnull=True),
            ),
            models.CheckConstraint(
                name="comment_removed_leaves_no_words",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True) & ~Q(text="")
                | Q(removed_at__isnull=False, removed_by__isnull=False, text="", quote=""),
            ),
        ]
        indexes = [models.Index(name="comment_unsettled", fields=["draft"], condition=UNSETTLED)]

    def __str__(self) -> str:
        return f"{self.place_name} {self.by}"

    @property
    def unsettled(self) -> bool:
        return self.parent_id is None and self.resolved_at is None and self.removed_at is None
