"""Pages and files that belong to the portal as a whole."""

from hashlib import sha256
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from workplan_portal.documents.richtext import MOST_PASTED as MOST_CLEANED
from workplan_portal.documents.richtext import TextTooLong
from workplan_portal.documents.richtext import pasted as read_pasted
from workplan_portal.interface.pace import too_often
from workplan_portal.interface.richtext_source import from_plain
from workplan_portal.interface.theme import municipality_css
from workplan_portal.organisation.models import Municipality
from workplan_portal.people.models import Person

choose_language = login_not_required(set_language)

A_YEAR = 365 * 24 * 60 * 60
FIVE_MINUTES = 5 * 60


def theme_version(municipality: Municipality) -> str:
    """Stands in the address of the style sheet, so that a new colour is seen at once."""
    return sha256(f"{municipality.brand_colour}{municipality.second_colour}".encode()).hexdigest()[:12]


@login_not_required
@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse | HttpResponseNotModified:
    municipality = get_object_or_404(Municipality, code__iexact=code)
    css = municipality_css(municipality.code, municipality.brand_colour, municipality.second_colour)
    etag = quote_etag(sha256(css.encode()).hexdigest()[:16])
    response = HttpResponse(css, content_type="text/css; charset=utf-8", headers={"ETag": etag})
    asked_for_this = request.GET.get("v") == theme_version(municipality)
    if asked_for_this:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
    return get_conditional_response(request, etag=etag, response=response) or response


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "interface/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "interface/privacy.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "interface/help.html")


MOST_PASTED = 8 * 1024 * 1024
"""Bytes: the markup of Word is some fifty times as long as the words in it. More than a form of ours may hold."""

MOST_PASTES = 30
"""Of one person in a minute: more than anybody's hands do."""


@require_POST
def pasted(request: HttpRequest) -> JsonResponse:
    """What was copied elsewhere as a text may hold it, for the editor to put in. Keeps nothing.

    It comes as the body itself, text/html or text/plain: as a field of a form it would swell.
    """
    if too_often("pasted", cast(Person, request.user).uuid, MOST_PASTES):
        return JsonResponse({}, status=429)
    sent = request.read(MOST_PASTED + 1)
    if len(sent) > MOST_PASTED:
        return JsonResponse({}, status=413)
    text = sent.decode(errors="replace")
    if request.content_type != "text/html":
        return JsonResponse({"markup": from_plain(text)}) if len(text) <= MOST_CLEANED else JsonResponse({}, status=413)
    try:
        markup, footnotes = read_pasted(text)
    except TextTooLong:
        return JsonResponse({}, status=413)
    return JsonResponse({"markup": markup, "footnotes": [note._asdict() for note in footnotes]})
