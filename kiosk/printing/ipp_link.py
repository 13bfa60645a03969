"""One question to a printer over HTTP, ended in time whatever the other side does.

http.client bounds every single wait only; a printer that sends a byte now and then would hold us
for ever, so a timer shuts the connection when the time for the whole exchange is over.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, IncompleteRead
from typing import Final
from urllib.parse import urlsplit

from kiosk.printer_states import PrinterState
from kiosk.printing.ipp_wire import BadMessage, Message, answer
from kiosk.printing.links import LinkDown, dial, offline, silent
from kiosk.printing.patience import Deadline
from kiosk.printing.port import Standing

IPP_PORT: Final = 631
LARGEST_ANSWER: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class IppAddress:
    """Where a printer is. ``certificate`` is the SHA-256 of the only one that is believed, in hex.

    Printers sign their own certificates, so without it any is taken: that keeps listeners out, and
    not somebody who stands in the printer's place.
    """

    host: str
    port: int
    path: str
    secure: bool
    certificate: str = ""

    @property
    def uri(self) -> str:
        """As the printer wants to be called."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'ipps' if self.secure else 'ipp'}://{host}:{self.port}{self.path}"


def address_of(uri: str, certificate: str = "") -> IppAddress | None:
    """The address in ``uri`` (ipp:// or ipps://); None where it is none."""
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("ipp", "ipps") or not host or not uri.isascii() or " " in uri:
        return None
    path = parts.path or "/"
    return IppAddress(host, port or IPP_PORT, path, parts.scheme == "ipps", certificate)


class _Wire:
    """The connection of one exchange; ``late`` once the time for it was over."""

    def __init__(self, connection: socket.socket) -> None:
        self.late = False
        self._connection = connection

    def greet(self, address: IppAddress) -> socket.socket:
        """Agree on encryption, where the address wants it."""
        if not address.secure:
            return self._connection
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        secured = context.wrap_socket(self._connection, do_handshake_on_connect=False)
        self._connection = secured
        secured.do_handshake()
        shown = hashlib.sha256(secured.getpeercert(binary_form=True) or b"").hexdigest()
        if address.certificate and shown != address.certificate:
            raise LinkDown(Standing(PrinterState.MISCONFIGURED, f"its certificate is {shown}"))
        return secured

    def cut(self) -> None:
        """End whatever waits on it."""
        self.late = True
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()


def exchange(address: IppAddress, body: bytes, seconds: float) -> Message:
    """What the printer answers to ``body`` within ``seconds``; ``LinkDown`` where it does not."""
    deadline = Deadline(seconds)
    wire = _Wire(dial(address.host, address.port, deadline))
    timer = threading.Timer(deadline.left, wire.cut)
    timer.daemon = True
    timer.start()
    try:
        return _asked(address, wire.greet(address), body)
    except (OSError, HTTPException) as error:
        if wire.late or isinstance(error, TimeoutError):
            raise silent(f"no answer in {seconds:.1f} s") from error
        raise offline(f"the connection ended: {error!r}") from error
    finally:
        timer.cancel()
        wire.close()


def _asked(address: IppAddress, connection: socket.socket, body: bytes) -> Message:
    with closing(HTTPConnection(address.host, address.port)) as http:
        http.sock = connection
        http.request("POST", address.path, body, {"Content-Type": "application/ipp"})
        response = http.getresponse()
        if response.status != HTTPStatus.OK:
            raise LinkDown(_refusal(response.status))
        message = response.read(LARGEST_ANSWER)
        if response.length:
            raise IncompleteRead(message)
    try:
        return answer(message)
    except BadMessage as error:
        raise LinkDown(Standing(PrinterState.MISCONFIGURED, str(error))) from error


def _refusal(status: int) -> Standing:
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            detail = "it wants a password"
        case HTTPStatus.NOT_FOUND:
            detail = "there is no printer of this name"
        case HTTPStatus.UPGRADE_REQUIRED:
            detail = "it wants an encrypted connection: write ipps:// instead of ipp://"
        case _:
            return Standing(PrinterState.ERROR, f"it answers HTTP {status}")
    return Standing(PrinterState.MISCONFIGURED, detail)
