"""The address of words on a page that have no anchor of their own."""

from urllib.parse import quote

FIRST_WORDS = 6

MOST_TIMES = 3
LEAST_WORDS = 3


def to_words(words: str) -> str:
    """Behind the "#" of an address: a browser that can goes to the line that begins like this, and marks it.

    Where a footnote stands between the first words, they are not found as one: then the browser takes the next ones.
    """
    line = words.partition("\n")[0].split()
    parts = [line[at : at + FIRST_WORDS] for at in range(0, FIRST_WORDS * MOST_TIMES, FIRST_WORDS)]
    begins = [parts[0], *(part for part in parts[1:] if len(part) >= LEAST_WORDS)]
    return f":~:{'&'.join('text=' + _quoted(' '.join(begin)) for begin in begins)}"


def _quoted(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
