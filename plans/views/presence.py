"""The script of the writing pages says that somebody is here, and hears who else is."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from plans.actions.presence import be_here
from plans.policies import may_be_seen
from plans.presenters.presence import at_blocks, in_words, others
from plans.views.writing import open_desk
from workplan_portal.authorization.verdict import Refused

PAGE, BLOCK = re.compile(r"[\w-]{1,40}"), re.compile(r"[\w-]{0,60}")


@require_POST
def beat(request: HttpRequest, plan: UUID) -> HttpResponseBase:
    page, block = request.POST.get("page", ""), request.POST.get("block", "")
    if not (PAGE.fullmatch(page) and BLOCK.fullmatch(block)):
        return HttpResponseBadRequest()
    try:
        desk = open_desk(request, plan)
    except Refused:  # adopted in the meantime: for a script that is no act to record
        return JsonResponse({}, status=410)
    if may_be_seen(desk.person, desk.draft):
        be_here(draft=desk.draft, page=page, block=block, by=desk.person)
    here = others(desk.draft, desk.person)
    return JsonResponse({"here": in_words(desk.draft, here), "blocks": at_blocks(here, page)})
