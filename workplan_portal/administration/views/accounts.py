"""People: find, open, change, close and reopen accounts."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workplan_portal.administration.doors import asked, open_to, visitor
from workplan_portal.administration.forms.people import AccountForm
from workplan_portal.administration.presenters.crumbs import under_administration, under_people
from workplan_portal.administration.presenters.people import AccountPage
from workplan_portal.audit.refusals import concerns, record_refusal
from workplan_portal.audit.trail import today
from workplan_portal.authorization.verdict import Refused
from workplan_portal.people.actions import change_account, close_account, invite, open_account, reopen_account
from workplan_portal.people.models import Appointment, Person
from workplan_portal.people.policies import may_close_account, may_manage_people, may_review_access

ON_A_PAGE = 25


def find_account(request: HttpRequest, uuid: UUID) -> Person:
    account: Person = get_object_or_404(Person.objects.visible_to(visitor(request)), uuid=uuid)
    concerns(request, account)
    return account


def to_account(account: Person) -> str:
    return reverse("people:person", args=[account.uuid])


@require_safe
@open_to(may_review_access)
def people(request: HttpRequest) -> HttpResponse:
    words, closed = asked(request, "zoek"), asked(request, "stand") == "gesloten"
    held = Appointment.objects.on(today()).select_related("area")
    found = (
        Person.objects.visible_to(visitor(request))
        .named(words)
        .filter(is_active=not closed)
        .prefetch_related(Prefetch("appointments", queryset=held, to_attr="held"))
        .order_by("name", "pk")
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "words": words,
        "closed": closed,
        "query": urlencode({"zoek": words, "stand": "gesloten" if closed else "open"}) + "&",
        "manage": may_manage_people(visitor(request)),
        "crumbs": under_administration(_("People")),
    }
    return render(request, "people/people.html", context)


@require_safe
@open_to(may_review_access)
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = find_account(request, uuid)
    context = {
        "account": account,
        "page": AccountPage(account, visitor(request)),
        "crumbs": under_people(account.name),
    }
    return render(request, "people/person.html", context)


@open_to(may_review_access)
def add(request: HttpRequest) -> HttpResponse:
    may_manage_people(visitor(request)).or_refuse()
    form = AccountForm(request.POST or None, cancel_url=reverse("people:people"))
    form.submit_label = _("Make the account and send the invitation")
    if form.is_valid():
        try:
            account = open_account(**form.cleaned_data, by=visitor(request))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("email", str(refusal))
        else:
            messages.success(
                request, _("The account is there. An invitation is on its way to %(email)s.") % vars(account)
            )
            return redirect(to_account(account))
    return render(request, "people/add.html", {"form": form, "crumbs": under_people(_("New person"))})


@open_to(may_review_access)
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = find_account(request, uuid)
    may_manage_people(visitor(request)).or_refuse()
    form = AccountForm(
        request.POST or None,
        initial={"name": account.name, "email": account.email},
        cancel_url=to_account(account),
    )
    if form.is_valid():
        try:
            change_account(account=account, **form.cleaned_data, by=visitor(request))
        except Refused as refusal:
            record_refusal(request, refusal)
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The account has been saved."))
            return redirect(to_account(account))
    context = {"form": form, "account": account, "crumbs": under_people(_("Change"), account)}
    return render(request, "people/change.html", context)


@require_POST
@open_to(may_review_access)
def send_invitation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = find_account(request, uuid)
    invite(account=account, by=visitor(request))
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": account.email})
    return redirect(to_account(account))


@open_to(may_review_access)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, since the appointments stop with it."""
    account = find_account(request, uuid)
    if request.method == "POST":
        close_account(account=account, by=visitor(request))
        messages.success(request, _("The account of %(name)s is closed.") % {"name": account.name})
        return redirect(to_account(account))
    may_close_account(visitor(request), account).or_refuse()
    stopping = Appointment.objects.filter(person=account).not_over_on(today()).select_related("area")
    context = {"account": account, "stopping": stopping, "crumbs": under_people(_("Close the account"), account)}
    return render(request, "people/close.html", context)


@require_POST
@open_to(may_review_access)
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = find_account(request, uuid)
    reopen_account(account=account, by=visitor(request))
    messages.success(
        request, _("The account of %(name)s is open again. An invitation is on its way.") % {"name": account.name}
    )
    return redirect(to_account(account))
