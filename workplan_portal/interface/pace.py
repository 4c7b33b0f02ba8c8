"""How often somebody may ask for what costs the server something."""

from time import time

from django.core.cache import cache

A_MINUTE = 60


def too_often(what: str, who: object, most: int) -> bool:
    """Has this been asked for so many times in the last minute? Else this time counts, for all processes together."""
    key, now = f"{what}:{who}", time()
    lately = [moment for moment in cache.get(key, ()) if moment > now - A_MINUTE]
    if len(lately) >= most:
        return True
    cache.set(key, [*lately, now], A_MINUTE)
    return False
