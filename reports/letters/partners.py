"""Whom a letter names as partners: who stands outside police, municipality and prosecution, and only the first few.

A plan has its partners as words beside its contributions, among them units of the police; its list of terms tells what
an abbreviation stands for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from plans.document import Contribution, Document, Term

MOST = 6
"""More than this reads as a list of members, not as a sentence."""

POLICE = ("politie", "recherche", "eenheid", "district", "basisteam", "wijkagent")
"""How the name of a part of the police begins: "Duitse politie" is somebody else's."""

POLICE_EXPLAINED = ("politie", "recherche", "basisteam")
"""What the explanation of the abbreviation of such a part holds."""

MAKERS = re.compile(r"\b(gemeenten?|om|openbaar ministerie|officier|parket)\b")
"""Who make the plan with the police, by themselves or by a service of theirs."""


def outside_partners(contributions: Iterable[Contribution], document: Document) -> tuple[list[str], bool]:
    """Those named most often, each once; and whether there are more."""
    own = {form.casefold() for term in document.terms if _explains_police(term) for form in term.forms}
    named: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for name in (name for each in contributions for name in _names(each.with_whom)):
        key = name.casefold()
        if key not in own and not key.startswith(POLICE) and not MAKERS.search(key):
            named[key] += 1
            spelled.setdefault(key, name)
    kept = [key for key, _times in named.most_common() if not _part_of_another(key, named)]
    return [spelled[key] for key in kept[:MOST]], len(kept) > MOST


def _names(partners: str) -> Iterable[str]:
    """As somebody wrote them, with commas or semicolons; what stands between brackets says only in which capacity."""
    plain = re.sub(r"\s*\([^)]*\)", "", partners)
    return filter(None, (name.strip(" .") for name in re.split("[,;]", plain)))


def _explains_police(term: Term) -> bool:
    return any(word in term.explanation.casefold() for word in POLICE_EXPLAINED)


def _part_of_another(name: str, named: Iterable[str]) -> bool:
    """ "Meldpunt GGD" says no more than "GGD"."""
    words = set(name.split())
    return any(set(other.split()) < words for other in named)
