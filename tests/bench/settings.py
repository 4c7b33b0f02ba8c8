"""The production settings, with a bare view to compare with and a clock around every answer."""

from workplan_portal.settings import *  # noqa: F403
from workplan_portal.settings import MIDDLEWARE as IN_PRODUCTION

DEBUG = False
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.stopwatch.Stopwatch", *IN_PRODUCTION]
