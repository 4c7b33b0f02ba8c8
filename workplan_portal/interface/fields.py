"""Form fields that take what people really type, and say clearly what is wrong with the rest."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import MaxLengthValidator
from django.template.defaultfilters import filesizeformat
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplan_portal.documents.richtext import TextTooLong, clean
from workplan_portal.interface import dutch
from workplan_portal.interface.richtext_area import RichTextArea, Written
from workplan_portal.interface.richtext_source import from_source
from workplan_portal.interface.text import has_controls, tidied

CONTROLS_REFUSED = _(
    "This text holds characters that can't be printed, perhaps copied along from another program. Type that part anew."
)
MARKED, ADDRESSES = 3, 10_000
"""A text that is read may be so many times as long as it is typed, with its marks, and have so much in addresses.

What is longer is refused by its length alone: to read 200,000 characters for what they say takes seconds.
"""

LONGEST_DIGITS = 40
"""No figure in a plan is longer; it keeps a line of a million digits from being calculated with."""


class PlainTextField(forms.CharField):
    """A text without markup. `lines` allows more than one line. A limit is compulsory: nothing stored is endless."""

    default_error_messages = {
        "controls": CONTROLS_REFUSED,
        "max_length": _("This text has %(show_value)s characters; at most %(limit_value)s are possible."),
    }

    def __init__(self, *, max_length: int, lines: bool = False, **kwargs: Any) -> None:
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        self.lines = lines
        super().__init__(max_length=max_length, **kwargs)
        # The message stands at the limit itself, not as a silent stop while typing or pasting.
        self.widget.attrs.pop("maxlength", None)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = self.error_messages["max_length"]

    def run_validators(self, value: Any) -> None:
        """Counts are written as everywhere: 1.870 characters."""
        try:
            super().run_validators(value)
        except ValidationError as refused:
            for error in refused.error_list:
                error.params = {name: localize(told) for name, told in (error.params or {}).items()}
            raise

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        if has_controls(text):
            raise ValidationError(self.error_messages["controls"], code="controls")
        return tidied(text, lines=self.lines) or self.empty_value


class _AsTyped(str):
    """What somebody typed in the form, apart from what is stored: it must be shown back letter for letter."""


class RichTextField(forms.CharField):
    """Text with a little markup, typed as plain text; see `richtext_source`. `limit` counts readable characters."""

    default_error_messages = {
        "controls": CONTROLS_REFUSED,
        "too_long": _("This text has %(length)s characters; at most %(limit)s are possible. Make it shorter."),
    }

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        kwargs.setdefault("widget", RichTextArea(attrs={"rows": 5}))
        self.explains_notation = "help_text" not in kwargs
        kwargs.setdefault("help_text", RICH_TEXT_HELP)
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        if has_controls(text):
            raise ValidationError(self.error_messages["controls"], code="controls")
        if len(text) > MARKED * self.limit + ADDRESSES:
            raise self._too_long(len(text))
        try:
            return clean(from_source(text), limit=self.limit)
        except TextTooLong as error:
            raise self._too_long(error.length) from error

    def _too_long(self, length: int) -> ValidationError:
        numbers = {"length": localize(length), "limit": localize(self.limit)}
        return ValidationError(self.error_messages["too_long"], code="too_long", params=numbers)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None if data is None else _AsTyped(data)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, _AsTyped) or not value else Written.of(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != clean(initial or "")
        except ValidationError:
            return True


RICH_TEXT_HELP = _(
    "Start each point of a list with “- ” or “1. ”. Write **bold**, *italic*, [text](https://address) or, for words in "
    "English, [text](taal:en)."
)


class DutchDateField(forms.DateField):
    """A date in one text box: browsers' own date boxes speak the browser's language, not the page's."""

    default_error_messages = {
        "invalid": _("Write the date as day-month-year, for example 31-01-2021."),
        "too_early": _("The date must be %(limit)s or later."),
        "too_late": _("The date must be %(limit)s or earlier."),
    }
    widget = forms.TextInput

    def __init__(self, *, earliest: date = date(2000, 1, 1), latest: date = date(2099, 12, 31), **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("help_text", _("For example 31-01-2021."))
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off", "class": "input--short"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return dutch.parse_date(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < self.earliest:
            self._refuse("too_early", self.earliest)
        if value and value > self.latest:
            self._refuse("too_late", self.latest)

    def _refuse(self, code: str, limit: date) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"limit": dutch.write_date(limit)})

    def prepare_value(self, value: Any) -> Any:
        return dutch.write_date(value) if isinstance(value, date) else value


