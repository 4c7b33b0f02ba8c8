"""What the verbs of the trail are called for a reader.

An app names the verbs of its own actions in a module `verbs` with `register(...)`; it is found when the portal starts.
"""

from __future__ import annotations

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(**labels: str | Promise) -> None:
    """Name verbs: `register(adopt=_("adopted"))`. Apps that share a verb share its words."""
    _labels.update(labels)


def label_of(action: str) -> str:
    """The words for an action; an action nobody named shows as it is."""
    return str(_labels.get(action, action))


def known() -> dict[str, str]:
    """All named verbs, by their words."""
    return dict(sorted(((verb, str(label)) for verb, label in _labels.items()), key=lambda pair: pair[1]))
