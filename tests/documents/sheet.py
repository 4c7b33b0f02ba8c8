"""An invented short document: a decision sheet, from the template of the real ones."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import override

from plans.exports.decision_sheet import ShownSeat, ShownSheet
from workplan_portal.documents.look import Line, Organisation, Palette

from .sample import DIGEST, NOTICE


def sheet_html() -> str:
    with override("nl"):
        return render_to_string("plans/decision_sheet/paper.html", {"sheet": _sheet(), "palette": Palette()})


def _sheet() -> ShownSheet:
    return ShownSheet(
        title="Besluitblad",
        plan="Jaarwerkplan 2023, Basisteam Havengebied, gemeente Waterstad",
        head=("Besluitblad · Jaarwerkplan 2023", "Versie 2 · kenmerk 3f786850"),
        running="Basisteam Havengebied · gemeente Waterstad",
        organisations=(Organisation("Politie-eenheid Delta"), Organisation("District Kust", "place")),
        lines=(Line("Status", "Ingediend"), Line("Kenmerk van de tekst", DIGEST, digest=True)),
        parts=(Line("Het gedeelde deel", DIGEST, digest=True), Line("Waterstad", DIGEST, digest=True)),
        seats=(
            ShownSeat(
                "Teamchef Basisteam Havengebied", "agreed", "akkoord", "Marga de Wit", moment="3 januari 2023, 9:15"
            ),
            ShownSeat(
                "Burgemeester van Waterstad",
                "agreed",
                "akkoord met voorbehoud",
                "Edwin van Dam",
                moment="9 januari 2023, 16:40",
                reservation="De nachtbus moet in maart rijden. Anders praten we er in de driehoek opnieuw over.",
            ),
            ShownSeat("Officier van justitie", "waiting", "nog niet besloten", "Selin Yılmaz"),
        ),
        advice=(),
        not_adopted="Het plan is nog niet vastgesteld.",
        adoption=(Line("Uiterlijk", "31 januari 2023"),),
        checking=("Het kenmerk van de tekst staat ook op de omslag van het plan.",),
        checked_at="https://portaal.example/controle/",
        public_file="",
        notices=(NOTICE,),
    )
