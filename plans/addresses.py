"""The address of a draft: a plan by its uuid, and of an amendment its number too.

    /plannen/<uuid>/schrijven/                      the plan itself
    /plannen/<uuid>/bijstellingen/2/schrijven/      its second amendment

Both lead to the same views. `reverse` and `{% url %}` take the draft itself.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import register_converter
from django.urls.converters import UUIDConverter

from .models import Draft

AMENDMENTS = "/bijstellingen/"


class DraftAddress(UUID):
    """The uuid of a plan, and the number of the amendment that is meant; 0: the plan itself."""

    amendment: int

    def __init__(self, plan: str, amendment: int = 0) -> None:
        super().__init__(plan)
        object.__setattr__(self, "amendment", amendment)


class DraftConverter:
    regex = rf"{UUIDConverter.regex}(?:{AMENDMENTS}[1-9][0-9]{{0,3}})?"

    def to_python(self, value: str) -> DraftAddress:
        plan, _slash, number = value.partition(AMENDMENTS)
        return DraftAddress(plan, int(number or 0))

    def to_url(self, value: Any) -> str:
        """Of a draft, of what was found in an address, or of a plan by its uuid."""
        match value:
            case Draft():
                plan, number = value.plan.uuid, value.number
            case DraftAddress():
                plan, number = value, value.amendment
            case _:
                return str(value)
        return f"{plan}{AMENDMENTS}{number}" if number else str(plan)


register_converter(DraftConverter, "draft")
