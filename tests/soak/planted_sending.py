"""Bugs of the road up; see ``tests.soak.planted``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from kiosk.agent import push
from kiosk.agent.push import Push
from kiosk.agent.signing import SignedApi
from offline_cache.outbox_queue import OutboxQueue, OutboxState
from tests.soak.planting import bug, put


@bug
def deleted_before_the_receipt() -> None:
    """The row is deleted when it is sent."""

    def send(self: Any, row: Any, signed: Any) -> None:
        self._queue.confirm(row)
        before(self, row, signed)

    before = put(Push, "_send", send)


@bug
def any_receipt_will_do() -> None:
    """That a receipt is signed is enough; what it is for is not compared."""

    put(push, "is_for", lambda receipt, row: receipt is not None)


@bug
def receipt_without_its_digest() -> None:
    """Of a receipt only the id is compared."""

    put(push, "is_for", lambda receipt, row: receipt is not None and receipt.id == row.id)


@bug
def sending_is_for_ever() -> None:
    """What was being sent when the agent died is not sent again."""

    def to_send(self: Any) -> list[int]:
        waiting = (OutboxState.WAITING, OutboxState.UNCONFIRMED)
        return [row.number for row in self.rows() if row.state in waiting]

    put(OutboxQueue, "recover", lambda self: 0)
    put(OutboxQueue, "to_send", to_send)


@bug
def another_id_for_every_try() -> None:
    """What is sent again is sent as something new."""

    def send(self: Any, row: Any, signed: Any) -> None:
        if row.state is OutboxState.UNCONFIRMED:
            row = replace(row, id=str(uuid4()))
        before(self, row, signed)

    before = put(Push, "_send", send)


@bug
def only_created_counts() -> None:
    """The answer 200, that it was there already, is not taken for an answer."""

    def send(self: Any, *args: Any, **kwargs: Any) -> Any:
        return before(self, *args, **{**kwargs, "expect": (201,)})

    before = put(SignedApi, "send", send)


@bug
def silence_is_consent() -> None:
    """A connection that broke after sending counts as sent."""

    def later(self: Any, row: Any, state: Any, verdict: Any, patience: Any) -> None:
        if verdict == "disconnected":
            self._queue.confirm(row)
        else:
            before(self, row, state, verdict, patience)

    before = put(Push, "_later", later)
