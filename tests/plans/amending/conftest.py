"""What the tests about amending share."""

from tests.plans.deciding.conftest import as_

__all__ = ["as_"]
