"""How a verb asks the agent that is already at work in a home, instead of writing beside it.

An ask is a small file in ``asks/`` of the home; the agent puts an answer beside it. Whoever asked
takes both away; what a killed asker left is swept by its age.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec

from kiosk.agent.lock import agent_at_work
from kiosk.agent.loop import sentence
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.verdicts import Verdict

ASKS: Final = "asks"
LOOK_AGAIN_SECONDS: Final = 1.0
FORGOTTEN_AFTER_SECONDS: Final = 3600.0
_ASK: Final = ".ask"
_TAKEN: Final = ".taken"
_ANSWER: Final = ".answer"

log = logging.getLogger(__name__)


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Pull now: from the platform, or from the folder or bundle ``source`` where one is named."""

    source: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome on its way through a file."""

    verdict: Verdict
    version: int | None = None
    counts: dict[str, int] | None = None
    detail: str = ""


class NoAnswer(Exception):
    """The agent took the ask and said nothing; the message is one sentence."""


class Asks:
    """The agent's duty of answering; ``pull`` does what is asked."""

    name = "asks"

    def __init__(
        self, home: Path, pull: Callable[[Ask], Outcome], now: Callable[[], float]
    ) -> None:
        self._folder = home / ASKS
        self._pull = pull
        self._now = now

    def run(self) -> float:
        """Answer whatever was asked; seconds until the next look."""
        try:
            self._answer_all()
        except OSError as error:  # a full disk; the asker waits in vain and says so
            log.info("asks cannot be answered: %s", error)
        return LOOK_AGAIN_SECONDS

    def _answer_all(self) -> None:
        self._folder.mkdir(exist_ok=True)
        for path in sorted(self._folder.iterdir()):
            if path.suffix == _ASK:
                self._answer(path)
            elif self._now() - path.stat().st_mtime > FORGOTTEN_AFTER_SECONDS:
                path.unlink(missing_ok=True)

    def _answer(self, path: Path) -> None:
        try:
            ask = msgspec.json.decode(path.read_bytes(), type=Ask)
        except (OSError, msgspec.DecodeError) as error:
            log.info("an ask was not understood: %s", error)
            path.unlink(missing_ok=True)
            return
        # Taken first: what ends the agent once must not end it again at every start.
        taken = path.replace(path.with_suffix(_TAKEN))
        outcome = self._pull(ask)
        log.info("asked for it: %s", sentence(outcome))
        _put(path.with_suffix(_ANSWER), msgspec.json.encode(_as_answer(outcome)))
        taken.unlink(missing_ok=True)


def ask_agent(home: Path, ask: Ask, wait: Callable[[float], object], *, seconds: float) -> Outcome:
    """What the agent of ``home`` made of ``ask``; ``NoAnswer`` after ``seconds``."""
    folder = home / ASKS
    folder.mkdir(exist_ok=True)
    path = folder / f"{uuid4()}{_ASK}"
    answer = path.with_suffix(_ANSWER)
    _put(path, msgspec.json.encode(ask))
    try:
        for _ in range(int(seconds / LOOK_AGAIN_SECONDS * 4)):
            at_work = agent_at_work(home)
            if answer.exists():
                return _as_outcome(msgspec.json.decode(answer.read_bytes(), type=Answer))
            if not at_work:
                raise NoAnswer(f"The agent in {home} ended before it answered; try again.")
            wait(LOOK_AGAIN_SECONDS / 4)
    finally:
        for file in (path, path.with_suffix(_TAKEN), answer):
            file.unlink(missing_ok=True)
    raise NoAnswer(f"The agent in {home} did not answer within {seconds:.0f} s; see its log.")


def _put(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(path)


def _as_answer(outcome: Outcome) -> Answer:
    match outcome:
        case Applied(version, counts, _, verdict):
            return Answer(verdict=verdict, version=version, counts=dict(counts))
        case UpToDate(version, _, verdict):
            return Answer(verdict=verdict, version=version)
        case Failed(verdict, detail):
            return Answer(verdict=verdict, detail=detail)


def _as_outcome(answer: Answer) -> Outcome:
    if answer.version is None:
        return Failed(answer.verdict, answer.detail)
    if answer.counts is None:
        return UpToDate(answer.version, verdict=answer.verdict)
    return Applied(answer.version, answer.counts, verdict=answer.verdict)
