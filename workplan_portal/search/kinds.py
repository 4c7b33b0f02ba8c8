"""What can be found, as a reader would call it, in the order in which it is offered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    PLAN = "plan", _("plans: texts and footnotes")
    PRIORITY = "priority", _("plans: priorities")
    CONTRIBUTION = "contribution", _("plans: contributions of the police")
    TARGET = "target", _("plans: targets and facts")
    COMMENT = "comment", _("comments on drafts")
    REPORT = "report", _("four-monthly reports")
    LETTER = "letter", _("council letters")
    MEETING = "meeting", _("meetings of the triangle")
    FRAME = "frame", _("frames and their priorities")
    INDICATOR = "indicator", _("indicators")
    TERM = "term", _("glossary")
    LISTED = "listed", _("lists of the team")
