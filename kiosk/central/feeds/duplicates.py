"""Which rows of one import say the same."""

from __future__ import annotations


class SeenRows:
    """Fingerprints of the rows so far: 16 bytes each, so that a large feed still fits."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}

    def earlier(self, fingerprint: bytes, row: int) -> int | None:
        """The earlier row with this fingerprint; None if ``row`` is the first."""
        first = self._rows.setdefault(fingerprint, row)
        return None if first == row else first
