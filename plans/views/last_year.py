"""The page about the plan that this one was started from, and the decisions about what it offers."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.actions import choosing
from plans.codes import Kind
from plans.forms.choosing import ChangeForm, DropForm, ShownForm, TakeOverForm
from plans.inheriting import source_of
from plans.models import Block, Offer, Plan
from plans.presenters.comparing import source_compared
from plans.presenters.drafting import Desk
from plans.presenters.last_year import LastYearPage, Old
from plans.presenters.opened import Edit
from plans.presenters.reading import crumbs
from plans.record import of_plan
from plans.views.autosaving import answer, by_script
from plans.views.visible import visitor
from plans.views.writing import TOUCHED, attempt, back_to, done, sent_from
from plans.workflow import Status
from priorities.saving import Stale
from workplan_portal.audit.refusals import concerns
from workplan_portal.people.models import Person

DROP, UNDER, CHANGE, OTHERWISE = "laten-vallen", "onder", "wijzigen", "anders"
"""In an address: which item's form is open, or about which one may decide again."""


def open_page(request: HttpRequest, uuid: UUID) -> LastYearPage:
    """For whoever may see the draft; once it has been submitted, for whoever may see the plan. 404 for others.

    An amendment starts from the plan itself, and has no such page.
    """
    if getattr(uuid, "amendment", 0):
        raise Http404
    person = visitor(request)
    plan, earlier = _seen(person, uuid)
    if plan is None:
        raise Http404
    concerns(request, plan)
    own, source = plan.drafts.select_related("revision").defer("revision__text").get(number=0), source_of(plan)
    draft = of_plan(own, plan)
    on_the_desk = draft.status != Status.ADOPTED and _writes(request, plan)
    if source is None or (draft.status == Status.DRAFT and not on_the_desk):
        raise Http404
    return LastYearPage(
        Desk(person, plan, draft, "last_year"),
        source,
        earlier,
        on_the_desk=on_the_desk,
        focus=request.GET.get(TOUCHED, ""),
        reconsidered=request.GET.get(OTHERWISE, ""),
    )


def _seen(person: Person, uuid: UUID) -> tuple[Plan | None, Plan | None]:
    """The plan and the one it was started from, as far as this person may see each: in one question."""
    before = Plan.objects.filter(uuid=uuid).values("started_from__plan")
    known = Plan.objects.visible_to(person).with_names().select_related("started_by", "started_from")
    found = known.filter(Q(uuid=uuid) | Q(pk__in=before)).defer("started_from__text")
    by_pk = {plan.pk: plan for plan in found}
    plan = next((plan for plan in by_pk.values() if plan.uuid == uuid), None)
    if plan is None or plan.started_from is None:
        return plan, None
    earlier = by_pk.get(plan.started_from.plan_id)
    if earlier:
        plan.started_from.plan = earlier
    return plan, earlier


def _writes(request: HttpRequest, plan: Plan) -> bool:
    return Plan.objects.unfinished_visible_to(visitor(request)).filter(pk=plan.pk).exists()


@require_safe
def last_year(request: HttpRequest, plan: UUID) -> HttpResponse:
    page = open_page(request, plan)
    if asked := page.find_key(request.GET.get(DROP, "")):
        page.edit = Edit(f"drop-{asked.origin}", _drop_form(page, asked)) if asked.verdict else None
    elif asked := page.find_key(request.GET.get(UNDER, "")):
        goes = asked.verdict and asked.origin in page.source.blocks
        page.edit = Edit(f"under-{asked.origin}", _take_over_form(page, asked)) if goes else None
    elif asked := page.find_key(request.GET.get(CHANGE, "")):
        changes = asked.verdict and page.source.is_accent(asked.origin)
        page.edit = Edit(f"change-{asked.origin}", _change_form(page, asked)) if changes else None
    return _show(request, page)


def _show(request: HttpRequest, page: LastYearPage) -> HttpResponse:
    """Beside the parts of the plan while it is on the desk of whoever looks; else as a page of the plan."""
    desk = page.desk
    template = "plans/drafting/last_year.html" if page.on_the_desk else "plans/reading/last_year.html"
    desk.offers_waiting = page.still_offered
    context = {
        "page": page,
        "desk": desk,
        "plan": desk.plan,
        "draft": desk.draft,
        "edit": page.edit,
        "form": page.edit and page.edit.form,
        "crumbs": crumbs(desk.plan, page.title),
        "compared": source_compared(desk.plan, desk.draft) if page.earlier else "",
        "earlier": page.earlier,
    }
    refused = page.edit is not None and page.edit.refusal and not getattr(request, "htmx", False)
    return render(request, template, context, status=403 if refused else 200)


# --- decisions --------------------------------------------------------------------------------------------------------


@require_POST
def keep(request: HttpRequest, plan: UUID, origin: UUID) -> HttpResponse:
    page = open_page(request, plan)
    form = ShownForm(request.POST)
    if not page.source.is_accent(str(origin)) or not form.is_valid() or form.cleaned_data["kind"] not in Kind.values:
        raise Http404
    kind, version = Kind(form.cleaned_data["kind"]), form.cleaned_data["version"]
    message = _("Kept as a standing contribution.") if kind == Kind.STANDING else _("Kept as an accent.")
    return _decided(
        request,
        page,
        origin,
        message,
        lambda: choosing.keep(draft=page.desk.draft, origin=origin, kind=kind, version=version, by=page.desk.person),
    )


