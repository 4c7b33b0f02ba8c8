"""The addresses of the desk, and what is sent to them."""

from django.urls import reverse


def at(scene, name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=[scene.plan.uuid, *args])


def block_url(scene, place: int = 0) -> str:
    return at(scene, "block", scene.blocks[place].uuid)


def row_url(scene, name: str, slug: str, row=None, place: int = 0) -> str:
    return at(scene, name, scene.blocks[place].uuid, slug, *([row.uuid] if row else []))


def pages(scene) -> list[str]:
    """The address of every page of the desk."""
    chapter = scene.chapters[0]
    return [
        at(scene, "write"),
        at(scene, "texts"),
        at(scene, "frames"),
        at(scene, "terms"),
        at(scene, "chapter", chapter.uuid),
        block_url(scene),
    ]


def text(response) -> str:
    return response.content.decode()


CONTRIBUTION = {"kind": "standing", "text": "Wij surveilleren 's avonds."}
