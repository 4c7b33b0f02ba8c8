"""The glossary: words that are explained once, for all plans of a unit or of the nation."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from priorities.actions import glossary as actions
from priorities.codes import Lifecycle
from priorities.forms.glossary import NewTermForm, TermForm
from priorities.models import GlossaryTerm
from priorities.policies import (
    GLOSSARY_KEEPERS,
    glossaries,
    may_edit_term,
    may_explain_any_term,
    may_reinstate_term,
    may_retire_term,
)
from priorities.presenters import term_history
from priorities.saving import Stale
from workplan_portal.audit.models import Entry
from workplan_portal.audit.refusals import record_refusal
from workplan_portal.authorization.verdict import Refused
from workplan_portal.organisation.models import Area

from . import SignedIn, let_choose, show_form, typed

PER_PAGE = 40
PHASES = (Lifecycle.ACTIVE, Lifecycle.RETIRED)


def visible(request: SignedIn, uuid: UUID) -> GlossaryTerm:
    return get_object_or_404(GlossaryTerm.objects.visible_to(request.user).select_related("owner"), uuid=uuid)


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Glossary"), reverse("priorities:glossary")), *last]


def address(term: GlossaryTerm) -> str:
    return reverse("priorities:term", args=[term.uuid])


@require_safe
def glossary(request: SignedIn) -> HttpResponse:
    words, phase = request.GET.get("q", "").strip(), request.GET.get("fase", "")
    keepers = list(Area.objects.filter(kind__in=GLOSSARY_KEEPERS))
    owner = next((area for area in keepers if area.code == request.GET.get("van")), None)
    found = GlossaryTerm.objects.visible_to(request.user).select_related("owner").matching(words)
    if owner:
        found = found.filter(owner=owner)
    if phase in PHASES:
        found = found.filter(lifecycle=phase)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("pagina")),
        "owners": [(area.code, area.name) for area in keepers],
        "owner": owner.code if owner else "",
        "phases": [(phase.value, phase.label) for phase in PHASES],
        "phase": phase,
        "q": words,
        "query": urlencode({"q": words, "van": owner.code if owner else "", "fase": phase}) + "&",
        "may_add": may_explain_any_term(request.user),
    }
    return render(request, "priorities/glossary.html", context)


@require_safe
def term(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    context = {
        "term": shown,
        "history": term_history(Entry.objects.filter(subject=shown.subject).order_by("-number")),
        "may_edit": may_edit_term(request.user, shown),
        "may_retire": may_retire_term(request.user, shown),
        "may_reinstate": may_reinstate_term(request.user, shown),
        "crumbs": crumbs((str(shown), "")),
    }
    return render(request, "priorities/term.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn) -> HttpResponse:
    may_explain_any_term(request.user).or_refuse()
    form = NewTermForm(
        typed(request),
        areas=glossaries(request.user),
        initial={"forms": request.GET.get("woord", "")[:100]},
        cancel_url=reverse("priorities:glossary"),
    )
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        added = _tried(request, form, lambda: actions.explain_term(owner=owner, by=request.user, **form.values))
        if added:
            messages.success(request, _("The term has been added. Plans that use the word explain it from now on."))
            return redirect(address(added))
    return show_form(request, form, title=_("Add term"), crumbs=crumbs((_("Add term"), "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = visible(request, uuid)
    may_edit_term(request.user, shown).or_refuse()
    form = TermForm(typed(request), instance=shown, initial={"version": shown.version}, cancel_url=address(shown))
    more = {}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = _tried(
                request,
                form,
                lambda: actions.edit_glossary_term(term=shown, version=version, by=request.user, **form.values),
            )
        except Stale as stale:
            more = let_choose(form, stale.current)
        else:
            if saved:
                messages.success(request, _("The term has been saved."))
                return redirect(address(saved))
    last = crumbs((str(visible(request, uuid)), address(shown)), (_("Edit term"), ""))
    return show_form(request, form, title=_("Edit term"), crumbs=last, **more)


@require_POST
def retire(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = actions.retire_term(term=visible(request, uuid), by=request.user)
    messages.success(request, _("The term has been retired. Plans that were submitted keep their footnote."))
    return redirect(address(shown))


@require_POST
def reinstate(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = actions.reinstate_term(term=visible(request, uuid), by=request.user)
    messages.success(request, _("The term is in use again."))
    return redirect(address(shown))


def _tried(request: SignedIn, form: BaseForm, act: Callable[[], GlossaryTerm]) -> GlossaryTerm | None:
    """None when it is refused: a word that is explained already is told where it was typed."""
    try:
        return act()
    except Refused as refusal:
        record_refusal(request, refusal)
        form.add_error("forms", str(refusal))
        return None
