"""The address of words on a page that have no anchor of their own."""

from urllib.parse import quote

FIRST_WORDS = 6


def to_words(words: str) -> str:
    """Behind the "#" of an address: a browser that can goes to the line that begins like this, and marks it."""
    begin = " ".join(words.partition("\n")[0].split()[:FIRST_WORDS])
    return f":~:text={quote(begin, safe='').replace('-', '%2D')}"
