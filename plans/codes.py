"""The words stored and exported for the parts of a plan."""

from django.db.models import TextChoices
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


def decision_in_words(decision: str, reservation: str) -> str:
    return str(_("agreed, with a reservation") if reservation else Decision(decision).label)


class Audience(TextChoices):
    """For whom a document is made: a filter that everything that leaves the portal has passed."""

    INTERNAL = "internal", _("internal")
    COUNCIL = "council", _("council")
    PUBLIC = "public", _("public")
