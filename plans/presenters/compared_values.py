"""What a field that differs is called, and both its values in words: struck what it was, added what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plans import document as doc
from plans.amended import Amended
from plans.comparing import Difference, Fate, compared_fields
from plans.exports.targets import scope_in_words
from plans.models import Block, Chapter, ContextFact, Contribution, Draft, Plan, Target, Term
from plans.over_years import LINKS
from plans.references import names_of
from priorities.codes import Direction, ExpectedBy, Unit
from priorities.models import PolicyFrame, Priority
from priorities.notation import number
from workplan_portal.documents.comparing import as_markup
from workplan_portal.documents.fields import RichTextField
from workplan_portal.documents.references import named
from workplan_portal.documents.richtext import beginning, plain_text
from workplan_portal.documents.weaving import Woven, replaced, woven

ROWS: dict[type[Any], tuple[type[Model], ...]] = {
    doc.Document: (Draft, Plan),
    doc.Frame: (PolicyFrame,),
    doc.Term: (Term,),
    doc.Chapter: (Chapter,),
    doc.Block: (Block, Chapter, Priority),
    doc.Contribution: (Contribution,),
    doc.Target: (Target,),
    doc.Fact: (ContextFact,),
}
"""Where the names of fields are kept: each is called what it is called where it is filled in."""

ONLY_IN_DOCUMENTS: dict[str, str | Promise] = {
    "amendment": gettext_lazy("about the amendment"),
    "district": gettext_lazy("district"),
    "unit": gettext_lazy("unit"),
    "municipalities": gettext_lazy("municipalities"),
    "listed": gettext_lazy("from the lists"),
    "priority_title": gettext_lazy("title of the priority in its frame"),
    "last_year_source": gettext_lazy("source of the result"),
    "last_year_example": gettext_lazy("the result is invented for an example"),
    "provisional_last_year": gettext_lazy("the result is provisional"),
}

FIGURES = {"norm": gettext_lazy("Norm"), "last_year": gettext_lazy("Last year"), "goal": gettext_lazy("Goal")}
"""Of a target, always told together, with the sentence that says why."""

KNOWN_OF_NEW = frozenset(
    {"level", "priority", "priority_title", "indicator", "scope", "area", "comparator", "baseline_year", "basis"}
    | FIGURES.keys()
)
"""What something that is added or left out needs no line for: its title or its figures tell it."""


@dataclass(frozen=True)
class Change:
    label: str
    text: Woven
    note: str = ""  # what the marks can't show

    @property
    def in_paragraphs(self) -> bool:
        return self.text[0].html.startswith("<") if self.text else False


def changes(difference: Difference[Any], names: Named, told: Collection[str] = ()) -> list[Change]:
    """A line for each field that differs, or of something new or gone for each that says something."""
    if difference.fate in (Fate.WENT, Fate.STILL_THERE, Fate.ALSO_HERE):
        return []
    before, after = difference.before, difference.after
    if before is None or after is None:
        wanted = [name for name in _told_of_new(difference.item.__class__) if _says(difference.item, name)]
    else:
        wanted = list(difference.fields)
    wanted = [name for name in wanted if name not in told and not (name == "area" and "scope" in wanted)]
    return list(lines(type(difference.item), wanted, before, after, names))


def lines(kind: Any, fields: Iterable[str], before: Any, after: Any, names: Named) -> Iterator[Change]:
    language = get_language()
    for name in fields:
        row = _row_field(kind, name)
        values = [_value(thing, name, row, names) for thing in (before, after)]
        if name == "priority" and values[0] == values[1]:
            values[1] = _("%(priority)s, as in another edition of its frame") % {"priority": values[1]}
        label = _label(kind, name, language)
        yield Change(label, _told(row, *values), layout_only(*values) if isinstance(row, RichTextField) else "")


@cache
def _told_of_new(kind: Any) -> tuple[str, ...]:
    return tuple(name for name in compared_fields(kind) if name not in KNOWN_OF_NEW)


def _says(thing: Any, name: str) -> bool:
    """An empty text, no number, or "no" is nothing to tell of something new."""
    return getattr(thing, name) not in (None, "", False, ())


@cache
def _row_field(kind: Any, name: str) -> Field[Any, Any] | None:
    if name in ONLY_IN_DOCUMENTS:
        return None
    wanted = "scope" if name == "area" else name
    for model in ROWS[kind]:
        try:
            return model._meta.get_field(wanted)  # type: ignore[return-value]  # none is a relation the other way
        except FieldDoesNotExist:
            continue
    return None


@cache
def _label(kind: Any, name: str, _language: str | None) -> str:
    row = _row_field(kind, name)
    label = str(capfirst(str(row.verbose_name if row is not None else (FIGURES | ONLY_IN_DOCUMENTS)[name])))
    return _("%(figure)s, as filled in") % {"figure": label} if kind is doc.Target and name in FIGURES else label


def _told(row: Field[Any, Any] | None, before: str, after: str) -> Woven:
    if isinstance(row, RichTextField):
        return woven(before, after)
    if max(len(before), len(after)) > SHORT:
        return woven(as_markup(before), as_markup(after))
    return replaced(before, after, " → ")


def layout_only(before: str, after: str) -> str:
    """That no word differs: points that became numbers, or stand deeper, show no mark at all."""
    if not before or not after or before == after or plain_text(before) != plain_text(after):
        return ""
    return _("The words are the same; the layout differs, or where a link leads.")


SHORT = 40
"""Characters: shorter values are told whole, longer ones word by word."""


def _value(thing: Any, name: str, row: Field[Any, Any] | None, names: Named) -> str:
    if thing is None:
        return ""
    if isinstance(row, RichTextField):
        return names.read(getattr(thing, name))
    if isinstance(thing, doc.Target) and name in LINKS:
        return names.of(getattr(thing, name))
    if isinstance(thing, doc.Target) and name in ("scope", "area"):
        return scope_in_words(thing)
    value = thing.priority_title if name == "priority" else getattr(thing, name)
    return in_words(value, _choices(row))


@cache
def _choices(row: Field[Any, Any] | None) -> dict[Any, Any]:
    return dict(getattr(row, "flatchoices", ()))


def in_words(value: Any, choices: dict[Any, Any] | None = None) -> str:
    if choices and value in choices:
        return str(choices[value])
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return number(value)
        case date():
            return date_format(value, "j F Y")
        case doc.Place() | doc.Listed():
            return value.name
        case doc.Indicator():
            return _indicator(value)
        case Amended():
            return _amended(value)
        case tuple():
            return ", ".join(map(in_words, value))
    return str(value)


def _indicator(value: doc.Indicator) -> str:
    """Everything of it in lines; its name stands first."""
    counted = _("counted from 1 January") if value.cumulative else _("a state at one moment")
    measured = f"{Unit(value.unit).label}, {Direction(value.direction).label}, {counted}"
    expected = str(ExpectedBy(value.expected_by).label) if value.expected_by else ""
    said = (value.name, value.definition, measured, value.numerator, value.denominator, expected)
    return "\n".join(filter(None, said))


def _amended(value: Amended) -> str:
    said = (value.cause, value.proposer, in_words(value.effective_on), value.legal_basis, value.capacity)
    return "\n".join(filter(None, said))


class Named:
    """What references in a text and the ids in a target are called; the same in both texts.

    That the number of a priority moved is no other wording. Here references lead nowhere.
    """

    def __init__(self, before: doc.Document, after: doc.Document) -> None:
        self.documents = (before, after)
        self.priorities = names_of(before) | names_of(after)

    def read(self, html: str) -> str:
        return named(html, self.priorities, lambda _id: "")

    def of(self, identity: str | None) -> str:
        return self._of.get(identity, "") if identity else ""

    @cached_property
    def _of(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for document in self.documents:
            for target in document.targets:
                found[target.id] = f"{target.indicator.name} ({scope_in_words(target)})"
            for block in document.blocks:
                found |= {c.id: shortened(self.read(c.text)) for c in block.contributions}
        return found


def shortened(html: str, most: int = 90) -> str:
    """The beginning of a text, to call it by."""
    return beginning(plain_text(html), most)
