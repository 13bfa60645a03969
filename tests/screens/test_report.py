"""报告问题: one tap from the job's page into the outbox, and honest where that cannot be."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from nacl.public import PrivateKey
from PySide6.QtGui import QGuiApplication

from kiosk.sealing import unseal
from kiosk.submissions import JobReport, ReportReason, SubmissionKind
from offline_cache import OUTBOX_FILE
from offline_cache._sqlite import connect
from offline_cache.outbox_queue import OutboxQueue, OutboxRow
from offline_cache.outbox_schema import prepare_outbox
from tests import ui_home
from tests.conftest import ExpectedLog
from tests.sample_records import a_job
from tests.screens.doors import shell_in
from tests.screens.measures import accessible_name
from tests.screens.outbox_double import OutboxDouble
from tests.screens.terminal import Clocks, OpenTerminal, Terminal
from ui.catalogue import Catalogue
from ui.letterbox import MOST_TRIES, RETRY_MS
from ui.sealed_outbox import SealedOutbox
from ui.viewmodels.report import SECOND_TAP_S
from ui.viewmodels.shell import Shell

JOB = a_job(1, title="示例保洁员", employer="示例物业")
OTHER = a_job(2, title="示例门卫", employer=None)


def publish(home: Path, key: str = ui_home.SEALING_KEY) -> None:
    ui_home.publish(home, sealing_key=key, jobs=[JOB, OTHER])


@pytest.fixture
def outbox() -> OutboxDouble:
    return OutboxDouble()


@pytest.fixture
def terminal(tmp_path: Path, open_terminal: OpenTerminal, outbox: OutboxDouble) -> Terminal:
    publish(tmp_path)
    return open_terminal(tmp_path, outbox=outbox)


def _open_job(terminal: Terminal, job_id: str = JOB.id) -> None:
    if terminal.shell.screen == "attract":
        terminal.wake()
    terminal.shell.openJob(job_id)
    terminal.settle()


def _said(outbox: OutboxDouble) -> list[JobReport]:
    return [msgspec.json.decode(kept[2][::-1], type=JobReport) for kept in outbox.kept]


@pytest.mark.parametrize("reason", list(ReportReason))
def test_one_tap_and_a_number(
    terminal: Terminal, outbox: OutboxDouble, reason: ReportReason
) -> None:
    _open_job(terminal)
    assert terminal.words("job.report") == "报告问题"
    terminal.touch("job.report")
    assert terminal.shell.screen == "report"
    assert accessible_name(terminal.item(f"report.{reason}"))
    terminal.touch(f"report.{reason}")
    assert terminal.words("report.headline") == "谢谢，已记下"
    ((kind, reference, _, at),) = outbox.kept
    assert terminal.words("number") == reference
    assert (kind, at) == (SubmissionKind.JOB_REPORT, ui_home.NOW)
    assert _said(outbox) == [
        JobReport(job_id=JOB.id, reason=reason, title=JOB.title, employer=JOB.employer)
    ]
    assert outbox.keys == [ui_home.SEALING_KEY]
    terminal.touch("bar.back")
    assert terminal.shell.screen == "job"
    assert terminal.words("job.report") == f"已报告 {reference}"


def test_the_words_tell_whether_it_can_leave_now(terminal: Terminal) -> None:
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.filled")
    assert terminal.words("number.words").startswith("很快送到平台")
    terminal.clocks.wall += timedelta(seconds=4 * ui_home.POLL_SECONDS)
    terminal.shell.status.refresh()
    terminal.settle()
    assert "联网后送出" in terminal.words("number.words")


def test_the_second_report_of_a_job_shows_the_first_number(
    terminal: Terminal, outbox: OutboxDouble
) -> None:
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.wrong")
    first = terminal.words("number")
    terminal.shell.goHome()
    _open_job(terminal)
    terminal.touch("job.report")
    assert terminal.words("number") == first
    terminal.shell.report.choose("filled")
    assert len(outbox.kept) == 1
    terminal.shell.goHome()
    _open_job(terminal, OTHER.id)
    terminal.touch("job.report")
    terminal.touch("report.filled")
    assert terminal.words("number") != first
    assert len(outbox.kept) == 2


def test_the_next_resident_sees_nothing_of_it_and_may_report_too(
    terminal: Terminal, outbox: OutboxDouble
) -> None:
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.wrong")
    terminal.shell.endSession()
    _open_job(terminal)
    assert terminal.words("job.report") == "报告问题"
    terminal.touch("job.report")
    terminal.touch("report.filled")
    assert [said.reason for said in _said(outbox)] == [ReportReason.WRONG, ReportReason.FILLED]


def test_the_tap_that_chose_does_not_close_the_thanks(terminal: Terminal) -> None:
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.filled")
    terminal.clocks.pass_seconds(SECOND_TAP_S - 0.05)
    terminal.touch("report.done")
    assert terminal.shell.screen == "report"
    terminal.clocks.pass_seconds(0.1)
    terminal.touch("report.done")
    assert terminal.shell.screen == "job"


def test_two_quick_taps_are_one_report(terminal: Terminal, outbox: OutboxDouble) -> None:
    outbox.busy = 1
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.shell.report.choose("filled")
    terminal.shell.report.choose("wrong")
    terminal.until(lambda: bool(outbox.kept))
    assert [said.reason for said in _said(outbox)] == [ReportReason.FILLED]


def test_a_busy_outbox_is_asked_again_without_a_word(
    terminal: Terminal, outbox: OutboxDouble
) -> None:
    outbox.busy = 3
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.shell.report.choose("filled")
    assert terminal.shell.report.stage == "writing"
    terminal.until(lambda: terminal.shell.report.stage == "thanked")
    assert len(outbox.kept) == 1
    assert RETRY_MS * 3 < 1000


def test_an_outbox_that_stays_busy_is_said_in_the_end(
    app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.letterbox.RETRY_MS", 0)
    publish(tmp_path)
    outbox = OutboxDouble(busy=MOST_TRIES)
    shell, catalogue = _shell(tmp_path, outbox)
    shell.openJob(JOB.id)
    shell.openReport()
    shell.report.choose("filled")
    while shell.report.stage == "writing":
        app.processEvents()
    assert (shell.report.stage, outbox.kept, outbox.busy) == ("refused", [], 0)
    shell.close()
    catalogue.close()


def test_a_session_that_ends_meanwhile_keeps_the_report_and_forgets_the_person(
    app: QGuiApplication, tmp_path: Path
) -> None:
    publish(tmp_path)
    outbox = OutboxDouble(busy=2)
    shell, catalogue = _shell(tmp_path, outbox)
    shell.openJob(JOB.id)
    shell.report.choose("filled")
    shell.endSession()
    shell.openJob(JOB.id)
    while not outbox.kept:
        app.processEvents()
    assert (shell.report.stage, shell.report.reference) == ("asking", "")
    shell.close()
    catalogue.close()


def test_going_back_while_it_is_written_does_not_ask_twice(
    app: QGuiApplication, tmp_path: Path
) -> None:
    publish(tmp_path)
    outbox = OutboxDouble(busy=2)
    shell, catalogue = _shell(tmp_path, outbox)
    shell.openJob(JOB.id)
    shell.report.choose("filled")
    shell.openJob(OTHER.id)
    shell.openJob(JOB.id)
    assert shell.report.stage == "writing"
    while not outbox.kept:
        app.processEvents()
    assert shell.report.stage == "thanked"
    shell.close()
    catalogue.close()


def test_no_room_is_said_before_anybody_chooses(terminal: Terminal, outbox: OutboxDouble) -> None:
    outbox.full = True
    _open_job(terminal)
    assert not terminal.shows("job.report")
    assert terminal.words("job.noReport") == "这里暂时不能报告问题，请打 12333。"


def test_no_key_is_said_before_anybody_chooses(
    tmp_path: Path, open_terminal: OpenTerminal, outbox: OutboxDouble
) -> None:
    publish(tmp_path, key="")
    terminal = open_terminal(tmp_path, outbox=outbox)
    _open_job(terminal)
    assert "12333" in terminal.words("job.noReport")
    terminal.shell.report.choose("filled")
    assert outbox.kept == []


def test_room_that_is_gone_when_the_choices_open_is_said_there(
    terminal: Terminal, outbox: OutboxDouble
) -> None:
    _open_job(terminal)
    outbox.full = True
    terminal.touch("job.report")
    assert terminal.words("report.headline") == "暂时不能在这里报告"
    assert terminal.words("call.number") == "12333"


def test_an_outbox_that_breaks_at_the_last_moment_thanks_nobody(
    terminal: Terminal, outbox: OutboxDouble
) -> None:
    outbox.broken = True
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.filled")
    assert terminal.words("report.headline") == "暂时不能在这里报告"
    assert not terminal.shows("number")


def _shell(home: Path, outbox: OutboxDouble) -> tuple[Shell, Catalogue]:
    shell, doors = shell_in(home, Clocks(), outbox)
    return shell, doors.catalogue


class RealOutbox:
    """A home with a real outbox, and the platform's private key."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / OUTBOX_FILE
        self.private = PrivateKey.generate()
        publish(home, bytes(self.private.public_key).hex())

    def rows(self) -> list[OutboxRow]:
        queue = OutboxQueue(self.path)
        rows = [row for row in queue.rows() if isinstance(row, OutboxRow)]
        queue.close()
        return rows


