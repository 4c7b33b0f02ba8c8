import pytest

from workplan_portal.authorization.roles import AreaKind
from workplan_portal.example import source


@pytest.fixture(scope="session")
def indicators():
    return {indicator["code"]: indicator for indicator in source.read("indicators")["indicators"]}


@pytest.fixture(scope="session")
def areas():
    """The kind of each area, by its code."""
    read = source.read("organisation")
    kinds = {"nation": AreaKind.NATIONAL, "unit": AreaKind.UNIT, "district": AreaKind.DISTRICT, "team": AreaKind.TEAM}
    return (
        {read[name]["code"]: kind for name, kind in kinds.items()}
        | {area["code"]: AreaKind.MUNICIPALITY for area in read["municipalities"]}
        | {area["code"]: AreaKind.CLUSTER for area in read["clusters"]}
    )
