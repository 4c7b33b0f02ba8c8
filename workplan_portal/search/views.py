"""One page on which everybody finds what they may read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .finders import Asked, Found, find
from .forms import SearchForm
from .presenters import Results


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    question = form.question
    asked = Asked(request.user, question, form.year, form.municipality)
    results = Results(
        question,
        find(asked) if question.can_be_asked else Found([], []),
        kind=form.kind,
        year=form.year,
        municipality=form.municipality,
        page=request.GET.get("pagina", ""),
    )
    return render(request, "search/results.html", {"results": results})
