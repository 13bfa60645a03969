"""打印: one tap, one sentence about what it did, and never a slip for somebody who has left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from offline_cache import OUTBOX_FILE
from offline_cache._sqlite import connect
from offline_cache.outbox_schema import prepare_outbox
from offline_cache.print_order import PrintRow, PrintState, SheetKind
from offline_cache.spool import Spool
from tests.screens.terminal import Clocks, OpenTerminal, Terminal
from tests.ui_home import NOW, city_jobs, city_records, city_settings
from ui.touching import visible_items
from ui.viewmodels.print_words import DOUBTFUL, ELSE, NOT_PRINTED, PRINTED, PRINTING

JOB = city_jobs()[0]
QUOTA = city_settings().printer.quota_per_session


class Agent:
    """The other side of the spool, doing one thing at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def spool(self) -> Iterator[Spool]:
        with closing(Spool(self.path)) as spool:
            yield spool

    def waiting(self) -> PrintRow | None:
        with self.spool() as spool:
            return spool.next()

    def end(self, state: PrintState, verdict: str = "") -> None:
        with self.spool() as spool:
            row = spool.next()
            assert row is not None
            assert spool.begin(row.number)
            spool.note_done(row.number, int(state is PrintState.PRINTED))
            spool.end(row.number, state, verdict)


@pytest.fixture
def agent(own_city: Path) -> Agent:
    prepare_outbox(own_city / OUTBOX_FILE)
    return Agent(own_city / OUTBOX_FILE)


@pytest.fixture
def terminal(open_terminal: OpenTerminal, own_city: Path, agent: Agent) -> Terminal:
    terminal = open_terminal(own_city)
    terminal.wake()
    return terminal


def open_job(terminal: Terminal, job_id: str = JOB.id) -> None:
    terminal.shell.openJob(job_id)
    terminal.settle()


def print_job(terminal: Terminal, agent: Agent) -> PrintRow:
    terminal.touch("job.print")
    terminal.until(lambda: agent.waiting() is not None)
    row = agent.waiting()
    assert row is not None
    return row


def comes_to(terminal: Terminal, stage: str) -> None:
    terminal.until(lambda: terminal.shell.printing.stage == stage)
    terminal.settle()


def test_a_slip_in_three_taps(terminal: Terminal, agent: Agent) -> None:
    terminal.touch("tile.jobs")
    terminal.touch("card")
    row = print_job(terminal, agent)
    assert row.order is not None
    assert (row.order.kind, row.order.ids) == (SheetKind.SLIPS, (terminal.shell.job.opened.id,))
    assert not row.staff
    assert terminal.words("print.words") == PRINTING
    assert not terminal.item("job.print").isEnabled()
    agent.end(PrintState.PRINTED)
    comes_to(terminal, "printed")
    assert terminal.words("job.print") == "再打一张"
    assert PRINTED[:2] in terminal.words("print.words") or "存成" in terminal.words("print.words")


