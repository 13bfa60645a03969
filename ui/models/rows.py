"""List models whose roles are the fields of a frozen dataclass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHUNK = 40


class RowsModel(QAbstractListModel, Generic[Row]):
    """Rows held in memory: lists of tens."""

    def __init__(self, row_type: type[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._names = [f.name for f in fields(row_type)]  # type: ignore[arg-type]
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST_ROLE + i: QByteArray(n.encode()) for i, n in enumerate(self._names)}

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        return getattr(self.row(index.row()), self._names[place])

    def row(self, number: int) -> Row:
        """Row ``number``, counted from 0."""
        return self._rows[number]


class ChunkedRows(RowsModel[Row]):
    """Rows fetched in chunks of ``CHUNK`` when a delegate first asks: lists of thousands."""

    def __init__(self, row_type: type[Row], blank: Row, parent: QObject) -> None:
        super().__init__(row_type, parent)
        self._blank = blank
        self._count = 0
        self._chunks: dict[int, Sequence[Row]] = {}
        self._fetch: Callable[[int, int], Sequence[Row]] | None = None

    def browse(self, count: int, fetch: Callable[[int, int], Sequence[Row]]) -> None:
        """Offer ``count`` rows that ``fetch(offset, limit)`` can bring."""
        self.beginResetModel()
        self._count, self._fetch, self._chunks = count, fetch, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def row(self, number: int) -> Row:
        """Row ``number``; the blank row where the cache shrank since it was counted."""
        start = number - number % CHUNK
        if start not in self._chunks and self._fetch is not None:
            self._chunks[start] = self._fetch(start, CHUNK)
        chunk = self._chunks.get(start, ())
        return chunk[number - start] if number - start < len(chunk) else self._blank
