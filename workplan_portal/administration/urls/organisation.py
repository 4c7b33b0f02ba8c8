from django.urls import path

from workplan_portal.administration.views import organisations

app_name = "organisation"
urlpatterns = [
    path("organisaties/", organisations.organisations, name="organisations"),
    path("organisaties/nieuw/<slug:kind>/", organisations.add, name="add_organisation"),
    path("organisaties/<uuid:uuid>/", organisations.organisation, name="organisation"),
    path("organisaties/<uuid:uuid>/wijzigen/", organisations.change, name="change_organisation"),
    path("organisaties/<uuid:uuid>/verwijderen/", organisations.remove, name="remove_organisation"),
    path("organisaties/<uuid:uuid>/kleuren/", organisations.colours, name="colours"),
    path("organisaties/<uuid:uuid>/kleuren.css", organisations.colours_css, name="colours_css"),
    path("organisaties/<uuid:uuid>/logo.png", organisations.logo, name="logo"),
]
