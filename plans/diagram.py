"""The course of a plan as a drawing (Mermaid), made from the table in `workflow`."""

from __future__ import annotations

from .workflow import OWNERS, TRANSITIONS, Act, Status

FIRST = Status.DRAFT


def drawing() -> str:
    """A state diagram: an arrow for each way an act can lead, and below each status whose turn it is."""
    lines = ["stateDiagram-v2", f"    [*] --> {FIRST.value}"]
    lines += [f"    {status.value} : {_caption(status)}" for status in Status]
    for (source, act), targets in TRANSITIONS.items():
        lines += [f"    {source.value} --> {target.value} : {act.value}" for target in Status if target in targets]
    final = set(Status) - {source for source, _act in TRANSITIONS}
    lines += [f"    {status.value} --> [*]" for status in Status if status in final]
    return "\n".join(lines)


def _caption(status: Status) -> str:
    owners = " or ".join(role.replace("_", " ") for role in OWNERS[status])
    return f"{status.value} ({owners})" if owners else status.value


def table() -> str:
    """The same as a table: status × act, with where it leads."""
    rows = [["status", *(act.value for act in Act)], ["---"] * (len(Act) + 1)]
    for status in Status:
        leads = [TRANSITIONS.get((status, act), frozenset()) for act in Act]
        rows.append([status.value, *(", ".join(s.value for s in Status if s in found) or "–" for found in leads)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
