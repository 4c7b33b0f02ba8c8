"""An invented letter to a council, from the templates of the real ones."""

from __future__ import annotations

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import override

from plans.document import Place
from reports.exports.letter import _shown
from reports.letters.document import LetterDocument, LetterRecord, Paragraphs, Signatory, Subject
from workplan_portal.documents.look import Logo, Palette

TEXTS = (
    "<p>Met deze brief sturen wij u ter informatie het jaarwerkplan politie 2023. Daarin leggen de gemeente, de "
    "politie en het Openbaar Ministerie vast wat zij dit jaar doen.</p>",
    "<p>De lokale prioriteiten zijn:</p><ul><li>veilig uitgaan;</li><li>minder overlast op het plein en</li>"
    "<li>veilig fietsen.</li></ul>",
    "<p>Het plan is op 9 januari 2023 vastgesteld. Elke vier maanden hoort u hoe het gaat.</p>",
)
LETTER = LetterDocument(
    id="brief-1",
    municipality=Place("GM0000", "Waterstad"),
    subject=Subject("plan", "plan-1", 2, "3f786850", "Jaarwerkplan 2023", 2023, date(2023, 1, 9)),
    addressee="Aan de raad van de gemeente Waterstad",
    department="Openbare orde en veiligheid",
    team="Veiligheid",
    reference="23.000123",
    your_reference="",
    enclosures=("Jaarwerkplan 2023, versie 2", "Kaart van de wijken"),
    handled_by="Noor Vermeer",
    dated_on=date(2023, 1, 16),
    telephone="14 0123",
    fax="",
    email="veiligheid@waterstad.example",
    subject_line="Jaarwerkplan politie 2023, Basisteam Havengebied",
    salutation="Geachte leden van de raad,",
    texts=tuple(Paragraphs(f"tekst-{place}", "own", text, edited=True) for place, text in enumerate(TEXTS)),
    valediction="Hoogachtend,",
    signing_body="burgemeester en wethouders van Waterstad",
    signatories=(Signatory("de gemeentesecretaris", "A. Kuiper"), Signatory("de burgemeester", "E. van Dam")),
    example=True,
)
SENT = LetterRecord(LETTER.digest(), date(2023, 1, 16))


def letter_html(logo: Logo | None = None) -> str:
    with override("nl"):
        context = {"shown": _shown(LETTER, SENT), "palette": Palette(), "logo": logo, "paper": True}
        return render_to_string("reports/letter/paper.html", context)
