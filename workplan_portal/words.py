"""The words by which somebody looks for rows in a list."""

MOST_WORDS = 20
"""Each is a condition, and some a join, of which a database refuses hundreds: a page of text may have been pasted."""


def asked_for(typed: str) -> list[str]:
    """The first of them: more would hardly narrow down what is found."""
    return typed.split(maxsplit=MOST_WORDS)[:MOST_WORDS]
