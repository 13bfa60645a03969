"""The door itself: what it refuses unopened, and what becomes of a worker that misbehaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.central.uploads import child, inspecting
from kiosk.central.uploads.child import Ended
from kiosk.central.uploads.inspecting import inspect, judge
from kiosk.central.uploads.refusals import Refusal
from kiosk.central.uploads.verdicts import Inspected, RefusedFile
from kiosk.contract.phone import LARGEST_FILE
from tests.conftest import ExpectedLog
from tests.uploads import corpus, pdfs, pictures

PYTHON = (sys.executable, "-S", "-c")
CONFINED = "from kiosk.central.uploads.limits import confine; confine(1)\n"
TOP = str(Path(__file__).resolve().parents[2])


def reason(verdict: Inspected | RefusedFile) -> Refusal:
    assert isinstance(verdict, RefusedFile)
    return verdict.reason


@pytest.fixture
def replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the worker takes for its PDF library."""
    monkeypatch.setattr(inspecting, "_SOURCES", f"{tmp_path}{os.pathsep}{TOP}")
    return tmp_path / "pikepdf.py"


def run(source: str, content: bytes = b"", *, seconds: float = 20, largest: int = 1000) -> Ended:
    return child.run(
        (*PYTHON, source),
        content,
        seconds=seconds,
        largest=largest,
        environment={"PYTHONPATH": TOP},
    )


def test_an_empty_file_is_refused() -> None:
    assert reason(inspect(b"")) == Refusal.EMPTY


def test_ten_megabytes_are_read_and_a_byte_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = pictures.good()["jpg"].ljust(LARGEST_FILE, b"\0")
    assert isinstance(inspect(largest, wall_seconds=corpus.WALL_SECONDS), Inspected)
    monkeypatch.setattr(inspecting, "run", None)
    assert reason(inspect(largest + b"\0")) == Refusal.TOO_LARGE


def test_what_is_no_known_kind_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "run", None)
    assert reason(inspect(b"MZ" + bytes(99))) == Refusal.UNKNOWN_KIND


def test_a_file_that_takes_too_long_is_refused() -> None:
    assert reason(inspect(pdfs.good(), wall_seconds=0.001)) == Refusal.TOOK_TOO_LONG


def test_a_picture_of_endless_scans_is_refused_in_time() -> None:
    verdict = inspect(pictures.many_scans(2000), wall_seconds=1.0)
    assert reason(verdict) == Refusal.TOOK_TOO_LONG


def test_a_decoder_that_hangs_is_killed(replaced: Path) -> None:
    replaced.write_text("while True:\n    pass\n")
    assert reason(inspect(pdfs.good(), wall_seconds=0.5)) == Refusal.TOOK_TOO_LONG


def test_a_decoder_that_used_up_its_processor_time_took_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inspecting, "run", lambda *_, **__: Ended(-signal.SIGXCPU))
    assert reason(inspect(pdfs.good())) == Refusal.TOOK_TOO_LONG


def test_a_decoder_that_crashes_takes_nothing_with_it(
    replaced: Path, expected_log: ExpectedLog
) -> None:
    replaced.write_text("import os\nos.abort()\n")
    expected_log("ended with status -6")
    assert reason(inspect(pdfs.good())) == Refusal.DAMAGED


def test_an_exception_that_nobody_foresaw_refuses_the_file(
    replaced: Path, expected_log: ExpectedLog
) -> None:
    replaced.write_text("raise ZeroDivisionError\n")
    expected_log("ended with status 1")
    assert reason(inspect(pdfs.good())) == Refusal.DAMAGED


