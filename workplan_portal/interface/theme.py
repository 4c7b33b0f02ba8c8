"""A municipality's look from one or two brand colours: every pair of text and background meets WCAG 2.2 AA.

The names are the `basis` colour roles of NL Design System. Whatever colour comes in, the values are searched until
they contrast enough; `PAIRS` says which must, and the tests try it for all kinds of colours.
"""

from functools import lru_cache

from workplan_portal.interface.colour import (
    WHITE,
    darkest_needed,
    from_oklch,
    lightest_needed,
    to_oklch,
)

TEXT, BOUNDARY = 4.5, 3.0
"""The contrast WCAG asks of text (1.4.3) and of the boundary of a control (1.4.11)."""

PORTAL_COLOUR = "#00567d"
NEUTRAL = "#475467"
FIXED_ROLES = {
    "accent-2": "#7a4a8c",
    "accent-3": "#0f7b86",
    "info": "#1f6fb2",
    "positive": "#1f7a45",
    "warning": "#a65f00",
    "negative": "#b3261e",
    "highlight": "#8a7300",
    "disabled": "#6b7280",
}
"""Roles that mean the same everywhere, so no municipality changes them."""

WRITTEN_BY = "/* Written by `manage.py vendor_interface` from theme.py; do not edit. */\n"
FONT = "'Portal Sans', system-ui, sans-serif"

PAIRS = (
    *(("color-document", ground, TEXT) for ground in ("bg-document", "bg-subtle", "bg-default", "bg-hover")),
    *(("color-default", ground, TEXT) for ground in ("bg-document", "bg-subtle", "bg-default", "bg-hover")),
    *(("color-subtle", ground, TEXT) for ground in ("bg-document", "bg-subtle", "bg-default")),
    *(("color-hover", ground, TEXT) for ground in ("bg-document", "bg-hover", "bg-active")),
    *(("color-active", ground, TEXT) for ground in ("bg-document", "bg-hover", "bg-active")),
    *(("border-default", ground, BOUNDARY) for ground in ("bg-document", "bg-subtle", "bg-default")),
    *(
        ("inverse-color-default", f"inverse-bg-{depth}", TEXT)
        for depth in ("document", "subtle", "default", "hover", "active")
    ),
    ("inverse-color-subtle", "inverse-bg-default", TEXT),
    ("inverse-bg-default", "bg-document", BOUNDARY),
)
"""(foreground, background, least ratio) within one role."""


@lru_cache(maxsize=256)
def role(colour: str, neutral: bool = False) -> dict[str, str]:
    """The 28 values of one colour role. `neutral` keeps the text dark whatever the lightness of the colour."""
    lightness, chroma, hue = to_oklch(colour)

    def tint(value: float, share: float, most: float) -> str:
        return from_oklch(value, min(chroma * share * (2.2 if neutral else 1), most), hue)

    light = {
        "bg-document": WHITE,
        "bg-subtle": tint(0.983, 0.10, 0.010),
        "bg-default": tint(0.958, 0.20, 0.024),
        "bg-hover": tint(0.932, 0.30, 0.036),
        "bg-active": tint(0.902, 0.40, 0.050),
        "border-subtle": tint(0.885, 0.35, 0.050),
    }
    return light | _on_light(light, lightness, chroma, hue, neutral) | _inverse(lightness, chroma, hue, neutral)


def _on_light(ground: dict[str, str], lightness: float, chroma: float, hue: float, neutral: bool) -> dict[str, str]:
    """Borders and text for the light surfaces in `ground`."""
    default, active = ground["bg-default"], ground["bg-active"]
    text_lightness, text = darkest_needed(chroma, hue, ground["bg-hover"], 4.6, 1.0 if neutral else lightness)
    return {
        "border-default": darkest_needed(chroma * 0.75, hue, default, 3.05)[1],
        "border-hover": darkest_needed(chroma * 0.9, hue, default, 4.0)[1],
        "border-active": darkest_needed(chroma, hue, default, 5.2)[1],
        "color-default": text,
        "color-hover": darkest_needed(chroma, hue, active, 6.0, text_lightness - 0.05)[1],
        "color-active": darkest_needed(chroma, hue, active, 7.2, text_lightness - 0.09)[1],
        "color-subtle": darkest_needed(chroma * 0.8, hue, default, 4.6)[1],
        "color-document": darkest_needed(chroma * 0.75, hue, default, 9.5, 0.36)[1],
    }


