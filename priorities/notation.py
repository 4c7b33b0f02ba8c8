"""Numbers as readers write them, in the language of the page: € 5.223.461 and −25,5% in Dutch, €5,223,461 and −25.5% in
English.

Money shows cents when it has them, a percentage at most one decimal, other figures at most two; whole numbers show
none. Minus is the real sign (U+2212); in Dutch a no-break space ties the euro sign to its number.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .codes import Unit
from .measurement import Absence, Change, Reading, rounded_change, rounded_percentage

MINUS = "−"
MILLION = 1_000_000
_CENT = Decimal("0.01")


def number(value: Decimal) -> str:
    """A bare number with thousands separators and at most two decimals."""
    shown = value.quantize(_CENT, ROUND_HALF_UP)
    return _signed(shown, _digits(shown))


def amount(value: Decimal, unit: Unit, *, provisional: bool = False, places: int = 1) -> str:
    """A figure with its unit; a provisional one is marked as such wherever it stands.

    `places` are the decimals of a percentage, where one would make two figures look the same.
    """
    shown = _with_unit(value, unit, places)
    return _("%(figure)s (provisional)") % {"figure": shown} if provisional else shown


def reading(figure: Reading, unit: Unit, *, provisional: bool = False, places: int = 1) -> str:
    """A figure, or in a word why there is none. Never a zero that was not counted."""
    if figure.value is not None:
        return amount(figure.value, unit, provisional=provisional, places=places)
    return not_applicable() if figure.absence == Absence.NOT_APPLICABLE else not_available()


def difference(moved: Change, unit: Unit) -> str:
    """The change in the figure's own unit, with its sign; percentages differ by points.

    It is what a reader finds who subtracts the two figures beside it. Two that differ only behind the decimals shown
    are almost equal: neither "+0.1" nor "0" would be true of what stands there.
    """
    if moved.shown is None:
        return not_available()
    if moved.hidden:
        return _("almost equal")
    if unit == Unit.PERCENT:
        points = _with_plus(moved.shown, _signed(moved.shown, _digits(moved.shown, 1)))
        return _("%(number)s percentage points") % {"number": points}
    return _with_plus(moved.shown, _with_unit(moved.shown, unit))


def change_in_a_word(moved: Change, unit: Unit) -> str:
    """The one way to tell a change where there is room for one: points for a percentage, else part of last year."""
    return difference(moved, unit) if unit == Unit.PERCENT else change_percentage(moved)


def change_percentage(moved: Change) -> str:
    """The change as a percentage of last year, or in a word why there is none."""
    if moved.absolute is None:
        return not_applicable() if moved.absence == Absence.NOT_APPLICABLE else not_available()
    if moved.percent is None:
        return not_applicable()
    if moved.small:
        return _("small number")
    shown = rounded_change(moved.percent)
    if moved.absolute and not shown:
        return _("almost equal")
    return _with_plus(shown, _percentage(shown))


def on_axis(value: Decimal, unit: Unit) -> str:
    """A whole number beside the axis of a chart, short: millions in words, the unit only where it is one sign."""
    if value < MILLION:
        return amount(value, unit if unit in {Unit.EURO, Unit.PERCENT} else Unit.COUNT)
    millions = _("%(number)s million") % {"number": number(value / MILLION)}
    return _("€%(number)s") % {"number": millions} if unit == Unit.EURO else millions


def not_available() -> str:
    """Not counted, or not yet known."""
    return _("not available")


def not_applicable() -> str:
    """Nothing to divide by, or to compare with."""
    return _("not applicable")


def _with_unit(value: Decimal, unit: Unit, places: int = 1) -> str:
    match unit:
        case Unit.EURO:
            return _euro(value)
        case Unit.PERCENT:
            return _percentage(rounded_percentage(value, places), places)
        case Unit.FTE:
            return _("%(number)s fte") % {"number": number(value)}
        case Unit.HOURS:
            return ngettext("%(number)s hour", "%(number)s hours", 1 if value == 1 else 2) % {"number": number(value)}
        case Unit.YES_NO:
            return _("yes") if value else _("no")
        case _:
            return number(value)


def _euro(value: Decimal) -> str:
    shown = value.quantize(_CENT, ROUND_HALF_UP)
    digits = number_format(abs(shown), 0 if _is_whole(shown) else 2, force_grouping=True)
    return _signed(shown, _("€%(number)s") % {"number": digits})


def _percentage(shown: Decimal, places: int = 1) -> str:
    return _signed(shown, _("%(number)s%%") % {"number": _digits(shown, places)})


def _digits(shown: Decimal, places: int = 2) -> str:
    """Without sign, and without decimals that say nothing."""
    magnitude = abs(shown)
    needed = next((n for n in range(places) if magnitude == round(magnitude, n)), places)
    return number_format(magnitude, needed, force_grouping=True)


def _signed(shown: Decimal, text: str) -> str:
    return f"{MINUS}{text}" if shown < 0 else text


def _with_plus(value: Decimal, text: str) -> str:
    return f"+{text}" if value > 0 else text


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()
