"""An invented document, rendered from the same templates as the real ones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.template import engines
from django.utils.translation import override

from workplan_portal.documents.jobs import Attachment, Metadata
from workplan_portal.documents.look import Cover, Entry, Line, Notice, Organisation, Palette, grouped

DIGEST = grouped("3f786850e387550fdab836ed7e6dc881de23001bc9a7f2b0b4f0a1f4d8a5e21c")
NOTICE = Notice("Voorbeeldgegevens", "Dit document is verzonnen. De namen en cijfers bestaan niet.")
METADATA = Metadata(
    title="Jaarwerkplan 2023, gemeente Waterstad",
    author="Basisteam Havengebied",
    language="nl",
    subject="Verzonnen jaarwerkplan",
    identifier="jaarwerkplan-waterstad-2023-1",
    created=datetime(2023, 1, 12, 9, 30, tzinfo=UTC),
    keywords=("jaarwerkplan", "Waterstad"),
)
ATTACHMENTS = (
    Attachment("document.json", b'{"schema":1}', "De gegevens van dit document"),
    Attachment("doelen.csv", b"indicator;doel\r\nVernielingen;310\r\n", "De doelen als tabel"),
)


def sample_html(**changes: Any) -> str:
    template = engines["django"].from_string((Path(__file__).parent / "sample.html").read_text())
    with override("nl"):
        return str(template.render(sample_context() | changes))


def sample_context() -> dict[str, Any]:
    return {
        "palette": Palette(),
        "paper": True,
        "cover": Cover(
            title="Jaarwerkplan",
            year="2023",
            subtitle="voor de gemeente Waterstad",
            running="Basisteam Havengebied · gemeente Waterstad",
            organisations=(
                Organisation("Politie eenheid Delta"),
                Organisation("District Kust · Basisteam Havengebied", "place"),
            ),
            state=(
                Line("Status", "Vastgesteld op 9 januari 2023"),
                Line("Door", "Driehoek Waterstad"),
                Line("Versie", "2, ingediend op 19 december 2022"),
            ),
            digest=DIGEST,
            notices=(NOTICE,),
        ),
        "contents": (
            Entry("voorwoord", "Voorwoord"),
            Entry("hoofdstuk-1", "Inleiding", "1"),
            Entry(
                "hoofdstuk-2",
                "Lokale prioriteiten gemeente Waterstad",
                "2",
                (Entry("par-2-1", "Veilige woon- en leefomgeving", "2.1"),),
            ),
            Entry("hoofdstuk-3", "Prioriteiten Openbaar Ministerie", "3", (Entry("cijfers", "Basis op orde", "3.1"),)),
            Entry("colofon", "Colofon"),
        ),
        "colophon": {
            "lines": (
                Line("Opgesteld door", "Basisteam Havengebied en gemeente Waterstad"),
                Line(
                    "Sluit aan op",
                    "Veiligheidsprogramma Waterstad 2022-2025; speerpunten van het Openbaar Ministerie 2023",
                ),
                Line("Versie", "2"),
            ),
            "digest": DIGEST,
            "decisions": [
                {
                    "capacity": "burgemeester Waterstad",
                    "name": "E. van Dam",
                    "decision": "akkoord",
                    "decided_on": "9 januari 2023",
                },
                {
                    "capacity": "officier van justitie",
                    "name": "S. Yılmaz",
                    "decision": "akkoord",
                    "decided_on": "9 januari 2023",
                },
            ],
            "notices": (NOTICE,),
        },
    }