def _inverse(lightness: float, chroma: float, hue: float, neutral: bool) -> dict[str, str]:
    """A strong surface with white text on it: buttons, the footer."""
    start, ground = darkest_needed(chroma, hue, WHITE, 5.0, 0.36 if neutral else lightness)
    deeper = {
        "inverse-bg-hover": from_oklch(max(start - 0.055, 0.12), chroma * 0.97, hue),
        "inverse-bg-active": from_oklch(max(start - 0.095, 0.10), chroma * 0.94, hue),
        "inverse-bg-subtle": from_oklch(max(start - 0.07, 0.10), chroma * 0.9, hue),
        "inverse-bg-document": from_oklch(min(max(start - 0.12, 0.10), 0.32), chroma * 0.85, hue),
    }
    white = ("border-hover", "border-active", "color-default", "color-hover", "color-active", "color-document")
    return (
        {"inverse-bg-default": ground}
        | deeper
        | {f"inverse-{name}": WHITE for name in white}
        | {
            "inverse-border-subtle": from_oklch(min(start + 0.18, 0.8), chroma * 0.7, hue),
            "inverse-border-default": from_oklch(0.80, chroma * 0.5, hue),
            "inverse-color-subtle": lightest_needed(min(chroma, 0.06), hue, ground, 4.6, 0.86),
        }
    )


def bar(colour: str) -> dict[str, str]:
    """The bar of the main menu, in the brand colour itself where that can be read.

    White text on it where the colour is dark enough (or nearly: it is darkened a little); a light colour, like yellow,
    stays itself and carries dark text, because darkening it that far would make it another colour.
    """
    lightness, chroma, hue = to_oklch(colour)
    dark_lightness, dark = darkest_needed(chroma, hue, WHITE, 4.6, lightness)
    if lightness - dark_lightness <= 0.12:
        current = from_oklch(max(dark_lightness - 0.12, 0.1), chroma * 0.85, hue)
        return {"bg": dark, "text": WHITE, "current-bg": current, "current-text": WHITE, "line": dark}
    current = darkest_needed(chroma * 0.6, hue, WHITE, 7.0, 0.35)[1]
    text = darkest_needed(min(chroma, 0.04), hue, colour, 7.0, 0.3)[1]
    line = darkest_needed(chroma, hue, WHITE, 3.05, lightness)[1]
    return {"bg": colour, "text": text, "current-bg": current, "current-text": WHITE, "line": line}


def _declarations(roles: dict[str, dict[str, str]], brand: str) -> str:
    lines = [
        f"    --basis-color-{name}-{key}: {value};" for name, values in roles.items() for key, value in values.items()
    ]
    lines += [f"    --bar-{name}: {value};" for name, value in bar(brand).items()]
    return "\n".join(lines)


def _brand_roles(brand: str, second: str) -> dict[str, dict[str, str]]:
    action = role(second or brand)
    return {"accent-1": role(brand), "action-1": action, "action-2": action, "selected": action}


@lru_cache(maxsize=512)
def municipality_css(code: str, brand: str, second: str = "") -> str:
    """The style sheet of one municipality; it only counts on pages that are marked with its code."""
    body = _declarations(_brand_roles(brand, second), brand)
    return f'@layer theme {{\n  [data-gemeente="{code.lower()}"] {{\n{body}\n  }}\n}}\n'


def base_css() -> str:
    """The portal's own look, on which the municipalities' style sheets only change the brand colours."""
    roles = _brand_roles(PORTAL_COLOUR, "") | {name: role(colour) for name, colour in FIXED_ROLES.items()}
    roles["default"] = role(NEUTRAL, neutral=True)
    extra = "\n".join(
        (
            "    --basis-border-radius-sm: 4px;",
            "    --basis-border-radius-md: 6px;",
            "    --basis-border-radius-lg: 12px;",
            f"    --basis-text-font-family-default: {FONT};",
            f"    --basis-heading-font-family: {FONT};",
        )
    )
    body = f"{_declarations(roles, PORTAL_COLOUR)}\n{extra}"
    return f"{WRITTEN_BY}@layer tokens {{\n  :root {{\n{body}\n  }}\n}}\n"
