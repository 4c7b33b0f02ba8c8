"""A plan of the example as it is read, before it is built."""

from collections.abc import Iterator

from workplan_portal.example import source


def reading_order(year: int) -> Iterator[str]:
    """Every text a reader meets, in the order of the plan of this year."""
    content, blocks = source.plan(year), source.blocks(year)
    plan = content["plan"]
    frames = {frame["code"]: frame for frame in source.frames()}
    texts = {c["code"]: c.get("text", "") for block in blocks for c in block.get("contributions", ())}
    yield from (plan[name] for name in ("foreword", "introduction", "going_concern", "formation", "upscaling"))
    for chapter in content["chapters"]:
        yield chapter["introduction"]
        for block in (b for b in blocks if b["chapter"] == chapter["number"]):
            priority = next(p for p in frames[block["frame"]]["priorities"] if p["code"] == block["priority"])
            for name in ("narrative", "ambition", "objective"):
                yield block.get(name) or priority.get(name, "")
            for contribution in block.get("contributions", ()):
                yield texts[contribution.get("same_as", contribution["code"])]
                yield " ".join([contribution.get("responsible", ""), *contribution.get("partners", ())])
