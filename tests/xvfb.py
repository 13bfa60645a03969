"""A display without glass, for tests that need a real window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def xvfb(size: str = "1080x1920") -> Iterator[str]:
    """Run Xvfb on a free display and give its name, such as ``:7``; ``size`` in pixels."""
    program = shutil.which("Xvfb")
    if program is None:
        raise AssertionError("Xvfb is missing: packaging/setup-system.sh test installs it.")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as display:
            yield f":{_number(display.readline())}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def on_display(display: str) -> dict[str, str]:
    """Environment of a child that draws on ``display`` with a real X11 window."""
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def _number(line: str) -> int:
    if not line.strip().isdigit():
        raise AssertionError("Xvfb ended before it had a display.")
    return int(line)
