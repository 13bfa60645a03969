"""Which record changed in which version: what a delta is made from.

Every record that was ever published in a region, and not forgotten since, has one row that says
in which version it last came, changed or went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.central.tables import PublishedRow

_PAGE: Final = 2_000


class HashedRow(NamedTuple):
    """A record as it is published: its canonical line and that line's ``row_hash``."""

    id: str
    line: bytes
    hash: bytes


class _Known(NamedTuple):
    id: str
    hash: bytes
    present: bool


class ChangeLog:
    """Notes, for one collection of a region, how ``version`` differs from the one before."""

    def __init__(self, connection: Connection, region: str, collection: str, version: int) -> None:
        self._connection = connection
        self._where = (PublishedRow.region == region, PublishedRow.collection == collection)
        self._key = {"region": region, "collection": collection}
        self._version = version
        self._waiting: list[dict[str, Any]] = []
        self.changed = 0

    def noting(self, rows: Iterable[HashedRow]) -> Iterator[HashedRow]:
        """``rows``, in order of id, as they come; the differences are on record at the end."""
        known = self._known()
        before = next(known, None)
        for row in rows:
            while before is not None and before.id < row.id:
                self._gone(before)
                before = next(known, None)
            same_id = before is not None and before.id == row.id
            if not (same_id and before is not None and before.present and before.hash == row.hash):
                self._note(row.id, row.hash, present=True)
            if same_id:
                before = next(known, None)
            yield row
        while before is not None:
            self._gone(before)
            before = next(known, None)
        self._flush()

    def forget_gone(self, before_version: int) -> None:
        """Drop tombstones that no delta is made from any more."""
        gone = (~PublishedRow.present, PublishedRow.changed_in <= before_version)
        self._connection.execute(delete(PublishedRow).where(*self._where, *gone))

    def _known(self) -> Iterator[_Known]:
        # In pages and not by one cursor, since rows are written meanwhile.
        after = ""
        columns = (PublishedRow.id, PublishedRow.hash, PublishedRow.present)
        while True:
            page = self._connection.execute(
                select(*columns)
                .where(*self._where, PublishedRow.id > after)
                .order_by(PublishedRow.id)
                .limit(_PAGE)
            ).all()
            yield from (_Known(*row) for row in page)
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def _gone(self, known: _Known) -> None:
        if known.present:
            self._note(known.id, known.hash, present=False)

    def _note(self, record_id: str, row_hash: bytes, *, present: bool) -> None:
        self.changed += 1
        self._waiting.append(
            {
                **self._key,
                "id": record_id,
                "hash": row_hash,
                "changed_in": self._version,
                "present": present,
            }
        )
        if len(self._waiting) >= _PAGE:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        postgres = self._connection.dialect.name == "postgresql"
        insert = postgresql.insert(PublishedRow) if postgres else sqlite.insert(PublishedRow)
        changed = {name: insert.excluded[name] for name in ("hash", "changed_in", "present")}
        self._connection.execute(
            insert.on_conflict_do_update(
                index_elements=["region", "collection", "id"], set_=changed
            ),
            self._waiting,
        )
        self._waiting.clear()
