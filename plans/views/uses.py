"""Which plans use a word of the glossary."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.uses import uses
from plans.views.visible import visitor
from priorities.models import GlossaryTerm


@require_safe
def uses_of_term(request: HttpRequest, term: UUID) -> HttpResponse:
    person = visitor(request)
    shown = get_object_or_404(GlossaryTerm.objects.visible_to(person).select_related("owner"), uuid=term)
    crumbs = [
        (_("Glossary"), reverse("priorities:glossary")),
        (str(shown), reverse("priorities:term", args=[shown.uuid])),
        (_("Where it is used"), ""),
    ]
    context = {"term": shown, "uses": uses(person, shown), "crumbs": crumbs}
    return render(request, "plans/reading/uses_of_term.html", context)
