"""The glossary: who keeps it, what happens to a term, and the pages it is kept on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from priorities.actions.glossary import edit_glossary_term, explain_term, reinstate_term, retire_term
from priorities.codes import Lifecycle
from priorities.models import GlossaryTerm
from priorities.policies import (
    glossaries,
    may_edit_term,
    may_explain_any_term,
    may_explain_term,
    may_reinstate_term,
    may_retire_term,
)
from priorities.saving import Stale
from workplan_portal.authorization.roles import Role

PEOPLE = ["safety_officer", "planner", "unit_planner", "prosecution_staff", "administrator", "auditor", "mayor"]
NOTE = "Zorg voor mensen met psychische problemen."


def who(world, question) -> set[str]:
    verdicts = {name: question(getattr(world, name)) for name in PEOPLE}
    assert all(verdict or verdict.reason.endswith(".") for verdict in verdicts.values())
    return {name for name, verdict in verdicts.items() if verdict}


def ggz(world, **values: object) -> GlossaryTerm:
    return explain_term(owner=world.unit, by=world.unit_planner, **{"forms": "GGZ", "explanation": NOTE, **values})


# --- who keeps it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "keepers"),
    [
        ("unit", {"unit_planner", "prosecution_staff"}),
        ("nation", {"administrator"}),
        ("other_unit", set()),
        ("team", set()),
        ("emmen", set()),
    ],
)
def test_whoever_keeps_frames_of_an_area_keeps_its_glossary(world, owner, keepers):
    area = getattr(world, owner)
    assert who(world, lambda person: may_explain_term(person, area, ["GGZ"])) == keepers
    term = GlossaryTerm.objects.create(owner=area, forms="GGZ", explanation=NOTE)
    assert who(world, lambda person: may_edit_term(person, term)) == keepers
    assert who(world, lambda person: may_retire_term(person, term)) == keepers
    assert who(world, lambda person: may_reinstate_term(person, term)) == set(), "it is in use"
    term.lifecycle = Lifecycle.RETIRED
    assert who(world, lambda person: may_reinstate_term(person, term)) == keepers
    assert who(world, lambda person: may_retire_term(person, term)) == set()


def test_everybody_who_keeps_a_glossary_may_add_and_sees_for_whom(world):
    assert who(world, may_explain_any_term) == {"unit_planner", "prosecution_staff", "administrator"}
    prosecutor = world.person(Role.PROSECUTOR, world.unit)
    kept = [glossaries(person) for person in (world.unit_planner, prosecutor, world.administrator, world.planner)]
    assert [[area.name for area in areas] for areas in kept] == [
        ["Noord-Nederland"],
        ["Noord-Nederland"],
        ["Nederland"],
        [],
    ]


# --- what happens to a term -------------------------------------------------------------------------------------------


def test_a_term_is_explained_edited_retired_and_used_again(world, trail):
    term = ggz(world)
    assert (trail(term.subject).action, term.lifecycle) == ("explain_term", Lifecycle.ACTIVE)
    edited = edit_glossary_term(
        term=term, version=1, by=world.unit_planner, forms="GGZ\nggz", full_form="Geestelijke gezondheidszorg"
    )
    assert edited.words == ("GGZ", "ggz")
    assert trail(term.subject).details["changes"]["forms"] == ["GGZ", "GGZ\nggz"]
    for act, lifecycle in ((retire_term, Lifecycle.RETIRED), (reinstate_term, Lifecycle.ACTIVE)):
        assert act(term=term, by=world.prosecution_staff).lifecycle == lifecycle
        assert trail(term.subject).action == act.__name__


@pytest.mark.parametrize("name", ["safety_officer", "planner", "administrator", "auditor", "mayor"])
def test_for_others_nothing_changes(world, refused, name):
    term, by = ggz(world), getattr(world, name)
    for act in (
        lambda: explain_term(owner=world.unit, forms="GHB", explanation="Drug.", by=by),
        lambda: edit_glossary_term(term=term, version=1, explanation="Anders.", by=by),
        lambda: retire_term(term=term, by=by),
        lambda: reinstate_term(term=term, by=by),
    ):
        with refused():
            act()


def test_a_word_has_one_explanation_in_a_glossary(world, refused):
    term, by = ggz(world, forms="CSV\nCSV's"), world.unit_planner
    other = ggz(world, forms="GHB")
    with refused("CSV’s"):
        ggz(world, forms="csv\nCSV’s")
    with refused("CSV"):
        edit_glossary_term(term=other, version=1, forms="GHB\nCSV", by=by)
    explain_term(owner=world.nation, forms="CSV", explanation="Voor iedereen.", by=world.administrator)
    retire_term(term=term, by=by)
    ggz(world, forms="CSV")
    with refused("CSV"):
        reinstate_term(term=term, by=by)
    with refused():
        retire_term(term=term, by=by)


def test_a_stale_edit_is_refused_and_saving_the_same_changes_nothing(world, unchanged):
    term, by = ggz(world), world.unit_planner
    edit_glossary_term(term=term, version=1, explanation="Nieuw.", by=by)
    with unchanged(), pytest.raises(Stale):
        edit_glossary_term(term=term, version=1, explanation="Anders.", by=by)
    with unchanged():
        edit_glossary_term(term=term, version=1, explanation="Nieuw.", by=by)


def test_the_database_keeps_every_term_explained(world):
    for values in ({"forms": "GGZ"}, {"forms": "GGZ", "explanation": "x", "lifecycle": Lifecycle.IN_DEVELOPMENT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GlossaryTerm.objects.create(owner=world.unit, **values)


@pytest.mark.parametrize(
    ("full_form", "explanation", "note"),
    [
        ("Geestelijke gezondheidszorg", "zorg voor de psyche.", "Geestelijke gezondheidszorg: zorg voor de psyche."),
        ("Openbaar Ministerie", "Het vervolgt.", "Openbaar Ministerie. Het vervolgt."),
        ("Openbaar Ministerie", "", "Openbaar Ministerie."),
        ("", "Een plaats.", "Een plaats."),
    ],
)
def test_what_the_footnote_says(full_form, explanation, note):
    assert GlossaryTerm(full_form=full_form, explanation=explanation).note == note


# --- the pages --------------------------------------------------------------------------------------------------------


def url(name: str, *args: object) -> str:
    return reverse(f"priorities:{name}", args=args)


def test_the_pages_from_the_first_term_on(client, world):
    client.force_login(world.unit_planner)
    assert "Geen begrippen gevonden" in client.get(url("glossary")).content.decode()
    assert client.get(url("term_add"), {"woord": "GGZ"}).context["form"]["forms"].value() == "GGZ"
    values = {"owner": world.unit.pk, "forms": "GGZ\n\n ggz ", "full_form": "", "explanation": ""}
    empty = client.post(url("term_add"), values)
    assert empty.context["form"].errors.keys() == {"explanation"}
    client.post(url("term_add"), {**values, "explanation": NOTE})
    term = GlossaryTerm.objects.get()
    assert term.words == ("GGZ", "ggz")
    double = client.post(url("term_add"), {**values, "explanation": "Anders."})
    assert "al uit" in str(double.context["form"].errors["forms"])
    elsewhere = {**values, "owner": world.nation.pk, "forms": "GHB", "explanation": "Drug."}
    assert client.post(url("term_add"), elsewhere).context["form"].errors.keys() == {"owner"}

    change = {"forms": "GGZ", "full_form": "Geestelijke gezondheidszorg", "explanation": "zorg.", "version": "1"}
    client.post(url("term_edit", term.uuid), change)
    stale = client.post(url("term_edit", term.uuid), {**change, "explanation": "hulp."}).content.decode()
    assert "Iemand anders" in stale
    client.post(url("term_retire", term.uuid))
    page = client.get(url("term", term.uuid)).content.decode()
    for shown in ("Geestelijke gezondheidszorg: zorg.", NOTE, "vervallen", "Weer gebruiken"):
        assert shown in page
    client.post(url("term_reinstate", term.uuid))
    term.refresh_from_db()
    assert term.lifecycle == Lifecycle.ACTIVE


def test_everybody_reads_it_and_finds_a_term(client, world, django_assert_max_num_queries):
    client.force_login(world.mayor)
    kept = retire_term(term=ggz(world), by=world.unit_planner)
    explain_term(owner=world.nation, forms="GHB", full_form="Gammahydroxyboterzuur", by=world.administrator)
    page = url("glossary")
    for asked, found in (
        ({}, {"GGZ", "GHB"}),
        ({"q": "boterzuur"}, {"GHB"}),
        ({"q": "psychische mensen"}, {"GGZ"}),
        ({"van": "NL"}, {"GHB"}),
        ({"fase": "retired"}, {"GGZ"}),
        ({"fase": "retired", "van": "NL"}, set()),
        ({"fase": "onzin", "van": "onzin"}, {"GGZ", "GHB"}),
    ):
        assert {str(term) for term in client.get(page, asked).context["page"]} == found, asked
    for number in range(30):
        ggz(world, forms=f"AFK{number}")
    with django_assert_max_num_queries(10):
        answer = client.get(page)
    assert "Bij uw rol hoort" in answer.content.decode()
    assert "Alleen een beleidsmedewerker" in client.get(url("term", kept.uuid)).content.decode()
    for name in ("term_edit", "term_retire", "term_reinstate"):
        assert client.post(url(name, kept.uuid)).status_code == 403
    kept.refresh_from_db()
    assert kept.version == 2
