"""Debian's Chromium without a window, told what to do over two pipes (its DevTools protocol).

It notes every address that is asked for and every complaint of the page, so that a test can say
that there was none.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any, Final

import pytest

_FLAGS: Final = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe", "--lang=zh-CN"),
)
PATIENCE_S: Final = 15.0
_READ, _WRITE = 3, 4
"""Descriptors that Chromium uses for the protocol."""


@dataclass
class Tab:
    """One page; ``asked`` are addresses, ``complaints`` what the console says."""

    to: IO[bytes]
    back: IO[bytes]
    session: str = ""
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Do ``method`` and wait for its answer."""
        number = next(self.numbers)
        said = {"id": number, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        self.to.write(json.dumps(said).encode() + b"\0")
        self.to.flush()
        while (message := self._next()).get("id") != number:
            pass
        assert "error" not in message, message["error"]
        result: dict[str, Any] = message["result"]
        return result

    def go(self, url: str) -> None:
        """Open ``url``."""
        self.call("Page.navigate", url=url)
        self.wait_loaded()

    def wait_loaded(self) -> None:
        """Until the page that is on its way is there."""
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:
        """Value of ``script`` in the page, as somebody at its keyboard could do it."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def submit(self, script: str) -> None:
        """Run ``script``, which sends a form, and wait for what comes of it."""
        self.run(script)
        self.wait_loaded()

    def until(self, script: str) -> None:
        """Wait until ``script`` is true in the page."""
        deadline = time.monotonic() + PATIENCE_S
        while not self.run(script):
            assert time.monotonic() < deadline, f"it never came: {script}"

    def choose_file(self, selector: str, path: Path) -> None:
        """Pick ``path`` in a file field, as its dialog would."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def network(self, *, offline: bool = False, up: int = -1) -> None:
        """Cut the network off, or let only ``up`` bytes a second go out."""
        self.call(
            "Network.emulateNetworkConditions",
            offline=offline,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=up,
        )

    def picture(self, path: Path) -> None:
        """What is to be seen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _next(self) -> dict[str, Any]:
        raw = bytearray()
        while (byte := self.back.read(1)) != b"\0":
            assert byte, "Chromium went away"
            raw += byte
        message: dict[str, Any] = json.loads(raw)
        params = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(params, ensure_ascii=False))
        return message


@contextmanager
def chromium(
    profile: Path, width: int = 1366, height: int = 900, *, mobile: bool = False
) -> Iterator[Tab]:
    """A tab of a browser with a fresh ``profile``, perhaps a phone's; gone afterwards."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("There is no chromium; install it (packaging/system-packages.txt).")
    command_read, command_write = os.pipe()
    answer_read, answer_write = os.pipe()
    # A shell, since the numbers of the two descriptors are not ours to choose.
    wiring = f'exec {_READ}<&{command_read} {_WRITE}>&{answer_write}; exec "$0" "$@"'
    flags = [*_FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"]
    with (
        os.fdopen(command_write, "wb") as to,
        os.fdopen(answer_read, "rb") as back,
        subprocess.Popen(
            ["bash", "-c", wiring, program, *flags, "about:blank"],
            pass_fds=(command_read, answer_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
    ):
        os.close(command_read)
        os.close(answer_write)
        try:
            yield _tab(to, back, width, height, mobile)
        finally:
            os.killpg(process.pid, 9)


def _tab(to: IO[bytes], back: IO[bytes], width: int, height: int, mobile: bool) -> Tab:
    tab = Tab(to, back)
    target = tab.call("Target.createTarget", url="about:blank")["targetId"]
    attached = tab.call("Target.attachToTarget", targetId=target, flatten=True)
    tab.session = attached["sessionId"]
    for domain in ("Page", "Runtime", "Network", "Log"):
        tab.call(f"{domain}.enable")
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
    tab.call("Emulation.setDeviceMetricsOverride", **metrics)
    return tab
