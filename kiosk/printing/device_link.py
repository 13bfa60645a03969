"""Printers at a device file: USB by the kernel's ``/dev/usb/lp0``, serial by a tty.

The kernel's printer class needs no library and no rights but those of the group ``lp``; a name that
stays the same when cables are moved is made by udev. Nothing here blocks: a printer that is out of
paper simply takes no more bytes.
"""

from __future__ import annotations

import errno
import os
import select
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.printer_states import PrinterState
from kiosk.printing.links import LinkDown, offline, silent
from kiosk.printing.port import Standing

_PIECE: Final = 4096
_PAUSE: Final = 0.02
"""Seconds; some USB printers are readable all the time and say nothing."""


class DeviceLink:
    """An open device file."""

    def __init__(self, descriptor: int, *, is_tty: bool = False) -> None:
        self._descriptor = descriptor
        self._is_tty = is_tty

    def send(self, data: bytes, seconds: float) -> None:
        """See ``Link``."""
        rest = memoryview(data)
        while rest:
            _, ready, _ = select.select([], [self._descriptor], [], seconds)
            if not ready:
                raise silent("it takes no more bytes")
            try:
                rest = rest[os.write(self._descriptor, rest[:_PIECE]) :]
            except BlockingIOError:
                select.select([], [], [], _PAUSE)
            except OSError as error:
                raise offline(f"it went away: {error}") from error

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return b""
        try:
            heard = os.read(self._descriptor, _PIECE)
        except BlockingIOError:
            heard = b""
        except OSError as error:
            raise offline(f"it went away: {error}") from error
        if not heard and self._is_tty:
            raise offline("the line was hung up")
        if not heard:
            select.select([], [], [], _PAUSE)
        return heard

    def throw_away(self) -> None:
        """See ``Link``."""
        if self._is_tty and self._descriptor >= 0:
            _flush(self._descriptor)
        self.close()

    def close(self) -> None:
        """See ``Link``."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):  # a device that was pulled out is closed all the same
                os.close(descriptor)


def open_usb(path: Path) -> DeviceLink:
    """The printer at ``path``, such as ``/dev/usb/lp0``; ``LinkDown`` where it is not there."""
    return DeviceLink(_open(path))


def open_serial(path: Path, baud: int, flow: str) -> DeviceLink:
    """The printer at the tty ``path``: 8 bits, no parity, ``flow`` as of the settings."""
    descriptor = _open(path)
    try:
        _make_raw(descriptor, baud, flow)
    except (OSError, ValueError) as error:
        os.close(descriptor)
        detail = f"{path} is no serial line of {baud} baud: {error}"
        raise LinkDown(Standing(PrinterState.MISCONFIGURED, detail)) from error
    return DeviceLink(descriptor, is_tty=True)


def _open(path: Path) -> int:
    flags = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        if not stat.S_ISCHR(path.stat().st_mode):
            raise LinkDown(Standing(PrinterState.MISCONFIGURED, f"{path} is no device"))
        return os.open(path, flags)
    except OSError as error:
        raise LinkDown(_why(path, error)) from error


def _why(path: Path, error: OSError) -> Standing:
    match error.errno:
        case errno.EBUSY:
            return Standing(PrinterState.BUSY, f"another program has {path} open")
        case errno.EACCES | errno.EPERM:
            return Standing(PrinterState.MISCONFIGURED, f"this user may not open {path}")
        case _:
            return Standing(PrinterState.OFFLINE, f"{path}: {error.strerror}")


def _make_raw(descriptor: int, baud: int, flow: str) -> None:
    import termios  # noqa: PLC0415 - not on Windows, where this kind is not offered
    import tty  # noqa: PLC0415

    speed = getattr(termios, f"B{baud}", None)
    if speed is None:
        raise ValueError(f"{baud} is no speed of a serial line")
    try:
        tty.setraw(descriptor)
        modes = termios.tcgetattr(descriptor)
        modes[0] &= ~(termios.IXON | termios.IXOFF)
        modes[0] |= termios.IXON if flow == "software" else 0
        modes[2] &= ~(termios.CRTSCTS | termios.CSTOPB | termios.PARENB)
        modes[2] |= termios.CLOCAL | termios.CREAD | termios.CS8
        modes[2] |= termios.CRTSCTS if flow == "hardware" else 0
        modes[4] = modes[5] = speed
        termios.tcsetattr(descriptor, termios.TCSANOW, modes)
    except termios.error as error:  # which is no OSError
        raise ValueError(str(error)) from error


def _flush(descriptor: int) -> None:
    # A tty that is closed with bytes left waits for them for half a minute.
    import termios  # noqa: PLC0415

    with suppress(OSError, termios.error):
        termios.tcflush(descriptor, termios.TCOFLUSH)
