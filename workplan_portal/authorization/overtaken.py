"""Two people do the same at the same moment: one is first, and the other hears it as if it had been a minute later."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError

Given = ParamSpec("Given")
Made = TypeVar("Made")


def judged_again(action: Callable[Given, Made]) -> Callable[Given, Made]:
    """Stands around the transaction of an action that the database may stop because somebody was just ahead.

    The policy that found nothing in the way then finds what the other made, and refuses with its own sentence.
    """

    @wraps(action)
    def act(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        try:
            return action(*args, **kwargs)
        except IntegrityError:
            return action(*args, **kwargs)

    return act
