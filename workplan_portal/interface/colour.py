"""Colour arithmetic: sRGB and OKLCH, WCAG contrast, and the search for a colour that reaches a contrast.

Sources: WCAG 2.2 (relative luminance, contrast ratio); Björn Ottosson, "A perceptual color space" (OKLab matrices).
"""

import math
import re

WHITE = "#ffffff"
BLACK = "#000000"
SEARCH_STEPS = 12
"""Halvings of a search interval: finer than the steps of an 8-bit colour channel."""

HEX = re.compile(r"#[0-9a-f]{6}\Z")


def channels(colour: str) -> tuple[int, int, int]:
    """'#00567d' as three numbers 0-255; ValueError for anything else, so that no stray text ever reaches a style."""
    if not HEX.match(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _to_linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _from_linear(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    share = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(share * 255)


def luminance(colour: str) -> float:
    red, green, blue = (_to_linear(c) for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0-1, chroma (about 0-0.4) and hue in degrees."""
    red, green, blue = (_to_linear(c) for c in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(rgb: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= value <= 1.0001 for value in rgb)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: lightness and hue stay, chroma gives way."""
    if not _shown(_linear_rgb(lightness, chroma, hue)):
        low, high = 0.0, chroma
        for _ in range(SEARCH_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(_linear_rgb(lightness, middle, hue)) else (low, middle)
        chroma = low
    red, green, blue = (_from_linear(value) for value in _linear_rgb(lightness, chroma, hue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def darkest_needed(chroma: float, hue: float, against: str, ratio: float, at_most: float = 1.0) -> tuple[float, str]:
    """The lightest colour of this hue, no lighter than `at_most`, that reaches `ratio` on `against`."""
    low, high = 0.0, min(max(at_most, 0.0), 1.0)
    if contrast(from_oklch(high, chroma, hue), against) >= ratio:
        return high, from_oklch(high, chroma, hue)
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        enough = contrast(from_oklch(middle, chroma, hue), against) >= ratio
        low, high = (middle, high) if enough else (low, middle)
    found = from_oklch(low, chroma, hue)
    return (low, found) if contrast(found, against) >= ratio else (0.0, BLACK)


def lightest_needed(chroma: float, hue: float, against: str, ratio: float, at_least: float = 0.0) -> str:
    """The darkest colour of this hue, no darker than `at_least`, that reaches `ratio` on `against`; else white."""
    low, high = at_least, 1.0
    if contrast(from_oklch(low, chroma, hue), against) >= ratio:
        return from_oklch(low, chroma, hue)
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        enough = contrast(from_oklch(middle, chroma, hue), against) >= ratio
        low, high = (low, middle) if enough else (middle, high)
    found = from_oklch(high, chroma, hue)
    return found if contrast(found, against) >= ratio else WHITE
