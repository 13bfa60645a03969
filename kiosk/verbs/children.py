"""The processes that ``run`` and ``demo`` keep alive: this same program, other verbs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from kiosk.supervisor import Program

DRAWN_FOR_NOBODY: Final = ("offscreen", "minimal")
WITHOUT_GLASS: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def this_program() -> tuple[str, ...]:
    """Command that runs ``kiosk`` again, from a checkout, an installation or a frozen bundle."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "kiosk")


def has_display() -> bool:
    """Whether somebody could see what Qt draws."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen.partition(":")[0] not in DRAWN_FOR_NOBODY
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def agent_of(home: Path, *, forgiven: int | None = None) -> Program:
    """The agent of the terminal in ``home``."""
    return Program(
        name="agent",
        command=(*this_program(), "agent", "--home", str(home)),
        log=home / "logs" / "agent.log",
        forgiven=forgiven,
    )


def screen_of(
    home: Path, *options: str, forgiven: int | None = None, without_glass: bool = False
) -> Program:
    """The screen of the terminal in ``home``; everything ends when it ends on purpose."""
    return Program(
        name="screen",
        command=(*this_program(), "screen", "--home", str(home), *options),
        log=home / "logs" / "screen.log",
        leads=True,
        forgiven=forgiven,
        environment=WITHOUT_GLASS if without_glass else {},
    )
