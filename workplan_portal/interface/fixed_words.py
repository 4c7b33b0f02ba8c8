"""`{% translate %}` of words without a variable, looked up once in each language.

A page has hundreds of them. Django makes a lazy string of each, has the catalogue read it and prints what came of it,
every time: more than ten times the work of remembering the answer.
"""

from __future__ import annotations

from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language


class FixedWords(Node):
    """The same every time, in one language."""

    child_nodelists = ()

    def __init__(self, words: TranslateNode) -> None:
        self.words, self.name = words, words.asvar
        words.asvar = None
        self.known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.known:
            self.known[language] = self.words.render(context)
        if self.name is None:
            return self.known[language]
        context[self.name] = self.known[language]
        return ""


def translate(parser: Parser, token: Token) -> Node:
    """Django's tag; what has a variable, a filter or a context in it is looked up each time."""
    node: TranslateNode = do_translate(parser, token)
    said = node.filter_expression
    fixed = said.var.literal is not None and not said.filters and node.message_context is None
    return FixedWords(node) if fixed else node
