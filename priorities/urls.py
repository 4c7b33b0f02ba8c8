from django.urls import include, path

from .views import figures, frames, glossary, indicators, priorities

app_name = "priorities"

priority = [
    path("bewerken/", priorities.edit, name="priority_edit"),
    path("verplaatsen/", priorities.move, name="priority_move"),
    path("verwijderen/", priorities.remove, name="priority_remove"),
]

urlpatterns = [
    path("kaders/", frames.frames, name="frames"),
    path("kaders/nieuw/", frames.add, name="frame_add"),
    path("kaders/<uuid:uuid>/", frames.frame, name="frame"),
    path("kaders/<uuid:uuid>/bewerken/", frames.edit, name="frame_edit"),
    path("kaders/<uuid:uuid>/vaststellen/", frames.adopt, name="frame_adopt"),
    path("kaders/<uuid:uuid>/nieuwe-editie/", frames.renew, name="frame_renew"),
    path("kaders/<uuid:uuid>/weggooien/", frames.discard, name="frame_discard"),
    path("kaders/<uuid:uuid>/prioriteiten/nieuw/", priorities.add, name="priority_add"),
    path("kaders/<uuid:uuid>/prioriteiten/<uuid:priority>/", include(priority)),
    path("indicatoren/", indicators.indicators, name="indicators"),
    path("indicatoren/nieuw/", indicators.add, name="indicator_add"),
    path("indicatoren/<slug:code>/", indicators.indicator, name="indicator"),
    path("indicatoren/<slug:code>/bewerken/", indicators.edit, name="indicator_edit"),
    path("indicatoren/<slug:code>/activeren/", indicators.activate, name="indicator_activate"),
    path("indicatoren/<slug:code>/uit-gebruik/", indicators.retire, name="indicator_retire"),
    path("begrippen/", glossary.glossary, name="glossary"),
    path("begrippen/nieuw/", glossary.add, name="term_add"),
    path("begrippen/<uuid:uuid>/", glossary.term, name="term"),
    path("begrippen/<uuid:uuid>/bewerken/", glossary.edit, name="term_edit"),
    path("begrippen/<uuid:uuid>/uit-gebruik/", glossary.retire, name="term_retire"),
    path("begrippen/<uuid:uuid>/weer-in-gebruik/", glossary.reinstate, name="term_reinstate"),
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/nieuw/", figures.enter, name="figure_enter"),
    path("cijfers/<int:pk>/", figures.figure, name="figure"),
    path("cijfers/<int:pk>/corrigeren/", figures.correct, name="figure_correct"),
    path("cijfers/<int:pk>/verwijderen/", figures.remove, name="figure_remove"),
]
