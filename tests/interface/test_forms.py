"""Every form tells the same way what is asked, what is wrong, and where."""

import re
from html.parser import HTMLParser

import pytest
from django.forms import formset_factory
from django.template import engines
from django.test import RequestFactory

from plans.models import Plan
from workplan_portal.interface.fields import DutchDateField, PlainTextField
from workplan_portal.interface.forms import PortalModelForm
from workplan_portal.interface.gallery import TYPED, ExampleForm, RowForm
from workplan_portal.people.models import Appointment, Person


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.all.append({"tag": tag, **dict(attrs)})

    @property
    def ids(self):
        return [element["id"] for element in self.all if "id" in element]


def rendered(source: str, **context) -> str:
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + source)
    return template.render(context, RequestFactory().get("/"))


@pytest.fixture
def wrong():
    return rendered("{% crispy form %}", form=ExampleForm(TYPED, cancel_url="/terug/"))


def test_the_summary_links_to_every_field_in_error(wrong):
    targets = re.findall(r'<a href="#([^"]+)"', wrong)
    assert targets == ["id_indicator", "id_priority", "id_goal", "id_direction_0", "id_reference_date"]
    assert set(targets) <= set(Elements(wrong).ids)


def test_whatever_describes_a_control_exists(wrong):
    elements = Elements(wrong)
    described = {i for e in elements.all for i in (e.get("aria-describedby") or "").split()}
    assert {"id_indicator_helptext", "id_indicator_error"} <= described
    assert described <= set(elements.ids)


def test_no_id_is_given_twice(wrong):
    ids = Elements(wrong).ids
    assert len(ids) == len(set(ids))


def test_controls_in_error_say_so(wrong):
    invalid = {e["name"] for e in Elements(wrong).all if e.get("aria-invalid") == "true"}
    assert invalid == {"indicator", "priority", "goal", "direction", "reference_date"}


def test_what_was_typed_is_still_there(wrong):
    assert 'value="1.234"' in wrong
    assert 'value="31-02-2021"' in wrong


def test_the_form_leaves_checking_to_us_and_offers_a_way_back(wrong):
    form = next(e for e in Elements(wrong).all if e["tag"] == "form")
    assert (form["method"], "novalidate" in form) == ("post", True)
    assert any(e["tag"] == "a" and e.get("href") == "/terug/" for e in Elements(wrong).all)


def test_a_form_without_errors_has_no_summary():
    html = rendered("{% crispy form %}", form=ExampleForm())
    assert "error-summary" not in html
    assert html.count("field__optional") == sum(
        not f.required for n, f in ExampleForm().fields.items() if n != "public"
    )


def test_html_that_was_typed_is_only_text():
    html = rendered("{% crispy form %}", form=ExampleForm({**TYPED, "indicator": '"><script>alert(1)</script>'}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_rows_of_a_formset_each_get_their_own_fields():
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-fte": "x", "form-1-name": "Emmen"}
    html = rendered("<form>{{ rows|crispy }}</form>", rows=formset_factory(RowForm, extra=2)(data))
    assert {"id_form-0-name", "id_form-1-name", "id_form-TOTAL_FORMS"} <= set(Elements(html).ids)
    assert '<a href="#id_form-0-fte"' in html


class AppointmentForm(PortalModelForm):
    class Meta:
        model = Appointment
        fields = ("person", "role", "starts_on", "ends_on", "mandate")


def test_a_model_form_gets_our_fields_by_itself():
    fields = AppointmentForm().fields
    assert isinstance(fields["starts_on"], DutchDateField)
    assert isinstance(fields["mandate"], PlainTextField)
    assert fields["mandate"].max_length == Appointment._meta.get_field("mandate").max_length


class PersonForm(PortalModelForm):
    class Meta:
        model = Person
        fields = ("email", "name")


@pytest.mark.django_db
def test_a_model_form_keeps_the_tidied_text():
    form = PersonForm({"email": "a@b.example", "name": " \u202eAnna   de  Vries "})
    assert form.save().name == "Anna de Vries"


@pytest.mark.django_db
def test_a_model_form_checks_mail_addresses_as_django_does():
    assert "email" in PersonForm({"email": "geen adres", "name": "Anna"}).errors


def test_every_text_in_a_plan_is_limited():
    class PlanForm(PortalModelForm):
        class Meta:
            model = Plan
            fields = "__all__"

    texts = [field for field in PlanForm().fields.values() if isinstance(field, PlainTextField)]
    assert all(field.max_length for field in texts)
