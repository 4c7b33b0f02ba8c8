"""What templates need beside the components."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, token_kwargs
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from workplan_portal.documents.footnotes import Segment
from workplan_portal.documents.richtext import clean
from workplan_portal.documents.weaving import Stretch, Woven
from workplan_portal.interface.controls import CLASSES, as_input, as_options, as_select, attributes, escaped, kind_of
from workplan_portal.interface.navigation import reader_of_the_trail
from workplan_portal.interface.staticfiles import style_sheet_urls
from workplan_portal.interface.tools import Tools
from workplan_portal.interface.views import theme_version
from workplan_portal.organisation.models import Municipality

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "icons"
WORD = re.compile(r"[a-z0-9-]+\Z")


@cache
def icon(name: str) -> SafeString:
    """A decorative drawing from our own vendored files; the words beside it carry the meaning."""
    if not WORD.match(name) or not (ICONS / f"{name}.svg").is_file():
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; add it to ICONS in vendoring.py.")
    return mark_safe((ICONS / f"{name}.svg").read_text().strip())  # noqa: S308 -- a file of this repository


class Icon(Node):
    """An icon of which the name is a variable."""

    child_nodelists = ()

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> str:
        return icon(self.name.resolve(context))


@register.tag("icon")
def drawn(parser: Parser, token: Token) -> Node:
    """`{% icon "check" %}` is part of the template it stands in, as its words are: a page has two hundred."""
    _tag, name = token.split_contents()
    found = parser.compile_filter(name)
    return TextNode(icon(found.resolve(Context()))) if name[0] in "\"'" else Icon(found)


class Unchanging(Node):
    """A part that holds nothing of the page it stands in, of whoever looks, or of an address, but these words.

    Made once a language: a page has dozens of badges, and few that differ.
    """

    child_nodelists = ()

    def __init__(self, part: FilterExpression, words: Mapping[str, FilterExpression]) -> None:
        self.part, self.words = part, words

    def render(self, context: Context) -> str:
        words = {name: word.resolve(context) for name, word in self.words.items()}
        return _unchanging(self.part.resolve(context), get_language() or "", **words)


@register.tag
def unchanging(parser: Parser, token: Token) -> Node:
    _tag, part, *words = token.split_contents()
    return Unchanging(parser.compile_filter(part), token_kwargs(words, parser))


@lru_cache(1_000, typed=True)
def _unchanging(part: str, language: str, **words: Hashable) -> SafeString:
    """Words that are safe as they are never stand for the same words that are not: they have a type of their own."""
    return render_to_string(part, words)


class Written(Node):
    """A text of a plan, report or letter. A document has two hundred and few have notes: those without go at once."""

    child_nodelists = ()

    def __init__(self, text: FilterExpression) -> None:
        self.text = text

    def render(self, context: Context) -> str:
        text: Sequence[Segment] = self.text.resolve(context)
        for segment in text:
            if segment.note:
                return _with_notes(context, text)
        return "".join([segment.html for segment in text])  # made harmless when it was saved


@register.tag
def written(parser: Parser, token: Token) -> Node:
    _tag, text = token.split_contents()
    return Written(parser.compile_filter(text))


def _with_notes(context: Context, text: Sequence[Segment]) -> SafeString:
    """Within the page, which says whether it is on paper."""
    with context.push(text=text):
        return template.Engine.get_default().get_template("documents/text.html").render(context)


WORDS = "\ue000"
"""Stands in a drawn mark where the words come, which never hold it."""

FIRST_SLOT = 0xE100
"""From here on signs that no words hold, for what is drawn with more than one of them."""


@register.simple_tag
def compared(text: Woven) -> SafeString:
    """Two wordings in one. A comparison has thousands of stretches: how each mark looks is drawn once a language."""
    return mark_safe(_compared(get_language() or "", text))  # noqa: S308 -- made harmless when it was saved, or escaped


def _compared(language: str, text: Woven) -> str:
    return "".join([_marked(language, stretch) if stretch.mark else stretch.html for stretch in text])


def _marked(language: str, stretch: Stretch) -> str:
    drawn = _drawn(language, stretch.mark, stretch.led, stretch.leads, stretch.goes_on)
    return drawn.replace(WORDS, stretch.html, 1)


@lru_cache(1_000)
def _drawn(language: str, mark: str, led: str, leads: str, goes_on: bool) -> str:
    shown = {"mark": mark, "led": led, "leads": leads, "goes_on": goes_on, "words": WORDS}
    return render_to_string("partials/compared.html", shown).strip()  # nothing comes between it and a full stop


@register.simple_tag
def compared_block(block: Any) -> SafeString:
    """A priority that differs. How one with the same parts looks is drawn once a language, too."""
    language = get_language() or ""
    words = {
        "title": escaped(block.title),
        "anchor": escaped(block.anchor),
        "note": escaped(block.note),
        "changes": _fields(language, block.changes),
        "groups": "".join([_group(language, group, level=4) for group in block.groups]),
    }
    drawn = _filled("partials/compared_block.html", language, words, marks=block.marks)
    return mark_safe(drawn)  # noqa: S308 -- all that is put in is escaped


@register.simple_tag
def compared_group(group: Any, level: int) -> SafeString:
    """Things of one kind that differ, under a heading."""
    return mark_safe(_group(get_language() or "", group, level))  # noqa: S308 -- all that is put in is escaped


def _group(language: str, group: Any, level: int) -> str:
    items = "".join([_item(language, item) for item in group.items])
    return _filled("partials/compared_group.html", language, {"items": items}, label=group.label, level=level)


def _item(language: str, item: Any) -> str:
    words = {
        "title": escaped(item.title),
        "note": escaped(item.note),
        "text": _compared(language, item.text),
        "figures": _fields(language, item.figures),
        "sentence": _compared(language, item.sentence),
        "changes": _fields(language, item.changes),
    }
    return _filled("partials/compared_item.html", language, words, marks=item.marks)


@register.simple_tag
def compared_fields(changes: Iterable[Any]) -> SafeString:
    """In which fields two things differ: of each its label, a note, and its text."""
    return mark_safe(_fields(get_language() or "", changes))  # noqa: S308 -- all that is put in is escaped


def _fields(language: str, changes: Iterable[Any]) -> str:
    return "".join([_field(language, change) for change in changes])


def _field(language: str, change: Any) -> str:
    text = _compared(language, change.text)
    words = {"label": escaped(change.label), "note": escaped(change.note), "text": text}
    return _filled("partials/change.html", language, words, in_paragraphs=change.in_paragraphs)


def _filled(part: str, language: str, words: Mapping[str, str], **fixed: Hashable) -> str:
    """`words` must be escaped."""
    said = {name: word for name, word in words.items() if word}
    return _with_slots(part, language, tuple(said), **fixed) % said


@lru_cache(1_000)
def _with_slots(part: str, language: str, names: Sequence[str], **fixed: Hashable) -> str:
    """With `%(name)s` for each of these; what has no name is left out."""
    slots = {name: chr(FIRST_SLOT + place) for place, name in enumerate(names)}
    drawn = render_to_string(part, {**slots, **fixed})
    return drawn.translate({ord("%"): "%%", **{ord(slot): f"%({name})s" for name, slot in slots.items()}})


SLOTS = {name: chr(FIRST_SLOT + place) for place, name in enumerate(("csrf_token", *Tools.__annotations__))}
"""Stand in drawn buttons where the words and addresses of an item come."""


@register.simple_tag(takes_context=True)
def item_buttons(context: Context, buttons: Tools) -> SafeString:
    """What can be done with an item. A page has dozens that differ in words: each kind is drawn once a language."""
    said: Mapping[str, Any] = {**vars(buttons), "csrf_token": context.get("csrf_token") or ""}
    filled = {name: escaped(value) for name, value in said.items() if value}
    drawn = _drawn_buttons(get_language() or "", tuple(filled)) % filled
    return mark_safe(drawn)  # noqa: S308 -- all that is put in is escaped


@lru_cache(200)
def _drawn_buttons(language: str, names: Sequence[str]) -> str:
    """With `%(name)s` for each of these; what has no name is left out."""
    slots = {name: SLOTS[name] for name in names}
    token = slots.pop("csrf_token", "")
    buttons = Tools(**{"id": "", "label": "", **slots})  # type: ignore[arg-type]
    drawn = render_to_string("partials/item_buttons.html", {"buttons": buttons, "csrf_token": token})
    return drawn.translate({ord("%"): "%%", **{ord(slot): f"%({name})s" for name, slot in SLOTS.items()}})


@register.simple_tag
def style_sheets() -> list[str]:
    return style_sheet_urls()


@register.simple_tag
def theme_url(municipality: Municipality) -> str:
    return f"{reverse('theme', kwargs={'code': municipality.code.lower()})}?v={theme_version(municipality)}"


@register.simple_tag(takes_context=True)
def unique_id(context: Context, stem: str) -> str:
    """An id that no other element of this page has; the same page gets the same ids every time."""
    page = context.get("request") or context.render_context
    counts: dict[str, int] = page.__dict__.setdefault("_element_ids", {})
    counts[stem] = counts.get(stem, 0) + 1
    return f"{stem}-{counts[stem]}"


@register.simple_tag
def control(field: BoundField, kind: str, **attributes: Any) -> SafeString:
    """The input, select or textarea itself, with the classes of its kind beside those its widget already has."""
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)  # it vanishes while typing; what must be known stands in label and help
    own = widget.attrs.get("class", "")
    marks = {"aria-invalid": "true"} if field.errors else {}
    named = {name.replace("_", "-"): value for name, value in attributes.items() if value}
    return field.as_widget(attrs={"class": f"{CLASSES[kind]} {own}".strip(), **marks, **named})


for drawn_in_one_go in (attributes, as_options, as_select, as_input):
    register.filter(drawn_in_one_go)


@register.filter
def rich_text(html: str) -> SafeString:
    """A stored text with its markup. Cleaned once more, so that printing it is safe whatever the database holds."""
    return mark_safe(clean(html))  # noqa: S308 -- cleaned on this line


@register.filter
def kind(field: BoundField) -> str:
    """Which of the field template's branches shows this field."""
    return "hidden" if field.is_hidden else kind_of(field.field.widget)


@register.filter
def first_control(field: BoundField) -> str:
    """The id that a link to this field goes to: of a group of options the first."""
    widgets = field.subwidgets
    return str((widgets[0].data["attrs"].get("id") if widgets else None) or field.id_for_label or field.auto_id)


@register.simple_tag(takes_context=True)
def trail_of(context: Context, subject: str) -> str:
    """Where the trail tells all that was done to this subject; empty for whoever may not read it whole."""
    reads = reader_of_the_trail(context["request"].user)
    return reverse("audit:trail", query={"onderwerp": subject}) if reads else ""
