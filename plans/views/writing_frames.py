"""The frames a plan rests on: they came in by themselves, can be left out, and brought in again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import starting
from plans.forms.choosing import LeaveOutForm
from plans.presenters.drafting_frames import Loss, frame_items
from plans.views.writing import REMOVED, TOUCHED, done, open_desk, show
from priorities.models import PolicyFrame


@require_safe
def frames(request: HttpRequest, plan: UUID) -> HttpResponse:
    desk = open_desk(request, plan, here="frames")
    inside, outside = frame_items(desk)
    renewals = {item.renewal.frame.pk: item.renewal for item in inside if item.renewal}
    focus = request.GET.get(TOUCHED, "")
    context = {"inside": inside, "outside": outside, "renewals": list(renewals.values()), "focus": focus}
    return show(request, "frames", desk, None, **context)


@require_POST
def bring_in_frame(request: HttpRequest, plan: UUID, frame: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    row = get_object_or_404(PolicyFrame.objects.visible_to(desk.person), uuid=frame)
    starting.bring_in_frame(draft=desk.draft, frame=row, by=desk.person)
    message = _("“%(title)s” has come in, with its priorities.") % {"title": row}
    return done(request, message, desk.url("frames"), anchor=f"kader-{row.uuid}", touched=row.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_out_frame(request: HttpRequest, plan: UUID, frame: UUID) -> HttpResponse:
    desk = open_desk(request, plan)
    row = get_object_or_404(desk.draft.frames, uuid=frame)
    form = LeaveOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        starting.leave_out_frame(draft=desk.draft, frame=row, reason=form.cleaned_data["reason"], by=desk.person)
        message = _("“%(title)s” has been left out, with its priorities.") % {"title": row}
        return done(request, message, desk.url("frames"), anchor=REMOVED)
    loss = Loss(desk, row)
    loss.leaving_out.or_refuse()
    form.cancel_url = loss.cancel_url
    context = {
        "desk": desk,
        "plan": desk.plan,
        "draft": desk.draft,
        "asked": _("Leave “%(title)s” out of the plan?") % {"title": row},
        "loss": loss,
        "form": form if any(block.origin for block in loss.blocks) else None,
        "cancel_url": loss.cancel_url,
    }
    return render(request, "plans/drafting/leave_out_frame.html", context)
