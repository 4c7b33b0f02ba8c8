"""A control says what Django's own would say, however many there are."""

from html.parser import HTMLParser

from django import forms
from django.forms.renderers import DjangoTemplates

CHOICES = [
    ("", "Kies"),
    ("Wonen", [("1", "Inbraak & <geweld>"), ("2", "Overlast")]),
    ("Verkeer", [(3000, "Snelheid"), ('"', "Aanhaling")]),
]


class Read(HTMLParser):
    """Tags with their attributes, and the texts between them, without white space that says nothing."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(tag)

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())


class Form(forms.Form):
    one = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"class": "keuze", "autofocus": True}))
    more = forms.MultipleChoiceField(choices=CHOICES)
    empty = forms.ChoiceField(choices=[], required=False)


def test_a_select_has_the_options_and_attributes_of_django():
    given = {"one": "2", "more": ["1", "3000"]}
    ours, theirs = Form(given), Form(given, renderer=DjangoTemplates())
    for name in Form.base_fields:
        assert Read(str(ours[name])).found == Read(str(theirs[name])).found
    assert Read(str(ours["more"])).found.count("option") == 5


class Boxes(forms.Form):
    text = forms.CharField(widget=forms.TextInput(attrs={"class": "tekst", "data-empty": "", "disabled": False}))
    long = forms.CharField(max_length=9, min_length=2, required=False)
    ticked = forms.BooleanField(required=False)
    open = forms.BooleanField(required=False)
    kept = forms.CharField(widget=forms.HiddenInput)
    amount = forms.SplitDateTimeField(required=False)


def test_a_box_has_the_attributes_of_django():
    given = {"text": '"Wonen" & <b>', "ticked": "on", "kept": "3", "amount_0": "1-2-2021", "amount_1": "'"}
    ours, theirs = Boxes(given), Boxes(given, renderer=DjangoTemplates())
    for name in Boxes.base_fields:
        assert Read(str(ours[name])).found == Read(str(theirs[name])).found
