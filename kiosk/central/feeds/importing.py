"""A feed in, one outcome a row out, and nothing kept in memory but what tells duplicates apart.

Our own records come as NDJSON and need no reading of headings: see ``central.record_files``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kiosk.central.feeds.columns import columns_of
from kiosk.central.feeds.duplicates import SeenRows
from kiosk.central.feeds.posting import Feed, NoPosting, Row, fingerprint, job_of
from kiosk.central.feeds.sniffing import Layout, layout_of, rows_of
from kiosk.central.feeds.unusable import UnusableFeed
from kiosk.central.outcomes import Accepted, Duplicate, Held, Outcome, Rejected
from kiosk.lawful.gate import examine
from kiosk.records import CHINA_TIME, Datum

__all__ = ["UnusableFeed", "import_feed"]


def import_feed(
    path: Path, *, source: str, region: str, datum: Datum, imported_at: datetime
) -> Iterator[Outcome]:
    """Outcome of every row of a CSV feed, numbered from 1 below the headings; blank lines are none.

    ``datum`` is that of the feed's coordinates, ``region`` the division code it was asked for,
    ``imported_at`` carries its offset. Raises ``UnusableFeed`` at once, before any outcome.
    """
    layout = layout_of(path)
    return _outcomes(path, layout, Feed(source, region, datum, imported_at))


def _outcomes(path: Path, layout: Layout, feed: Feed) -> Iterator[Outcome]:
    seen = SeenRows()
    for number, cells in rows_of(path, layout):
        yield _outcome(number, cells, layout, feed, seen)


def _outcome(
    number: int, cells: list[str] | None, layout: Layout, feed: Feed, seen: SeenRows
) -> Outcome:
    if cells is None:
        return Rejected(number, "unreadable_row")
    if _repeats_headings(cells, layout):
        return Rejected(number, "repeated_headings")
    try:
        row = Row.of(cells, layout.columns)
        job = job_of(row, layout.columns, feed)
    except NoPosting as reason:
        return Rejected(number, str(reason))
    earlier = seen.earlier(fingerprint(row), number)
    if earlier is not None:
        return Duplicate(number, earlier)
    if job.valid_through < feed.imported_at.astimezone(CHINA_TIME).date():
        return Rejected(number, "expired")
    findings = examine(job)
    return Held(number, job, findings) if findings else Accepted(number, job)


def _repeats_headings(cells: list[str], layout: Layout) -> bool:
    """Two exports may have been joined."""
    return tuple(cells) == layout.header and columns_of(cells).usable
