"""Several things in one sentence, the Dutch way. Texts of letters are in the language of the country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _


def enumerated(items: Iterable[str]) -> list[str]:
    """Points of a list that are one sentence: "a;" "b en" "c."."""
    points = [item.rstrip(" ;.") for item in items]
    ends = [_("%(point)s;")] * (len(points) - 2) + [_("%(point)s and")] * (len(points) > 1) + [_("%(point)s.")]
    return [end % {"point": point} for point, end in zip(points, ends, strict=False)]


def joined(names: Sequence[str]) -> str:
    """In a running sentence: "a, b en c"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def small(title: str, names: Iterable[str]) -> str:
    """A title begins small inside a sentence, unless its first word is one of these names or an abbreviation."""
    first = title.partition(" ")[0].rstrip(",;.")
    known = {word for name in names for word in name.split()}
    return title[:1].lower() + title[1:] if first[1:].islower() and first not in known else title
