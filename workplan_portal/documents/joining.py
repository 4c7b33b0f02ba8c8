"""The sections of one document, made apart (see `cutting`), as the one file a reader gets: no seam in pages, tags,
links, bookmarks or names."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from .bundling import Tree, destinations
from .cutting import ELSEWHERE, PART

NEARLY = 0.5  # points


class Extent(NamedTuple):
    pages: int
    places: dict[str, int]  # name → page of the section, from 0
    starts: frozenset[str]  # the places with which a page begins


class Piece(NamedTuple):
    """A section as it was made: under how many headings of the one before it, and in how many of its elements."""

    file: bytes
    under: int = 0
    inside: int = 0


def extent(section: bytes) -> Extent:
    with Pdf.open(io.BytesIO(section)) as pdf:
        places = destinations(pdf)
        count = len(pdf.pages)
    heights = {name: float(where[2]) for name, (_page, where) in places.items()}
    top = max(heights.values(), default=0) - NEARLY
    starts = frozenset(name for name, height in heights.items() if height > top)
    return Extent(count, {name: page for name, (page, _where) in places.items()}, starts)


def join(shell: bytes, pieces: Sequence[Piece], layer: bytes) -> bytes:
    """`shell` is an empty document that says what the whole is and has its attachments; `layer` has heads and feet."""
    made = Pdf.open(io.BytesIO(shell))
    del made.pages[0]
    sources = [Pdf.open(io.BytesIO(piece.file)) for piece in pieces]
    starts = []
    for source in sources:
        starts.append(len(made.pages))
        for page in source.pages:
            made.pages.append(page)
    _join_tags(made, sources, starts, [piece.inside for piece in pieces])
    _join_places(made, sources, starts)
    _join_bookmarks(made, sources, starts, [piece.under for piece in pieces])
    _lay_over(made, Pdf.open(io.BytesIO(layer)))
    written = io.BytesIO()
    # Its changing identifier is a place for the seal (see `sealing`), so none is made of the contents. What the shell
    # says of itself holds for the whole, its version too.
    made.save(
        written,
        static_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def _join_tags(made: Pdf, sources: Sequence[Pdf], starts: Sequence[int], depths: Sequence[int]) -> None:
    tree = Tree(made)
    document, *others = [
        tree.add(source, range(start, start + len(source.pages))) for source, start in zip(sources, starts, strict=True)
    ]
    for top, depth in zip(others, depths[1:], strict=True):
        _go_on(document, top, depth)
    tree.kids = Array([document])
    tree.write()


def _go_on(element: Any, other: Any, depth: int) -> None:
    """With what stands in `other`: a piece of the same element, as are its last and first child to this depth."""
    kids = list(other.K)
    if depth:
        _go_on(element.K[-1], kids.pop(0), depth - 1)
    for kid in kids:
        kid.P = element
        element.K.append(kid)


def _join_places(made: Pdf, sources: Sequence[Pdf], starts: Sequence[int]) -> None:
    places: dict[str, Any] = {}
    for source, start in zip(sources, starts, strict=True):
        for name, (page, where) in destinations(source).items():
            if PART not in name:
                places.setdefault(name, Array([made.pages[start + page].obj, *where]))
    names = Array()
    for name in sorted(places, key=str.encode):
        names.extend([String(name), places[name]])
    if Name.Names not in made.Root:
        made.Root.Names = Dictionary()
    made.Root.Names.Dests = Dictionary(Names=names)
    for leaf in made.pages:
        for annotation in leaf.obj.get(Name.Annots, Array()):
            _lead(annotation, places)


def _lead(annotation: Any, places: dict[str, Any]) -> None:
    action = annotation.get(Name.A)
    address = str(action.URI) if action is not None and Name.URI in action else ""
    if address.startswith(ELSEWHERE):
        del annotation.A
        annotation.Dest = String(address.removeprefix(ELSEWHERE))


def _join_bookmarks(made: Pdf, sources: Sequence[Pdf], starts: Sequence[int], unders: Sequence[int]) -> None:
    with made.open_outline() as outline:
        for source, start, under in zip(sources, starts, unders, strict=True):
            numbers = {page.obj.objgen: place for place, page in enumerate(source.pages)}
            with source.open_outline() as own:
                _graft(outline.root, [_moved(made, item, numbers, start) for item in own.root], under)


def _graft(before: list[OutlineItem], items: list[OutlineItem], under: int) -> None:
    """The first `under` headings of a section are those it stands under: they were there before."""
    if under and items:
        _graft(before[-1].children, items[0].children, under - 1)
        items = items[1:]
    before.extend(items)


def _moved(made: Pdf, item: OutlineItem, numbers: dict[Any, int], start: int) -> OutlineItem:
    page, kind, *where = item.destination  # type: ignore[misc]  # ours all have a place on a page
    moved = OutlineItem(item.title, Array([made.pages[start + numbers[page.objgen]].obj, Name(str(kind)), *where]))
    moved.is_closed = item.is_closed
    moved.children.extend(_moved(made, child, numbers, start) for child in item.children)
    return moved


def _lay_over(made: Pdf, layer: Pdf) -> None:
    if len(layer.pages) != len(made.pages):
        raise RuntimeError(f"{len(layer.pages)} heads and feet were made for {len(made.pages)} pages.")
    for page, heads in zip(made.pages, layer.pages, strict=True):
        page.add_overlay(heads, None)
