"""Fetches the design system, font, icons and editor with npm and writes the files that are committed."""

import json
import subprocess
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workplan_portal.interface import theme, vendoring

ICONS = Path(vendoring.__file__).parent / "icons"


class Command(BaseCommand):
    help = "Rewrite the vendored design system, font, icons and editor. Needs npm; a normal build or run never does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--packages", type=Path, help="a node_modules folder that already holds the packages")
        parser.add_argument("--latest", action="store_true", help="take the newest versions, not those of the manifest")

    def handle(self, *args: Any, packages: Path | None, latest: bool, **options: Any) -> None:
        vendor = Path(settings.BASE_DIR) / "static" / "vendor"
        if packages:
            self.write(packages, vendor)
            return
        with tempfile.TemporaryDirectory() as folder:
            wanted = vendoring.packages() if latest else self.pinned(vendor / "manifest.json")
            subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", *wanted], cwd=folder, check=True)
            self.write(Path(folder) / "node_modules", vendor)

    def pinned(self, manifest: Path) -> list[str]:
        known = json.loads(manifest.read_text())["packages"]
        return [f"{name}@{known[name]['version']}" if name in known else name for name in vendoring.packages()]

    def write(self, npm: Path, vendor: Path) -> None:
        own_css = vendor.parent / "css"
        for folder in (vendor / "nlds", vendor / "fonts", vendor / "squire", ICONS):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.rglob("*.*"):
                old.unlink()
        (own_css / "theme.css").write_text(theme.base_css())
        vendoring.write_styles(npm, vendor / "nlds", own_css)
        for style in ("Upright", "Italic"):
            source = npm / vendoring.FONT / f"VF/SourceSans3VF-{style}.ttf"
            vendoring.write_font(source, vendor / "fonts" / f"source-sans-3-{style.lower()}.woff2")
        for icon in vendoring.ICONS:
            vendoring.write_icon(npm / vendoring.ICON_SET / f"icons/outline/{icon}.svg", ICONS / f"{icon}.svg")
        vendoring.write_editor(npm, vendor / "squire")
        for source, target in (
            (npm / vendoring.TOKENS / "LICENSE.md", vendor / "nlds/LICENSE.md"),
            (npm / vendoring.FONT / "LICENSE.md", vendor / "fonts/OFL.md"),
            (npm / vendoring.ICON_SET / "LICENSE", ICONS / "LICENSE"),
            (npm / vendoring.EDITOR / "LICENSE", vendor / "squire/LICENSE.txt"),
        ):
            target.write_text(source.read_text())
        files = [path for folder in (vendor, ICONS) for path in folder.rglob("*.*") if path.name != "manifest.json"]
        (vendor / "manifest.json").write_text(vendoring.manifest(npm, files, Path(settings.BASE_DIR)))
        self.stdout.write(f"{len(files)} files written.")
