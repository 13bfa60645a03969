"""Deltas: what changed since a few earlier versions, so that a terminal need not fetch everything.

A delta from a version holds, for every record that came, changed or went after it, how the record
is now. So it is good for any version in between as well, and applying it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, and_, func, select

from kiosk.central.blob_files import blob_writer
from kiosk.central.tables import Entry, PublishedRow
from kiosk.contract.lines import Line, encode_line
from kiosk.contract.manifest import Delta

NEWEST_VERSIONS: Final = 12
HOURLY_FOR: Final = timedelta(days=2)
HORIZON: Final = timedelta(days=30)
"""A terminal that was away for longer fetches the snapshot."""
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_ROWS_AT_ONCE: Final = 500


def thinned(versions: Sequence[tuple[int, datetime]], now: datetime) -> list[int]:
    """Versions to keep deltas from: the last dozen, one an hour for two days, one a day for 30.

    ``versions`` are (version, published at) in ascending order. Of an hour or a day the oldest
    version is kept, which is good for all the others of it.
    """
    kept = {version for version, _ in versions[-NEWEST_VERSIONS:]}
    for width, reach in ((_HOUR, HOURLY_FOR), (_DAY, HORIZON)):
        oldest: dict[int, int] = {}
        for version, at in versions:
            if now - at <= reach:
                oldest.setdefault((at - _EPOCH) // width, version)
        kept.update(oldest.values())
    return sorted(v for v, at in versions if v in kept and now - at <= HORIZON)


def write_deltas(
    connection: Connection, region: str, collection: str, since: Sequence[int], blobs: Path
) -> tuple[Delta, ...]:
    """Deltas of ``collection`` from the useful ones of the versions ``since``, ascending.

    Left out is a version after which nothing changed, one after which the same changed as after
    the version before it, and one whose delta has more rows than half the collection.
    """
    useful = _useful(connection, region, collection, since)
    if not useful:
        return ()
    with ExitStack() as stack:
        writers = [(version, stack.enter_context(blob_writer(blobs))) for version in useful]
        for changed_in, line in _changed(connection, region, collection, useful[0]):
            for version, writer in writers:
                if version >= changed_in:
                    break
                writer.write(line)
        return tuple(Delta(version, writer.put()) for version, writer in writers)


def _useful(
    connection: Connection, region: str, collection: str, since: Sequence[int]
) -> list[int]:
    counted = connection.execute(
        select(PublishedRow.changed_in, func.count(), func.count().filter(PublishedRow.present))
        .where(PublishedRow.region == region, PublishedRow.collection == collection)
        .group_by(PublishedRow.changed_in)
    ).all()
    most = sum(present for _, _, present in counted) // 2
    useful: list[int] = []
    sizes: set[int] = {0}
    for version in since:
        size = sum(count for changed_in, count, _ in counted if changed_in > version)
        if size not in sizes and size <= most:
            useful.append(version)
        sizes.add(size)
    return useful


def _changed(
    connection: Connection, region: str, collection: str, since: int
) -> Iterator[tuple[int, bytes]]:
    """(version of the change, line or tombstone) of all that changed after ``since``."""
    same_record = and_(Entry.collection == PublishedRow.collection, Entry.id == PublishedRow.id)
    rows = connection.execute(
        select(PublishedRow.id, PublishedRow.changed_in, PublishedRow.present, Entry.line)
        .join_from(PublishedRow, Entry, same_record, isouter=True)
        .where(
            PublishedRow.region == region,
            PublishedRow.collection == collection,
            PublishedRow.changed_in > since,
        )
        .order_by(PublishedRow.id),
        execution_options={"yield_per": _ROWS_AT_ONCE},
    )
    for row in rows:
        yield row.changed_in, row.line if row.present else encode_line(Line(id=row.id))
