"""A real IPP Everywhere printer, ``ippeveprinter`` of CUPS, run without a network and without root.

What it does with a sheet is a small program of ours: it may report reasons, wait, or fail. The
program reads its orders from files, so that they can change while a sheet is coming out.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Final

_PATH: Final = os.pathsep.join((*os.get_exec_path(), "/usr/sbin"))
_START_SECONDS: Final = 10.0
_PRINTING: Final = """#!{python} -S
import os, shutil, sys, time
home = {home!r}
def lies(name):
    return os.path.exists(os.path.join(home, name))
def say(words):
    sys.stderr.write(words + chr(10)); sys.stderr.flush()
open(os.path.join(home, "begun"), "a").write("x")
if lies("reasons"):
    say("STATE: " + open(os.path.join(home, "reasons")).read().strip())
until = time.monotonic() + 20
while lies("hold") and time.monotonic() < until:
    time.sleep(0.01)
if lies("fail"):
    sys.exit(1)
number = len([name for name in os.listdir(home) if name.startswith("out-")])
shutil.copy(sys.argv[-1], os.path.join(home, "out-%03d.pdf" % number))
"""


class Bus:
    """A message bus of its own: the printer announces itself on one, and ends without."""

    def __init__(self, home: Path) -> None:
        self.address = f"unix:path={home}/bus"
        command = ["dbus-daemon", "--session", "--nofork", f"--address={self.address}"]
        self._process = subprocess.Popen([*command, "--print-address=1"], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stdout.readline()

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(5)
        assert self._process.stdout is not None
        self._process.stdout.close()


class IppPrinter:
    """One printer on a port of this machine; ``home`` is short, for the names of its sockets."""

    def __init__(self, home: Path, bus: Bus, *, takes: str = "application/pdf") -> None:
        self.home = home
        self.spool = home / "spool"
        self.spool.mkdir()
        self.port = _free_port()
        program = home / "print"
        program.write_text(_PRINTING.format(python=sys.executable, home=str(home)))
        program.chmod(0o700)
        found = shutil.which("ippeveprinter", path=_PATH)
        assert found, "ippeveprinter is missing: apt-get install cups-ipp-utils"
        options = ["-r", "off", "-n", "localhost", "-p", str(self.port), "-s", "60", "-f", takes]
        places = ["-d", str(self.spool), "-K", str(home), "-c", str(program)]
        self._log = (home / "log").open("wb")
        self._process = subprocess.Popen(
            [found, *options, *places, "sample"],
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address, "HOME": str(home)},
            stdout=self._log,
            stderr=self._log,
        )
        self._wait_for_it()

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    @property
    def printed(self) -> list[bytes]:
        """Every sheet that came out."""
        return [path.read_bytes() for path in sorted(self.home.glob("out-*.pdf"))]

    @property
    def begun(self) -> int:
        """How many sheets it began to print."""
        path = self.home / "begun"
        return len(path.read_text()) if path.exists() else 0

    def order(self, name: str, words: str = "") -> None:
        """``hold`` sheets where they are, ``fail`` them, or give ``reasons`` with each."""
        (self.home / name).write_text(words)

    def let(self, name: str) -> None:
        """Take an order back."""
        (self.home / name).unlink()

    def freeze(self) -> None:
        """It accepts connections, as the system does for it, and says nothing."""
        import signal

        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        import signal

        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Switch it off."""
        self.thaw()
        self._process.kill()
        self._process.wait(5)
        self._log.close()

    def _wait_for_it(self) -> None:
        pause = Event()
        for _ in range(int(_START_SECONDS / 0.05)):
            assert self._process.poll() is None, (self.home / "log").read_text()
            try:
                socket.create_connection(("localhost", self.port), 1).close()
            except OSError:
                pause.wait(0.05)
            else:
                return
        raise AssertionError((self.home / "log").read_text())


def _free_port() -> int:
    with socket.create_server(("localhost", 0)) as door:
        return int(door.getsockname()[1])
