"""Where the screen asks the agent for a phone ticket, and hears what becomes of it.

A wish is a small file; the agent puts its answer beside it and keeps that up to date until the
screen takes the wish away. Nothing here outlives a session: no database, no waiting for the disk,
and no word of any person, only what the ticket says of itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec

from kiosk.submissions import Purpose

DESK: Final = "desk"
MOST_WISHES: Final = 8
"""More than one screen ever has; what lies there beyond that is not looked at."""
_WISH: Final = ".wish"
_ANSWER: Final = ".answer"


class Reached(StrEnum):
    """How far a phone has got with a ticket, as far as this terminal has heard."""

    SHOWN = "shown"
    SCANNED = "scanned"
    RECEIVED = "received"
    REFUSED = "refused"  # no ticket can be made: the terminal is not enrolled


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the screen wants a ticket for; ``about`` is the id of a job or an activity."""

    purpose: Purpose
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the agent knows of one wish.

    ``address`` is what the QR code says, ``code`` its twin to be typed, while the platform is
    reached; ``online`` is None until that was tried. ``moves`` rises with everything that the
    phone does. Once the platform has ``received`` something, ``submission`` and ``reference``
    name it; ``applied``: it went to the job that the wish was about.
    """

    reached: Reached
    address: str = ""
    nonce: str = ""
    expires_at: datetime | None = None
    code: str = ""
    online: bool | None = None
    moves: int = 0
    submission: str = ""
    reference: str = ""
    applied: bool = False


class Desk:
    """The folder in ``home``; an ``OSError`` of any method means that nothing can be asked now."""

    def __init__(self, home: Path) -> None:
        self._folder = home / DESK

    def want(self, wish: Wish) -> str:
        """Ask for a ticket; the name that its answer will have."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        name = str(uuid4())
        _put(self._folder / f"{name}{_WISH}", msgspec.json.encode(wish))
        return name

    def answer(self, name: str) -> Answer | None:
        """What the agent has said so far; None as long as it has not."""
        try:
            raw = (self._folder / f"{name}{_ANSWER}").read_bytes()
        except FileNotFoundError:
            return None
        try:
            return msgspec.json.decode(raw, type=Answer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def forget(self, name: str) -> None:
        """The screen needs no ticket of this name any more."""
        for suffix in (_WISH, _ANSWER):
            (self._folder / f"{name}{suffix}").unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything; when a screen starts."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)

    # The agent's side

    def wishes(self) -> dict[str, Wish]:
        """Everything that is wanted now, by name; answers that nobody waits for are removed."""
        try:
            names = sorted(path.name for path in self._folder.iterdir())
        except FileNotFoundError:
            return {}
        wanted = [name for name in names if name.endswith(_WISH)][:MOST_WISHES]
        found = {}
        for name in wanted:
            wish = self._wish(name)
            if wish is not None:
                found[name.removesuffix(_WISH)] = wish
        for name in names:
            if name.endswith(_ANSWER) and name.removesuffix(_ANSWER) not in found:
                (self._folder / name).unlink(missing_ok=True)
        return found

    def reply(self, name: str, answer: Answer) -> None:
        """Say what is known of ``name`` now."""
        _put(self._folder / f"{name}{_ANSWER}", msgspec.json.encode(answer))

    def _wish(self, name: str) -> Wish | None:
        try:
            return msgspec.json.decode((self._folder / name).read_bytes(), type=Wish)
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            return None


def _put(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    draft.replace(path)
