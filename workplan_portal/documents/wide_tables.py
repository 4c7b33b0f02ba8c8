"""A table of many columns lies on its side on a page of its own, and of very many its type is small.

How many it has no selector can ask at a price that a plan of thirty pages can pay: so this counts before the lay-out,
and gives the table a class of the style sheet.
"""

import re

WIDE, VERY_WIDE = 9, 25
"""Columns."""

_TABLE_AND_HEAD = re.compile(r'<table class="(?P<classes>[^"]*)"(?P<more>[^>]*)>(?P<head>.*?</thead>)', re.DOTALL)


def lay_wide_tables_on_their_side(html: str) -> str:
    return _TABLE_AND_HEAD.sub(_with_its_width, html)


def _with_its_width(found: re.Match[str]) -> str:
    columns = found["head"].rpartition("<tr")[2].count("<th")
    if columns < WIDE:
        return found[0]
    many = "many-columns very-many-columns" if columns >= VERY_WIDE else "many-columns"
    return f'<table class="{found["classes"]} {many}"{found["more"]}>{found["head"]}'
