"""The strips at the foot of a poster: a job and a number to tear off, as neighbourhoods do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.slips.lettering import Style
from kiosk.slips.paper import Imprint, JobOnPaper
from kiosk.slips.pen import MM, Pen
from kiosk.slips.pieces import Words, shortened, text
from kiosk.text.job_words import whom_to_call

LEAST_WIDTH: Final = 11 * MM
"""Two lines of text and a finger, on A4."""
_MOST: Final = 12
"""Strips of a sheet with few jobs: wide ones tear better."""
_INSET: Final = 2.5 * MM
_TITLE: Final = 12.0
_PHONE: Final = 16.0
_LEAST_PHONE: Final = 9.0


@dataclass(frozen=True, slots=True)
class TearOffs:
    """As many strips of each job as fit on ``width`` points, ``height`` tall; 1 ``scale`` is A4."""

    jobs: Sequence[JobOnPaper]
    imprint: Imprint
    width: float
    height: float
    scale: float = 1.0

    @property
    def each(self) -> int:
        """Strips of one job; at least one."""
        count = len(self.jobs)
        room = int(self.width / (LEAST_WIDTH * self.scale * count))
        return max(1, min(room, -(-_MOST // count)))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw them, with dashed lines to cut along."""
        pen.dashes(x, top, x + self.width, top)
        strips = [on_paper for on_paper in self.jobs for _ in range(self.each)]
        wide = self.width / len(strips)
        for number, on_paper in enumerate(strips):
            left = x + number * wide
            if number:
                pen.dashes(left, top, left, top + self.height)
            with pen.turned(left, top + self.height):
                self._strip(pen, on_paper, wide)

    def _strip(self, pen: Pen, on_paper: JobOnPaper, wide: float) -> None:
        """Text from bottom to top; ``wide`` is how far its lines may go down."""
        length = self.height - 2 * _INSET
        _, phone = whom_to_call(on_paper.job, self.imprint.station_phone)
        numbers = _fitted(phone, length, min(_PHONE * self.scale, wide * 0.42))
        room = wide - sum(line.height for line in numbers) - self.scale * MM
        size = max(4.0, min(_TITLE * self.scale, room / 1.2))
        style = Style(size, size * 1.2, bold=True)
        most = int(room / style.leading)
        titles = shortened(text(on_paper.job.title, style, length), most, length)
        lines = [*titles, *numbers]
        down = (wide - sum(line.height for line in lines)) / 2
        for line in lines:
            line.draw(pen, (self.height - line.width) / 2, down)
            down += line.height


def _fitted(phone: str, length: float, size: float) -> list[Words]:
    """``phone`` on one line as large as it fits, otherwise small on several."""
    largest = Style(size, size * 1.2, bold=True)
    while size > _LEAST_PHONE and largest.width(phone) > length:
        size = max(_LEAST_PHONE, size - 0.5)
        largest = Style(size, size * 1.2, bold=True)
    return text(phone, largest, length)
