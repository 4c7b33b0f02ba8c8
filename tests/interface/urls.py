"""The portal's own addresses, the gallery of components, and pages that go wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.urls import path

from workplan_portal.authorization.verdict import refuse
from workplan_portal.interface import gallery
from workplan_portal.urls import urlpatterns as portal


@login_not_required
def refused(request):
    refuse("Alleen de teamchef kan dit plan goedkeuren.").or_refuse()


@login_not_required
def forbidden(request):
    raise PermissionDenied


@login_not_required
def missing(request):
    raise Http404


@login_not_required
def unreadable(request):
    raise BadRequest


@login_not_required
def broken(request):
    raise RuntimeError("the cause stays in the log")


handler500 = "workplan_portal.interface.outages.server_error"

urlpatterns = [
    path("stijl/", gallery.show, name="gallery"),
    path("geweigerd/", refused),
    path("verboden/", forbidden),
    path("weg/", missing),
    path("onleesbaar/", unreadable),
    path("stuk/", broken),
    *portal,
]
