"""A file of the police open data, read in a stream: rows by the hundred thousand, of which a few are kept.

As JSON of the OData service, typed or untyped, or as CSV of the portal. Nothing in it is taken for true: what is cut
off, doubled or no number is refused with the row where it stands.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from .tables import Table, is_key_of_period, is_nowhere, kind_of, period_of

CHUNK = 64 * 1024
LONGEST_ROW = 64 * 1024
"""Characters. A row has a hundred."""

Row = Mapping[str, Any]
Progress = Callable[[int, int], None]
"""Is told how many rows, and how many bytes, have been read."""

NOT_PUBLISHED = frozenset({"", ".", "x", "null", "None"})
"""What stands where a number is kept secret or unknown: never zero. The dash is: it says none."""


_SAYS_TABLE = re.compile(rb'\{\s*"odata\.metadata"\s*:\s*"[^"]*/([0-9]{5}NED)/')
"""How the service begins: which table it is. A figure names the table it was taken from, so it must be that one."""


class Broken(Exception):  # noqa: N818 -- it is what the file is
    """Why the file can't be read, as a code, and by which row it is."""

    def __init__(self, why: str, row: int, detail: str = "") -> None:
        super().__init__(f"{why} at row {row} {detail}".strip())
        self.why, self.row, self.detail = why, row, detail


@dataclass
class Counts:
    """What was kept of a file: by kind, area and period; None where no number is published."""

    kept: dict[tuple[str, str, str], int | None] = field(default_factory=dict)
    rows: int = 0
    nowhere: int = 0
    kinds: set[str] = field(default_factory=set)  # all that occur, for whoever links indicators to them
    incomplete: bool = False  # the service says that there are more pages


def collect(
    file: BinaryIO, table: Table, *, areas: Collection[str], years: Collection[int], progress: Progress
) -> Counts:
    """All kinds in these areas and years. Raises Broken."""
    counts = Counts()
    names: Names | None = None
    for number, row in enumerate(_rows(file, counts, table), start=1):
        names = names or Names.of(row, table, number)
        _keep(row, names, counts, number, areas, years)
        if number % 1_000 == 0:
            progress(number, file.tell())
        counts.rows = number
    if names is None:
        raise Broken("empty", 0)
    progress(counts.rows, file.tell())
    return counts


@dataclass(frozen=True)
class Names:
    """Which column holds what."""

    kind: str
    area: str
    period: str
    measure: str

    @classmethod
    def of(cls, row: Row, table: Table, number: int) -> Names:
        measure = next((name for name in row if name.startswith(table.measure)), "")
        for name, found in ((table.kind, table.kind in row), (table.area, table.area in row), (table.measure, measure)):
            if not found:
                raise Broken("no_column", number, name)
        if "Perioden" not in row:
            raise Broken("no_column", number, "Perioden")
        return cls(table.kind, table.area, "Perioden", measure)


def _keep(row: Row, names: Names, counts: Counts, number: int, areas: Collection[str], years: Collection[int]) -> None:
    try:
        kind, area, period = kind_of(row[names.kind]), row[names.area].strip(), row[names.period].strip()
        value = row[names.measure]
    except (KeyError, AttributeError, TypeError) as error:
        raise Broken("no_cell", number) from error
    counts.kinds.add(kind)
    if is_nowhere(area):
        counts.nowhere += 1
        return
    when = period_of(period)
    if when is None and not is_key_of_period(period):
        raise Broken("no_key", number, period[:40])
    if area not in areas or when is None or when.year not in years:
        return
    if (kind, area, period) in counts.kept:
        raise Broken("twice", number, f"{kind} {area} {period}")
    counts.kept[kind, area, period] = _number(value, number)


def _number(value: Any, row: int) -> int | None:
    text = "" if value is None else str(value).strip().rstrip("*")
    if text in NOT_PUBLISHED:
        return None
    if text in {"-", "–"}:
        return 0
    if not re.match(r"[0-9]{1,9}(?:\.0+)?\Z", text):
        raise Broken("no_number", row, text[:40])
    return int(text.split(".")[0])


# --- rows of either kind of file --------------------------------------------------------------------------------------


