"""A municipality's logo, and how a file tells of it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from workplan_portal.documents.aloud import read_aloud
from workplan_portal.documents.store import store
from workplan_portal.organisation.models import Municipality


def small_logo() -> bytes:
    """As the portal keeps one: plain colours."""
    file = BytesIO()
    Image.new("RGB", (120, 60), "green").save(file, "PNG")
    return file.getvalue()


def give_logo(code: str) -> None:
    Municipality.objects.filter(code=code).update(logo=store(small_logo(), "image/png").sha256)


def logos_in(pdf: bytes) -> list[str]:
    """What is said of those in it."""
    return [line.text for line in read_aloud(pdf) if line.role == "Figure" and line.text.startswith("Logo")]
