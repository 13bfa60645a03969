"""Phone tickets: what a terminal's QR code lets one phone do once, with or without a network.

The terminal makes and signs a ticket by itself; the phone carries it to the platform in the
fragment of an address, so that it stands in no log. The bytes, numbers big-endian::

    suite  purpose  expires_at  nonce  n  terminal  m  about  zeros  signature
      1       1          4        16   1     n      1    m     0-2       64

Zeros make the whole a multiple of three, so that its base64 has no bits to spare; together with
Ed25519 as libsodium checks it, no two texts mean one ticket.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.submissions import Purpose

SUITE_ED25519: Final = 1
LIFETIME: Final = timedelta(minutes=10)
"""From the moment it is shown until a phone must have opened it."""
NONCE_BYTES: Final = 16
LONGEST_ABOUT: Final = 128
"""Bytes of the id in a ticket; a longer one is left out, so that the code stays easy to scan."""
LONGEST_TEXT: Final = 400
"""Characters of a ticket; what is longer is not even decoded."""
PHONE_PATH: Final = "/p"
_SIGNED: Final = b"jiuyejiao phone ticket 1 "
_SIGNATURE_BYTES: Final = 64
_HEAD_BYTES: Final = 1 + 1 + 4 + NONCE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Good for one submission from ``terminal``'s screen.

    ``about`` is the id of the job or activity that it is for, where there is one; ``expires_at``
    is in whole seconds, by the terminal's best knowledge of the time.
    """

    purpose: Purpose
    terminal: str
    expires_at: datetime
    nonce: bytes
    about: str = ""


class Reaching(StrEnum):
    """How far a phone has got with a ticket."""

    SHOWN = "shown"
    SCANNED = "scanned"
    RECEIVED = "received"


class TicketStanding(msgspec.Struct, frozen=True, kw_only=True):
    """The platform's answer to the terminal that asks about its ticket.

    ``code`` is what can be typed instead of scanning, empty once the ticket is used; ``moves``
    rises with whatever the phone does; ``submission`` (UUID) and ``reference`` name what was
    received; ``applied``: it went to the job of the ticket at once.
    """

    reached: Reaching
    code: str = ""
    moves: int = 0
    submission: str = ""
    reference: str = ""
    applied: bool = False


class BadTicket(Exception):
    """These characters are no ticket, or nobody known signed it."""


def write_ticket(ticket: Ticket, key: SigningKey) -> str:
    """The ticket as it stands in the QR code, signed with the terminal's ``key``."""
    body = _body(ticket)
    return _text(body + key.sign(_SIGNED + body).signature)


def read_ticket(text: str) -> Ticket:
    """What ``text`` claims to be, its signature not yet looked at; ``BadTicket``.

    Whoever reads one asks ``prove_ticket`` next, with the key of the terminal that it names.
    """
    return _ticket(_bytes(text)[:-_SIGNATURE_BYTES])


def prove_ticket(text: str, key: VerifyKey) -> Ticket:
    """The ticket in ``text``, if ``key`` signed it; ``BadTicket``."""
    raw = _bytes(text)
    body, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    try:
        key.verify(_SIGNED + body, signature)
    except BadSignatureError as error:
        raise BadTicket("another key signed it") from error
    return _ticket(body)


def phone_address(public_url: str, ticket: str) -> str:
    """What the QR code says: the phone page below ``public_url``, the ticket in its fragment."""
    return f"{public_url.rstrip('/')}{PHONE_PATH}#{ticket}"


def _body(ticket: Ticket) -> bytes:
    terminal, about = ticket.terminal.encode("ascii"), ticket.about.encode()
    if len(terminal) > 16 or len(about) > LONGEST_ABOUT or len(ticket.nonce) != NONCE_BYTES:
        raise ValueError("a ticket holds shorter ids than this, and a nonce of 16 bytes")
    body = b"".join(
        [
            bytes([SUITE_ED25519, ticket.purpose]),
            int(ticket.expires_at.timestamp()).to_bytes(4, "big"),
            ticket.nonce,
            bytes([len(terminal)]) + terminal,
            bytes([len(about)]) + about,
        ]
    )
    return body + bytes(-(len(body) + _SIGNATURE_BYTES) % 3)


def _ticket(body: bytes) -> Ticket:
    try:
        suite, purpose = body[0], Purpose(body[1])
        terminal, rest = _counted(body[_HEAD_BYTES:])
        about, _ = _counted(rest)
        ticket = Ticket(
            purpose=purpose,
            terminal=terminal.decode("ascii"),
            expires_at=datetime.fromtimestamp(int.from_bytes(body[2:6], "big"), UTC),
            nonce=body[6:_HEAD_BYTES],
            about=about.decode(),
        )
    except (IndexError, ValueError) as error:
        raise BadTicket("it is not laid out as a ticket") from error
    if suite != SUITE_ED25519:
        raise BadTicket("its suite is unknown")
    if len(ticket.nonce) != NONCE_BYTES or _body(ticket) != body:
        raise BadTicket("it is not written as a ticket is")
    return ticket


def _counted(body: bytes) -> tuple[bytes, bytes]:
    end = 1 + body[0]
    return body[1:end], body[end:]


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    if len(text) > LONGEST_TEXT:
        raise BadTicket("it is too long")
    try:
        raw = urlsafe_b64decode(text)
    except (ValueError, Base64Error) as error:
        raise BadTicket("it is not base64") from error
    if len(raw) <= _SIGNATURE_BYTES or _text(raw) != text:
        raise BadTicket("it is not written as a ticket is")
    return raw
