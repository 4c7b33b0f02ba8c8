"""A policy's answer: yes, or no with the sentence the reader gets.

The same sentence stands on a disabled button, on the 403 page and in the trail.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. `reason` is a whole translated sentence, and empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_refuse(self) -> None:
        """Raise `Refused` unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)


class Refused(PermissionDenied):
    """An action was refused by its policy; str() is the sentence for the reader."""


ALLOWED = Verdict(allowed=True)


def refuse(reason: str) -> Verdict:
    return Verdict(allowed=False, reason=str(reason))
