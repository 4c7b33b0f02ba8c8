"""One style sheet in production, the separate files while developing."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.templatetags.static import static
from django.utils.module_loading import import_string
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEETS = (
    "css/layers.css",
    "css/fonts.css",
    "vendor/nlds/nlds-tokens.css",
    "css/theme.css",
    "css/tokens.css",
    "vendor/nlds/nlds.css",
    "css/base.css",
    "css/layout.css",
    "css/header.css",
    "css/menu.css",
    "css/navigation.css",
    "css/panels.css",
    "css/facts.css",
    "css/tables.css",
    "css/charts.css",
    "css/figures.css",
    "css/forms.css",
    "css/writing.css",
    "css/comments.css",
    "css/rich_text.css",
    "css/publications.css",
    "css/adaptations.css",
)
"""In this order; `layers.css` first, because the first mention of a layer fixes its place."""

BUNDLE = "css/portal.css"


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Puts all style sheets together when static files are collected: one request instead of eighteen."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            self._write_bundle(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _write_bundle(self, paths: dict[str, Any]) -> None:
        parts = []
        for sheet in STYLE_SHEETS:
            storage, path = paths[sheet]
            with storage.open(path) as file:
                css = file.read().decode()
            folder = sheet.rpartition("/")[0]
            parts.append(css if folder == "css" else css.replace('url("', f'url("../{folder}/'))
        if self.exists(BUNDLE):
            self.delete(BUNDLE)
        self.save(BUNDLE, ContentFile("".join(parts).encode()))
        paths[BUNDLE] = (self, BUNDLE)


def style_sheet_urls() -> list[str]:
    """The bundle where it was made, else every sheet on its own."""
    backend = settings.STORAGES["staticfiles"]["BACKEND"]
    bundled = issubclass(import_string(backend), BundledStaticFilesStorage)
    return [static(sheet) for sheet in ((BUNDLE,) if bundled else STYLE_SHEETS)]
