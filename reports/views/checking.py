"""Is this file real? Anyone may ask; the file is not kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reports.checking import read, recognise
from reports.forms.checking import CheckForm
from reports.presenters.checking import answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Nothing changes by asking, so the answer stands on the page itself."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    if not (form.is_bound and form.is_valid()):
        return render(request, "reports/check.html", {"form": form})
    file = form.cleaned_data["file"]
    found = answer(recognise(read(file), request.user))
    return render(request, "reports/check.html", {"form": CheckForm(), "answer": found, "name": file.name})
