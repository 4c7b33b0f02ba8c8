"""What the pages of invented documents look like: grey pictures of 50 dots per inch, kept in `expected/`.

`make pictures` makes them anew, after a change that was meant: look at each before it is committed.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from PIL import Image, ImageChops, ImageFilter

EXPECTED = Path(__file__).parent / "expected"

# Drawn large and made small: so what a machine does to the edges of its letters is as good as gone.
DRAWN_AT = 150  # dots per inch
SMALLER = 3  # times
GREYS = 16  # enough to see by, and a fifth of the size

# Drawn by another program (Cairo) pages differ by 19 at most, moved by half a millimetre in tens of places by more.
BLUR = 2  # dots to all sides
DIFFERENT = 20  # of 255 shades of grey
FEW = 20  # dots of a page that may differ so much


def documents() -> dict[str, Callable[[], str]]:
    from .letter import letter_html  # noqa: PLC0415 -- templates, which need the settings
    from .report import report_html  # noqa: PLC0415
    from .sample import sample_html  # noqa: PLC0415
    from .sheet import sheet_html  # noqa: PLC0415

    return {"plan": sample_html, "report": report_html, "letter": letter_html, "sheet": sheet_html}


def drawn(html: str) -> Iterator[Image.Image]:
    """Its pages."""
    from workplan_portal.documents.render import render_pdf  # noqa: PLC0415
    from workplan_portal.documents.resources import our_resources  # noqa: PLC0415

    from .sample import METADATA  # noqa: PLC0415

    pdf = render_pdf(html, metadata=METADATA, resources=our_resources())
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(DRAWN_AT), "-gray", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True)  # noqa: S603
        for page in sorted(Path(folder).iterdir()):
            with Image.open(page) as picture:
                yield picture.reduce(SMALLER)


def expected(name: str) -> Iterator[Image.Image]:
    for page in sorted(EXPECTED.glob(f"{name}-*.png")):
        with Image.open(page) as picture:
            yield picture.convert("L")


def differ(page: Image.Image, should: Image.Image) -> bool:
    return page.size != should.size or sum(_difference(page, should).histogram()[DIFFERENT + 1 :]) > FEW


def side_by_side(page: Image.Image, should: Image.Image) -> Image.Image:
    """As it should be, as it is, and in red where the two differ."""
    width, height = should.size
    three = Image.new("RGB", (3 * width, height), "white")
    red = _difference(page.resize(should.size), should).point(lambda shade: 255 * (shade > DIFFERENT))
    for place, picture in enumerate((should, page, page)):
        three.paste(picture.convert("RGB"), (place * width, 0))
    three.paste("red", (2 * width, 0), red)
    return three


def _difference(page: Image.Image, should: Image.Image) -> Image.Image:
    blur = ImageFilter.GaussianBlur(BLUR)
    return ImageChops.difference(page.filter(blur), should.filter(blur))


def main() -> None:
    for old in EXPECTED.glob("*.png"):
        old.unlink()
    for name, html in documents().items():
        for number, page in enumerate(drawn(html()), 1):
            page.quantize(GREYS).save(EXPECTED / f"{name}-{number:02}.png", optimize=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workplan_portal.settings")
    django.setup()
    main()
