"""What the agent does all day: duties that each say when they want their next turn.

Duties that share something (the catalogue's one writer) take turns in one thread. A duty that
breaks ends the agent, which its supervisor starts again: half an agent would look like a whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from typing import Final, Protocol

LONGEST_NAP_SECONDS: Final = 3600.0


class Duty(Protocol):
    """Something that has to be done again and again."""

    name: str

    def run(self) -> float:
        """Do it once; seconds until the next turn."""
        ...


@dataclass(slots=True)
class _Turn:
    duty: Duty
    due: float


def keep(
    duties: Sequence[Duty], monotonic: Callable[[], float], over: Callable[[float], bool]
) -> None:
    """Give every duty its turns until ``over``, which is given seconds, says that it is over."""
    turns = [_Turn(duty, monotonic()) for duty in duties]
    while True:
        turn = min(turns, key=lambda turn: turn.due)
        pause = min(max(0.0, turn.due - monotonic()), LONGEST_NAP_SECONDS)
        if over(pause):
            return
        if monotonic() >= turn.due:
            turn.due = monotonic() + max(0.0, turn.duty.run())


def keep_all(threads: Sequence[Callable[[Callable[[float], bool]], None]], ending: Event) -> None:
    """Run every one of ``threads`` until ``ending`` is set; what breaks one ends all and is raised.

    Each is called with a function that waits so many seconds and says whether it is over.
    """
    with ThreadPoolExecutor(len(threads), "agent") as pool:
        running = [pool.submit(work, ending.wait) for work in threads]
        wait(running, return_when=FIRST_COMPLETED)
        ending.set()
    for work in running:
        work.result()
