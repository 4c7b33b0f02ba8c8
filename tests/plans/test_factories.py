"""The factories bring a plan where they say."""

import pytest

from plans.workflow import Status
from tests.plans import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("walk", "status"),
    [
        (factories.drafted, Status.DRAFT),
        (factories.written, Status.DRAFT),
        (factories.returned, Status.DRAFT),
        (factories.submitted, Status.SUBMITTED),
        (factories.approved, Status.APPROVED),
        (factories.agreed, Status.AGREED),
        (factories.adopted, Status.ADOPTED),
    ],
)
def test_a_plan_comes_as_far_as_asked(walk, status):
    assert walk().draft.status == status
