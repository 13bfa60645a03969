"""How a feed is laid out: encoding, delimiter, and which line its headings stand in.

The right delimiter is the one under which most headings mean something; headings may stand below
a title line, as in tables saved from Excel.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from kiosk.central.feeds.columns import Columns, columns_of
from kiosk.central.feeds.encoding import Encoding, encoding_of
from kiosk.central.feeds.unusable import UnusableFeed

_DELIMITERS: Final = ",\t;|，"
_FIRST_RECORDS: Final = 10
_LONGEST_CELL: Final = 1 << 20
MALFORMED: Final = None
"""Stands for a record that the CSV reader could not make sense of."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the rows of one feed; ``header_record`` counts non-blank records from 0."""

    encoding: Encoding
    delimiter: str
    header_record: int
    header: tuple[str, ...]
    columns: Columns


def layout_of(path: Path) -> Layout:
    """Layout of ``path``; ``UnusableFeed`` if no row of postings can be read from it."""
    encoding = encoding_of(path)
    layout: Layout | None = None
    for delimiter in _DELIMITERS:
        for number, record in enumerate(
            islice(_records(path, encoding, delimiter), _FIRST_RECORDS)
        ):
            columns = columns_of(record or [])
            if columns.usable and (layout is None or _better(columns, layout.columns)):
                layout = Layout(encoding, delimiter, number, tuple(record or ()), columns)
    if layout is None:
        raise UnusableFeed(
            f"{path} has no usable columns; its first line must name the job title (职位, title) "
            "and at least one more, such as 公司, 薪资 or 工作地址."
        )
    if next(rows_of(path, layout), None) is None:
        raise UnusableFeed(f"{path} has headings but no rows; ask its sender for the rows.")
    return layout


def rows_of(path: Path, layout: Layout) -> Iterator[tuple[int, list[str] | None]]:
    """Rows below the headings, counted from 1, one at a time; ``MALFORMED`` where unreadable."""
    records = _records(path, layout.encoding, layout.delimiter)
    yield from enumerate(islice(records, layout.header_record + 1, None), start=1)


def _records(path: Path, encoding: Encoding, delimiter: str) -> Iterator[list[str] | None]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield MALFORMED
                continue
            if record:
                yield record


def _better(new: Columns, old: Columns) -> bool:
    return len(new.positions) > len(old.positions)
