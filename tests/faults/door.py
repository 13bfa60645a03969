"""A port that can be open, shut, or a black hole, and stays the same port."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Door:
    """Open to begin with; gives each caller to ``welcome``."""

    def __init__(self, welcome: Callable[[socket.socket], None]) -> None:
        self._welcome = welcome
        # Bound and never listening: it keeps the port ours while nobody listens on it.
        self._place = _bound(0)
        self.port = int(self._place.getsockname()[1])
        self._listener: socket.socket | None = None
        self._waiting: threading.Thread | None = None
        self._plugs: list[socket.socket] = []
        self.open()

    def open(self) -> None:
        """Let callers in."""
        if self._listener is not None and not self._plugs:
            return
        self.shut()
        self._listener = _bound(self.port)
        self._listener.listen(64)
        self._waiting = threading.Thread(target=self._accept, args=(self._listener,), daemon=True)
        self._waiting.start()

    def shut(self) -> None:
        """Refuse connections."""
        for plug in self._plugs:
            plug.close()
        self._plugs.clear()
        if self._listener is None:
            return
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept
        if self._waiting:
            self._waiting.join()
            self._waiting = None
        self._listener.close()
        self._listener = None

    def plug(self) -> None:
        """Fill the queue of a listener that accepts nobody: the system drops whoever knocks."""
        self.shut()
        self._listener = _bound(self.port)
        self._listener.listen(0)
        for _ in range(4):
            plug = socket.socket()
            plug.setblocking(False)
            with suppress(BlockingIOError):
                plug.connect(("127.0.0.1", self.port))
            self._plugs.append(plug)

    def close(self) -> None:
        """Shut, and give the port back."""
        self.shut()
        self._place.close()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                self._welcome(caller)


def _bound(port: int) -> socket.socket:
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    return place
