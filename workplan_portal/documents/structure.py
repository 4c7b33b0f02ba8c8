"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): built as plain nodes, written into the file at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf


class Mark(NamedTuple):
    """Marked content on a page: what a node consists of."""

    page: int
    mcid: int


class LinkArea(NamedTuple):
    """The rectangle on a page that a reader can click."""

    page: int
    annotation: pydyf.Dictionary


@dataclass(eq=False)
class Node:
    """A structure element. `entries` are its further entries as PDF values; `identifier` must be unique in the file."""

    role: str
    identifier: str = ""
    entries: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Mark | LinkArea] = field(default_factory=list)

    def add(self, role: str) -> Node:
        node = Node(role)
        self.kids.append(node)
        return node

    def add_first(self, role: str) -> Node:
        node = Node(role)
        self.kids.insert(0, node)
        return node

    def add_after(self, sibling: Node, role: str) -> Node:
        node = Node(role)
        self.kids.insert(self.kids.index(sibling) + 1, node)
        return node

    def has_content(self) -> bool:
        """An empty cell keeps its place in the table; any other node without content says nothing."""
        return self.role in {"TD", "TH"} or any(not isinstance(kid, Node) or kid.has_content() for kid in self.kids)


def write_structure(pdf: pydyf.PDF, top: Node) -> None:
    """Write the tree into the file and make the file a tagged one."""
    writer = _Writer(pdf)
    root = writer.new({"Type": "/StructTreeRoot"})
    root["K"] = writer.write(top, root)
    parents = _parent_tree(writer)
    root["ParentTree"] = writer.new({"Nums": parents}).reference
    root["ParentTreeNextKey"] = len(parents) // 2
    root["IDTree"] = writer.new({"Names": _names(writer.identified)}).reference
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writer:
    """Remembers, while it writes, which element owns which content: the parent tree is made of that."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        self.owners: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.links: list[tuple[bytes, pydyf.Dictionary]] = []
        self.identified: dict[str, bytes] = {}

    def new(self, entries: dict[str, Any]) -> pydyf.Dictionary:
        dictionary = pydyf.Dictionary(entries)
        self.pdf.add_object(dictionary)
        return dictionary

    def write(self, node: Node, parent: pydyf.Dictionary) -> bytes:
        element = self.new({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference, **node.entries})
        if node.identifier:
            element["ID"] = pydyf.String(node.identifier)
            self.identified[node.identifier] = element.reference
        home = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if home is not None:
            element["Pg"] = self.pages[home]
        element["K"] = pydyf.Array(self._kids(node, element, home))
        reference: bytes = element.reference
        return reference

    def _kids(self, node: Node, element: pydyf.Dictionary, home: int | None) -> Iterable[object]:
        for kid in node.kids:
            if isinstance(kid, Mark):
                yield self._content(kid, element, home)
            elif isinstance(kid, LinkArea):
                yield self._link(kid, element)
            elif kid.has_content():
                yield self.write(kid, element)

    def _content(self, mark: Mark, element: pydyf.Dictionary, home: int | None) -> object:
        self.owners[mark.page][mark.mcid] = element.reference
        if mark.page == home:
            return mark.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[mark.page], "MCID": mark.mcid})

    def _link(self, area: LinkArea, element: pydyf.Dictionary) -> object:
        self.links.append((element.reference, area.annotation))
        target = {"Type": "/OBJR", "Obj": area.annotation.reference, "Pg": self.pages[area.page]}
        return self.new(target).reference


def _parent_tree(writer: _Writer) -> pydyf.Array:
    """From a page's content and from each link back to the element that owns it (ISO 32000-1, 14.7.4.4)."""
    numbers = pydyf.Array()
    for page, owners in enumerate(writer.owners):
        last = max(owners, default=-1)
        numbers += [page, pydyf.Array(owners.get(mcid, "null") for mcid in range(last + 1))]
    for key, (owner, annotation) in enumerate(writer.links, start=len(writer.owners)):
        annotation["StructParent"] = key
        numbers += [key, owner]
    return numbers


def _names(references: dict[str, bytes]) -> pydyf.Array:
    names = pydyf.Array()
    for name in sorted(references):
        names += [pydyf.String(name), references[name]]
    return names
