"""Calls at the edge of a piece of the call stack cost no memory from the operating system, at whatever depth."""

import functools
import resource
from collections.abc import Callable

import pytest

from workplan_portal.callstack import with_room

DEPTHS = 200
CALLS = 500


def leaf() -> int:
    return 1


def loop() -> int:
    return sum(leaf() for _ in range(CALLS))


def down(depth: int, function: Callable[[], int]) -> int:
    return down(depth - 1, function) if depth else function()


def page_faults(call: Callable[[], int]) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    assert call() == CALLS
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_with_room_a_loop_pays_for_no_memory_at_any_depth():
    bare = [page_faults(functools.partial(down, depth, loop)) for depth in range(DEPTHS)]
    roomy = [page_faults(with_room(functools.partial(down, depth, loop))) for depth in range(DEPTHS)]
    assert max(bare) >= CALLS, "this Python has no such edge any more: with_room can go"
    assert max(roomy) < CALLS / 10


def test_it_stays_the_same_function():
    def divide(number: int, *, by: int) -> float:
        """Splits."""
        return number / by

    roomy = with_room(divide)
    assert roomy(6, by=3) == 2
    assert (roomy.__name__, roomy.__doc__) == ("divide", "Splits.")
    with pytest.raises(ZeroDivisionError):
        roomy(1, by=0)
