from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from kiosk.agent.duties import LONGEST_NAP_SECONDS, keep, keep_all


class Beat:
    def __init__(self, name: str, period: float, seen: list[str]) -> None:
        self.name, self.period, self.seen = name, period, seen

    def run(self) -> float:
        self.seen.append(self.name)
        return self.period


def run_for(seconds: float, *duties: Beat) -> list[float]:
    naps: list[float] = []

    def over(nap: float) -> bool:
        naps.append(nap)
        return sum(naps) > seconds

    keep(duties, lambda: sum(naps), over)
    return naps


def test_every_duty_gets_its_turns_in_order_of_time() -> None:
    seen: list[str] = []
    run_for(9.5, Beat("often", 2, seen), Beat("seldom", 5, seen))
    assert seen.count("often") == 5
    assert seen.count("seldom") == 2
    assert seen[:3] == ["often", "seldom", "often"]


def test_a_duty_far_away_is_waited_for_in_naps() -> None:
    seen: list[str] = []
    naps = run_for(3 * LONGEST_NAP_SECONDS, Beat("nightly", 2.5 * LONGEST_NAP_SECONDS, seen))
    assert max(naps) == LONGEST_NAP_SECONDS
    assert len(seen) == 2


def test_what_breaks_ends_all_and_is_told() -> None:
    ending = Event()
    ended: list[bool] = []

    def good(over: Callable[[float], bool]) -> None:
        ended.append(over(10))

    def bad(over: Callable[[float], bool]) -> None:
        raise ZeroDivisionError("broken")

    with pytest.raises(ZeroDivisionError, match="broken"):
        keep_all([good, bad], ending)
    assert ended == [True]


def test_all_end_when_told() -> None:
    ending = Event()
    ending.set()
    keep_all([lambda over: None if over(10) else pytest.fail("not told")] * 2, ending)
