"""What allauth asks the portal: who may come in, and what the trail keeps of it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from workplan_portal.audit.models import Result
from workplan_portal.audit.trail import record

from .models import Person

DOOR = "door"
"""The trail's chain of attempts with an address that has no account. What was typed is not kept (BIO2 8.15.02)."""


class ClosedRegistration(DefaultAccountAdapter):
    """The administrator makes accounts; nobody registers (BIO2 5.16.01)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user name: the e-mail address is what they sign in with."""

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        record("sign_in", subject=user.subject, what=user.email, by=user)

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        super().logout(request)
        if isinstance(person, Person):
            record("sign_out", subject=person.subject, what=person.email, by=person)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = Person.objects.filter(email__iexact=credentials.get("email", "")).first()
        if account:
            record("sign_in", subject=account.subject, what=account.email, by=None, result=Result.REFUSED)
        else:
            record("sign_in", subject=DOOR, what="?", by=None, result=Result.REFUSED)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        record("sign_in", subject=user.subject, what=user.email, by=None, result=Result.REFUSED)
        return super().respond_user_inactive(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Once the answer has gone: whoever has no account gets the same answer, and as soon."""
        mail = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        self.request.to_send.append(mail)

    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        record("choose_password", subject=user.subject, what=user.email, by=user)
