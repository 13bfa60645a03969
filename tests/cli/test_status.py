"""What a program reads about a terminal."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.agent.care_record import Cause, Climb, count_start, note_climb
from kiosk.agent.ladder import Ladder
from kiosk.agent.lock import sole_agent
from kiosk.settings import Settings
from kiosk.submissions import SubmissionKind
from kiosk.timekeeping import ClockReading
from kiosk.verbs.standing import standing
from kiosk.verbs.status import fields
from offline_cache.outbox import Outbox
from offline_cache.outbox_schema import prepare_outbox
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues
from tests.cli.conftest import Kiosk

PUBLISHED = proven_catalogues.PUBLISHED + timedelta(hours=2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    proven_catalogues.make(tmp_path / "catalogue.db", 2, count=11)
    with closing(CatalogueWriter(tmp_path / "catalogue.db", job_shapes.SITE)) as writer:
        writer.note_contact(proven_catalogues.contact(180))
    return tmp_path


def said_at(home: Path, hours: float, boot_id: str = "this-boot") -> dict[str, object]:
    now = proven_catalogues.PUBLISHED + timedelta(hours=hours)
    reading = ClockReading(now - timedelta(minutes=7), boot_id, hours * 3600)
    return fields(standing(home, Settings(), lambda: reading))


def test_a_terminal_that_hears_its_platform(home: Path) -> None:
    count_start(home, Cause.POWER)
    prepare_outbox(home / "outbox.db")
    with closing(Outbox(home / "outbox.db")) as outbox:
        laid_in = proven_catalogues.PUBLISHED + timedelta(hours=3)
        outbox.add(SubmissionKind.JOB_REPORT, "7K2M-9QXT", b"sealed", laid_in)
    note_climb(home, Climb(at=PUBLISHED, cause=Cause.POWER, outcome=Ladder.SOUND))
    with sole_agent(home):
        said = said_at(home, 3.1)
    assert said.pop("jobs") in range(5, 11)
    assert said == {
        "version": 2,
        "published_at": "2026-03-02T10:00:00+00:00",
        "age_s": 3960,
        "contact_age_s": 360,
        "offline": False,
        "verdict": "current",
        "tried_at": "2026-03-02T11:00:00+00:00",
        "time": "2026-03-02T11:06:00+00:00",
        "time_doubtful": False,
        "clock_offset_s": 420,
        "outbox_waiting": 1,
        "outbox_oldest_s": 360,
        "outbox_parked": 0,
        "agent_running": True,
        "ladder": "sound",
        "safe_mode": False,
        "starts": {"power": 1},
        "last_care_at": None,
    }


def test_several_missed_polls_are_offline(home: Path) -> None:
    assert said_at(home, 3.2)["offline"] is False
    assert said_at(home, 3.3)["offline"] is True


def test_a_clock_nobody_believes(home: Path) -> None:
    said = said_at(home, -9000, "after-a-night")
    assert (said["time_doubtful"], said["offline"], said["contact_age_s"]) == (True, True, 0)


@pytest.mark.parametrize("content", [None, b"", b"rubbish"])
def test_without_a_catalogue_everything_is_null(
    kiosk: Kiosk, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "catalogue.db").write_bytes(content)
    answer = kiosk("status", "--json", "--home", tmp_path)
    said = json.loads(answer.out)
    assert answer.code == 0
    assert (said["version"], said["jobs"], said["age_s"]) == (None, None, None)
    assert (said["offline"], said["agent_running"]) == (True, False)


def test_lines_for_a_person(kiosk: Kiosk, home: Path) -> None:
    lines = kiosk("status", "--home", home).out.splitlines()
    assert "version: 2" in lines
    assert "agent_running: no" in lines
    assert "ladder: -" in lines
