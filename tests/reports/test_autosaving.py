"""Reports and letters are saved while somebody writes, as a plan is: `tests/plans/drafting` has the rules of that."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from priorities.models import Figure
from reports.models import Account, Interpretation, LetterText, TextKind
from tests.plans.factories import adopted
from tests.reports import letters
from tests.reports.factories import Told, begun
from workplan_portal.audit.models import Entry
from workplan_portal.audit.trail import dated, now

pytestmark = pytest.mark.django_db


class Window:
    """A page on which several forms are open; each sends what it shows, unless something else was typed."""

    def __init__(self, person: Any, url: str) -> None:
        self.browser = Client()
        self.browser.force_login(person)
        self.shows(self.browser.get(url))

    def shows(self, answer: Any) -> None:
        self.page = answer.content.decode()
        self.forms = {form.action: form for form in html.fromstring(self.page).forms if form.action}
        self.entered = {
            action: {name: (value or "").removeprefix("\n") for name, value in form.form_values()}
            for action, form in self.forms.items()
        }

    def _action(self, part: str) -> str:
        return next(action for action in self.forms if action.endswith(f"/{part}/"))

    def types(self, part: str, **typed: str) -> tuple[int, str]:
        action = self._action(part)
        self.entered[action] |= typed
        answer = self.browser.post(action, self.entered[action], headers={"X-Autosave": "1", "HX-Request": "true"})
        told = json.loads(answer.content)
        self.entered[action] |= told["fields"]
        return answer.status_code, told["said"]

    def saves(self, part: str, **typed: str) -> None:
        action = self._action(part)
        self.shows(self.browser.post(action, self.entered[action] | typed, follow=True))

    def saves_itself(self, part: str) -> bool:
        return "data-autosave" in self.forms[self._action(part)].attrib


def filling(told: Told, person: Any) -> tuple[Window, str]:
    """The page of the priority with a target, and the id of that target."""
    priority = next(p for p in told.document.priorities if p.measurements)
    url = f"/rapportages/{told.uuid}/invullen/{priority.id}/"
    return Window(person, url), priority.measurements[0].target.id


def entries(action: str) -> int:
    return Entry.objects.filter(action=action).count()


def test_a_report_saves_what_is_written_and_leaves_figures_to_their_button() -> None:
    told = begun()
    scene, start = told.scene, now()
    (tab, target), (other, _target) = (filling(told, who) for who in (scene.planner, scene.officer))
    with dated(start):
        status, said = tab.types("verantwoording", **{"verantwoording-progress": "Het lo"})
        assert (status, said[:12]) == (200, "Opgeslagen o")
    with dated(start + timedelta(minutes=2)):
        assert tab.types("verantwoording", **{"verantwoording-progress": "Het loopt."})[0] == 200
    assert (Account.objects.get().progress, entries("give_account")) == ("<p>Het loopt.</p>", 1)

    typed = {f"duiding-{target}-text": "Minder.", f"cijfer-{target}-value": "12"}
    status, said = tab.types("doelen", **typed)
    assert (status, "behalve: “Cijfers”" in said) == (200, True)
    assert (Interpretation.objects.get().text, Figure.objects.filter(year=2021).exists()) == ("<p>Minder.</p>", False)

    # the colleague had the empty page open: elsewhere in the same row nothing is in the way, in the same text it is
    assert other.types("verantwoording", **{"verantwoording-topicality": "Nog nodig."})[0] == 200
    assert Account.objects.get().progress == "<p>Het loopt.</p>"
    before = Entry.objects.count()
    status, said = other.types("doelen", **{f"duiding-{target}-text": "Meer."})
    assert (status, str(scene.planner) in said, Entry.objects.count()) == (409, True, before)
    other.saves("doelen")
    assert not other.saves_itself("doelen"), "first the choice"
    assert "terwijl u schreef" in other.page
    marked = [found.text_content() for mark in ("del", "ins") for found in html.fromstring(other.page).iter(mark)]
    assert marked == ["Minder", "Meer"]
    assert Interpretation.objects.get().text == "<p>Minder.</p>"
    other.saves("doelen", **{f"duiding-{target}-keep_text": "mine"})
    assert (Interpretation.objects.get().text, entries("weigh")) == ("<p>Meer.</p>", 1)

    summary = Window(scene.planner, f"/rapportages/{told.uuid}/invullen/samenvatting/")
    assert summary.types("samenvatting", summary="Een rustige periode.")[0] == 200
    told.report.refresh_from_db()
    assert told.report.summary == "<p>Een rustige periode.</p>"
    state = next(name for name in tab.forms[tab._action("bijdragen")].fields if name.endswith("-line"))
    assert tab.types("bijdragen", **{state: "Loopt."})[0] == 200
    assert told.report.contributionstates.get().line == "Loopt."


def test_a_letter_saves_its_fields_and_texts_and_a_new_text_waits_for_its_button() -> None:
    scene = adopted()
    letter = letters.made(scene)
    fields = Window(scene.officer, f"/raadsbrieven/{letter.uuid}/?bewerk=adres")
    assert fields.saves_itself("adres")
    assert fields.types("adres", department="Bestuur")[0] == 200
    assert fields.types("adres", department="Bestuurszaken")[0] == 200
    assert fields.types("adres", team="Veiligheid")[0] == 200
    letter.refresh_from_db()
    assert (letter.department, letter.team) == ("Bestuurszaken", "Veiligheid")
    told = [entry.details["fields"] for entry in Entry.objects.filter(action="write_letter").order_by("pk")]
    assert told == [["department"], ["team"]], "each field that changed, and none that only stood in the form"

    row = letters.block(letter, TextKind.CLOSING)
    one, two = (Window(scene.officer, f"/raadsbrieven/{letter.uuid}/?bewerk={row.uuid}") for _ in range(2))
    assert one.types(str(row.uuid), own_text="Tot ziens.")[0] == 200
    assert two.types(str(row.uuid), own_text="Tot gauw.")[0] == 409
    assert LetterText.objects.get(pk=row.pk).own_text == "<p>Tot ziens.</p>"

    new = Window(scene.officer, f"/raadsbrieven/{letter.uuid}/?toevoegen=1")
    assert not new.saves_itself("tekst")
    assert "data-writing" in new.forms[new._action("tekst")].attrib
