"""Bugs that are planted one by one, to show that a schedule would find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """``plant`` puts it into the program that runs, for good."""

    sentence: str
    plant: Callable[[], None]


BUGS: dict[str, Bug] = {}


def plant(name: str) -> None:
    """Put the bug ``name`` into this process; nothing for an empty name."""
    if name:
        BUGS[name].plant()
