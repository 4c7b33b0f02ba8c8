"""Tags for the PDF: a structure element for each HTML element, in reading order, also where it runs over pages.

WeasyPrint's own tags begin again on every page, leave footnotes at the bottom out of their sentence and give page heads
as content. This replaces `weasyprint.pdf.add_tags`; it reads WeasyPrint's boxes, which are private to it, and so is
bound to one version (see `render`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from .cutting import AGAIN, ELSEWHERE
from .hyphens import OF_A_BROKEN_WORD, soften
from .labels import is_label_again
from .note_links import where_number_leads
from .structure import LinkArea, Mark, Node, write_structure
from .table_headers import headers_of

SVG = "{http://www.w3.org/2000/svg}svg"
POINTS_PER_PIXEL = 0.75

ROLES = {
    **{tag: tag.upper() for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **dict.fromkeys(("section", "nav", "aside"), "Sect"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", SVG), "Figure"),
    "main": "Part",
    "article": "Art",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "a": "Link",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
}
LINED = frozenset({"Caption", "TD", "TH"})
FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
SCOPES = {"row": "Row", "rowgroup": "Row"}
NUMBERINGS = {"disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-alpha": "LowerAlpha"}


def add_tags(pdf: pydyf.PDF, document: Any, pdf_version: object, page_streams: Sequence[Any]) -> None:
    """Has the signature of the function it replaces."""
    tagger = _Tagger(document._html.etree_element, getattr(document, "names_begin", ""))
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        tagger.read_page(number, page, stream)
    tagger.connect_table_headers()
    _leave_out_links(pdf, tagger.links_in_links)
    write_structure(pdf, tagger.top)


class _Tagger:
    """`nodes` finds the node an element was given on an earlier line or page; the second key tells its parts apart."""

    def __init__(self, html: Element, names_begin: str = "") -> None:
        self.names_begin = names_begin
        self.top = Node("Document")
        self.nodes: dict[tuple[Element, str], Node] = {}
        self.calls: dict[Element, tuple[Node, Node]] = {}
        self.first_page: dict[Element, int] = {}
        self.parents = {child: parent for parent in html.iter() for child in parent}
        self.in_contents = {element for nav in html.iter("nav") for element in nav.iter()}
        self.links_in_links: set[bytes] = set()
        self.count = 0

    def read_page(self, number: int, page: Any, stream: Any) -> None:
        self.number = number
        self.height = page.height
        self.marks = {box: tag["mcid"] for box, tag in stream._tags.items()}
        self.artifacts: dict[int, str] = {}
        self.broken: set[int] = set()
        self._read(page._page_box, self.top, in_link=False)
        if self.marks:
            raise RuntimeError(f"Content of page {number + 1} has no place in the structure: {list(self.marks)[:3]}")
        _make_artifacts(stream, self.artifacts)
        soften(stream, self.broken)

    def connect_table_headers(self) -> None:
        for element, kind in list(self.nodes):
            if kind == "table":
                for cell, headers in headers_of(element).items():
                    names = [pydyf.String(node.identifier) for header in headers if (node := self._known(header, "th"))]
                    if names and (node := self._known(cell, "td")):
                        node.entries["A"]["Headers"] = pydyf.Array(names)

    # --- boxes ----------------------------------------------------------------------------------------------------

    def _read(self, box: Any, parent: Node, *, in_link: bool) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            self._leave_out(box, "/Subtype/Header" if "top" in box.at_keyword else "/Subtype/Footer")
        elif self._is_repeated(box) or is_label_again(box) or _is_decoration(box) or _is_again(box) or _is_sign(box):
            self._leave_out(box)
        elif isinstance(box, boxes.TextBox):
            mark = Mark(self.number, self.marks.pop(box))
            _as_written(box, parent).kids.append(mark)
            if box.text.endswith(OF_A_BROKEN_WORD):
                self.broken.add(mark.mcid)
        else:
            self._read_element(box, parent, in_link)

    def _read_element(self, box: Any, parent: Node, in_link: bool) -> None:
        node = self._node(box, parent)
        annotation = getattr(box, "link_annotation", None)
        if annotation and in_link:
            self.links_in_links.add(annotation.reference)
        elif annotation:
            in_link = True
            said = where_number_leads(box) or _link_description(self._link_around(box.element))
            annotation["Contents"] = pydyf.String(said)
            node = node if node.role == "Link" else node.add("Link")
            node.kids.append(LinkArea(self.number, annotation))
        if box in self.marks:
            node.kids.append(Mark(self.number, self.marks.pop(box)))
        for child in getattr(box, "children", ()):
            self._read(child, node, in_link=in_link)

    def _link_around(self, element: Element) -> Element:
        """A box inside a link is clickable too, by whichever element it comes."""
        while element.tag != "a" and element in self.parents:
            element = self.parents[element]
        return element

    def _is_repeated(self, box: Any) -> bool:
        """The head of a table is read once; where the table runs on, it is repeated for the eye."""
        if not isinstance(box, boxes.TableRowGroupBox) or box.element_tag not in {"thead", "tfoot"}:
            return False
        return self.first_page.setdefault(box.element, self.number) != self.number

    def _leave_out(self, box: Any, kind: str = "") -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box in self.marks:
            self.artifacts[self.marks.pop(box)] = f"<</Type/Pagination{kind}>>"
        for child in getattr(box, "children", ()):
            self._leave_out(child, kind)

    # --- nodes ----------------------------------------------------------------------------------------------------

    def _node(self, box: Any, parent: Node) -> Node:
        """The node for a box; the parent when the box has no meaning of its own."""
        element, (tag, _, pseudo) = box.element, (box.element_tag or "").partition("::")
        if element is None or tag in {"", "html", "body"}:
            return parent
        if pseudo:
            return self._pseudo_node(element, tag, pseudo, parent)
        if element in self.calls:  # laid out, a footnote floats no more
            return self._note(element, parent)
        if node := self._known(element, "body of item") or self._known(element, tag):
            return node
        return self._new_node(box, tag, parent)

    def _pseudo_node(self, element: Element, tag: str, pseudo: str, parent: Node) -> Node:
        if pseudo == "footnote-call":
            call = self._remember(element, "call", parent.add("Reference"))
            self.calls[element] = call, parent
            return call
        if pseudo == "footnote-marker":
            return self._known(element, "label") or self._remember(
                element, "label", self._note(element, parent).add("Lbl")
            )
        node = self._known(element, tag)
        if pseudo == "marker" and node:
            return self._known(element, "label") or self._remember(element, "label", node.add_first("Lbl"))
        return self._known(element, "body of item") or node or parent

    def _note(self, element: Element, parent: Node) -> Node:
        """A footnote is read right after its number, wherever it is printed."""
        if node := self._known(element, "note"):
            return node
        call, sentence = self.calls.get(element, (None, parent))
        note = sentence.add_after(call, "Note") if call else sentence.add("Note")
        note.identifier = self._identifier("note")
        return self._remember(element, "note", note)

    def _new_node(self, box: Any, tag: str, parent: Node) -> Node:
        element = box.element
        role = self._role(element, tag) or _line_of_its_own(box, parent)
        if not role:
            return parent
        if role in {"Lbl", "LBody"} and parent.role == "L":
            parent = self._entry(parent, role)
        if role == "Link" and element in self.in_contents:
            parent = parent.add("Reference")
        node = self._remember(element, tag, parent.add(role))
        self._describe(node, box)
        return self._remember(element, "body of item", node.add("LBody")) if role == "LI" and tag == "li" else node

    def _role(self, element: Element, tag: str) -> str:
        if element in self.in_contents and tag in {"ul", "ol", "li"}:
            return "TOCI" if tag == "li" else "TOC"
        if tag == "div" and self.parents[element].tag == "dl":
            return "LI"
        if tag not in ROLES and (element.get("lang") or (tag == "abbr" and element.get("title"))):
            return "Span"
        return ROLES.get(tag, "")

    def _entry(self, listed: Node, role: str) -> Node:
        """The entry of a description list: a new one for each term."""
        last = listed.kids[-1] if listed.kids else None
        return last if role == "LBody" and isinstance(last, Node) else listed.add("LI")

    def _describe(self, node: Node, box: Any) -> None:
        element = box.element
        if language := element.get("lang"):
            node.entries["Lang"] = pydyf.String(language)
        if box.element_tag == "abbr":
            node.entries["E"] = pydyf.String(element.get("title", ""))
        match node.role:
            case "Figure":
                node.entries |= {"Alt": pydyf.String(_alternative(element)), "A": self._placed(box)}
            case "L":
                node.entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{_numbering(box)}"})
            case "TH" | "TD":
                node.entries["A"] = _cell_attributes(node, box)
                node.identifier = self._identifier("th") if node.role == "TH" else ""

    def _placed(self, box: Any) -> pydyf.Dictionary:
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self.height - top - box.height, left + box.width, self.height - top)
        box_in_points = pydyf.Array(round(corner * POINTS_PER_PIXEL, 2) for corner in corners)
        return pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": box_in_points})

    def _known(self, element: Element, kind: str) -> Node | None:
        return self.nodes.get((element, kind))

    def _remember(self, element: Element, kind: str, node: Node) -> Node:
        self.nodes[element, kind] = node
        return node

    def _identifier(self, kind: str) -> str:
        self.count += 1
        return f"{self.names_begin}{kind}-{self.count:05}"


def _leave_out_links(pdf: pydyf.PDF, references: set[bytes]) -> None:
    """WeasyPrint makes every box inside a link clickable: heard four times, an entry of the contents is a nuisance."""
    for page in pdf.page_references:
        content = pdf.objects[int(page.split()[0])]
        if "Annots" in content:
            content["Annots"] = pydyf.Array(link for link in content["Annots"] if link not in references)


def _make_artifacts(stream: Any, artifacts: dict[int, str]) -> None:
    """Turn marked content into what assistive technology passes over (ISO 32000-1, 14.8.2.2)."""
    parts = stream.stream
    for place, part in enumerate(parts):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in artifacts and parts[place + 1] == b"BDC":
            parts[place - 1 : place + 1] = ["/Artifact", artifacts[part["MCID"]]]


def _is_again(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == AGAIN


def _line_of_its_own(box: Any, parent: Node) -> str:
    """A span below other words of a cell or a caption is heard apart from them."""
    return "P" if isinstance(box, boxes.BlockBox) and box.element_tag == "span" and parent.role in LINED else ""


def _is_sign(box: Any) -> bool:
    """What a style sheet prints before words is for the eye, as "▲" before "onder druk"."""
    return (box.element_tag or "").endswith("::before") and not any(map(str.isalnum, _text(box)))


def _text(box: Any) -> str:
    return getattr(box, "text", "") + "".join(map(_text, getattr(box, "children", ())))


def _is_decoration(box: Any) -> bool:
    """A picture without a description has nothing to tell."""
    if not isinstance(box, boxes.ReplacedBox) or box.element is None:
        return False
    return box.element.get("aria-hidden") == "true" or not _alternative(box.element)


def _as_written(box: Any, parent: Node) -> Node:
    """What is written from right to left stands in a file as the eye finds it from the left: backwards."""
    if not FROM_RIGHT_TO_LEFT.search(box.text):
        return parent
    node = parent.add("Span")
    node.entries["ActualText"] = pydyf.String(box.text)
    return node


def _alternative(element: Element) -> str:
    if element.tag == SVG:
        return (element.get("aria-label") or element.findtext("{http://www.w3.org/2000/svg}title") or "").strip()
    return (element.get("alt") or "").strip()


def _link_description(link: Element) -> str:
    """What the reader sees, and where it leads when that is outside the document (ISO 14289-1, 7.18.5)."""
    text = link.get("title") or " ".join("".join(link.itertext()).split())
    address = link.get("href", "")
    if address.startswith(("#", ELSEWHERE)) or address.removeprefix("mailto:") == text:
        return text
    return f"{text} ({address})"


def _numbering(box: Any) -> str:
    style = box.style["list_style_type"]
    if box.element.tag == "dl" or style == "none":
        return "None"
    return NUMBERINGS.get(style, "Disc" if box.element.tag == "ul" else "Decimal")


def _cell_attributes(node: Node, box: Any) -> pydyf.Dictionary:
    attributes = pydyf.Dictionary({"O": "/Table"})
    if box.colspan != 1:
        attributes["ColSpan"] = box.colspan
    if box.rowspan != 1:
        attributes["RowSpan"] = box.rowspan
    if node.role == "TH":
        attributes["Scope"] = f"/{SCOPES.get(box.element.get('scope', ''), 'Column')}"
    return attributes
