"""`{% translate %}` remembers words without a variable, in each language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

SAVED = "{% load i18n %}{% translate 'Save' %}"


def test_words_follow_the_language_each_time_again() -> None:
    template = Template(SAVED)
    said = []
    for language in ("nl", "en", "nl"):
        with override(language):
            said.append(template.render(Context()))
    assert said == ["Opslaan", "Save", "Opslaan"]


def test_words_can_be_kept_under_a_name() -> None:
    template = Template("{% load i18n %}{% translate 'Save' as word %}{{ word }}, {{ word|upper }}")
    for language, said in (("nl", "Opslaan, OPSLAAN"), ("en", "Save, SAVE")):
        with override(language):
            assert template.render(Context()) == said


def test_words_of_a_template_stand_in_a_page_and_a_mail_as_they_are() -> None:
    template = Template("{% load i18n %}{% translate '5 < 6 & 100%' as word %}{{ word }}{% translate '5 < 6 & 100%' %}")
    for context in (Context(), Context(autoescape=False), Context()):
        assert template.render(context) == 2 * "5 < 6 & 100%"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% translate word %}", ["Opslaan", "Annuleren"]),
        ("{% translate 'Save'|add:word %}", ["OpslaanSave", "OpslaanCancel"]),
    ],
)
def test_what_has_a_variable_is_looked_up_each_time(tag: str, said: list[str]) -> None:
    template = Template("{% load i18n %}" + tag)
    with override("nl"):
        assert [template.render(Context({"word": word})) for word in ("Save", "Cancel")] == said
