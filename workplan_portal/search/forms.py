from __future__ import annotations

from django import forms

from .kinds import Kind
from .question import Question, question_of


class SearchForm(forms.Form):
    """What is looked for. Nonsense is as if nothing was asked."""

    q = forms.CharField(required=False, strip=False)
    soort = forms.ChoiceField(required=False, choices=Kind.choices)
    jaar = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    gemeente = forms.CharField(required=False, max_length=16)

    @property
    def question(self) -> Question:
        """Read as it was sent: a form refuses characters that are better left out."""
        return question_of(self.data.get("q", ""))

    @property
    def kind(self) -> str:
        return str(self._wanted("soort") or "")

    @property
    def year(self) -> int | None:
        return self._wanted("jaar")  # type: ignore[return-value]  # the field sees to that

    @property
    def municipality(self) -> str:
        return str(self._wanted("gemeente") or "")

    def _wanted(self, name: str) -> object:
        self.is_valid()
        return self.cleaned_data.get(name)