@require_POST
def bring_back(request: HttpRequest, plan: UUID, origin: UUID) -> HttpResponse:
    page = open_page(request, plan)
    _found(page, origin)
    return _decided(
        request,
        page,
        origin,
        _("It is back in the plan."),
        lambda: choosing.bring_back(draft=page.desk.draft, origin=origin, by=page.desk.person),
    )


def _decided(
    request: HttpRequest, page: LastYearPage, origin: UUID, message: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except Stale:
        messages.warning(request, _("Somebody else decided about this in the meantime. Look again, and choose again."))
        return redirect(back_to(page.desk.url("last_year"), f"uit-{origin}", origin))
    return done(request, message, page.desk.url("last_year"), anchor=f"uit-{origin}", touched=origin)


@sent_from("last_year")
def drop(request: HttpRequest, plan: UUID, origin: UUID) -> HttpResponse:
    page = open_page(request, plan)
    old = _found(page, origin)
    form = _drop_form(page, old, request.POST)
    draft, by = page.desk.draft, page.desk.person
    page.edit = attempt(
        request,
        f"drop-{origin}",
        form,
        lambda: choosing.drop(draft=draft, origin=origin, reason=form.values["reason"], version=form.shown_row, by=by),
    )
    if by_script(request):
        return answer(form, page.edit)
    if page.edit:
        return _show(request, page)
    return done(request, _("Dropped. The reason stays visible here."), page.desk.url("last_year"), old.anchor, origin)


@sent_from("last_year")
def change(request: HttpRequest, plan: UUID, origin: UUID) -> HttpResponse:
    page = open_page(request, plan)
    old = _found(page, origin)
    if not page.source.is_accent(old.origin):
        raise Http404
    form = _change_form(page, old, request.POST)
    draft, by = page.desk.draft, page.desk.person
    page.edit = attempt(
        request,
        f"change-{origin}",
        form,
        lambda: choosing.change(
            draft=draft,
            origin=origin,
            text=form.cleaned_data["text"],
            reason=form.values["reason"],
            version=form.shown_version,
            by=by,
        ),
    )
    if page.edit:
        return _show(request, page)
    message = _("Kept in other words. The reason stays visible here.")
    return done(request, message, page.desk.url("last_year"), old.anchor, origin)


@sent_from("last_year")
def take_over(request: HttpRequest, plan: UUID, origin: UUID) -> HttpResponse:
    page = open_page(request, plan)
    old = _found(page, origin)
    if old.origin not in page.source.blocks:
        raise Http404
    form = _take_over_form(page, old, request.POST)
    draft, by = page.desk.draft, page.desk.person
    page.edit = attempt(
        request,
        f"under-{origin}",
        form,
        lambda: choosing.take_over(
            draft=draft, origin=origin, block=form.cleaned_data["block"], version=form.shown_version, by=by
        ),
    )
    if page.edit:
        return _show(request, page)
    return done(request, _("It has been taken over."), page.desk.url("last_year"), old.anchor, origin)


def _drop_form(page: LastYearPage, old: Old, data: QueryDict | None = None) -> DropForm:
    back = back_to(page.desk.url("last_year"), old.anchor, old.origin)
    own = copy(old.offer) if old.offer else Offer(draft=page.desk.draft, origin=old.origin)
    return DropForm(data, instance=own, action=page.desk.url("drop", old.origin), cancel_url=back)


def _change_form(page: LastYearPage, old: Old, data: QueryDict | None = None) -> ChangeForm:
    """Opens with how it reads in this plan, else with how it read."""
    back = back_to(page.desk.url("last_year"), old.anchor, old.origin)
    own = copy(old.offer) if old.offer else Offer(draft=page.desk.draft, origin=old.origin)
    row = page.landed.contributions.get(old.origin)
    text = row.text if row else page.source.contributions[old.origin].text
    action = page.desk.url("change", old.origin)
    return ChangeForm(data, instance=own, initial={"text": text}, action=action, cancel_url=back)


def _take_over_form(page: LastYearPage, old: Old, data: QueryDict | None = None) -> TakeOverForm:
    back = back_to(page.desk.url("last_year"), old.anchor, old.origin)
    own = copy(old.offer) if old.offer else Offer(draft=page.desk.draft, origin=old.origin)
    blocks = Block.objects.filter(chapter=page.chapter(old.origin)).select_related("priority")
    title = page.source.blocks[old.origin].title
    same = next((block for block in blocks if str(block).casefold() == title.casefold()), None)
    return TakeOverForm(
        data,
        instance=own,
        blocks=blocks,
        initial={"block": same},
        action=page.desk.url("take_over", old.origin),
        cancel_url=back,
    )


def _found(page: LastYearPage, origin: UUID) -> Old:
    old = page.find_key(str(origin))
    if old is None:
        raise Http404
    return old
