"""What the fuzzed platform knows: names, keys and tickets that are the same in every run."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kiosk.agent.identity import TerminalIdentity
from kiosk.central.phone_submissions import deletion_secret
from kiosk.contract.tickets import Ticket, write_ticket
from kiosk.submissions import Purpose

SITE: Final = "示例社区食堂"
WATCHING: Final = TerminalIdentity("k7m2q9xt", SITE, SigningKey(b"w" * 32))
"""The terminal that sends, and whose tickets phones carry."""
BEATING: Final = TerminalIdentity("b3a7heart", SITE, SigningKey(b"b" * 32))
"""The one whose heartbeats are fuzzed: a strange boot id makes it look like a cloned one."""
REMOTE: Final = TerminalIdentity("r3m0te99", SITE, SigningKey(b"r" * 32))
"""One in a region that was never published."""
REMOTE_REGION: Final = "370199"
JOB: Final = "job-0001"
ACTIVITY: Final = "evening-class-1"
CODE: Final = "48213907"
BLOB_CONTENT: Final = b"not looked at by whoever gives it out"
BLOB: Final = sha256(BLOB_CONTENT).hexdigest()
TOKENS: Final = tuple(f"{number:02d}-sample-token-of-the-fuzzed-platform" for number in range(8))
SEALING: Final = PrivateKey(b"s" * 32)
SHOP: Final = "5b0d7c1e-0000-4000-8000-000000000002"
"""A vacancy that a shop has left."""
SHOP_SECRET: Final = deletion_secret(SEALING, SHOP)
DELETED: Final = "5b0d7c1e-0000-4000-8000-000000000003"
"""A résumé whose owner wants it gone."""
DELETED_REFERENCE: Final = "7K2M-9QXA"
DELETED_SECRET: Final = deletion_secret(SEALING, DELETED)
SUBMISSION: Final = "5b0d7c1e-0000-4000-8000-000000000001"
_TICKETS: Final = 100
_GOOD_UNTIL: Final = datetime(2100, 1, 1, tzinfo=UTC)


def _ticket(number: int, purpose: Purpose, about: str = "", of: TerminalIdentity = WATCHING) -> str:
    ticket = Ticket(
        purpose=purpose,
        terminal=of.terminal,
        expires_at=_GOOD_UNTIL,
        nonce=number.to_bytes(16, "big"),
        about=about,
    )
    return write_ticket(ticket, of.key)


RESUMES: Final = tuple(
    _ticket(number, Purpose.RESUME, JOB if number % 2 else "") for number in range(_TICKETS)
)
SIGN_UPS: Final = tuple(
    _ticket(number, Purpose.SIGN_UP, ACTIVITY) for number in range(1000, 1000 + _TICKETS)
)
FAR: Final = (_ticket(2000, Purpose.RESUME, JOB, REMOTE), _ticket(2001, Purpose.RESUME, "", REMOTE))
VACANCIES: Final = tuple(
    _ticket(number, Purpose.VACANCY) for number in range(4000, 4000 + _TICKETS)
)
WATCHED: Final = _ticket(3000, Purpose.RESUME)
WATCHED_NONCE: Final = (3000).to_bytes(16, "big").hex()
BY_CODE: Final = _ticket(3001, Purpose.RESUME)
FILE_TICKET: Final = _ticket(3002, Purpose.RESUME)
FILE: Final = str(uuid5(UUID(int=3002), "kept"))
"""A file that is kept for that ticket, sent by its phone as ``kept``."""
OPENED: Final = (*RESUMES, *SIGN_UPS, *VACANCIES, *FAR, BY_CODE, FILE_TICKET)
