"""What can be wrong with outbox.db, each told in one sentence that says what to do.

OutboxFault
├── OutboxMissing      the agent has not made it yet
├── OutboxBusy         the other process holds it this instant: ask again
├── OutboxFull         as much waits as may wait: nothing is dropped, nothing more is taken
├── OutboxTooNew       written by a newer program: update this one
├── OutboxUnreadable   not an outbox, or a damaged one: rescue it
└── OutboxUnwritable   no room on the disk, or no leave to write
"""

from __future__ import annotations


class OutboxFault(Exception):
    """Something is wrong with outbox.db; the message is one sentence for a technician."""


class OutboxMissing(OutboxFault):
    """There is no outbox at this path yet."""


class OutboxBusy(OutboxFault):
    """The file is locked this instant; nothing is wrong, ask again."""


class OutboxFull(OutboxFault):
    """As much waits as may wait."""


class OutboxTooNew(OutboxFault):
    """The file has a schema this program does not know."""


class OutboxUnreadable(OutboxFault):
    """The file is not an outbox or is damaged."""


class OutboxUnwritable(OutboxFault):
    """The file cannot be written."""
