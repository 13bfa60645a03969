"""Children come back after a crash, go when asked, and leave nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.supervisor import BackOff, Program, Supervisor

QUICK = BackOff(first_s=0.01, longest_s=0.04, steady_s=60)


def program(
    tmp_path: Path,
    code: str,
    name: str = "child",
    *,
    leads: bool = False,
    forgiven: int | None = None,
) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-c", code),
        log=tmp_path / f"{name}.log",
        leads=leads,
        forgiven=forgiven,
    )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended but was not waited for by its parent still has a number.
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Supervisor:
    return Supervisor(back_off=QUICK, say=said.append, stop_grace_s=0.5)


def test_pauses_double_up_to_the_longest() -> None:
    back_off = BackOff(first_s=0.5, longest_s=30, steady_s=60)
    assert [back_off.pause(n) for n in (1, 2, 3, 7, 10_000)] == [0.5, 1, 2, 30, 30]


def test_a_crashed_child_starts_again_until_it_ends_on_purpose(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    tally = tmp_path / "starts"
    code = (
        f"p = open({str(tally)!r}, 'a'); p.write('x'); p.close();"
        f"print('out of thread'); raise SystemExit(len(open({str(tally)!r}).read()) < 3 and 7)"
    )
    with supervisor:
        supervisor.start(program(tmp_path, code, "screen", leads=True))
        assert supervisor.run() == 0
    assert tally.read_text() == "xxx"
    assert said[0].startswith("The screen ended with code 7 (out of thread); it starts again in")
    assert str(tmp_path / "screen.log") in said[0]
    assert len(said) == 2


def test_a_child_that_may_not_fail_ends_everything_with_its_code(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    with supervisor:
        supervisor.start(program(tmp_path, "import time; time.sleep(60)", "agent"))
        supervisor.start(program(tmp_path, "raise SystemExit(3)", "screen", forgiven=0))
        assert supervisor.run() == 3
        agent = supervisor._lives[0].child
    assert not is_alive(agent.pid)
    assert said == [f"The screen ended with code 3; its log is {tmp_path / 'screen.log'}."]


def test_patience_counts_crashes_in_a_row(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    with supervisor:
        supervisor.start(program(tmp_path, "import os; os.abort()", "screen", forgiven=2))
        assert supervisor.run() == 128 + signal.SIGABRT
    assert ["signal 6" in sentence for sentence in said] == [True, True, True]


def test_a_steady_life_is_forgiven(tmp_path: Path, said: list[str]) -> None:
    moments = iter(range(0, 1_000_000, 100))
    restless = Supervisor(back_off=QUICK, say=said.append, monotonic=lambda: next(moments))
    tally = tmp_path / "starts"
    code = (
        f"p = open({str(tally)!r}, 'a'); p.write('x'); p.close();"
        f"raise SystemExit(len(open({str(tally)!r}).read()) < 5)"
    )
    with restless:
        restless.start(program(tmp_path, code, "screen", leads=True, forgiven=1))
        assert restless.run() == 0
    assert len(said) == 4


def test_a_child_that_does_not_listen_is_killed_with_its_own_children(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, signal, subprocess, sys, time;"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "c = subprocess.Popen([sys.executable, '-c', 'import signal, time;"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)']);"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{c.pid}}');"
        "time.sleep(60)"
    )
    with supervisor:
        stubborn = program(tmp_path, code)
        supervisor.start(stubborn)
        wait_for(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    # Killed, but gone only when the system has come round to it.
    wait_for(lambda: not any(is_alive(int(pid)) for pid in pids.read_text().split()))
    assert said == ["The child did not end when asked and was killed."]


def test_a_failure_while_children_run_leaves_none(tmp_path: Path, supervisor: Supervisor) -> None:
    with pytest.raises(RuntimeError, match="half-way"), supervisor:
        supervisor.start(program(tmp_path, "import time; time.sleep(60)"))
        child = supervisor._lives[0].child
        raise RuntimeError("half-way")
    assert child.returncode == -signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_quietly(tmp_path: Path, number: signal.Signals) -> None:
    pid_file = tmp_path / "pid"
    child = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = f"""
import sys
from pathlib import Path
from kiosk.supervisor import Program, Supervisor
with Supervisor() as supervisor:
    supervisor.start(Program(name="screen", command=(sys.executable, "-c", {child!r}),
                             log=Path({str(tmp_path / "screen.log")!r})))
    code = supervisor.run()
sys.exit(code)
"""
    running = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    wait_for(lambda: pid_file.exists() and bool(pid_file.read_text()))
    running.send_signal(number)
    _, complaints = running.communicate(timeout=20)
    assert (running.returncode, complaints) == (0, "")
    assert not is_alive(int(pid_file.read_text()))


def test_a_log_that_grew_too_long_is_put_aside(tmp_path: Path, supervisor: Supervisor) -> None:
    (tmp_path / "screen.log").write_bytes(b"x" * 1_000_001)
    with supervisor:
        supervisor.start(program(tmp_path, "print('new')", "screen", leads=True))
        supervisor.run()
    assert (tmp_path / "screen.log").read_text() == "new\n"
    assert (tmp_path / "screen.old.log").stat().st_size == 1_000_001


def wait_for(condition: Callable[[], bool]) -> None:
    """Until ``condition``, which another process brings about; fails after 20 s."""
    never = threading.Event()
    for _ in range(2000):
        if condition():
            return
        never.wait(0.01)
    raise AssertionError("it never came about")
