"""A plan, the rows it is drafted in, and the records of what was decided about it.

Three layers that never mix: *rows* (Draft and what hangs on it) are edited; a *Revision* is the whole text as it was
submitted and never changes; *Consent* and *Adoption* are decisions about a revision, beside its text and never in it.
"""

from .adviser import Advice, Adviser
from .amendment import Amendment
from .comment import Comment
from .draft import Block, Carried, Chapter, ConsentRequest, Contribution, Draft, LeftOutTerm, Placement, Row, Term
from .edition_choice import EditionChoice
from .final_norm import FinalNorm
from .listed import Listed, Pointer, teams_with_lists_for
from .measured import ContextFact, Target
from .minuted import Minuted, MinutedAnswer
from .offer import Offer
from .plan import PERSON, Plan, PlanMunicipality
from .presence import Presence
from .removal import Removal
from .revision import Adoption, Consent, Rendition, Revision, SheetRendition, WithdrawnAdoption
from .spell import Spell, SpellOfWriting

__all__ = [
    "PERSON",
    "Adoption",
    "Advice",
    "Adviser",
    "Amendment",
    "Block",
    "Carried",
    "Chapter",
    "Comment",
    "Consent",
    "ConsentRequest",
    "ContextFact",
    "Contribution",
    "Draft",
    "EditionChoice",
    "FinalNorm",
    "LeftOutTerm",
    "Listed",
    "Minuted",
    "MinutedAnswer",
    "Offer",
    "Placement",
    "Plan",
    "PlanMunicipality",
    "Pointer",
    "Presence",
    "Removal",
    "Rendition",
    "Revision",
    "Row",
    "SheetRendition",
    "Spell",
    "SpellOfWriting",
    "Target",
    "Term",
    "WithdrawnAdoption",
    "teams_with_lists_for",
]
