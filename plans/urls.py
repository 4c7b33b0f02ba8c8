from django.urls import URLPattern, URLResolver, include, path

from plans.views import (
    amending,
    comments,
    comparing,
    deciding,
    decision_sheet,
    drafting,
    editions,
    last_year,
    lists,
    minutes,
    norms,
    presence,
    reading,
    undoing,
    uses,
    writing_block,
    writing_frames,
    writing_terms,
    writing_texts,
)

app_name = "plans"

EDITION = [
    path("", editions.edition, name="edition_of_frame"),
    path("overnemen/", editions.follow_whole, name="follow_whole_edition"),
    path("<uuid:line>/overnemen/", editions.follow, name="follow_edition"),
    path("<uuid:line>/zo-houden/", editions.keep, name="keep_words"),
]
"""Under a frame of a plan that is being written: a new edition of it."""

WRITING: list[URLPattern | URLResolver] = [
    path("", drafting.write, name="write"),
    path("aanwezig/", presence.beat, name="beat"),
    path("terugzetten/<uuid:removal>/", undoing.undo_removal, name="undo_removal"),
    path("teksten/", writing_texts.texts, name="texts"),
    path("teksten/<slug:part>/", writing_texts.save_text, name="save_text"),
    path("kaders/", writing_frames.frames, name="frames"),
    path("kaders/<uuid:frame>/opnemen/", writing_frames.bring_in_frame, name="bring_in_frame"),
    path("kaders/<uuid:frame>/weglaten/", writing_frames.leave_out_frame, name="leave_out_frame"),
    path("kaders/<uuid:frame>/uitgave/", include(EDITION)),
    path("voetnoten/", writing_terms.terms, name="terms"),
    path("voetnoten/toevoegen/", writing_terms.add_term, name="add_term"),
    path("voetnoten/<uuid:term>/", writing_terms.save_term, name="save_term"),
    path("voetnoten/<uuid:term>/verwijderen/", writing_terms.remove_term, name="remove_term"),
    path("voetnoten/<uuid:term>/niet-hier/", writing_terms.leave_out_term, name="leave_out_term"),
    path("voetnoten/<uuid:term>/weer-uitleggen/", writing_terms.take_in_term, name="take_in_term"),
    path("hoofdstuk/<uuid:chapter>/", writing_texts.chapter, name="chapter"),
    path("hoofdstuk/<uuid:chapter>/inleiding/", writing_texts.save_chapter, name="save_chapter"),
    path("hoofdstuk/<uuid:chapter>/prioriteit/", writing_texts.add_block, name="add_block"),
    path("prioriteit/<uuid:block>/", writing_block.block, name="block"),
    path("prioriteit/<uuid:block>/verplaatsen/", writing_block.move_block, name="move_block"),
    path("prioriteit/<uuid:block>/plaats/", writing_texts.move_block_to, name="move_block_to"),
    path("prioriteit/<uuid:block>/verwijderen/", writing_block.remove_block, name="remove_block"),
    path("prioriteit/<uuid:block>/onderdeel/<slug:part>/", writing_block.save_block, name="save_block"),
    path("prioriteit/<uuid:block>/<slug:kind>/", writing_block.add_row, name="add_row"),
    path("prioriteit/<uuid:block>/<slug:kind>/<uuid:row>/", writing_block.save_row, name="save_row"),
    path("prioriteit/<uuid:block>/<slug:kind>/<uuid:row>/verplaatsen/", writing_block.move_row, name="move_row"),
    path("prioriteit/<uuid:block>/<slug:kind>/<uuid:row>/verwijderen/", writing_block.remove_row, name="remove_row"),
    path(
        "prioriteit/<uuid:block>/bijdrage/<uuid:row>/lijsten/",
        writing_block.point_contribution,
        name="point_contribution",
    ),
    path("prioriteit/<uuid:block>/<slug:kind>/<uuid:row>/naar/", writing_block.move_row_to, name="move_row_to"),
    path(
        "prioriteit/<uuid:block>/bijdrage/<uuid:row>/ook-onder/",
        writing_block.place_contribution,
        name="place_contribution",
    ),
]
"""Under a plan: the pages in which it is written."""

