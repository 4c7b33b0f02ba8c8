"""People and their appointments. Everything somebody may do follows from the appointments that are in force today."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workplan_portal.audit.trail import today
from workplan_portal.authorization.roles import HELD_AT, AreaKind, Role
from workplan_portal.organisation.models import Area, BaseTeam
from workplan_portal.words import asked_for


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Person) -> PersonQuerySet:
        """Accounts are kept by the administrator and checked by the national auditor; everybody sees the own one."""
        if person.holds(Role.ADMINISTRATOR) or person.holds_nationally(Role.AUDITOR):
            return self
        return self.filter(pk=person.pk)

    def named(self, words: str) -> PersonQuerySet:
        """Whose name or address holds each of these words."""
        found = self
        for word in asked_for(words):
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return found


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


AS_DEPUTY = "/deputy"
"""After the code of a role in the trail, of whoever holds it under a mandate."""


class Mails(models.TextChoices):
    """How often somebody gets mail. What asks for a decision or an act always comes at once."""

    AT_ONCE = "at_once", _("Each mail at once")
    DAILY = "daily", _("One mail a day")
    WEEKLY = "weekly", _("One mail a week, on Monday")


class Person(AbstractBaseUser):
    """An official at work. Accounts are personal (BIO2 5.16.02) and are closed, never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True)
    mails = models.CharField(_("mails"), max_length=7, choices=Mails.choices, default=Mails.AT_ONCE)
    wants_reminders = models.BooleanField(_("reminders"), default=True)
    gathered_on = models.DateField(null=True, editable=False)  # when the mails of a day or a week went out last
    calendar_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)  # None: no address was made

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    # --- appointments -------------------------------------------------------------------------------------------------

    @cached_property
    def current(self) -> list[Appointment]:
        """The appointments in force today; none for a closed account."""
        if not self.is_active:
            return []
        found = self.appointments.on(today()).select_related("area").order_by()
        return sorted(found, key=lambda appointment: (appointment.role, appointment.pk))

    @cached_property
    def _teams_inside(self) -> dict[int, set[int]]:
        """For each unit, district and team this person is appointed at: the areas down to base team that it holds."""
        wide = [a.area_id for a in self.current if a.area.kind in (AreaKind.UNIT, AreaKind.DISTRICT)]
        inside: dict[int, set[int]] = {pk: {pk} for pk in wide}
        inside |= {a.area_id: {a.area_id} for a in self.current if a.area.kind == AreaKind.TEAM}
        teams = BaseTeam.objects.filter(Q(district__in=wide) | Q(district__unit__in=wide)).order_by()
        for team, district, unit in teams.values_list("pk", "district_id", "district__unit_id") if wide else ():
            for outer, inner in ((unit, (district, team)), (district, (team,))):
                if outer in inside:
                    inside[outer].update(inner)
        return inside

    def holds(self, *roles: Role) -> bool:
        """Is this person appointed in one of these roles, anywhere?"""
        return any(a.role in roles for a in self.current)

    @property
    def takes_part(self) -> bool:
        """Does this person write, decide or check anywhere? An administrator only keeps the portal."""
        return any(a.role != Role.ADMINISTRATOR for a in self.current)

    def holds_nationally(self, *roles: Role) -> bool:
        return any(a.role in roles and a.area.kind == AreaKind.NATIONAL for a in self.current)

    def areas(self, *roles: Role) -> set[int]:
        """Keys of the areas these roles cover: where they are held, and districts and teams inside those.

        A role held nationally is not listed: ask `holds_nationally`.
        """
        covered: set[int] = set()
        for appointment in self.current:
            if appointment.role in roles:
                covered |= self._teams_inside.get(appointment.area_id, {appointment.area_id})
        return covered

    def covers(self, area_id: int, *roles: Role) -> bool:
        """Does this person hold one of these roles at this area, or at a wider one?"""
        return self.holds_nationally(*roles) or area_id in self.areas(*roles)

    @property
    def subject(self) -> str:
        """The chain of the trail that this account's acts belong to."""
        return f"account:{self.uuid}"

    @property
    def trail_name(self) -> str:
        """Name, address and capacities as they are now: what the trail keeps."""
        held = "; ".join(f"{a.role}{AS_DEPUTY if a.mandate else ''} {a.area.name}" for a in self.current)
        return f"{self.name} <{self.email}>" + (f" ({held})" if held else "")

    # --- the Django admin is for looking only -------------------------------------------------------------------------

    @property
    def is_staff(self) -> bool:
        """May they look at all data there is? So not who checks one unit."""
        return self.holds_nationally(Role.ADMINISTRATOR, Role.AUDITOR)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_staff and perm.split(".")[-1].startswith("view_")

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: date) -> AppointmentQuerySet:
        """In force on this day; the last day counts, the day of a withdrawal does not."""
        return self.not_over_on(day).filter(starts_on__lte=day)

    def not_over_on(self, day: date) -> AppointmentQuerySet:
        """In force on this day, or still to begin."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
        )

    def administrators(self) -> AppointmentQuerySet:
        return self.filter(role=Role.ADMINISTRATOR, person__is_active=True)

    def of_seat(self, seat: Seat, day: date) -> AppointmentQuerySet:
        """Who may decide for this seat on this day."""
        wider = BaseTeam.objects.filter(pk=seat.area_id).values_list("district_id", "district__unit_id")
        area_ids = {seat.area_id, *(pk for row in wider for pk in row)}
        return self.on(day).filter(role=seat.role, area_id__in=area_ids, person__is_active=True)


@dataclass(frozen=True)
class Seat:
    """A place at the table: a role at an area, whoever holds it."""

    role: Role
    area_id: int
    area_name: str

    @property
    def key(self) -> str:
        return f"{self.role}:{self.area_id}"

    def __str__(self) -> str:
        if self.role == Role.MAYOR:
            return str(_("%(seat)s of %(municipality)s") % {"seat": self.role.label, "municipality": self.area_name})
        return f"{self.role.label} {self.area_name}"


class Appointment(models.Model):
    """A person holds a role at an area from–until, possibly as deputy under a mandate."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="appointments", verbose_name=_("organisation"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to and including"), null=True, blank=True)
    withdrawn_on = models.DateField(
        _("withdrawn on"), null=True, blank=True
    )  # at once: not in force on that day itself
    mandate = models.CharField(
        _("mandate"),
        max_length=200,
        blank=True,
        help_text=_("Only for a deputy: the decision that allows this person to act for the seat."),
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "role"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(name="appointment_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} {self.area}"

    @property
    def subject(self) -> str:
        """An appointment belongs to the trail of the person's account."""
        return self.person.subject

    @property
    def holder(self) -> str:
        """Who holds the role by this, and whether as deputy."""
        return gettext("%(name)s (deputy)") % {"name": self.person.name} if self.mandate else self.person.name

    @property
    def held_as(self) -> str:
        """The role, and whether as deputy."""
        role = self.get_role_display()
        return gettext("%(role)s (deputy)") % {"role": role} if self.mandate else role

    @property
    def starts_later(self) -> bool:
        return self.starts_on > today()

    @property
    def over(self) -> bool:
        """Never in force again."""
        day = today()
        return bool((self.ends_on and self.ends_on < day) or (self.withdrawn_on and self.withdrawn_on <= day))

    def fits(self) -> bool:
        """Can this role be held at this kind of area?"""
        return AreaKind(self.area.kind) in HELD_AT[Role(self.role)]


class Outgoing(models.Model):
    """A mail that has yet to be handed over: to be gathered with others, or the mail server was away. Then it goes."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="outgoing")
    subject = models.CharField(max_length=300)
    body = models.TextField()
    is_news = models.BooleanField(default=False)  # asks nothing, so it waits for the day or the week that one chose
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")

    def __str__(self) -> str:
        return self.subject
