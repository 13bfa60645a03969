"""The agent's side of the desk, played by a test: answers what the screen asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from offline_cache.desk import Answer, Desk, Reached, Wish

ADDRESS = f"https://jyj.example.cn/p#{'MadeUpByTests' * 14}"
SHOWN = Answer(reached=Reached.SHOWN, address=ADDRESS, nonce="0" * 32)


class PretendedAgent:
    """Of the desk in ``home``."""

    def __init__(self, home: Path) -> None:
        self._desk = Desk(home)

    @property
    def wishes(self) -> list[Wish]:
        return list(self._desk.wishes().values())

    def say(self, reached: Reached = Reached.SHOWN, **more: Any) -> None:
        """Answer the one wish that there is."""
        (name,) = self._desk.wishes()
        self._desk.reply(name, replace(SHOWN, reached=reached, **more))
