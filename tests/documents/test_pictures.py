"""Pages look as they did: a change of the style sheets that moves or loses something is seen, in a picture."""

from itertools import zip_longest
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from .pictures import differ, documents, drawn, expected, side_by_side


@pytest.mark.requires("poppler")
@pytest.mark.parametrize("name", ["plan", "report", "letter", "sheet"])
def test_pages_look_as_they_did(name: str, tmp_path: Path) -> None:
    seen = []
    for number, (page, should) in enumerate(zip_longest(drawn(documents()[name]()), expected(name)), 1):
        assert page, f"page {number} is gone"
        if should is None or differ(page, should):
            picture = tmp_path / f"{name}-{number:02}.png"
            side_by_side(page, should or Image.new("L", page.size, "white")).save(picture)
            seen.append(str(picture))

    assert not seen, f"as it should be, as it is, the difference: {', '.join(seen)}. Was it meant? `make pictures`"


def test_the_proof_can_fail() -> None:
    page = next(expected("plan"))

    assert not differ(page, page)
    assert differ(ImageChops.offset(page, 0, 1), page)
