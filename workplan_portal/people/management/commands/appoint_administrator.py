from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from workplan_portal.audit.trail import record, today
from workplan_portal.authorization.roles import Role
from workplan_portal.organisation.models import Nation
from workplan_portal.people.models import Appointment, Person
from workplan_portal.people.notifications import password_link


class Command(BaseCommand):
    help = "Makes the first administrator of an empty portal, or one when nobody can get in any more; prints a link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        validate_email(email)
        account = Person.objects.filter(email__iexact=email).first() or Person(email=email.lower(), name=name)
        if not account.is_active:
            raise CommandError("This account is closed. An administrator can reopen it; or give another address.")
        if account.pk is None:
            account.set_unusable_password()
            account.save()
            record("open_account", subject=account.subject, what=account.trail_name, by=None)
        nation = Nation.objects.first() or Nation.objects.create(code="NL", name="Nederland")
        if not Appointment.objects.on(today()).administrators().filter(person=account).exists():
            made = Appointment.objects.create(person=account, role=Role.ADMINISTRATOR, area=nation, starts_on=today())
            record("appoint", subject=account.subject, what=str(made), by=None, starts_on=made.starts_on)
        self.stdout.write(f"{account} is administrator. The password is chosen here, once:\n{password_link(account)}")
