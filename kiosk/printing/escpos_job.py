"""One sheet on its way through an ESC/POS printer, piece by piece, and what became of it.

The printer is asked how it is after every piece, so that no more than one is under way when paper
ends. What is given up is also taken back, as far as the printer lets us: a slip that comes out
after somebody else has put in a new roll would be another person's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from kiosk.printer_states import PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.escpos_talk import GOES_ON, Talk
from kiosk.printing.links import Link, LinkDown
from kiosk.printing.patience import Deadline, Patience
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Standing

SLOWEST_ROWS_PER_SECOND: Final = 240.0
"""30 mm/s; no thermal printer in use is slower."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that may be followed by a question; ``rows`` of dots come out of them."""

    data: bytes
    rows: int = 0


class _GivenUp(Exception):
    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.detail)
        self.standing = standing


class EscPosJob:
    """Prints pieces over ``link``, which takes ``bytes_per_second``.

    ``talk`` is None where the printer says nothing.
    """

    def __init__(
        self, link: Link, talk: Talk | None, patience: Patience, bytes_per_second: float
    ) -> None:
        self._link = link
        self._talk = talk
        self._patience = patience
        self._bytes_per_second = bytes_per_second
        self._begun = False

    def run(self, pieces: Sequence[Piece], end: bytes, cancelled: Callable[[], bool]) -> Sent:
        """Print ``pieces`` and then ``end``, which feeds and cuts."""
        seconds = self._patience.whole + sum(map(self._seconds_for, pieces))
        try:
            self._send_all(pieces, end, cancelled, Deadline(seconds))
            self._wait_until_out(sum(piece.rows for piece in pieces))
        except _GivenUp as why:
            self._take_back(end)
            return self._ended(why.standing)
        except LinkDown as down:
            self._link.throw_away()
            return self._ended(down.standing)
        return Printed()

    def _ended(self, standing: Standing) -> Sent:
        return Doubtful(standing) if self._begun else NotPrinted(standing)

    def _send_all(
        self,
        pieces: Sequence[Piece],
        end: bytes,
        cancelled: Callable[[], bool],
        deadline: Deadline,
    ) -> None:
        for piece in (*pieces, Piece(end + words.ASK_WHEN_DONE if self._talk else end)):
            if cancelled():
                raise _GivenUp(Standing(PrinterState.READY, "nobody wants it any more"))
            if deadline.over:
                raise _GivenUp(Standing(PrinterState.BUSY, "it takes too long"))
            self._begun = self._begun or piece.rows > 0
            self._link.send(piece.data, self._patience.stall)
            if self._talk:
                self._must_go_on(self._talk, self._patience.stall + self._seconds_for(piece))

    def _must_go_on(self, talk: Talk, seconds: float) -> None:
        standing = talk.recovers(talk.still_prints(seconds))
        if standing.state not in GOES_ON:
            raise _GivenUp(standing)

    def _wait_until_out(self, rows: int) -> None:
        """Until the printer has done all; one that knows no GS r has time for the slowest print."""
        if self._talk is None:
            return
        deadline = Deadline(rows / SLOWEST_ROWS_PER_SECOND + self._patience.stall)
        while not self._talk.done and not deadline.over:
            self._talk.listen(min(self._patience.look, deadline.left))
            if not self._talk.done:
                self._must_go_on(self._talk, self._patience.stall)

    def _take_back(self, end: bytes) -> None:
        """Nothing more comes out, and what did is cut off; as far as the printer does it."""
        with suppress(LinkDown):
            if self._talk:
                self._link.send(words.FORGET, self._patience.answer)
                if self._talk.still_prints(self._patience.answer).state in GOES_ON:
                    self._link.send(words.BEGIN + end, self._patience.answer)
                    self._talk.still_prints(self._patience.answer)
        self._link.throw_away()

    def _seconds_for(self, piece: Piece) -> float:
        return len(piece.data) / self._bytes_per_second