@pytest.fixture
def real(tmp_path: Path) -> RealOutbox:
    return RealOutbox(tmp_path)


def test_what_is_laid_in_opens_only_with_the_platforms_key(
    real: RealOutbox, open_terminal: OpenTerminal
) -> None:
    prepare_outbox(real.path)
    terminal = open_terminal(real.home, outbox=SealedOutbox(real.path))
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.suspicious")
    (row,) = real.rows()
    assert row.reference == terminal.words("number")
    report = msgspec.json.decode(unseal(row.sealed, [real.private]), type=JobReport)
    assert report == JobReport(
        job_id=JOB.id, reason=ReportReason.SUSPICIOUS, title=JOB.title, employer=JOB.employer
    )
    for path in real.home.iterdir():
        if path.name.startswith(OUTBOX_FILE):
            assert b"suspicious" not in path.read_bytes()


def test_without_an_outbox_the_screen_makes_none_and_says_so(
    real: RealOutbox, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(real.home, outbox=SealedOutbox(real.path))
    _open_job(terminal)
    assert "12333" in terminal.words("job.noReport")
    assert not real.path.exists()
    prepare_outbox(real.path)
    terminal.shell.goHome()
    _open_job(terminal)
    assert terminal.words("job.report") == "报告问题"


def test_while_the_agent_holds_the_outbox_nobody_waits(
    real: RealOutbox, open_terminal: OpenTerminal
) -> None:
    prepare_outbox(real.path)
    terminal = open_terminal(real.home, outbox=SealedOutbox(real.path))
    _open_job(terminal)
    agent = connect(real.path, read_only=False, busy_seconds=0)
    agent.execute("BEGIN EXCLUSIVE")
    terminal.shell.openReport()
    assert terminal.shell.report.stage == "asking"
    terminal.shell.report.choose("filled")
    assert terminal.shell.report.stage == "writing"
    agent.execute("COMMIT")
    terminal.until(lambda: terminal.shell.report.stage == "thanked")
    agent.close()
    assert len(real.rows()) == 1


def test_a_damaged_outbox_takes_nothing_and_the_screen_stays_calm(
    real: RealOutbox, open_terminal: OpenTerminal
) -> None:
    real.path.write_bytes(secrets.token_bytes(8192))
    terminal = open_terminal(real.home, outbox=SealedOutbox(real.path))
    _open_job(terminal)
    assert "12333" in terminal.words("job.noReport")


def test_a_sealing_key_that_is_none_thanks_nobody(
    tmp_path: Path, open_terminal: OpenTerminal, expected_log: ExpectedLog
) -> None:
    expected_log("Nothing can be sealed")
    publish(tmp_path, key="not a key")
    prepare_outbox(tmp_path / OUTBOX_FILE)
    terminal = open_terminal(tmp_path, outbox=SealedOutbox(tmp_path / OUTBOX_FILE))
    _open_job(terminal)
    terminal.touch("job.report")
    terminal.touch("report.filled")
    assert terminal.words("report.headline") == "暂时不能在这里报告"
