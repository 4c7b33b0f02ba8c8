"""What style sheets say of an element is worked out once for all that they say the same of, in all documents.

WeasyPrint does so for children of one parent, and makes the styles of seven parts of each element, such as the number
of its footnote, of which nearly none is ever asked for. With us cells of two tables are one family too, also those of
the document before, and a part has a style when it is asked for it. What they say is the same, as long as no sheet
measures by the page (`vw`): how large that is differs between documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.css import ComputedStyle, InitialStyle, StyleFor, declaration_precedence, find_style_attributes
from weasyprint.css.validation import preprocess_declarations

OF_ITS_OWN = frozenset({"-weasy-anchor", "counter-reset"})
"""What says something of one element only, such as its name, is no reason for a family of its own, nor for one of each
child: no rule of a style sheet depends on it, and no child has it of its parent."""

MOST = 600
"""Families that are kept: three times those of a plan, in some twelve megabytes."""

Cascade = dict[str, Any]
"""Name of a property → its value and weight: the heaviest is what counts."""


@dataclass(eq=False)
class Family:
    """Elements of one style. `told`: what rules say of their parts."""

    style: ComputedStyle
    told: dict[str, Cascade]
    parts: dict[str, ComputedStyle] = field(default_factory=dict)


_known: dict[Any, Family] = {}


class Styles(StyleFor):
    """Stands in for `StyleFor`. It keeps the styles of pages as that does, which come later."""

    def __init__(self, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
        self.initial_page_sizes = {"box": None, "area": None}
        self.font_config = fonts
        self._sheets = sheets
        self._cascaded_styles: dict[Any, Cascade] = {}
        self._computed_styles: dict[Any, ComputedStyle] = {}
        self._families: dict[Element, Family] = {}
        self._root, self._base_url = html.etree_element, html.base_url
        attributes: dict[Element, list[tuple[Any, Any]]] = {}
        for specificity, element, declarations, _base in find_style_attributes(self._root, hints, self._base_url):
            said = ((specificity, each) for each in declarations if each.type == "declaration")
            attributes.setdefault(element, []).extend(said)
        if len(_known) > MOST:
            _known.clear()
        for wrapper in html.wrapper_element.iter_subtree():
            parent = self._families[wrapper.parent.etree_element] if wrapper.parent else None
            anchor = self._enter(wrapper, parent, attributes.get(wrapper.etree_element, ()))
            if anchor and targets:
                targets.collect_anchor(anchor)

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type and (family := self._families.get(element)) and pseudo_type in family.told:
            self._computed_styles[element, pseudo_type] = self._part(family, pseudo_type)
        return super().__call__(element, pseudo_type)

    def _enter(self, wrapper: Any, parent: Family | None, own: Iterable[tuple[Any, Any]]) -> str | None:
        """Find the family of an element, or begin one. Returns the name of the element."""
        alone = [each for _specificity, each in own if each.name in OF_ITS_OWN]
        own = [(specificity, each) for specificity, each in own if each not in alone]
        rules = list(self._rules(wrapper))
        key = (
            parent or (self._base_url, self.font_config),
            *((specificity, each.serialize()) for specificity, each in own),
            *((sheet, specificity, layer, part, id(said)) for sheet, specificity, layer, _origin, part, said in rules),
        )
        family = _known.get(key)
        if family is None:
            told = self._told(own, rules)
            above = parent.style if parent else None
            family = _known[key] = Family(self._style(above, told.pop(None, {})), told)
        self._families[wrapper.etree_element] = family
        style = family.style
        if alone:
            style = style.copy()
            for name, value, _importance in preprocess_declarations(self._base_url, alone):
                style[name] = value
        self._computed_styles[wrapper.etree_element, None] = style
        return style["anchor"]

    def _rules(self, wrapper: Any) -> Iterator[tuple[Any, ...]]:
        for sheet, origin, weighs in self._sheets:
            for specificity, _order, part, (declarations, layer) in sheet.matcher.match(wrapper):
                place = inf if layer is None else sheet.layers.index(layer)
                yield sheet, weighs or specificity, place, origin, part, declarations

    def _told(self, own: Iterable[tuple[Any, Any]], rules: Iterable[tuple[Any, ...]]) -> dict[Any, Cascade]:
        told: dict[Any, Cascade] = {}
        for specificity, declaration in own:
            _add(told, None, preprocess_declarations(self._base_url, [declaration]), "author", inf, specificity)
        for _sheet, specificity, layer, origin, part, declarations in rules:
            _add(told, part, declarations, origin, layer, specificity)
        return told

    def _style(self, above: ComputedStyle | None, cascade: Cascade, part: str | None = None) -> ComputedStyle:
        root = self._computed_styles[self._root, None] if above is not None else InitialStyle(self.font_config)
        return ComputedStyle(above, cascade, part, root, self._base_url, self.font_config, self.initial_page_sizes)

    def _part(self, family: Family, name: str) -> ComputedStyle:
        if name not in family.parts:
            family.parts[name] = self._style(family.style, family.told[name], name)
        return family.parts[name]


def _add(
    told: dict[Any, Cascade], part: str | None, declarations: Any, origin: str, layer: Any, specificity: Any
) -> None:
    cascade = told.setdefault(part, {})
    for name, value, importance in declarations:
        weight = (declaration_precedence(origin, importance), layer, specificity)
        if name not in cascade or cascade[name][1] <= weight:
            cascade[name] = value, weight
