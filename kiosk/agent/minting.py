"""The duty of making phone tickets: at once, without any network, for whatever the screen wants."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from kiosk.agent.identity import TerminalIdentity
from kiosk.contract.tickets import (
    LIFETIME,
    LONGEST_ABOUT,
    NONCE_BYTES,
    Ticket,
    phone_address,
    write_ticket,
)
from kiosk.timekeeping import LONGEST_SILENCE, TrustedTime
from offline_cache.desk import Answer, Desk, Reached, Wish

LOOK_SECONDS: Final = 0.05
"""Between a tap and its QR code stands this, and the signature's millisecond."""
_DESK_UNUSABLE_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


class Minting:
    """Answers the wishes on ``desk`` with tickets of ``identity`` for the page at ``public_url``.

    ``identity`` is asked anew for each: None before the terminal is enrolled.
    """

    name = "tickets"

    def __init__(
        self,
        desk: Desk,
        identity: Callable[[], TerminalIdentity | None],
        public_url: str,
        time: Callable[[], TrustedTime],
    ) -> None:
        self._desk = desk
        self._identity = identity
        self._public_url = public_url
        self._time = time

    def run(self) -> float:
        """Answer what is new; seconds until the next look."""
        try:
            for name, wish in self._desk.wishes().items():
                if self._desk.answer(name) is None:
                    self._desk.reply(name, self._answer(wish))
        except OSError as error:  # a full disk; the screen says that no code can be had
            log.info("no phone ticket can be made: %s", error)
            return _DESK_UNUSABLE_SECONDS
        return LOOK_SECONDS

    def _answer(self, wish: Wish) -> Answer:
        identity = self._identity()
        if identity is None:
            return Answer(reached=Reached.REFUSED)
        time = self._time()
        ticket = Ticket(
            purpose=wish.purpose,
            terminal=identity.terminal,
            expires_at=(time.now + lifetime(time)).replace(microsecond=0),
            nonce=secrets.token_bytes(NONCE_BYTES),
            about=wish.about if len(wish.about.encode()) <= LONGEST_ABOUT else "",
        )
        return Answer(
            reached=Reached.SHOWN,
            address=phone_address(self._public_url, write_ticket(ticket, identity.key)),
            nonce=ticket.nonce.hex(),
            expires_at=time.now + LIFETIME,
        )


def lifetime(time: TrustedTime) -> timedelta:
    """How long a ticket made now is good; where the time is in doubt, as long as that may be."""
    return LIFETIME + LONGEST_SILENCE if time.doubtful else LIFETIME
