from django.urls import include, path

from .views import checking, filling, letter_writing, letters, publishing, reading, releasing, shelf

app_name = "reports"

LETTERS = [
    path("", letters.letters, name="letters"),
    path("nieuw/", letters.make, name="make_letter"),
    path("<uuid:uuid>/", letters.letter, name="letter"),
    path("<uuid:uuid>/voorbeeld/", letters.preview, name="letter_preview"),
    path("<uuid:uuid>/pdf/", letters.pdf, name="letter_pdf"),
    path("<uuid:uuid>/document.json", letters.json, name="letter_json"),
    path("<uuid:uuid>/versturen/", letters.send, name="send_letter"),
    path("<uuid:uuid>/vervangen/", letters.replace, name="replace_letter"),
    path("<uuid:uuid>/publiceren/", letters.publish, name="publish_letter"),
    path("<uuid:uuid>/bijwerken/", letters.renew, name="renew_letter"),
    path("<uuid:uuid>/terzijde/", letters.lay_aside, name="lay_aside_letter"),
    path("<uuid:uuid>/hervatten/", letters.take_up, name="take_up_letter"),
    path("<uuid:uuid>/onderdeel/<slug:part>/", letter_writing.save_fields, name="save_letter_fields"),
    path("<uuid:uuid>/tekst/", letter_writing.add_text, name="add_letter_text"),
    path("<uuid:uuid>/tekst/<uuid:text>/", letter_writing.save_text, name="save_letter_text"),
    path("<uuid:uuid>/tekst/<uuid:text>/<slug:act>/", letter_writing.change_text, name="change_letter_text"),
]

urlpatterns = [
    path("controle/", checking.check, name="check"),
    path("documenten/", shelf.documents, name="documents"),
    path("documenten/<uuid:uuid>/", shelf.document, name="document"),
    path("documenten/<uuid:uuid>/<slug:name>.pdf", shelf.document_pdf, name="document_pdf"),
    path("documenten/<uuid:uuid>/document.json", shelf.document_json, name="document_json"),
    path("documenten/<uuid:uuid>/intrekken/", publishing.withdraw, name="withdraw"),
    path("plannen/<uuid:uuid>/publiceren/", publishing.publish, name="publish"),
    path("plannen/<uuid:plan>/rapportages/<int:period>/", reading.start, name="start_report"),
    path("rapportages/", reading.reports, name="reports"),
    path("rapportages/<uuid:uuid>/", reading.report, name="report"),
    path("rapportages/<uuid:uuid>/lezen/", reading.read, name="read"),
    path("rapportages/<uuid:uuid>/pdf/", reading.pdf, name="pdf"),
    path("rapportages/<uuid:uuid>/document.json", reading.json, name="json"),
    path("rapportages/<uuid:uuid>/editie/<slug:code>/", reading.edition, name="edition"),
    path("rapportages/<uuid:uuid>/editie/<slug:code>/pdf/", reading.edition_pdf, name="edition_pdf"),
    path("rapportages/<uuid:uuid>/editie/<slug:code>/document.json", reading.edition_json, name="edition_json"),
    path("rapportages/<uuid:uuid>/versies/<int:number>/", reading.release_text, name="release_text"),
    path("rapportages/<uuid:uuid>/aanbieden/", releasing.offer, name="offer"),
    path("rapportages/<uuid:uuid>/terugnemen/", releasing.take_back, name="take_back"),
    path("rapportages/<uuid:uuid>/teruggeven/", releasing.return_to_planner, name="return"),
    path("rapportages/<uuid:uuid>/vrijgeven/", releasing.release, name="release"),
    path("rapportages/<uuid:uuid>/verbeteren/", releasing.correct, name="correct"),
    path("rapportages/<uuid:uuid>/verbetering-opgeven/", releasing.discard, name="discard"),
    path("rapportages/<uuid:uuid>/publiceren/", releasing.publish, name="publish_report"),
    path("rapportages/<uuid:uuid>/invullen/", filling.fill, name="fill"),
    path("rapportages/<uuid:uuid>/invullen/plan-overnemen/", filling.follow_plan, name="follow_plan"),
    path("rapportages/<uuid:uuid>/invullen/samenvatting/", filling.summary, name="fill_summary"),
    path("rapportages/<uuid:uuid>/invullen/<uuid:priority>/", filling.priority, name="fill_priority"),
    path("rapportages/<uuid:uuid>/invullen/<uuid:priority>/doelen/", filling.save_targets, name="save_targets"),
    path("rapportages/<uuid:uuid>/invullen/<uuid:priority>/verantwoording/", filling.save_account, name="save_account"),
    path(
        "rapportages/<uuid:uuid>/invullen/<uuid:priority>/bijdragen/",
        filling.save_contributions,
        name="save_contributions",
    ),
    path("plannen/<uuid:uuid>/raadsbrief/", letters.of_plan, name="letter_of_plan"),
    path("raadsbrieven/", include(LETTERS)),
]
