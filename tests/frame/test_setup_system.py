"""What the set-up script does on machines that are not this one, with stand-ins for their tools."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

SCRIPT: Final = Path(__file__).resolve().parents[2] / "packaging" / "setup-system.sh"
COREUTILS: Final = ("bash", "env", "awk", "dirname", "mktemp", "rm", "tail", "cat", "touch")


@dataclass(frozen=True, slots=True)
class Machine:
    """A PATH of its own; ``calls`` is what was asked of apt-get."""

    folder: Path

    def has(self, name: str, script: str) -> None:
        """Put a program on this machine."""
        program = self.folder / name
        program.write_text(f"#!/usr/bin/env bash\n{script}\n")
        program.chmod(0o755)

    def set_up(self, *groups: str) -> subprocess.CompletedProcess[str]:
        """Run the script here."""
        return subprocess.run(
            [str(self.folder / "bash"), str(SCRIPT), *groups],
            check=False,
            env={"PATH": str(self.folder), "TMPDIR": str(self.folder)},
            capture_output=True,
            text=True,
        )

    @property
    def calls(self) -> list[str]:
        """Command lines of apt-get."""
        log = self.folder / "apt.log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def debian(tmp_path: Path) -> Machine:
    """A bare Debian with root and Python, where everything but a browser is missing."""
    machine = Machine(tmp_path)
    for name in COREUTILS:
        found = next(p for d in os.get_exec_path() if (p := Path(d) / name).exists())
        (tmp_path / name).symlink_to(found)
    machine.has("id", "echo 0")
    machine.has("python3", "exit 0")
    machine.has(
        "dpkg-query",
        f'[[ -e {tmp_path}/have.${{@: -1}} || "chromium nodejs npm" == *"${{@: -1}}"* ]] && '
        "echo -n 'install ok installed'",
    )
    machine.has(
        "apt-get",
        f'echo "$DEBIAN_FRONTEND $*" >> {tmp_path}/apt.log; for p in "$@"; do '
        f'[[ "$p" =~ ^(lib|x|pop) ]] && touch {tmp_path}/have.$p; done; exit 0',
    )
    return machine


def test_root_gets_what_is_missing_and_only_once(debian: Machine) -> None:
    first = debian.set_up("run")
    assert first.returncode == 0, first.stderr
    assert len(debian.calls) == 2
    assert debian.calls[0].endswith("update")
    assert "noninteractive" in debian.calls[1]
    assert "libegl1" in debian.calls[1]
    assert "xvfb" not in debian.calls[1]
    assert debian.set_up("run").returncode == 0
    assert len(debian.calls) == 2


def test_what_is_there_is_not_asked_for(debian: Machine) -> None:
    done = debian.set_up("node")
    assert (done.returncode, done.stderr, debian.calls) == (0, "", [])


def test_who_may_not_install_is_told_in_one_sentence(debian: Machine) -> None:
    debian.has("id", "echo 1000")
    debian.has("sudo", "exit 1")
    done = debian.set_up("test")
    assert done.returncode != 0
    missing = "xvfb xauth poppler-utils postgresql cups-ipp-utils dbus-daemon"
    assert done.stderr.splitlines() == [
        f"Missing on this machine: {missing}; run 'sudo apt-get install -y "
        f"--no-install-recommends {missing}' and then the same command again."
    ]
    assert debian.calls == []


def test_sudo_is_used_where_it_does_not_ask(debian: Machine) -> None:
    debian.has("id", "echo 1000")
    debian.has("sudo", '[[ "$1" == -n ]] && shift; exec "$@"')
    debian.has("true", "exit 0")
    assert debian.set_up("test").returncode == 0
    assert "xvfb" in debian.calls[1]


def test_an_apt_that_fails_is_reported(debian: Machine) -> None:
    debian.has("apt-get", "echo 'E: no network'; exit 100")
    done = debian.set_up("test")
    assert done.returncode == 1
    assert "E: no network" in done.stderr
    assert "could not install xvfb" in done.stderr


def test_an_old_python_asks_for_debian_s_and_then_for_a_newer_one(debian: Machine) -> None:
    debian.has("python3", "exit 1")
    done = debian.set_up()
    assert "python3-venv" in debian.calls[1]
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr


def test_another_system_goes_on_with_a_word(debian: Machine) -> None:
    (debian.folder / "dpkg-query").unlink()
    done = debian.set_up("run")
    assert done.returncode == 0
    assert "not Debian" in done.stderr


def test_a_group_that_is_none_is_refused(debian: Machine) -> None:
    assert "no group 'rnu'" in debian.set_up("rnu").stderr