def test_a_second_press_is_no_second_order(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    terminal.touch("job.print")
    terminal.shell.printing.order()
    agent.end(PrintState.PRINTED)
    comes_to(terminal, "printed")
    assert agent.waiting() is None


@pytest.mark.parametrize(
    "verdict",
    [state for state in PrinterState if state.value in NOT_PRINTED] + ["no such verdict"],
)
def test_what_went_wrong_is_one_sentence_and_one_button(
    terminal: Terminal, agent: Agent, verdict: str
) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    agent.end(PrintState.NOT_PRINTED, verdict)
    comes_to(terminal, "failed")
    said = terminal.words("print.words")
    assert said.endswith(ELSE)
    assert said.startswith(NOT_PRINTED.get(verdict, "没有打印出来。"))
    assert terminal.words("job.print") == "再试一次"
    print_job(terminal, agent)


def test_every_state_in_which_nothing_prints_has_a_sentence() -> None:
    silent = {PrinterState.READY, PrinterState.PAPER_LOW, PrinterState.UNKNOWN}
    assert {state.value for state in set(PrinterState) - silent} <= set(NOT_PRINTED)


def test_what_may_be_out_is_printed_again_only_when_asked(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    agent.end(PrintState.DOUBTFUL, "interrupted")
    comes_to(terminal, "doubtful")
    assert terminal.words("print.words") == DOUBTFUL
    assert terminal.words("job.print") == "没出来，再打"
    assert agent.waiting() is None


def test_a_session_has_its_quota_and_a_new_one_has_it_again(
    terminal: Terminal, agent: Agent
) -> None:
    for job in city_jobs()[:QUOTA]:
        open_job(terminal, job.id)
        print_job(terminal, agent)
        agent.end(PrintState.PRINTED)
        comes_to(terminal, "printed")
    assert not terminal.item("job.print").isEnabled()
    open_job(terminal, city_jobs()[QUOTA].id)
    assert terminal.words("print.words").startswith(f"每人每次最多 {QUOTA} 张。")
    terminal.touch("job.print")
    assert agent.waiting() is None
    terminal.shell.endSession()
    terminal.wake()
    open_job(terminal)
    assert not terminal.shows("print.words")
    print_job(terminal, agent)


def test_what_did_not_come_out_does_not_count(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    for _ in range(QUOTA + 1):
        print_job(terminal, agent)
        agent.end(PrintState.NOT_PRINTED, "paper_out")
        comes_to(terminal, "failed")
    print_job(terminal, agent)


def test_who_ends_the_session_takes_the_order_along(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    terminal.shell.endSession()
    terminal.until(lambda: agent.waiting() is None)


def test_another_job_is_not_told_of_the_first_ones_paper(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    open_job(terminal, city_jobs()[1].id)
    assert not terminal.shows("print.words")
    assert not terminal.item("job.print").isEnabled()
    agent.end(PrintState.NOT_PRINTED, "jam")
    terminal.until(lambda: terminal.shell.printing.enabled)
    terminal.settle()
    assert not terminal.shows("print.words")
    open_job(terminal)
    assert terminal.words("print.words").startswith(NOT_PRINTED["jam"])


def test_nobody_who_begins_is_said_after_a_while(
    terminal: Terminal, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.print_door.PATIENCE_LOOKS", 3)
    open_job(terminal)
    print_job(terminal, agent)
    comes_to(terminal, "failed")
    assert terminal.words("print.words").startswith("打印机没有回应。")
    assert agent.waiting() is None


def test_an_outbox_that_is_held_for_a_moment_is_waited_for(
    terminal: Terminal, agent: Agent
) -> None:
    open_job(terminal)
    with closing(connect(agent.path, read_only=False, busy_seconds=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        terminal.touch("job.print")
        terminal.settle()
        assert terminal.words("print.words") == PRINTING
        other.execute("ROLLBACK")
    terminal.until(lambda: agent.waiting() is not None)


def test_without_an_outbox_there_is_one_sentence(
    open_terminal: OpenTerminal, own_city: Path
) -> None:
    terminal = open_terminal(own_city)
    terminal.wake()
    open_job(terminal)
    terminal.touch("job.print")
    comes_to(terminal, "failed")
    assert terminal.words("print.words") == NOT_PRINTED["not_taken"] + ELSE


@pytest.mark.parametrize("kind", ["policy", "activity"])
def test_policies_and_courses_are_printed_too(terminal: Terminal, agent: Agent, kind: str) -> None:
    if kind == "policy":
        record = city_records()["policies"][0].id
        terminal.shell.openPolicy(record)
        terminal.settle()
        terminal.shell.printing.order()
    else:
        terminal.shell.open("activities")
        terminal.settle()
        names = [item.objectName() for item in visible_items(terminal.window)]
        record = next(name for name in names if name.startswith("print.")).partition(".")[2]
        terminal.touch(f"print.{record}")
    terminal.until(lambda: agent.waiting() is not None)
    row = agent.waiting()
    assert row is not None
    assert row.order is not None
    assert (row.order.kind.value, row.order.ids) == (kind, (record,))


def test_after_two_weeks_of_silence_no_job_is_printed(
    open_terminal: OpenTerminal, own_city: Path, agent: Agent
) -> None:
    terminal = open_terminal(own_city, clocks=Clocks(wall=NOW + timedelta(days=20)))
    terminal.wake()
    open_job(terminal)
    assert not terminal.shows("job.print")


def test_a_session_does_not_end_while_paper_comes_out(terminal: Terminal, agent: Agent) -> None:
    open_job(terminal)
    print_job(terminal, agent)
    with agent.spool() as spool:
        row = spool.next()
        assert row is not None
        spool.begin(row.number)
    terminal.clocks.pass_seconds(100)
    terminal.shell.idle_watch.tick()
    assert not terminal.shell.idle_watch.warning
