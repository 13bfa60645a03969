"""How a bug is put into a program that runs, from outside and for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

BUGS: Final[dict[str, Callable[[], None]]] = {}


def plant(name: str) -> None:
    """Put the bug ``name`` into this process for good; nothing for an empty name."""
    if name:
        BUGS[name]()


def bug(plant_it: Callable[[], None]) -> Callable[[], None]:
    """The function's name is the bug's, its docstring what a programmer did wrong."""
    BUGS[plant_it.__name__] = plant_it
    return plant_it


def put(owner: Any, name: str, value: Any) -> Any:
    """Give ``owner`` another ``name``; what it was before."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    return before