def test_the_worker_knows_no_secret_of_the_platform(
    replaced: Path, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    replaced.write_text("import os\nos._exit(5 if 'DATABASE_URL' in os.environ else 6)\n")
    expected_log("ended with status 6")
    assert reason(inspect(pdfs.good())) == Refusal.DAMAGED


def test_a_missing_library_is_the_platforms_fault(
    replaced: Path, expected_log: ExpectedLog
) -> None:
    replaced.write_text("raise ImportError\n")
    expected_log("a library of the extra [central] is missing")
    assert reason(inspect(pdfs.good())) == Refusal.UNAVAILABLE


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no line of JSON",
        b"[]\n",
        b'{"reason": "no such reason"}\n',
        b'{"kind": "exe"}\nMZ',
        b'{"kind": "png"}\n\x89PNG\r\n\x1a\n',
        b'{"kind": "jpg"}\n<html>',
        b'{"kind": "pdf", "pages": "two"}\n%PDF-1.4',
        b'{"kind": "pdf"}\n%PDF-1.4' + bytes(17 << 20),
        b'\xff{"kind": "pdf"}\n%PDF-1.4',
    ],
)
def test_a_worker_that_was_taken_over_is_not_believed(
    answer: bytes, replaced: Path, expected_log: ExpectedLog
) -> None:
    replaced.with_name("answer").write_bytes(answer)
    source = "import os, pathlib\n"
    source += f"answer = pathlib.Path({str(replaced.with_name('answer'))!r}).read_bytes()\n"
    source += "while answer:\n    answer = answer[os.write(1, answer):]\nos._exit(0)\n"
    replaced.write_text(source)
    expected_log("")
    assert reason(inspect(pdfs.good())) == Refusal.DAMAGED


def test_too_many_at_once_are_asked_to_wait(
    monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    monkeypatch.setattr(inspecting, "PATIENCE", 0.0)
    expected_log("too many at once")
    for _ in range(inspecting.AT_ONCE):
        assert inspecting._places.acquire(blocking=False)
    try:
        assert reason(inspect(pdfs.good())) == Refusal.UNAVAILABLE
    finally:
        for _ in range(inspecting.AT_ONCE):
            inspecting._places.release()
    assert isinstance(inspect(pdfs.good(), wall_seconds=corpus.WALL_SECONDS), Inspected)


def test_no_process_is_a_refusal_and_no_exception(
    monkeypatch: pytest.MonkeyPatch, expected_log: ExpectedLog
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    expected_log("No process could be started")
    assert reason(inspect(pdfs.good())) == Refusal.UNAVAILABLE


def test_the_most_memory_is_told() -> None:
    assert 5_000 < judge(pdfs.good(), wall_seconds=corpus.WALL_SECONDS).peak_kib < 300_000


def test_a_child_gets_its_bytes_and_gives_others() -> None:
    source = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    ended = run(source, b"ab" * 500_000, largest=2_000_000)
    assert ended == Ended(0, b"ba" * 500_000)


def test_a_child_sees_nothing_of_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    ended = run("import os; print(sorted(set(os.environ) - {'LC_CTYPE'}), os.getcwd())")
    assert ended.output == b"['PYTHONPATH'] /\n"


def test_a_child_that_reads_nothing_is_no_trouble() -> None:
    assert run("print(1)", bytes(5_000_000)) == Ended(0, b"1\n")


def test_a_child_that_says_too_much_is_cut_short() -> None:
    ended = run("while True: print('x' * 9999)", largest=5000)
    assert len(ended.output) == 5000
    assert ended.status == -9


def test_a_grandchild_that_keeps_the_pipe_does_not_keep_the_parent() -> None:
    source = "import os, time\nif os.fork() == 0: time.sleep(20)\nos._exit(0)"
    assert run(source, seconds=0.3) == Ended(None)


@pytest.mark.parametrize(
    "deed",
    [
        "bytearray(400 << 20)",
        "import mmap; mmap.mmap(-1, 400 << 20, flags=mmap.MAP_PRIVATE)",
        "import pathlib; pathlib.Path('/tmp/never').write_text('x')",
        "[open('/dev/null') for _ in range(99)]",
        "while True: pass",
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (1, 1))"
        " if __import__('os').getuid() else 1 / 0",
    ],
)
def test_a_confined_process_cannot(deed: str, tmp_path: Path) -> None:
    deed = deed.replace("/tmp/never", str(tmp_path / "never"))
    ended = subprocess.run(
        [*PYTHON, CONFINED + deed],
        check=False,
        env={"PYTHONPATH": TOP},
        stderr=subprocess.DEVNULL,
        timeout=60,
    )
    assert ended.returncode != 0
    left = tmp_path / "never"
    assert not left.exists() or left.read_bytes() == b""
