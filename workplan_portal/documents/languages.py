"""The languages that words in a Dutch text may be in: a screen reader says them as they are said there."""

from __future__ import annotations

OTHER_LANGUAGES = ("en", "de", "fr", "fy")
