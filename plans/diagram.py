"""The course of a thing through its statuses as a drawing (Mermaid) and as a table, made from a `workflow` module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

END = "<!-- end of the drawing -->"


@dataclass(frozen=True)
class Course:
    """Statuses in their order, the first is where it begins; acts; where an act may lead; whose turn each status is."""

    statuses: tuple[str, ...]
    acts: tuple[str, ...]
    leads: Mapping[Any, frozenset[str]]  # by status and act
    owners: Mapping[Any, Iterable[str]]  # by status

    def drawing(self) -> str:
        """A state diagram: an arrow for each way an act can lead, and below each status whose turn it is."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.statuses[0]}"]
        lines += [f"    {status} : {self._caption(status)}" for status in self.statuses]
        for (source, act), targets in self.leads.items():
            lines += [f"    {source} --> {target} : {act}" for target in self.statuses if target in targets]
        final = set(self.statuses) - {source for source, _act in self.leads}
        lines += [f"    {status} --> [*]" for status in self.statuses if status in final]
        return "\n".join(lines)

    def table(self) -> str:
        """The same as a table: status × act, with where it leads."""
        rows = [["status", *self.acts], ["---"] * (len(self.acts) + 1)]
        for status in self.statuses:
            reached = [self.leads.get((status, act), frozenset()) for act in self.acts]
            rows.append([status, *(", ".join(s for s in self.statuses if s in found) or "–" for found in reached)])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def redrawn(self, text: str, command: str) -> str:
        """The same text with the drawing between the marks of this command as the table says it now."""
        begin = f"<!-- drawn by manage.py {command} -->"
        content = f"{begin}\n\n```mermaid\n{self.drawing()}\n```\n\n{self.table()}\n\n{END}"
        return re.sub(f"{re.escape(begin)}.*?{re.escape(END)}", lambda _match: content, text, flags=re.DOTALL)

    def _caption(self, status: str) -> str:
        owners = " or ".join(role.replace("_", " ") for role in self.owners[status])
        return f"{status} ({owners})" if owners else status
