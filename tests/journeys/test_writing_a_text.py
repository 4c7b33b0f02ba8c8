"""Somebody writes a text with a list, a link and a reference, and pastes a part of it from Word."""

from __future__ import annotations

from pathlib import Path

from django.urls import reverse
from playwright.sync_api import expect

from plans.compiling import compile_draft
from plans.models import Block
from plans.references import names_of
from tests.journeys.test_accessibility import faults_shown
from tests.journeys.visitor import Door, Visitor
from tests.plans.factories import Scene

COPIED = Path(__file__).parent.parent / "documents/pasted/word.clip"
PASTE = """(box, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_a_text_is_written_with_the_keyboard_and_pasted_into(door: Door, written: Scene) -> None:
    block = Block.objects.filter(chapter__draft=written.draft).earliest("pk")
    officer = door.signed_in(written.officer)
    press = officer.page.keyboard.press
    opens_introduction(officer, written)

    # The text comes with its field: named, described and reached as the box was.
    officer.writes("Inleiding", "Wij werken apart")
    press("Control+Shift+ArrowLeft")
    press("Control+b")
    officer.page.keyboard.type("samen")  # over the word that became bold
    expect(officer.button("Vet")).to_have_attribute("aria-pressed", "true")
    press("Control+b")
    officer.page.keyboard.type(".")

    # Tab goes from the tools to the text and out of it; arrows go along the tools.
    press("Enter")
    press("Shift+Tab")
    for _step in range(2):
        press("ArrowRight")
    expect(officer.button("Lijst met punten")).to_be_focused()
    press("Enter")
    for word in ("toezicht", "gesprek"):
        officer.page.keyboard.type(word)
        press("Enter")
    press("Enter")

    # Words in another language are told as such, and what is typed behind them is in Dutch again.
    expect(officer.button("Taal van de gekozen woorden")).to_have_attribute("aria-disabled", "true")
    officer.page.keyboard.type("hotspots")
    press("Control+Shift+ArrowLeft")
    expect(officer.button("Taal van de gekozen woorden")).to_have_attribute("aria-disabled", "false")
    expect(officer.page.locator("#bij-woorden")).to_be_hidden()  # nobody comments on what is being written
    officer.presses("Taal van de gekozen woorden")
    assert list(faults_shown(officer, "the choice of a language")) == []
    officer.picks("Deze woorden zijn in het", "Engels")
    officer.presses("Stel de taal in")
    officer.page.keyboard.type(": ")

    # A wrong address is refused in words, a reference is chosen from the priorities of this plan.
    officer.page.keyboard.type("Zie ")
    press("Control+k")
    officer.writes("Webadres of e-mailadres", "javascript:alert(1)")
    press("Enter")
    officer.sees("Dit is geen webadres en geen e-mailadres.")
    assert list(faults_shown(officer, "an address that is refused")) == []
    officer.writes("Webadres of e-mailadres", "www.voorbeeld.nl")
    press("Enter")
    officer.page.keyboard.type(" en ")
    officer.presses("Verwijs naar een prioriteit")
    officer.picks("Prioriteit", names_of(compile_draft(written.draft))[str(block.uuid)])
    with officer.page.expect_response(lambda answer: str(block.uuid) in (answer.request.post_data or "")):
        officer.presses("Zet in de tekst")  # and it is saved by itself
    officer.sees("Opgeslagen om")
    assert written.draft.introduction == (
        "<p>Wij werken <strong>samen</strong>.</p><ul><li>toezicht</li><li>gesprek</li></ul>"
        f'<p><span lang="en">hotspots</span>: Zie <a href="https://www.voorbeeld.nl">www.voorbeeld.nl</a> en '
        f'<a href="#prioriteit-{block.uuid}">{block}</a></p>'
    )

    # What comes from Word is clean at once, and the pictures are told of.
    officer.box("Inleiding").evaluate("box => getSelection().selectAllChildren(box)")
    officer.box("Inleiding").evaluate(PASTE, COPIED.read_text())
    officer.sees("De afbeeldingen zijn weggelaten")
    expect(officer.box("Inleiding").get_by_role("listitem").filter(has_text="Eerst bellen")).to_be_visible()
    officer.box("Inleiding").evaluate("box => getSelection().collapse(box, box.childNodes.length)")
    with_notes = COPIED.with_name("word_footnotes.clip").read_text()
    officer.box("Inleiding").evaluate(PASTE, with_notes.replace("<p", "<img src='kaart.png'><p", 1))
    officer.sees("OGGZ-team: Openbare geestelijke gezondheidszorg.")
    officer.sees("De voetnoten staan niet in de tekst. U ziet ze hieronder. De afbeeldingen zijn weggelaten")
    assert list(faults_shown(officer, "the editor")) == []
    officer.presses("Opslaan")
    officer.is_told("De tekst is opgeslagen.")
    assert "<ol><li>Eerst bellen</li><li>Dan langsgaan</li></ol>" in written.draft.introduction
    assert "mso" not in written.draft.introduction


def opens_introduction(visitor: Visitor, scene: Scene) -> None:
    visitor.opens(reverse("plans:texts", args=[scene.plan.uuid]))
    visitor.follows("Bewerken: Inleiding")
    expect(visitor.box("Inleiding")).to_be_focused()
