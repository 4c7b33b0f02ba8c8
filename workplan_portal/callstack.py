"""Room for deep calls.

CPython keeps the frames of Python functions in pieces of 16 KiB. It asks the operating system for another piece when
one is full and hands that back as soon as the first call in it returns. A loop that happens to run at such an edge does
so at every call: pages lost up to 40% of their time to it, more or less of it by chance (`make bench`). A call with a
large frame gets a large piece, and leaves nearly half of it to what is called from there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

SLOTS = 33_000
"""Of eight bytes: a little over a quarter of a mebibyte, so that the piece is half a mebibyte. Memory that is not
touched costs nothing."""


def with_room(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same function, with room for about a thousand calls in one piece."""

    def roomy(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=SLOTS)
    return wraps(function)(roomy)
