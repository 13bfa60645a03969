"""Ways to the thermal printer that is not there: a port, and a tty."""

from __future__ import annotations

import os
import select
import socket
import threading
import tty
from collections.abc import Callable
from pathlib import Path

from tests.escpos_printer import EscPosPrinter


class _Wire:
    """Feeds ``printer`` in a thread of its own."""

    def __init__(self, printer: EscPosPrinter) -> None:
        self.printer = printer
        self.stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self.stopped.set()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        raise NotImplementedError

    def _pump(self, wire: int | socket.socket, take: Callable[[int], bytes]) -> None:
        """Until the other side is gone, or this one."""
        gone = threading.Event()
        self.printer.unplug = gone.set
        while not self.stopped.is_set() and not gone.is_set():
            if self.printer.full:
                self.stopped.wait(0.01)
                continue
            if not select.select([wire], [], [], 0.02)[0]:
                continue
            try:
                data = take(self.printer.slow_bytes or 4096)
            except OSError:
                return
            if not data:
                return
            self.printer.hear(data)
            if self.printer.slow_bytes:
                self.stopped.wait(0.005)


class TcpPrinter(_Wire):
    """A network printer on a port of this machine."""

    def __init__(self, printer: EscPosPrinter) -> None:
        super().__init__(printer)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.02)
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        super().close()
        self._door.close()

    def switch_off(self) -> None:
        """Nobody answers the door any more."""
        self.close()

    def _run(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._door.accept()
            except TimeoutError:
                continue
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            with connection:
                self.printer.answer = lambda byte, to=connection: _tell(to, byte)  # type: ignore[misc]
                self._pump(connection, connection.recv)


class SerialPrinter(_Wire):
    """A printer at the end of a tty."""

    def __init__(self, printer: EscPosPrinter) -> None:
        super().__init__(printer)
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)  # as a USB printer is from the beginning
        self.path = Path(os.ttyname(self._theirs))
        printer.answer = lambda byte: _write(self._ours, byte)

    def close(self) -> None:
        super().close()
        for descriptor in (self._theirs, self._ours):
            if descriptor >= 0:
                os.close(descriptor)
        self._ours = self._theirs = -1

    def _run(self) -> None:
        self._pump(self._ours, lambda most: os.read(self._ours, most))
        if not self.stopped.is_set():
            os.close(self._ours)
            self._ours = -1


def _tell(connection: socket.socket, data: bytes) -> None:
    try:
        connection.sendall(data)
    except OSError:  # whoever asked is gone
        return


def _write(descriptor: int, data: bytes) -> None:
    try:
        os.write(descriptor, data)
    except OSError:
        return
