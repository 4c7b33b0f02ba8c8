"""Mails about what waits for somebody and is almost due, or late, with an end to it; and those of a day or a week."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from workplan_portal.audit.trail import today
from workplan_portal.people.mail import hand_over_again, send_now, without_courtesies
from workplan_portal.people.models import Mails, Person

from .gathering import gather
from .models import Reminder
from .presenters import Task, tasks_of

STAGES = (-7, 0, 7, 28)
"""Days after something is due on which it is told. After the last of them nothing more is said."""
MONDAY = 0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reached:
    """A task that has come to a stage."""

    task: Task
    due_on: date
    stage: int

    @property
    def sentence(self) -> str:
        days = (today() - self.due_on).days
        told = {"day": date_format(self.due_on, "j F Y"), "days": localize(abs(days))}
        if days > 0:
            late = ngettext(
                "This was due on %(day)s, %(days)s day ago.", "This was due on %(day)s, %(days)s days ago.", days
            )
            return late % told
        return _("This is due today.") if days == 0 else _("This is due on %(day)s.") % told

    @property
    def address(self) -> str:
        """Of the page that matters; what begins with a button stands on the front page."""
        path = reverse("home") if self.task.button.post else self.task.button.url
        return f"{settings.PUBLIC_URL}{path}"


@dataclass(frozen=True)
class Outcome:
    sent: int
    failed: int


def send_reminders() -> Outcome:
    """Reminders, what was kept for the mail of a day or a week, and mails that could not be handed over. Once a day.

    Twice, or days late, does no harm: what was told is not told again, and of stages that went by only the last is. A
    mail that can't be handed over is tried again the next time.
    """
    sent, failed = hand_over_again()
    with override(settings.LANGUAGE_CODE):
        for pk in Person.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
            try:
                sent += _tell(pk)
            except (OSError, ValueError):  # the mail server is away, or this address is none
                logger.exception("A reminder could not be handed over.")
                failed += 1
    return Outcome(sent, failed)


@transaction.atomic
def _tell(pk: int) -> bool:
    """Was there anything to tell this person? Nothing is kept when the mail can't be handed over."""
    person = Person.objects.select_for_update().get(pk=pk)  # who runs this twice at once tells it once
    if not _is_time(person):
        return False
    reached = [each for each in _reached(person) if _is_new(person, each)] if person.wants_reminders else []
    news = list(person.outgoing.filter(is_news=True)) if person.mails != Mails.AT_ONCE else []
    if not reached and not news:
        return False
    links = {
        "home": f"{settings.PUBLIC_URL}{reverse('home')}",
        "account": f"{settings.PUBLIC_URL}{reverse('account')}#mails",
    }
    told = [(mail.subject, without_courtesies(mail.body)) for mail in news]
    send_now("home/mail/reminder.txt", person, reached=reached, news=told, **links)
    person.outgoing.filter(pk__in=[mail.pk for mail in news]).delete()
    Person.objects.filter(pk=pk).update(gathered_on=today())
    return True


def _is_time(person: Person) -> bool:
    """One mail a day, or the first time on or after Monday; for who gets each at once any moment."""
    last = person.gathered_on
    match person.mails:
        case Mails.DAILY:
            return last is None or last < today()
        case Mails.WEEKLY:
            return last is None or last < today() - timedelta(days=today().weekday() - MONDAY)
    return True


def _reached(person: Person) -> Iterator[Reached]:
    for task in tasks_of(gather(person)):
        stages = [stage for stage in STAGES if task.due and today() >= task.due + timedelta(days=stage)]
        if task.due and stages:
            yield Reached(task, task.due, stages[-1])


def _is_new(person: Person, each: Reached) -> bool:
    page, due_on, stage = each.task.button.url, each.due_on, each.stage
    _reminder, is_new = Reminder.objects.get_or_create(person=person, page=page, due_on=due_on, stage=stage)
    return is_new
