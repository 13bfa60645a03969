"""The demo from the command line to the pictures, and everything that can stop it on the way."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from kiosk.settings import load_settings
from kiosk.verbs.children import has_display
from kiosk.verbs.demo_city import MODERATOR
from tests.xvfb import xvfb
from ui.viewmodels.shell import SCREENS

TOP: Final = Path(__file__).resolve().parents[2]
KIOSK: Final = (sys.executable, "-m", "kiosk")
GLASS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND")
LONGEST_RUN_S: Final = 180


def environment(**more: str) -> dict[str, str]:
    """A machine without a display."""
    bare = {name: value for name, value in os.environ.items() if name not in GLASS}
    return {**bare, "PYTHONPATH": str(TOP), **more}


def kiosk(*words: str, cwd: Path = TOP, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*KIOSK, *words],
        check=False,
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_S,
    )


def still_running(home: Path) -> list[str]:
    """Command lines of processes that were started for ``home``."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(home) in line:
            lines.append(line)
    return lines


def size_of(picture: Path) -> tuple[int, int]:
    return struct.unpack(">II", picture.read_bytes()[16:24])  # type: ignore[return-value]


def test_without_a_display_the_demo_walks_every_screen(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = kiosk("demo", "--size", "1080x1920", cwd=tmp_path, TMPDIR=str(temporary))
    assert (done.returncode, done.stderr) == (0, "")
    pictures = tmp_path / "build" / "shots" / "demo"
    assert "There is no display" in done.stdout
    assert f"pictures are in {pictures}." in done.stdout
    assert {path.stem for path in pictures.glob("*.png")} >= set(SCREENS)
    assert {size_of(path) for path in pictures.glob("*.png")} == {(1080, 1920)}
    assert list(temporary.glob("kiosk-demo-*")) == []
    assert still_running(temporary) == []


def test_ctrl_c_ends_everything_and_the_home_is_ready_for_more(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with (
        xvfb() as display,
        subprocess.Popen(
            [*KIOSK, "demo", "--window", "--home", str(home)],
            cwd=TOP,
            env=environment(DISPLAY=display),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as demo,
    ):
        assert demo.stdout
        platform, phone, admin, screen = (demo.stdout.readline() for _ in range(4))
        running = still_running(home)
        demo.send_signal(signal.SIGINT)
        _, complaints = demo.communicate(timeout=30)
    assert "The screen is open" in screen
    assert f"/admin as {MODERATOR}, " in admin
    assert len(running) == 4
    assert (demo.returncode, complaints) == (0, "")
    assert still_running(home) == []
    settings = load_settings(home)
    assert settings.central.url in platform
    assert f"{settings.central.phone_url}/p" in phone
    assert len(settings.central.key) == 64
    found = kiosk("search", "保洁", "--home", str(home))
    assert (found.returncode, found.stderr) == (0, "")


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = kiosk("demo", "--tour", "x", "--home", str(tmp_path), "--port", port)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} cannot be had")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_home_of_a_real_terminal_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('[station]\nname = "真的站"\n')
    done = kiosk("demo", "--tour", "x", "--home", str(tmp_path))
    assert done.returncode == 1
    assert "home of a real terminal" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kiosk.toml"]


def test_a_screen_that_fails_is_said_with_its_log(tmp_path: Path) -> None:
    home, blocked = tmp_path / "home", tmp_path / "file"
    blocked.touch()
    done = kiosk("demo", "--tour", str(blocked), "--home", str(home))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("The screen ended with code 1 (")
    assert done.stderr.endswith(f"its log is {home / 'logs' / 'screen.log'}.\n")
    assert still_running(home) == []


def test_a_size_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    done = kiosk("demo", "--size", "huge", "--home", str(tmp_path))
    assert done.returncode == 2
    assert "'huge' is not a size" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_drawing_for_nobody_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GLASS:
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":7")
    assert has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "eglfs")
    assert has_display()


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [("", "There is no display"), ("[station]\nname = 7\n", "kiosk.toml, line 2")],
)
def test_run_refuses_in_one_sentence(tmp_path: Path, toml: str, sentence: str) -> None:
    (tmp_path / "kiosk.toml").write_text(toml)
    done = kiosk("run", "--home", str(tmp_path))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
