"""Which publications somebody may find. What is not visible does not exist (404)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from workplan_portal.people.models import Person


class PublicationQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | AnonymousUser) -> PublicationQuerySet:
        """Everybody: what is public, in force and past its embargo. Council documents: whoever works here as well."""
        out = self.filter(withdrawn_at__isnull=True, visible_from__lte=timezone.now())
        return out if person.is_authenticated else out.filter(Q(audience="public"))
