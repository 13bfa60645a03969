"""A thermal printer that is not there: takes ESC/POS, prints into memory, breaks on demand.

As real ones do, it answers DLE EOT the moment it arrives, also within a picture; it keeps what it
cannot print in a buffer and prints it once there is paper, whoever that paper was meant for; and in
the middle of a picture it takes whatever comes for dots, also from the next connection.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

_FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(rb"\x10\x04[\x01-\x04]|" + re.escape(_FORGET), re.DOTALL)
_LENGTHS = {b"\x10\x04": 3, b"\x10\x14": len(_FORGET), b"\x1dV": 4}
_LENGTHS |= {b"\x1b@": 2, b"\x1c&": 2, b"\x1da": 3, b"\x1bd": 3, b"\x1dr": 3}


@dataclass
class Paper:
    """What came out between two cuts."""

    row_bytes: int = 0
    dots: bytes = b""
    text: bytes = b""
    bands: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.dots) // self.row_bytes if self.row_bytes else 0

    def image(self) -> Image.Image:
        """Black on white."""
        bits = Image.frombytes("1", (self.row_bytes * 8, self.rows), self.dots)
        return bits.convert("L").point([255 - grey for grey in range(256)])


class EscPosPrinter:
    """One printer; ``said`` is all it received. Every change of a switch takes effect at once."""

    def __init__(self) -> None:
        self.paper_out = self.cover_open = self.near_end = self.hot = False
        self.mute = False  # hears all and answers nothing
        self.deaf = False  # takes nothing from the wire
        self.lags = False  # has heard it all, and prints it when it is told to catch up
        self.knows_gs_r = self.forgets = True
        self.out_of_paper_after: int | None = None  # rows
        self.unplugged_after: int | None = None
        self.deaf_after: int | None = None
        self.hot_after: int | None = None
        self.slow_bytes: int | None = None  # taken at a time, with a pause
        self.buffer_bytes = 65_536
        self.said = bytearray()
        self.papers = [Paper()]
        self.answer: Callable[[bytes], None] = lambda _: None
        self.unplug: Callable[[], None] = lambda: None
        self.changed = threading.Condition()
        self._buffer = bytearray()
        self._taken = self._scanned = self._rows = 0

    @property
    def slips(self) -> list[Paper]:
        """What was cut off."""
        return self.papers[:-1]

    @property
    def stuck(self) -> bool:
        return self.paper_out or self.cover_open or self.hot

    @property
    def full(self) -> bool:
        return self.deaf or len(self._buffer) > self.buffer_bytes

    def wait(self, until: Callable[[EscPosPrinter], bool], seconds: float = 5.0) -> None:
        """Until ``until`` holds."""
        with self.changed:
            assert self.changed.wait_for(lambda: until(self), seconds), "it never came to that"

    def catch_up(self) -> None:
        """Print what was heard."""
        with self.changed:
            self.lags = False
            self._print()
            self.changed.notify_all()

    def well_again(self) -> None:
        """Somebody put a new roll in and closed the cover; it cooled down."""
        with self.changed:
            self.paper_out = self.cover_open = self.hot = False
            self.out_of_paper_after = self.hot_after = None
            self._print()
            self.changed.notify_all()

    def hear(self, data: bytes) -> None:
        """Bytes from the wire."""
        with self.changed:
            self.said += data
            for command in _REAL_TIME.finditer(self.said, self._scanned):
                self._take(command.end())
                self._scanned = command.end()
                self._obey(command[0])
            self._take(len(self.said))
            self._scanned = max(self._scanned, len(self.said) - len(_FORGET) + 1)
            self.changed.notify_all()

    def _take(self, end: int) -> None:
        self._buffer += self.said[self._taken : end]
        self._taken = end
        self._print()

    def _obey(self, command: bytes) -> None:
        if command == _FORGET:
            if self.forgets:
                self._buffer.clear()
        elif not self.mute:
            self.answer(bytes((0x12 | self._status(command[2]),)))

    def _status(self, question: int) -> int:
        match question:
            case 1:
                return 0x08 if self.stuck else 0
            case 2:
                return (0x04 if self.cover_open else 0) | (0x20 if self.paper_out else 0)
            case 3:
                return 0x40 if self.hot else 0
            case _:
                return (0x60 if self.paper_out else 0) | (0x0C if self.near_end else 0)

    def _print(self) -> None:
        while not self.stuck and not self.lags and (length := self._step()):
            del self._buffer[:length]

    def _step(self) -> int:
        """Do what the buffer begins with; how many bytes that were, 0 if more have to come."""
        begins, paper = bytes(self._buffer[:2]), self.papers[-1]
        if begins == b"\x1dv":
            return self._picture(paper)
        length = _LENGTHS.get(begins)
        if length is None:
            if len(begins) == 0 or (len(begins) == 1 and begins in b"\x1b\x1d\x1c\x10"):
                return 0
            paper.text += begins[:1].replace(b"\0", b"")
            return 1
        if len(self._buffer) < length:
            return 0
        if begins == b"\x1dV":
            self.papers.append(Paper())
        if begins == b"\x1dr" and self.knows_gs_r and not self.mute:
            self.answer(b"\x00")
        return length

    def _picture(self, paper: Paper) -> int:
        if len(self._buffer) < 8:
            return 0
        row_bytes = int.from_bytes(self._buffer[4:6], "little")
        rows = int.from_bytes(self._buffer[6:8], "little")
        length = 8 + row_bytes * rows
        if len(self._buffer) < length:
            return 0
        assert not paper.row_bytes or paper.row_bytes == row_bytes
        paper.row_bytes = row_bytes
        paper.dots += bytes(self._buffer[8:length])
        paper.bands.append(rows)
        self._rows += rows
        self._break()
        return length

    def _break(self) -> None:
        if self.out_of_paper_after is not None and self._rows >= self.out_of_paper_after:
            self.paper_out = True
        if self.unplugged_after is not None and self._rows >= self.unplugged_after:
            self.unplug()
        if self.hot_after is not None and self._rows >= self.hot_after:
            self.hot = True
        if self.deaf_after is not None and self._rows >= self.deaf_after:
            self.deaf = True