def _rows(file: BinaryIO, counts: Counts, table: Table) -> Iterator[Row]:
    head = file.read(CHUNK).lstrip(b"\xef\xbb\xbf \r\n\t")
    file.seek(0)
    if (said := _SAYS_TABLE.match(head)) and said[1].decode() != table.id:
        raise Broken("other_table", 0, said[1].decode())
    in_json = head[:1] in {b"{", b"["}
    try:
        yield from _json_rows(file, counts) if in_json else _csv_rows(file)
    except UnicodeDecodeError as error:
        raise Broken("encoding", _row_of_another_encoding(file, in_json=in_json)) from error


def _row_of_another_encoding(file: BinaryIO, *, in_json: bool) -> int:
    """Of the first character that is no UTF-8. A chunk is decoded before its rows are counted, so that is done anew:
    in JSON a row ends in a brace, in CSV the first line is the head."""
    end, before = (b"}", 1) if in_json else (b"\n", 0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            before += chunk.count(end)
    except UnicodeDecodeError as error:
        before += error.object[: error.start].count(end)
    return max(before, 1)


def _csv_rows(file: BinaryIO) -> Iterator[Row]:
    text = io.TextIOWrapper(_Held(file), encoding="utf-8-sig", newline="")  # type: ignore[type-var]
    number = 0
    try:
        head = text.readline(LONGEST_ROW)
        delimiter = max(";,\t", key=head.count)
        names = [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])]
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            if len(cells) != len(names):
                raise Broken("cut_off", number)
            yield dict(zip(names, cells, strict=True))
    except csv.Error as error:
        raise Broken("cut_off", number + 1) from error


class _Held(io.RawIOBase):
    """The file, which stays open when the reader of its text is done."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def _json_rows(file: BinaryIO, counts: Counts) -> Iterator[Row]:
    """One object after the other, without ever holding the file."""
    text = _Text(file)
    _enter(text)
    scan = json.JSONDecoder().raw_decode
    number = 0
    while True:
        text.skip(" \r\n\t,")
        if text.peek() == "]":
            break
        number += 1
        row = text.take(scan, number)
        if not isinstance(row, dict):
            raise Broken("no_row", number)
        yield row
    tail = text.rest()
    if tail.lstrip("] \r\n\t").startswith(",") and "nextLink" in tail:
        counts.incomplete = True
    elif text.in_object and not tail.rstrip().endswith("}"):
        raise Broken("cut_off", number)


def _enter(text: _Text) -> None:
    """To the first row: of a bare list, or of the list called "value"."""
    text.skip("\ufeff \r\n\t")
    if text.peek() == "[":
        text.at += 1
        return
    found = re.compile(r'"value"\s*:\s*\[').search(text.buffer)
    if not found:
        raise Broken("no_rows", 0)
    text.at, text.in_object = found.end(), True


class _Text:
    """The part of the file that is being looked at."""

    def __init__(self, file: BinaryIO) -> None:
        self._chunks = io.TextIOWrapper(_Held(file), encoding="utf-8")  # type: ignore[type-var]
        self.buffer, self.at, self.ended, self.in_object, self.row = "", 0, False, False, 0
        self._more()

    def _more(self) -> bool:
        chunk = self._chunks.read(CHUNK)
        self.buffer, self.at = self.buffer[self.at :] + chunk, 0
        self.ended = not chunk
        return bool(chunk)

    def skip(self, characters: str) -> None:
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in characters:
                self.at += 1
            if self.at < len(self.buffer) or not self._more():
                return

    def peek(self) -> str:
        if self.at >= len(self.buffer):
            raise Broken("cut_off", self.row)
        return self.buffer[self.at]

    def take(self, scan: Callable[[str, int], tuple[Any, int]], row: int) -> Any:
        """The value that starts here. What stops before the end of the file is read on; at its end it is cut off."""
        self.row = row
        while True:
            try:
                value, self.at = scan(self.buffer, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if len(self.buffer) - self.at > LONGEST_ROW:
                    raise Broken("no_row", row) from error
                if not self._more():
                    raise Broken("cut_off", row) from error
            else:
                return value

    def rest(self) -> str:
        """What stands behind the rows; a link at most."""
        self._more()
        return self.buffer[self.at : self.at + LONGEST_ROW]
