"""Asks the OData service (version 3) for the rows that are ours, page by page, and makes one file of them.

The service gives ten thousand rows at most for a question, knows no "in", and is slow at times: so each area and year
is asked by itself, and asked again when there is no answer.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

from .tables import Table

PADDED = 10
"""Characters to which the service fills up the code of an area; a filter that does not finds nothing."""
TRIES = 4
PATIENCE = 60  # seconds for one answer
MOST_BYTES = 100 * 1024 * 1024
MOST_QUESTIONS = 500
MOST_PAGES = 50  # for one question


class Unreachable(Exception):  # noqa: N818 -- it is what the service is
    """The service gave no answer that can be used; the message says which, for the log and the reader."""


def questions(address: str, table: Table, areas: Sequence[str], years: Sequence[int]) -> list[str]:
    """Addresses to ask: one for each area and year."""
    asked = [code for code in areas if table.area != "RegioS" or not code.startswith(("WK", "BU"))]
    found = [_question(address, table, code, year) for code in asked for year in years]
    if len(found) > MOST_QUESTIONS:
        raise Unreachable(f"{len(found)} questions are too many at once.")
    return found


def _question(address: str, table: Table, area: str, year: int) -> str:
    wanted = f"{table.area} eq '{area:{PADDED}}' and substring(Perioden,0,4) eq '{year}'"
    query = urlencode({"$filter": wanted, "$format": "json"}, quote_via=quote)
    return f"{address}/{table.id}/TypedDataSet?{query}"


def fetch(
    asked: Sequence[str], *, progress: Callable[[int, int], None], pause: Callable[[float], None] = time.sleep
) -> bytes:
    """All answers as one file. `progress` is told how many rows there are, and after how many questions."""
    rows: list[bytes] = []
    size = 0
    for number, question in enumerate(asked, start=1):
        for row in _rows(question, pause):
            rows.append(json.dumps(row).encode())
            size += len(rows[-1])
            if size > MOST_BYTES:
                raise Unreachable("The answers are larger than a file may be.")
        progress(len(rows), number)
    return b'{"value": [' + b",\n".join(rows) + b"]}"


def _rows(question: str, pause: Callable[[float], None]) -> Iterator[Any]:
    address, home = question, question.partition("/TypedDataSet")[0]
    for _page in range(MOST_PAGES):
        answer = _asked(address, pause)
        yield from answer["value"]
        if not (further := answer.get("odata.nextLink")):
            return
        if not str(further).startswith(home):
            raise Unreachable("The service refers to another address.")
        address = str(further)
    raise Unreachable("The service goes on without end.")


def _asked(address: str, pause: Callable[[float], None]) -> dict[str, Any]:
    """One page, asked for again a few times when there is none."""
    for number in range(TRIES):
        try:
            return _page(address)
        except (OSError, ValueError, KeyError, TypeError) as error:  # also what urllib and json raise
            why = error
            if isinstance(error, HTTPError):
                error.close()  # an answer too, with a connection of its own
            pause(2**number)
    raise Unreachable(str(why)) from why


def _page(address: str) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310 -- an administrator's setting
    with _opener.open(request, timeout=PATIENCE) as answer:
        page: dict[str, Any] = json.loads(answer.read(MOST_BYTES))
    if not isinstance(page["value"], list):
        raise TypeError("no list of rows")
    return page


class _Stay(urllib.request.HTTPRedirectHandler):
    """What the service sends elsewhere is not followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)
