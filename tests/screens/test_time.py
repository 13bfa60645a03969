"""A clock may say what it likes: jobs stay on the glass, marked where nobody can be sure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from kiosk.timekeeping import LONGEST_SILENCE, Anchor
from offline_cache.rows import Contact
from tests import ui_home
from tests.sample_records import a_job
from tests.screens.measures import accessible_name
from tests.screens.terminal import LANDSCAPE, PORTRAIT, Clocks, OpenTerminal, Terminal
from ui.touching import visible_items

CALL_FIRST = "请先打电话核实"
WRONG_CLOCKS: dict[str, datetime] = {
    "a year behind": ui_home.NOW - timedelta(days=365),
    "a year ahead": ui_home.NOW + timedelta(days=365),
    "the epoch": datetime(1970, 1, 1, 0, 0, 3, tzinfo=UTC),
}
wrong_clock = pytest.mark.parametrize("wall", WRONG_CLOCKS.values(), ids=WRONG_CLOCKS.keys())


def _said(terminal: Terminal) -> list[str]:
    texts = [item for item in visible_items(terminal.window) if item.inherits("QQuickText")]
    return [str(text.property("text")) for text in texts]


def _jobs_on_the_glass(terminal: Terminal) -> int:
    return terminal.shell.jobs.count


@wrong_clock
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_wrong_clock_after_a_restart_blanks_nothing_and_marks_everything(
    city: Path, open_terminal: OpenTerminal, wall: datetime, size: QSize
) -> None:
    right = open_terminal(city, size=size)
    terminal = open_terminal(city, size=size, clocks=Clocks(wall=wall, boot_id="another boot"))
    assert terminal.shell.attract.nearbyWords == right.shell.attract.nearbyWords != ""
    assert _said(terminal).count(CALL_FIRST) == terminal.shell.attract.lines.rowCount() > 0
    terminal.wake()
    assert terminal.words("status.asOf") == "时间待核对 · 信息截至 3月2日 9:38"
    terminal.touch("tile.jobs")
    assert _jobs_on_the_glass(terminal) == _jobs_on_the_glass(right) > 0
    cards = [words for words in _said(terminal) if words.startswith("步行约")]
    assert _said(terminal).count(CALL_FIRST) == len(cards) > 0
    assert CALL_FIRST in accessible_name(terminal.item("card"))
    terminal.touch("card")
    assert terminal.shell.job.found
    assert CALL_FIRST in _said(terminal)
    assert "本机时间待核对，岗位可能变了。" in _said(terminal)


@wrong_clock
def test_what_the_platform_said_since_the_start_outweighs_the_clock(
    own_city: Path, open_terminal: OpenTerminal, wall: datetime
) -> None:
    clocks = Clocks(wall=wall)
    _hear(own_city, clocks)
    clocks.pass_seconds(600)
    terminal = open_terminal(own_city, clocks=clocks)
    terminal.wake()
    assert terminal.shell.status.clock == "9:51"
    terminal.touch("tile.jobs")
    assert _jobs_on_the_glass(terminal) > 0
    assert CALL_FIRST not in _said(terminal)


def test_fourteen_days_of_silence_mark_every_job_while_the_screen_runs(
    own_city: Path, open_terminal: OpenTerminal
) -> None:
    _hear(own_city, Clocks())
    terminal = open_terminal(own_city)
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.clocks.pass_seconds(LONGEST_SILENCE.total_seconds())
    _tick(terminal)
    assert terminal.shell.status.asOf == "离线可用 · 信息截至 3月2日 9:41"
    assert CALL_FIRST not in _said(terminal)
    terminal.clocks.pass_seconds(1)
    _tick(terminal)
    assert _jobs_on_the_glass(terminal) > 0
    assert CALL_FIRST in _said(terminal)
    terminal.touch("card")
    assert "本机已有 14 天没连上平台，岗位可能变了。" in _said(terminal)


def test_contact_takes_the_marks_away_at_once(own_city: Path, open_terminal: OpenTerminal) -> None:
    clocks = Clocks(wall=ui_home.NOW + timedelta(days=200), boot_id="another boot")
    terminal = open_terminal(own_city, clocks=clocks)
    terminal.wake()
    terminal.touch("tile.jobs")
    assert CALL_FIRST in _said(terminal)
    _hear(own_city, clocks)
    _tick(terminal)
    assert CALL_FIRST not in _said(terminal)
    assert terminal.shell.status.clock == "9:41"


@pytest.fixture
def two_jobs(tmp_path: Path) -> Path:
    tomorrow = ui_home.TODAY + timedelta(days=1)
    ui_home.publish(tmp_path, jobs=[a_job(1), a_job(2, valid_through=tomorrow)])
    return tmp_path


def test_an_expired_post_goes_at_midnight_without_anybody_publishing(
    two_jobs: Path, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(two_jobs)
    _all_jobs(terminal)
    assert _jobs_on_the_glass(terminal) == 2
    terminal.clocks.pass_seconds(timedelta(days=1).total_seconds())
    _tick(terminal)
    assert _jobs_on_the_glass(terminal) == 2, "valid through that day"
    terminal.clocks.pass_seconds(timedelta(days=1).total_seconds())
    _tick(terminal)
    assert _jobs_on_the_glass(terminal) == 1


def test_in_doubt_a_post_is_shown_rather_than_hidden(
    two_jobs: Path, open_terminal: OpenTerminal
) -> None:
    clocks = Clocks(wall=ui_home.NOW + timedelta(days=365), boot_id="another boot")
    terminal = open_terminal(two_jobs, clocks=clocks)
    _all_jobs(terminal)
    assert _jobs_on_the_glass(terminal) == 2


def _all_jobs(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.shell.jobs.setReach("all")
    terminal.settle()


def _hear(home: Path, clocks: Clocks) -> None:
    """The platform says that it is 9:41 while the machine's clocks stand at ``clocks``."""
    said = Anchor(ui_home.NOW, clocks.read())
    ui_home.hear(
        home, Contact(tried_at=ui_home.NOW, verdict="current", heard_at=ui_home.NOW, anchor=said)
    )


def _tick(terminal: Terminal) -> None:
    terminal.shell.stillHere()
    terminal.catalogue.look()
    terminal.shell.status.refresh()
    terminal.settle()
