"""The only markup a text in the portal may hold: p, strong, em, ul, ol, li, a link, and words in another language.

`clean` is the door every text passes, whatever editor or file it comes from. Markup of another program is first put in
our words (`pasted`); then nh3 removes what is dangerous, and the text is built anew from the few elements we know, so
that nothing can slip through in markup we did not write ourselves. Cleaning what is clean changes nothing.
"""

import re
from html import escape, unescape

import nh3

from .ballast import without_ballast
from .languages import OTHER_LANGUAGES
from .pasted import Footnote, in_our_words, read
from .rebuilding import LISTS, NEW_LINE, RENAMED, UNWANTED, rebuild

LINK_SCHEMES = frozenset({"http", "https", "mailto"})

_UNDERSTOOD = RENAMED.keys() | LISTS | NEW_LINE | {"li"}
_FOREIGN = frozenset({"u", "font", "img", "script", "style", "iframe", "svg", "form", "input", "button"})
_LOOKS_LIKE_MARKUP = re.compile(
    rf"<!--|</?(?:{'|'.join(sorted(_UNDERSTOOD | _FOREIGN))})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_OF_ANOTHER_PROGRAM = re.compile(
    rf'<(?!/?(?:p|br|strong|b|em|i|ul|ol|li|a)>|/span>|a href=|span lang="(?:{"|".join(OTHER_LANGUAGES)})">)[a-z!/]'
    r"|<a href=.#_?(?:ftn|edn)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rf"#[\w-]+|(?:{'|'.join(sorted(LINK_SCHEMES))}):[^\s\"<>]+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class TextTooLong(ValueError):  # noqa: N818 -- read where it is raised and caught, it is a sentence
    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The text has {length} characters; at most {limit} are allowed.")
        self.length = length
        self.limit = limit


def clean(html: str, *, limit: int | None = None) -> str:
    """Markup of the subset, or "" when nothing readable is left. `limit` counts characters of readable text."""
    text = UNWANTED.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    cleaned = rebuild(_harmless(_in_our_words(text) if _LOOKS_LIKE_MARKUP.search(text) else _paragraphs(text)))
    if limit is not None and (length := len(plain_text(cleaned))) > limit:
        raise TextTooLong(length, limit)
    return cleaned


MOST_PASTED = 500_000
"""Characters of what was copied elsewhere, without its ballast: some twenty times the longest text."""


def pasted(html: str) -> tuple[str, list[Footnote]]:
    """What was copied elsewhere, cleaned, and the footnotes that came along. Raises TextTooLong."""
    lighter = without_ballast(html)
    if len(lighter) > MOST_PASTED:
        raise TextTooLong(len(lighter), MOST_PASTED)
    if not _OF_ANOTHER_PROGRAM.search(lighter):
        return clean(lighter), []
    words, notes = read(lighter)
    return clean(words), notes


def plain_text(html: str) -> str:
    """The readable text of cleaned markup: a line per paragraph and list item."""
    text = re.sub(r"</(?:p|li)>|<(?:ul|ol)>", "\n", html)
    lines = (line.strip() for line in unescape(re.sub(r"<[^>]*>", "", text)).split("\n"))
    return "\n".join(line for line in lines if line)


def beginning(words: str, most: int) -> str:
    """Of readable text, to call it by: in one line, broken off behind a word, in at most so many characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 2].rsplit(' ', 1)[0]} …"


def is_empty(html: str) -> bool:
    return not plain_text(clean(html))


def _paragraphs(text: str) -> str:
    """Plain text: a blank line begins a paragraph, a single line end a line."""
    return "".join(f"<p>{escape(part, quote=False)}</p>".replace("\n", "<br>") for part in _BLANK_LINE.split(text))


def _in_our_words(markup: str) -> str:
    return in_our_words(markup) if _OF_ANOTHER_PROGRAM.search(markup) else markup


def _harmless(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=set(_UNDERSTOOD),
        clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "textarea", "select", "svg"},
        attributes={"a": {"href"}, "span": {"lang"}},
        attribute_filter=_safe_value,
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _safe_value(tag: str, attribute: str, value: str) -> str | None:
    """A full web or mail address, or a place in the same document ("#bijlage"), or a language; None takes it away."""
    return value if value in OTHER_LANGUAGES or _ADDRESS.fullmatch(value) else None
