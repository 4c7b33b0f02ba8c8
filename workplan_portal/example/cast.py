"""Who acts in the example, and where: found by the e-mail addresses and codes of the content.

Read anew each time: what a person may do is remembered with the person, and changes while the year is built.
"""

from workplan_portal.organisation.models import Area
from workplan_portal.people.models import Person

ADMINISTRATOR = "beheer@portaal.example"
SAFETY_OFFICER = "adviseur@emmen.example"
PLANNER = "planner@politie.example"
CHIEF = "teamchef@politie.example"
MAYOR = "burgemeester@emmen.example"
PROSECUTION_STAFF = "beleid@om.example"
UNIT_PLANNER = "eenheid@politie.example"


SAFETY_OFFICERS = {
    "GM0114": SAFETY_OFFICER,
    "GM0109": "adviseur@coevorden.example",
    "GM1681": "adviseur@borger-odoorn.example",
}
"""The safety officer of each municipality."""


def person(email: str) -> Person:
    return Person.objects.get(email=email)


def area(code: str) -> Area:
    return Area.objects.get(code=code)
