"""The words stored and exported for the parts of a plan."""

from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A contribution stands, or is an accent of this year."""

    STANDING = "standing", _("standing contribution")
    YEAR = "year", _("accent of this year")


class ListKind(TextChoices):
    """The short lists that a base team keeps."""

    PARTNER = "partner", _("partner")
    CONSULTATION = "consultation", _("consultation")
    HOTSPOT = "hotspot", _("hotspot")
    ALLY = "ally", _("ally")


class Agreement(TextChoices):
    """Are there agreements with the police on this priority?"""

    STATED = "stated", _("agreements are stated here")
    REFERRED = "referred", _("agreements are referred to")
    DEFAULT = "default", _("no specific agreements: the police contribute to the objective")


class Outcome(TextChoices):
    """What became of something of last year's plan."""

    OPEN = "open", _("still to decide")
    KEPT = "kept", _("kept")
    DROPPED = "dropped", _("dropped")


class Taking(TextChoices):
    """What a plan does with a priority of a frame's new edition."""

    TAKEN = "taken", _("taken over")
    KEPT = "kept", _("kept as it was")


class Decision(TextChoices):
    AGREE = "agree", _("agreed")
    RETURN = "return", _("returned")


class Answer(TextChoices):
    """What a seat itself says about a decision of its own that was recorded from minutes."""

    CONFIRM = "confirm", _("confirmed")
    OBJECT = "object", _("objection")


def decision_in_words(decision: str, *, reserved: bool, minuted: str | None = None) -> str:
    """`minuted` is None for what somebody decided here, else the seat's answer to the minutes; empty: none yet."""
    words = str(_("agreed with a reservation") if reserved else Decision(decision).label)
    match minuted:
        case None:
            return words
        case Answer.CONFIRM:
            return str(_("%(decision)s (minutes, confirmed)") % {"decision": words})
        case Answer.OBJECT:
            return str(_("%(decision)s (minutes, objection)") % {"decision": words})
    return str(_("%(decision)s (minutes, not confirmed)") % {"decision": words})


def agreed_in_words(number: int, *, reserved: bool) -> str:
    """With which version a seat agreed: nowhere without saying that it did so under a reservation."""
    words = _("agreed with version %(number)d, with a reservation") if reserved else _("agreed with version %(number)d")
    return str(words % {"number": number})


def how_agreed(asked: int, *, unconfirmed: int, confirmed: int, reserved: int) -> list[str]:
    """What must be said of seats that agreed wherever they are counted or told as one. Of the only one without number.

    `unconfirmed` and `confirmed` were minuted: nobody clicked them.
    """
    alone = asked == 1
    told = []
    if unconfirmed:
        words = _("by minutes (not confirmed)") if alone else _("%(number)d by minutes (not confirmed)")
        told.append(str(words % {"number": unconfirmed}))
    if confirmed:
        words = _("by minutes (confirmed)") if alone else _("%(number)d by minutes (confirmed)")
        told.append(str(words % {"number": confirmed}))
    if reserved:
        words = _("with a reservation") if alone else _("%(number)d with a reservation")
        told.append(str(words % {"number": reserved}))
    return told


def minutes_in_words(
    *, held_on: date, reference: str, answer: str, by: str, given_on: date | None, at_adoption: bool = False
) -> str:
    """Where a decision stands that was taken in a meeting, and what the seat has said about that since.

    `at_adoption`: told in a file that stays as it was when the plan was adopted.
    """
    told = {"day": date_format(held_on, "j F Y"), "reference": reference, "name": by}
    if given_on is None and at_adoption:
        return str(
            _("recorded in the minutes of %(day)s (%(reference)s), not confirmed when the plan was adopted") % told
        )
    if given_on is None:
        return str(_("recorded in the minutes of %(day)s (%(reference)s), not confirmed yet") % told)
    told["given"] = date_format(given_on, "j F Y")
    if answer == Answer.CONFIRM:
        return str(_("recorded in the minutes of %(day)s (%(reference)s), confirmed by %(name)s on %(given)s") % told)
    return str(_("recorded in the minutes of %(day)s (%(reference)s), objection by %(name)s on %(given)s") % told)


class Audience(TextChoices):
    """For whom a document is made: a filter that everything that leaves the portal has passed."""

    INTERNAL = "internal", _("internal")
    COUNCIL = "council", _("council")
    PUBLIC = "public", _("public")