LARGEST_KEY = 2**63 - 1
"""Of a row, in both databases. SQLite takes no larger one, not even to find nothing."""


def _is_no_key(value: Any) -> bool:
    try:
        return abs(int(value)) > LARGEST_KEY
    except (TypeError, ValueError):
        return False


class RowField(forms.ModelChoiceField):
    """One of some rows, by its key. Django itself passes on too large a key of a model that inherits from another."""

    def to_python(self, value: Any) -> Any:
        if _is_no_key(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Any of some rows, by their keys."""

    def clean(self, value: Any) -> Any:
        for key in filter(_is_no_key, value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key})
        return super().clean(value)


class DutchDecimalField(forms.DecimalField):
    """A number with a decimal comma. Full stops for thousands are understood; what can mean two things is refused."""

    default_error_messages = {
        "invalid": _("Write a number, for example 1234,5."),
        "whole": _("Write a whole number, for example 1234."),
        "ambiguous": _("%(value)s can mean two numbers. Write %(thousands)s or %(decimals)s."),
    }
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "autocomplete": "off",
            "class": "input--short",
            "inputmode": "numeric" if self.decimal_places == 0 else "decimal",
        }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            if len(value) > LONGEST_DIGITS:
                raise ValueError("longer than any figure")
            number = dutch.parse_decimal(value, self.decimal_places)
            if self.decimal_places == 0 and number != number.to_integral_value():  # of any length; % takes 28 digits
                raise ValueError("not one by one")
        except dutch.Ambiguous as error:
            digits = str(error)
            raise ValidationError(
                self.error_messages["ambiguous"],
                code="ambiguous",
                params={
                    "value": digits,
                    "thousands": digits.replace(".", ""),
                    "decimals": digits.replace(".", ","),
                },
            ) from error
        except ValueError as error:
            message = self.error_messages["whole" if self.decimal_places == 0 else "invalid"]
            raise ValidationError(message, code="invalid") from error
        return number

    def run_validators(self, value: Any) -> None:
        """A limit is written as the numbers typed here are: with a comma."""
        try:
            super().run_validators(value)
        except ValidationError as refused:
            for error in refused.error_list:
                if error.params and "limit_value" in error.params:
                    error.params["limit_value"] = dutch.write_decimal(Decimal(error.params["limit_value"]))
            raise

    def prepare_value(self, value: Any) -> Any:
        return dutch.write_decimal(Decimal(value)) if isinstance(value, int | Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class ChosenFileField(forms.FileField):
    """One file, refused by its size before anything reads it; `too_large` says so, with %(limit)s in it."""

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a file first."),
        "empty": _("This file is empty."),
        "max_length": _("The name of this file is too long. Give it a shorter name."),
    }

    def __init__(self, *, largest: int, too_large: str | Promise, accept: str, **options: Any) -> None:
        """`largest` in bytes; `accept` as the browser's own dialogue takes it."""
        super().__init__(max_length=255, **options)
        self.largest = largest
        self.error_messages["too_large"] = too_large  # type: ignore[assignment]
        self.widget.attrs["accept"] = accept

    def to_python(self, data: File | None) -> File | None:
        file: File | None = super().to_python(data)
        if file and (file.size or 0) > self.largest:
            limit = {"limit": filesizeformat(self.largest)}
            raise ValidationError(self.error_messages["too_large"], "too_large", limit)
        return file
