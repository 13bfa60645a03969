"""The duty of hearing from the platform what phones do with the tickets on the screen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import msgspec

from kiosk.agent.answers import Unreachable
from kiosk.agent.signing import SignedApi
from kiosk.contract.tickets import TicketStanding
from offline_cache.desk import Answer, Desk, Reached

ROUTE: Final = "/v1/tickets/"
ASK_SECONDS: Final = 0.7
"""Between two questions while a code is on the screen; what a phone does shows within 2 s."""
IDLE_SECONDS: Final = 0.2
OFFLINE_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class TicketWatch:
    """Keeps the answers on ``desk`` up to date; ``signed`` is None before enrolment."""

    name = "ticket watch"

    def __init__(self, desk: Desk, signed: Callable[[], SignedApi | None]) -> None:
        self._desk = desk
        self._signed = signed

    def run(self) -> float:
        """Ask about every ticket that is shown; seconds until the next question."""
        try:
            open_answers = self._open()
            api = self._signed() if open_answers else None
            if api is None:
                return IDLE_SECONDS
            heard = [self._ask(api, name, answer) for name, answer in open_answers.items()]
        except OSError as error:
            log.info("what phones do cannot be noted: %s", error)
            return OFFLINE_SECONDS
        return ASK_SECONDS if all(heard) else OFFLINE_SECONDS

    def _open(self) -> dict[str, Answer]:
        answers = {name: self._desk.answer(name) for name in self._desk.wishes()}
        return {
            name: answer
            for name, answer in answers.items()
            if answer is not None and answer.reached in (Reached.SHOWN, Reached.SCANNED)
        }

    def _ask(self, api: SignedApi, name: str, answer: Answer) -> bool:
        ticket = answer.address.partition("#")[2]
        told = api.send("PUT", f"{ROUTE}{answer.nonce}", ticket.encode(), content_type="text/plain")
        news = _standing(told.body) if not isinstance(told, Unreachable) else None
        now = replace(answer, online=False, code="") if news is None else _with(answer, news)
        if now != answer and name in self._desk.wishes():
            self._desk.reply(name, now)
        return news is not None


def _standing(body: bytes) -> TicketStanding | None:
    try:
        return msgspec.json.decode(body, type=TicketStanding)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        log.info("the platform's answer about a ticket was not understood: %s", error)
        return None


def _with(answer: Answer, news: TicketStanding) -> Answer:
    return replace(
        answer,
        reached=Reached(news.reached.value),
        online=True,
        code=news.code,
        moves=news.moves,
        submission=news.submission,
        reference=news.reference,
        applied=news.applied,
    )
