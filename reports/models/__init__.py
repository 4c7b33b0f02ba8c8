"""What goes out: four-monthly reports, letters to the council, publications."""

from .delivery import Delivery, Territory
from .letter import Letter, LetterText, TextKind
from .proposal import ProposedAmendment
from .publication import Kind, Publication
from .report import (
    Account,
    ContributionState,
    Interpretation,
    Release,
    ReleaseRendition,
    Report,
    ReportRemark,
    TriangleRemark,
    WithdrawnRelease,
)
from .spell import SpellInLetter, SpellInReport

__all__ = [
    "Account",
    "ContributionState",
    "Delivery",
    "Interpretation",
    "Kind",
    "Letter",
    "LetterText",
    "ProposedAmendment",
    "Publication",
    "Release",
    "ReleaseRendition",
    "Report",
    "ReportRemark",
    "SpellInLetter",
    "SpellInReport",
    "Territory",
    "TextKind",
    "TriangleRemark",
    "WithdrawnRelease",
]
