"""What can be done with an item in a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tools:
    """The buttons of an item, each in words that say what it does to what.

    What has no address is left out; a move that is not possible says why.
    """

    id: str  # of the item
    label: str  # of the buttons together
    move_url: str = ""
    up: str = ""
    down: str = ""
    too_high: str = ""
    too_low: str = ""
    edit_url: str = ""
    edit: str = ""
    also_url: str = ""
    also: str = ""
    lists_url: str = ""
    lists: str = ""
    elsewhere_url: str = ""
    elsewhere: str = ""
    comment_url: str = ""
    comment: str = ""
    remove_url: str = ""
    remove: str = ""
    drop_url: str = ""  # takes it away at once: for what can be taken back as easily
    drop: str = ""
    opens_here: bool = False  # a form opens in the page itself, so that its script need not load it whole
