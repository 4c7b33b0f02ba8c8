"""What goes out: four-monthly reports and publications."""

from .publication import Kind, Publication
from .report import (
    Account,
    ContributionState,
    Interpretation,
    Release,
    ReleaseRendition,
    Report,
    ReportRemark,
)

__all__ = [
    "Account",
    "ContributionState",
    "Interpretation",
    "Kind",
    "Publication",
    "Release",
    "ReleaseRendition",
    "Report",
    "ReportRemark",
]
