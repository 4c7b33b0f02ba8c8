"""Whoever listens hears what an abbreviation stands for, wherever it is used; a name is no abbreviation."""

import pytest

from workplan_portal.documents.abbreviations import Abbreviations, in_full
from workplan_portal.documents.footnotes import Term

TERMS = (
    Term(("DR",), "Districtsrecherche: het team van het district."),
    Term(("DRR",), 'Dienst "Regionale" Recherche.'),
    Term(("NEWTON",), "Een team dat onderzoekt."),
)


@pytest.mark.parametrize(
    ("form", "explanation", "words"),
    [
        ("CSV's", "Criminele samenwerkingsverbanden: groepen.", "Criminele samenwerkingsverbanden"),
        ("RIEC", "Regionaal Informatie- en Expertisecentrum. Daar", "Regionaal Informatie- en Expertisecentrum"),
        ("GHB", "Gammahydroxyboterzuur, een middel", "Gammahydroxyboterzuur"),
        ("DRR", "recherche van de eenheid", ""),
        ("NEWTON", "Een rechercheteam van het district.", ""),
        ("Halt", "Een organisatie die jongeren helpt.", ""),
        ("OE GGP-wijk", "Operationeel expert gebiedsgebonden politie", ""),
        ("GGZ", "", ""),
    ],
)
def test_what_it_stands_for(form: str, explanation: str, words: str) -> None:
    assert in_full(form, explanation) == words


def test_every_use_is_expanded_outside_links_and_the_text_stays_what_it_was() -> None:
    html = '<p>De DR, de DRR en NEWTON. <a href="https://dr.example">DR</a>, <em>DR</em>.</p>'
    title = {"DR": "Districtsrecherche", "DRR": "Dienst &quot;Regionale&quot; Recherche"}
    dr, drr = (f'<abbr title="{title[form]}">{form}</abbr>' for form in title)

    assert Abbreviations(TERMS).expanded(html) == (
        f'<p>De {dr}, de {drr} en NEWTON. <a href="https://dr.example">DR</a>, <em>{dr}</em>.</p>'
    )
    assert Abbreviations(()).expanded(html) == html
