"""Turns npm packages into the few files that are served: used components, needed tokens, the engine of the editor.

The output is committed, so neither a build nor a running portal needs Node or a network. Never add a package with
proprietary tokens here (those of Utrecht, Amsterdam or any other municipality): only EUPL, MIT and OFL material.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from fontTools import subset
from fontTools.ttLib import TTFont

CANDIDATE = ("button", "heading", "link", "paragraph", "skip-link")
UTRECHT = (
    "root",
    "document",
    "alert",
    "breadcrumb-nav",
    "table",
    "textbox",
    "textarea",
    "select",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-label",
    "form-fieldset",
    "status-badge",
    "custom-checkbox",
    "checkbox",
    "radio-button",
    "unordered-list",
)
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "source-sans"
FONT_NAME = "Portal Sans"
ICON_SET = "@tabler/icons"
EDITOR = "squire-rte"

ICONS = (
    "alert-circle alert-triangle archive arrow-back-up arrow-down arrow-left arrow-right arrow-up ban bold book "
    "bookmark building calendar calendar-due calendar-event chart-bar check checkbox chevron-down chevron-right "
    "circle-check circle-x clipboard-check clock copy download edit eye file-code file-spreadsheet file-text "
    "file-type-docx file-type-pdf filter flag help-circle history home info-circle italic key language letter-case "
    "link list list-numbers lock lock-open login-2 logout mail map-pin menu-2 message minus notes pencil plus refresh "
    "replace scale search send settings shield-check signature target trash unlink upload user user-check user-plus "
    "users writing x"
).split()
"""Every icon a page may use; an icon that is not listed here is not in the repository."""

CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Western and Central European names
    *range(0x1E80, 0x1E86),
    *range(0x2010, 0x2027),
    *map(ord, "\u202f‰′″‹›⁄₁₂₃€№™←↑→↓−≠≤≥≈∞√∑◊✓"),
]

LICENCE_NOTE = (
    "/*! Parts of NL Design System (Utrecht Component Library, Candidate components) and tokens of its example theme."
    " Licence EUPL-1.2; versions in manifest.json. */\n"
)
DATA_IMAGE = re.compile(r"""url\(\s*"data:image/svg\+xml,([^"]+)"\s*\)""")
REFERENCE = re.compile(r"var\(\s*(--[a-z0-9-]+)")


def packages() -> list[str]:
    """The npm packages everything is made from."""
    candidate = [f"@nl-design-system-candidate/{name}-css" for name in CANDIDATE]
    utrecht = [f"@utrecht/{name}-css" for name in UTRECHT]
    return [*candidate, *utrecht, TOKENS, FONT, ICON_SET, EDITOR]


@dataclass(frozen=True)
class Package:
    folder: Path

    @property
    def about(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.folder / "package.json").read_text())
        return {"version": found["version"], "licence": found["license"]}


def minified(css: str) -> str:
    """Without comments and needless white space; selectors and values untouched."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip()


def with_image_files(css: str, folder: Path) -> str:
    """Images in the style sheet become files, because the portal's content policy refuses `data:`."""

    def as_file(match: re.Match[str]) -> str:
        svg = unquote(match.group(1)).replace("'", '"')
        name = hashlib.sha256(svg.encode()).hexdigest()[:12] + ".svg"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(svg + "\n")
        return f'url("{folder.name}/{name}")'

    return DATA_IMAGE.sub(as_file, css)


def component_css(npm: Path) -> str:
    sources = [npm / f"@nl-design-system-candidate/{name}-css/dist/{name}.css" for name in CANDIDATE]
    sources += [npm / f"@utrecht/{name}-css/dist/index.css" for name in UTRECHT]
    return "".join(minified(source.read_text()) for source in sources)


def needed_tokens(theme: str, users: Iterable[str]) -> dict[str, str]:
    """The tokens that `users` (style sheets) reach, directly or through other tokens; colours come from our theme."""
    known = dict(re.findall(r"^\s+(--[a-z0-9-]+):\s*([^;]+);", theme, flags=re.M))
    waiting = {name for css in users for name in REFERENCE.findall(css)}
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= set(REFERENCE.findall(known.get(name, ""))) - reached
    ours = ("--basis-color-", "--voorbeeld-kleuren")
    return {
        name: value
        for name, value in known.items()
        if name in reached and (not name.startswith(ours) or name == "--basis-color-transparent")
    }


def write_styles(npm: Path, target: Path, own_css: Path) -> None:
    """Write nlds.css and nlds-tokens.css into `target`, each inside its own cascade layer."""
    components = with_image_files(component_css(npm), target / "images")
    theme = (npm / TOKENS / "dist/theme.css").read_text()
    tokens = needed_tokens(theme, [components, *(path.read_text() for path in own_css.glob("*.css"))])
    listed = ";".join(f"{name}:{value}" for name, value in tokens.items())
    (target / "nlds.css").write_text(f"{LICENCE_NOTE}@layer nlds{{{components}}}\n")
    (target / "nlds-tokens.css").write_text(f"{LICENCE_NOTE}@layer tokens{{:root{{{listed}}}}}\n")


def rename(font: TTFont, family: str) -> None:
    """Give a changed font its own name: its licence reserves the name of the original for the original."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 6, 16, 25):
            spaceless = record.nameID in (6, 25)
            own = family.replace(" ", "") if spaceless else family
            record.string = re.sub(r"Source ?Sans ?(3|3VF)?( ?VF)?", own, text)


def write_font(source: Path, target: Path) -> None:
    """Subset a variable font to the characters we print, as woff2. Layout features for figures are kept."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum"])
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    rename(font, FONT_NAME)
    font.flavor = "woff2"
    font.save(target)


def write_icon(source: Path, target: Path) -> None:
    """One icon, ready to stand inside a page: decorative, in the colour of the text, without the invisible frame."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(), re.S)
    if not found:
        raise ValueError(f"{source.name} holds no drawing")
    drawing = re.sub(r'<path stroke="none"[^>]*/>', "", found.group(1))
    drawing = re.sub(r"\s+", " ", drawing).strip().replace("> <", "><").replace(" />", "/>")
    target.write_text(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{drawing}</svg>\n"
    )


def write_editor(npm: Path, target: Path) -> None:
    """The engine of the editor as its makers built it, without the address of a map that is not served."""
    about = Package(npm / EDITOR).about
    note = f"/*! Squire {about['version']}. Licence MIT, beside this file. */\n"
    engine = (npm / EDITOR / "dist/squire.mjs").read_text()
    (target / "squire.js").write_text(note + re.sub(r"\n//# sourceMappingURL=.*", "", engine))


def manifest(npm: Path, files: Iterable[Path], root: Path) -> str:
    """Which versions of what, under which licence, made which files with which SHA-256."""
    made = {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}
    made_from = {name: Package(npm / name).about for name in packages()}
    return json.dumps({"origin": "npm", "packages": made_from, "sha256": made}, indent=1) + "\n"
