"""A page with every component in every state, for whoever builds pages. Only while developing."""

from datetime import date

from crispy_forms.bootstrap import AppendedText, InlineRadios, PrependedText
from crispy_forms.layout import Fieldset, Row
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workplan_portal.documents.footnotes import Segment
from workplan_portal.documents.weaving import Stretch
from workplan_portal.interface.charts.samples import over_years, samples
from workplan_portal.interface.fields import DutchDateField, DutchDecimalField, PlainTextField, RichTextField
from workplan_portal.interface.forms import PortalForm
from workplan_portal.interface.tools import Tools

PARTNERS = [("municipality", "Gemeente"), ("police", "Politie"), ("prosecution", "Openbaar Ministerie")]
UNITS = [("count", "Aantal"), ("percent", "Percentage")]
DIRECTIONS = [("higher", "Hoger is beter"), ("lower", "Lager is beter")]
FOUND = (Stretch("… de "), Stretch("jeugd", "found"), Stretch(" in de wijk …"))
HITS = [
    {"label": "Aanpak van overlast", "url": "#", "kind": "Plannen: bijdragen van de politie", "text": FOUND},
    {"label": "Voorwoord", "url": "#", "kind": "Plannen: teksten en voetnoten", "text": FOUND},
]


class ExampleForm(PortalForm):
    submit_label = "Doel opslaan"
    fields_in_order = (
        Fieldset(
            "Indicator",
            "indicator",
            "priority",
            Row("norm", "goal"),
            PrependedText("budget", "€"),
            AppendedText("share", "%"),
            "unit",
            InlineRadios("direction"),
        ),
        Fieldset("Toelichting", "partners", "reference_date", "explanation", "text", "attachment", "public"),
    )

    indicator = PlainTextField(label="Naam van de indicator", max_length=120, help_text="Bijvoorbeeld: woninginbraken.")
    priority = forms.ChoiceField(label="Prioriteit", choices=[("", "Kies een prioriteit"), ("1", "Veilig wonen")])
    norm = DutchDecimalField(label="Norm", required=False, help_text="Laat leeg als er geen norm is.")
    goal = DutchDecimalField(label="Doel 2021", max_digits=9, decimal_places=1)
    budget = DutchDecimalField(label="Budget", required=False, decimal_places=2)
    share = DutchDecimalField(label="Aandeel", required=False, decimal_places=1)
    unit = forms.ChoiceField(
        label="Eenheid",
        choices=[("count", "Aantal"), ("percent", "Percentage")],
        initial="count",
        widget=forms.RadioSelect,
    )
    direction = forms.ChoiceField(
        label="Wanneer gaat het goed?",
        choices=DIRECTIONS,
        widget=forms.RadioSelect,
        help_text="Dit bepaalt de beoordeling.",
    )
    partners = forms.MultipleChoiceField(
        label="Wie levert de cijfers aan?", choices=PARTNERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    reference_date = DutchDateField(label="Peildatum")
    explanation = PlainTextField(label="Toelichting voor de raad", max_length=400, lines=True, required=False)
    text = RichTextField(label="Inleiding", limit=2000, required=False)
    attachment = forms.FileField(label="Onderbouwing (pdf)", required=False, help_text="Maximaal 10 MB.")
    public = forms.BooleanField(label="Toon dit doel in het openbare jaarplan", required=False)


class RowForm(forms.Form):
    name = PlainTextField(label="Naam", max_length=60)
    fte = DutchDecimalField(label="Capaciteit in fte", required=False)


TYPED = {
    "norm": "80",
    "goal": "1.234",
    "unit": "percent",
    "partners": ["municipality"],
    "reference_date": "31-02-2021",
    "text": "Een **inleiding** met\n\n- een punt\n- nog een punt",
}

TARGETS = (
    ("Woninginbraken", "aantal per jaar", "110", "96", "96", "good", "Op koers"),
    ("Straatroof", "aantal per jaar", "10", "14", "10", "attention", "Aandacht nodig"),
    ("Heterdaad", "percentage van de aanhoudingen", "30%", "n.b.", "30%", "wrong", "Niet gehaald"),
    ("Wijkagenten", "fte", "geen norm", "18,5", "19", "info", "Gevolgd"),
)
TARGET_PARTS = ("name", "unit", "norm", "last", "goal", "status", "judged")
FIGURES = {
    "title": "Woninginbraken",
    "url": "#",
    "with_difference": (
        {"label": "2019", "text": "n.b.", "url": "#", "action": "Woninginbraken 2019 invoeren"},
        {"label": "2020", "text": "96", "url": "#"},
        {"label": "Verschil", "text": "n.b."},
    ),
}
MONTHS = (
    {"label": "Januari tot en met april", "this_year": "21", "last_year": "28", "difference": "-25%"},
    {"label": "Januari tot en met augustus", "this_year": "50", "last_year": "50", "difference": "0%", "current": True},
)
CHAPTERS = (
    {"key": "1", "url": "#", "label": "1. Inleiding", "progress": "done"},
    {
        "key": "2",
        "url": "#",
        "label": "2. Prioriteiten",
        "progress": "busy",
        "children": (
            {"key": "2.1", "url": "#", "label": "2.1 Veilig wonen en leven in de wijken", "progress": "busy"},
            {"key": "2.2", "url": "#", "label": "2.2 Ondermijning", "progress": "todo"},
        ),
    },
    {"key": "3", "url": "#", "label": "3. Capaciteit", "progress": "todo"},
)
TYPED_ROWS = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-fte": "x"}


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    """`?fout` shows the form with its errors, `?melding` the messages."""
    if "melding" in request.GET:
        messages.success(request, "Het doel is opgeslagen.")
        messages.error(request, "Een collega heeft dit doel intussen gewijzigd.")
    wrong = "fout" in request.GET
    form = ExampleForm(TYPED if wrong else None, cancel_url="/stijl/")
    rows = forms.formset_factory(RowForm, extra=2)
    return render(
        request,
        "interface/gallery.html",
        {
            "form": form,
            "rows": rows(
                {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-fte": "x"}
                if "fout" in request.GET
                else None
            ),
            "targets": [dict(zip(TARGET_PARTS, target, strict=True)) for target in TARGETS],
            "crumbs": [("Overzicht", "/"), ("Jaarplannen", "/plannen/"), ("Stijl", "")],
            "tabs": [("Tekst", "?tab=1", True), ("Versies", "?tab=2", False), ("Opmerkingen", "?tab=3", False)],
            "page": Paginator(range(95), 10).page(3),
            "chapters": CHAPTERS,
            "figures": FIGURES,
            "buttons": Tools(
                id="bijdrage-3",
                label="Bijdrage 3",
                move_url="/stijl/",
                up="Bijdrage 3 omhoog",
                down="Bijdrage 3 omlaag",
                too_low="Dit is al de laatste bijdrage.",
                edit_url="#",
                edit="Bijdrage 3 bewerken",
                elsewhere_url="#",
                elsewhere="Bijdrage 3 naar een andere prioriteit verplaatsen",
                comment_url="#",
                comment="Opmerking bij: bijdrage 3",
                remove_url="#",
                remove="Bijdrage 3 verwijderen",
                drop_url="/stijl/",
                drop="Bijdrage 3 hier niet tonen",
            ),
            "months": MONTHS,
            "earlier": [("", [Segment("<p>De meldingen namen toe. Mensen waren veel thuis.</p>")])],
            "facts": [("user", "Operationeel expert"), ("clock", "doorlopend")],
            "charts": samples(),
            "spark": over_years(),
            "days": [date(2020, 11, 27), date(2020, 12, 15)],
            "hits": HITS,
        },
    )
