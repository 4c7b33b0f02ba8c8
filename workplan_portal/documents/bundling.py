"""Several of our tagged files in one: with bookmarks, working links, and the tags of each.

What each of them is, archivable (PDF/A-3a) and accessible (PDF/UA-1), the whole is too, and says so as the first does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String


@dataclass(frozen=True)
class Piece:
    """`anchor` is what a link in an earlier piece calls it: `#stuk-1` then leads to its first page."""

    title: str
    content: bytes
    anchor: str = ""


def page_count(content: bytes) -> int:
    with Pdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def bundle(pieces: Sequence[Piece], *, title: str, author: str, language: str) -> bytes:
    """The same pieces give the same bytes."""
    made = Pdf.new()
    tree = Tree(made)
    sources = [Pdf.open(io.BytesIO(piece.content)) for piece in pieces]
    starts: dict[str, int] = {}
    outline = []
    for piece, source in zip(pieces, sources, strict=True):
        start = len(made.pages)
        starts[piece.anchor] = start
        for page in source.pages:
            made.pages.append(page)
        outline.append(_bookmarks(piece.title, source, start))
    first = 0
    for number, source in enumerate(sources, 1):
        pages = range(first, first + len(source.pages))
        name_apart(tree.add(source, pages), number)
        _relink(made, source, pages, starts)
        first = pages.stop
    tree.write()
    with made.open_outline() as shown:
        shown.root.extend(outline)
    made.Root.Lang = String(language)
    made.Root.PageMode = Name.UseOutlines
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    opening = sources[0].Root
    made.Root.OutputIntents = made.copy_foreign(sources[0].make_indirect(opening.OutputIntents))
    made.Root.Metadata = made.copy_foreign(opening.Metadata)
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"], metadata["dc:creator"], metadata["dc:language"] = title, [author], [language]
    written = io.BytesIO()
    made.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


# --- the tags ---------------------------------------------------------------------------------------------------------


class Tree:
    """The structure trees of all pieces under one root (see `structure`, which wrote them)."""

    def __init__(self, made: Pdf) -> None:
        self.made = made
        self.root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.kids, self.parents = Array(), Array()
        self.identified: list[Any] = []
        self.next_key = 0

    def add(self, source: Pdf, pages: range) -> Any:
        """Of pages that were added already: what the tree says about them is about the same pages here.

        Returns the top of what was added.
        """
        copied = self.made.copy_foreign(source.Root.StructTreeRoot)
        top = copied.K
        top.P = self.root
        self.kids.append(top)
        shift = self.next_key
        nums = copied.ParentTree.Nums
        for place in range(0, len(nums), 2):
            key = int(nums[place])
            self.parents.append(key + shift)
            self.parents.append(nums[place + 1])
            self.next_key = max(self.next_key, key + shift + 1)
        for page in (self.made.pages[place].obj for place in pages):
            if Name.StructParents in page:
                page.StructParents = int(page.StructParents) + shift
            for annotation in page.get(Name.Annots, Array()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + shift
        named = copied.IDTree.Names
        self.identified.extend(named[place + 1] for place in range(0, len(named), 2))
        return top

    def write(self) -> None:
        names = Array()
        for name, element in sorted((str(element.ID), element) for element in self.identified):
            names.extend([String(name), element])
        self.root.K = self.kids
        self.root.ParentTree = self.made.make_indirect(Dictionary(Nums=self.parents))
        self.root.ParentTreeNextKey = self.next_key
        self.root.IDTree = self.made.make_indirect(Dictionary(Names=names))
        self.made.Root.StructTreeRoot = self.root
        self.made.Root.MarkInfo = Dictionary(Marked=True)


def name_apart(top: Any, number: int) -> None:
    """Names are unique in a file: those of each piece begin with its number."""
    for element in _elements(top):
        if Name.ID in element:
            element.ID = String(f"{number}-{element.ID}")
        for attributes in _listed(element.get(Name.A)):
            if isinstance(attributes, Dictionary) and Name.Headers in attributes:
                attributes.Headers = Array([String(f"{number}-{name}") for name in attributes.Headers])


def _elements(top: Any) -> Iterator[Any]:
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        kids = (kid for kid in _listed(element.get(Name.K)) if isinstance(kid, Dictionary))
        waiting.extend(kid for kid in kids if kid.get(Name.Type) == Name.StructElem)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


# --- links and bookmarks ----------------------------------------------------------------------------------------------


def _relink(made: Pdf, source: Pdf, pages: range, starts: dict[str, int]) -> None:
    """Links by name become links to a page: two pieces may use one name."""
    known = destinations(source)
    for place in pages:
        for annotation in made.pages[place].obj.get(Name.Annots, Array()):
            name = target(annotation)
            if not name:
                continue
            if name in starts:
                where = Array([made.pages[starts[name]].obj, Name.Fit])
            elif name in known:
                page, rest = known[name]
                where = Array([made.pages[pages.start + page].obj, *rest])
            else:
                continue
            if Name.A in annotation:
                del annotation.A
            annotation.Dest = where


def target(annotation: Any) -> str:
    action = annotation.get(Name.A)
    if action is not None and action.get(Name.S) == Name.GoTo and isinstance(action.D, String):
        return str(action.D)
    named = annotation.get(Name.Dest)
    return str(named) if isinstance(named, String) else ""


def destinations(source: Pdf) -> dict[str, tuple[int, list[Any]]]:
    """Name → page of the piece, and where on it."""
    names = source.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if names is None:
        return {}
    numbers = {page.obj.objgen: place for place, page in enumerate(source.pages)}
    listed = list(names.Names)
    found = {}
    for name, where in zip(listed[::2], listed[1::2], strict=True):
        where = where.D if isinstance(where, Dictionary) else where
        found[str(name)] = (numbers[where[0].objgen], [_plain(part) for part in list(where)[1:]])
    return found


def _plain(part: Any) -> Any:
    return Name(str(part)) if isinstance(part, Name) else part


def _bookmarks(title: str, source: Pdf, start: int) -> OutlineItem:
    """The piece, and under it its own bookmarks."""
    item = OutlineItem(title, start)
    numbers = {page.obj.objgen: place for place, page in enumerate(source.pages)}
    known = destinations(source)
    with source.open_outline() as own:
        item.children.extend(_copied(each, numbers, known, start) for each in own.root)
    return item


def _copied(item: OutlineItem, numbers: dict[Any, int], known: dict[str, Any], start: int) -> OutlineItem:
    where = item.destination if item.destination is not None else item.action.D  # type: ignore[union-attr]
    page = numbers[where[0].objgen] if isinstance(where, Array) else known[str(where)][0]
    copied = OutlineItem(item.title, start + page)
    copied.is_closed = True
    copied.children.extend(_copied(each, numbers, known, start) for each in item.children)
    return copied
