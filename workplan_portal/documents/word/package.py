"""The parts of a document in one zip (ISO/IEC 29500-2): the same document gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from string import Template
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workplan_portal.documents.jobs import PRODUCT, Metadata

from .lines import LANGUAGES
from .paragraphs import STEP
from .parts import BULLETS, FONTS, FOOTER, FOOTNOTES, HEADER, NUMBERING, NUMBERS, SETTINGS, STYLES, Parts, Picture
from .xml import made, val, writable, written, written_plain

FIXED = Path(__file__).parent / "fixed"
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: never the clock."""

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_RELATED = {
    STYLES: "styles",
    NUMBERING: "numbering",
    FOOTNOTES: "footnotes",
    SETTINGS: "settings",
    HEADER: "header",
    FOOTER: "footer",
    FONTS: "fontTable",
}
_XML = {"xmlns": "http://schemas.openxmlformats.org/package/2006/relationships"}


@dataclass(frozen=True)
class Story:
    """What was written, before it is packed. `colours` are six hexadecimal digits, by the name they have in CSS."""

    body: Element
    header: Element
    footer: Element
    parts: Parts
    colours: Mapping[str, str]


def packed(story: Story, metadata: Metadata) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in _files(story, metadata):
            entry = ZipInfo(name, BEGINNING)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=6)
    return file.getvalue()


def _files(story: Story, metadata: Metadata) -> Iterator[tuple[str, bytes]]:
    parts = story.parts
    yield "[Content_Types].xml", written_plain(_content_types())
    yield "_rels/.rels", _fixed("package.rels")
    yield "word/document.xml", written(made("w:document", None, story.body))
    yield "word/_rels/document.xml.rels", written_plain(_relationships(parts))
    yield "word/styles.xml", _fixed("styles.xml", {**story.colours, "language": _language(metadata)})
    yield "word/numbering.xml", written(_numbering(parts))
    yield "word/footnotes.xml", written(_footnotes(parts))
    yield "word/settings.xml", _fixed("settings.xml", {"language": _language(metadata)})
    yield "word/fontTable.xml", _fixed("fonts.xml")
    yield "word/header1.xml", written(story.header)
    yield "word/footer1.xml", written(story.footer)
    for picture in parts.pictures.values():
        yield f"word/{_media(picture)}", picture.content
    yield "docProps/core.xml", _fixed("core.xml", _described(metadata))
    yield "docProps/app.xml", _fixed("app.xml", {"product": PRODUCT})


def _content_types() -> Element:
    kinds = {
        "/word/document.xml": _TYPE.format("document.main"),
        "/word/header1.xml": _TYPE.format("header"),
        "/word/footer1.xml": _TYPE.format("footer"),
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    } | {
        f"/word/{name}.xml": _TYPE.format(name)
        for name in ("styles", "numbering", "footnotes", "settings", "fontTable")
    }
    endings = {
        "png": "image/png",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    return made(
        "Types",
        {"xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"},
        *(made("Default", {"Extension": ending, "ContentType": kind}) for ending, kind in endings.items()),
        *(made("Override", {"PartName": name, "ContentType": kind}) for name, kind in kinds.items()),
    )


def _relationships(parts: Parts) -> Element:
    files = {"header": "header1.xml", "footer": "footer1.xml"}
    found: list[tuple[str, str, str, dict[str, str]]] = [
        (number, kind, files.get(kind, f"{kind}.xml"), {}) for number, kind in _RELATED.items()
    ]
    found += [(number, "hyperlink", address, {"TargetMode": "External"}) for address, number in parts.links.items()]
    found += [(picture.number, "image", _media(picture), {}) for picture in parts.pictures.values()]
    return made(
        "Relationships",
        _XML,
        *(
            made("Relationship", {"Id": number, "Type": _RELATION + kind, "Target": target, **how})
            for number, kind, target, how in found
        ),
    )


def _media(picture: Picture) -> str:
    return f"media/{picture.number}.png"


# --- lists and footnotes ----------------------------------------------------------------------------------------------


def _numbering(parts: Parts) -> Element:
    bullets = [_level(level, "bullet", sign) for level, sign in enumerate("•–•")]
    numbers = [
        _level(level, kind, f"%{level + 1}.") for level, kind in enumerate(("decimal", "lowerLetter", "lowerRoman"))
    ]
    again = (
        made("w:num", {"w:numId": str(NUMBERS + place)}, val("w:abstractNumId", NUMBERS), *_from_one())
        for place in range(1, parts.counted + 1)
    )
    return made(
        "w:numbering",
        None,
        made("w:abstractNum", {"w:abstractNumId": str(BULLETS)}, val("w:multiLevelType", "hybridMultilevel"), *bullets),
        made("w:abstractNum", {"w:abstractNumId": str(NUMBERS)}, val("w:multiLevelType", "hybridMultilevel"), *numbers),
        *(made("w:num", {"w:numId": str(kind)}, val("w:abstractNumId", kind)) for kind in (BULLETS, NUMBERS)),
        *again,
    )


def _level(level: int, kind: str, sign: str) -> Element:
    indented = {"w:left": str(STEP * (level + 1)), "w:hanging": str(STEP)}
    return made(
        "w:lvl",
        {"w:ilvl": str(level)},
        val("w:start", 1),
        val("w:numFmt", kind),
        val("w:lvlText", sign),
        val("w:lvlJc", "left"),
        made("w:pPr", None, made("w:ind", indented)),
    )


def _from_one() -> Iterator[Element]:
    for level in range(3):
        yield made("w:lvlOverride", {"w:ilvl": str(level)}, val("w:startOverride", 1))


def _footnotes(parts: Parts) -> Element:
    """The two lines that Word draws above notes are notes themselves."""
    lines = (("-1", "separator"), ("0", "continuationSeparator"))
    drawn = (
        made("w:footnote", {"w:type": kind, "w:id": number}, made("w:p", None, made("w:r", None, made(f"w:{kind}"))))
        for number, kind in lines
    )
    return made("w:footnotes", None, *drawn, *parts.footnotes)


# --- what never changes -----------------------------------------------------------------------------------------------


@cache
def _template(name: str) -> Template:
    return Template((FIXED / name).read_text(encoding="utf-8"))


def _fixed(name: str, values: Mapping[str, str] | None = None) -> bytes:
    return _template(name).substitute({key: escape(writable(value)) for key, value in (values or {}).items()}).encode()


def _language(metadata: Metadata) -> str:
    return LANGUAGES.get(metadata.language, metadata.language)


def _described(metadata: Metadata) -> dict[str, str]:
    return {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        "identifier": metadata.identifier,
        "language": _language(metadata),
        "created": metadata.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