LAST_YEAR = [
    path("", last_year.last_year, name="last_year"),
    path("<uuid:origin>/houden/", last_year.keep, name="keep"),
    path("<uuid:origin>/wijzigen/", last_year.change, name="change"),
    path("<uuid:origin>/laten-vallen/", last_year.drop, name="drop"),
    path("<uuid:origin>/onder/", last_year.take_over, name="take_over"),
    path("<uuid:origin>/terughalen/", last_year.bring_back, name="bring_back"),
]
"""Under a plan: what it was started from."""

COMMENTS = [
    path("", comments.comments, name="comments"),
    path("nieuw/", comments.comment, name="comment"),
    path("<uuid:comment>/plek/", comments.comment_place, name="comment_place"),
    path("<uuid:comment>/antwoorden/", comments.answer_comment, name="answer_comment"),
    path("<uuid:comment>/afhandelen/", comments.settle_comment, name="settle_comment"),
    path("<uuid:comment>/heropenen/", comments.reopen_comment, name="reopen_comment"),
    path("<uuid:comment>/verwijderen/", comments.remove_comment, name="remove_comment"),
]
"""Under a plan: what is said about its draft."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.plan_list, name="list"),
    path("nieuw/", drafting.start, name="start"),
    path("lijsten/", lists.lists, name="lists"),
    path("lijsten/<uuid:uuid>/", lists.listed, name="listed"),
    path("lijsten/<uuid:uuid>/bewerken/", lists.edit_listed, name="edit_listed"),
    path("lijsten/<uuid:uuid>/gebruik/", lists.retire_listed, name="retire_listed"),
    path("lijsten/<uuid:team>/<slug:kind>/toevoegen/", lists.add_listed, name="add_listed"),
    path("met-begrip/<uuid:term>/", uses.uses_of_term, name="uses_of_term"),
    path("<uuid:uuid>/", reading.plan, name="plan"),
    path("<draft:uuid>/voorbeeld/", reading.preview, name="preview"),
    path("<draft:uuid>/pdf/", reading.pdf, name="pdf"),
    path("<draft:uuid>/word/", reading.word, name="word"),
    path("<draft:uuid>/document.json", reading.json, name="json"),
    path("<draft:uuid>/editie/<slug:code>/", reading.edition, name="edition"),
    path("<draft:uuid>/editie/<slug:code>/pdf/", reading.edition_pdf, name="edition_pdf"),
    path("<draft:uuid>/editie/<slug:code>/word/", reading.edition_word, name="edition_word"),
    path("<draft:uuid>/editie/<slug:code>/document.json", reading.edition_json, name="edition_json"),
    path("<uuid:plan>/bijstellen/", amending.begin, name="begin_amendment"),
    path("<draft:uuid>/", amending.amendment, name="amendment"),
    path("<draft:uuid>/toelichting/", amending.explain, name="explain_amendment"),
    path("<draft:uuid>/stoppen/", amending.drop, name="drop_amendment"),
    path("<draft:uuid>/hervatten/", amending.resume, name="resume_amendment"),
    path("<draft:uuid>/overnemen/", amending.take_over, name="take_over_amendment"),
    path("<uuid:uuid>/definitieve-norm/<uuid:target>/", norms.final_norm, name="final_norm"),
    path("<uuid:uuid>/versies/<int:number>/", reading.revision, name="revision"),
    path("<draft:uuid>/besluitblad/", decision_sheet.decision_sheet, name="decision_sheet"),
    path("<draft:uuid>/besluitblad.pdf", decision_sheet.decision_sheet_pdf, name="decision_sheet_pdf"),
    path("<draft:uuid>/vergelijken/", comparing.compare, name="compare"),
    path("<draft:uuid>/vergelijking.pdf", comparing.compare_pdf, name="compare_pdf"),
    path("<draft:uuid>/indienen/", deciding.submit, name="submit"),
    path("<draft:uuid>/terugnemen/", deciding.withdraw, name="withdraw"),
    path("<draft:uuid>/besluit/", deciding.decide, name="decide"),
    path("<uuid:uuid>/notulen/<int:pk>/", minutes.minutes, name="minutes"),
    path("<draft:uuid>/vaststellen/", deciding.adopt, name="adopt"),
    path("<draft:plan>/schrijven/", include(WRITING)),
    path("<draft:plan>/opmerkingen/", include(COMMENTS)),
    path("<draft:plan>/vorig-plan/", include(LAST_YEAR)),
]
