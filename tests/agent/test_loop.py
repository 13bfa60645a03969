from __future__ import annotations

import logging
from random import Random

import pytest

from kiosk.agent.duties import keep
from kiosk.agent.loop import Following, pause
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.verdicts import Verdict

OFFLINE = Failed(Verdict.REFUSED, "nobody listens")


class Scripted:
    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)

    def pull(self) -> Outcome:
        return self.outcomes.pop(0)


def waits(*outcomes: Outcome) -> list[float]:
    seen: list[float] = []
    script = Scripted(*outcomes)

    def over(seconds: float) -> bool:
        seen.append(seconds)
        return not script.outcomes

    keep([Following(script, 300, Random(1))], lambda: sum(seen), over)
    return seen[1:]


def test_a_poll_is_jittered_around_its_interval() -> None:
    seen = waits(*[UpToDate(1)] * 200)
    assert 240 <= min(seen) < 260
    assert 340 < max(seen) <= 360


def test_an_outage_backs_off_with_full_jitter_to_a_quarter_of_an_hour() -> None:
    assert max(waits(*[OFFLINE] * 500)) <= 900
    early = [pause(OFFLINE, 1, 300, Random(seed)) for seed in range(300)]
    late = [pause(OFFLINE, 9, 300, Random(seed)) for seed in range(300)]
    assert max(early) <= 300
    assert 800 < max(late) <= 900
    assert 1 <= min(early) < 20
    assert pause(OFFLINE, 10_000, 300, Random(1)) <= 900


def test_success_ends_the_back_off() -> None:
    seen = waits(OFFLINE, OFFLINE, OFFLINE, UpToDate(1), OFFLINE)
    assert 240 <= seen[3] <= 360
    assert seen[4] <= 300


def test_what_the_platform_asks_for_is_obeyed_within_reason() -> None:
    assert pause(Applied(1, {}, backoff_seconds=3000), 0, 300, Random(1)) >= 2400
    patient = Failed(Verdict.SERVER_ERROR, "503", retry_after=600)
    assert pause(patient, 1, 300, Random(1)) >= 600
    forever = Failed(Verdict.SERVER_ERROR, "503", retry_after=1e9)
    assert pause(forever, 1, 300, Random(1)) <= 3600 + 900


def test_each_outcome_is_one_calm_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    waits(OFFLINE, Applied(2, {"jobs": 3}), UpToDate(2))
    lines = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert lines == [
        ("INFO", "catalogue kept as it is: refused (nobody listens)"),
        ("INFO", "version 2 applied: jobs 3"),
        ("INFO", "version 2 is current"),
    ]
