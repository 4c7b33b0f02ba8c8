from django.conf import settings
from django.urls import URLPattern, path, re_path

from workplan_portal.interface import views

urlpatterns: list[URLPattern] = [
    path("taal/", views.choose_language, name="set_language"),
    re_path(r"^thema/(?P<code>[a-zA-Z0-9]{2,16})\.css$", views.theme, name="theme"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("geplakt/", views.pasted, name="pasted"),
    path("hulp/", views.help_page, name="help"),
]

if settings.DEBUG:
    from workplan_portal.interface import gallery

    urlpatterns += [path("stijl/", gallery.show, name="gallery")]
