"""How many slips the roll still has: counted, since few printers say when paper is nearly out."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

FILE_NAME = "printer.json"
log = logging.getLogger(__name__)


class PaperCounter:
    """Counts in ``path``. A roll has ``slips_per_roll``, and ``warn_slips`` left are few.

    0 a roll counts, but never warns. A count that was lost begins again at none.
    """

    def __init__(self, path: Path, slips_per_roll: int, warn_slips: int) -> None:
        self._path = path
        self._slips_per_roll = slips_per_roll
        self._warn_slips = warn_slips

    @property
    def printed(self) -> int:
        """Slips since the roll was changed."""
        try:
            count = json.loads(self._path.read_text("utf-8"))["slips"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        return count if isinstance(count, int) and count >= 0 else 0

    @property
    def left(self) -> int | None:
        """Slips that the roll should still have; None where nobody said how many it has."""
        return max(0, self._slips_per_roll - self.printed) if self._slips_per_roll else None

    @property
    def is_low(self) -> bool:
        """Whether staff should lay a new roll beside the printer."""
        left = self.left
        return left is not None and left <= self._warn_slips

    def count(self, slips: int = 1) -> None:
        """So many more came out."""
        self._write(self.printed + slips)

    def roll_changed(self) -> None:
        """There is a new roll in the printer."""
        self._write(0)

    def _write(self, slips: int) -> None:
        draft = self._path.with_name(f".{self._path.name}.draft")
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"slips": slips}))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            # A slip that is out is not taken back because it could not be counted.
            log.info("the paper was not counted: %s", error)
