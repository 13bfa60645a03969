"""The screen as a process with a real X11 window, touched and watched from outside.

No platform is ever reachable here: what is on the glass comes from the catalogue alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kiosk.records import CHINA_TIME
from tests.ui_home import city_home
from tests.xvfb import on_display, xvfb

SIZE = (1080, 1920)
PATIENCE_S = 60.0
EXPECTED_PICTURES = {
    "attract",
    "home",
    "jobs",
    "jobs-groups",
    "jobs-senior",
    "jobs-initials",
    "job",
    "report",
    "report-thanks",
    "jobs-empty",
    "groups",
    "activities",
    "policies",
    "policy",
    "directory",
    "directory-offices",
    "idle",
}
FEWEST_COLOURS = 30


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    """Environment of a child on a display of its own."""
    with xvfb(f"{SIZE[0]}x{SIZE[1]}") as name:
        yield {**on_display(name), "QT_LOGGING_RULES": "*.debug=false"}


@pytest.fixture(scope="module")
def unreachable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose platform is a closed port; its jobs are of the day that the process will see."""
    home = city_home(tmp_path_factory.mktemp("unreachable"), datetime.now(CHINA_TIME).date())
    (home / "kiosk.toml").write_text(
        '[station]\nname = "泉城路 就业角（示例）"\n[central]\nurl = "http://127.0.0.1:9"\n',
        "utf-8",
    )
    return home


def _screen(home: Path, *words: str) -> list[str]:
    size = f"{SIZE[0]}x{SIZE[1]}"
    return [sys.executable, "-m", "kiosk", "screen", "--home", str(home), "--size", size, *words]


def _colours(picture: Path) -> int:
    image = QImage(str(picture))
    assert (image.width(), image.height()) == SIZE
    points = ((x, y) for x in range(0, SIZE[0], 9) for y in range(0, SIZE[1], 9))
    return len({image.pixel(x, y) for x, y in points})


def test_a_person_walks_every_screen_and_silence_ends_it(
    display: dict[str, str], unreachable: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    done = subprocess.run(
        _screen(unreachable, "--tour", str(folder)),
        env=display,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    pictures = {path.stem: path for path in folder.glob("*.png")}
    assert pictures.keys() >= EXPECTED_PICTURES
    blank = {name for name, path in pictures.items() if _colours(path) < FEWEST_COLOURS}
    assert blank == set()
    assert len({path.read_bytes() for path in pictures.values()}) == len(pictures)


def test_the_first_frame_and_the_first_touch_need_nobody(
    display: dict[str, str], unreachable: Path, tmp_path: Path
) -> None:
    marks, errors = tmp_path / "marks", tmp_path / "stderr"
    before = time.monotonic_ns()
    with errors.open("w") as stderr:
        screen = subprocess.Popen(
            _screen(unreachable, "--touch-at-start"),
            env={**display, "KIOSK_MARKS": str(marks)},
            stderr=stderr,
        )
        try:
            _wait_for(marks, "touch_accepted", screen)
            screen.send_signal(signal.SIGTERM)
            code = screen.wait(timeout=20)
        finally:
            screen.kill()
            screen.wait()
    assert (code, errors.read_text()) == (0, "")
    lines = [line.split() for line in marks.read_text("ascii").splitlines()]
    assert [name for name, _ in lines] == ["first_frame", "touch_accepted"]
    moments = [int(moment) for _, moment in lines]
    assert before < moments[0] < moments[1] < time.monotonic_ns()


def test_without_a_catalogue_the_screen_starts_all_the_same(
    display: dict[str, str], tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    (tmp_path / "home").mkdir()
    screen = subprocess.Popen(
        _screen(tmp_path / "home", "--touch-at-start"),
        env={**display, "KIOSK_MARKS": str(marks)},
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(marks, "touch_accepted", screen)
        screen.send_signal(signal.SIGINT)
        _, stderr = screen.communicate(timeout=20)
    finally:
        screen.kill()
        screen.wait()
    assert (screen.returncode, stderr) == (0, b"")


def _wait_for(marks: Path, moment: str, screen: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not (marks.exists() and moment in marks.read_text("ascii")):
        assert screen.poll() is None, "the screen ended"
        assert time.monotonic() < deadline, f"no {moment}"
        os.sched_yield()
