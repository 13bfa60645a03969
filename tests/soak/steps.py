"""The steps that a schedule is made of, as plain values: drawn by a seed, printed, run again.

A step means something at any moment (what it names is counted round what there is), so that a
schedule stays a schedule when steps are taken out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

Figures = dict[str, int | str]


@dataclass(frozen=True)
class Step:
    """``rule`` is a method of a City, a Road or a Station, ``figures`` are its arguments.

    Of the figures ``news`` means: publish a change first, ``push`` and ``poll``: give these duties
    turns after it, and ``replay``: let an old manifest be what is heard next.
    """

    rule: str
    figures: tuple[tuple[str, int | str], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule}({', '.join(f'{name}={value!r}' for name, value in self.figures)})"


WAYS: Final = ("manifest", "blob")
SPOILS: Final = (
    "cut_up",
    "cut_up",
    "cut_down",
    "cut_down",
    "lose_answer",
    "lose_answer",
    "duplicate",
    "corrupt",
    "garble",
    "wrong_length",
    "reset",
    "refuse_later",
    "odd_receipt",
)
"""Rules of the network that apply to the road up as well."""
DEATHS: Final = (
    ("starting", "statement"),
    ("starting", "file"),
    ("starting", "byte"),
    ("manifest", "file"),
    ("manifest", "byte"),
    ("blob", "file"),
    ("blob", "byte"),
    ("applying", "statement"),
    ("applying", "statement"),
    ("applying", "byte"),
    ("applying", "byte"),
    ("committed", "statement"),
    ("committed", "byte"),
    ("noting", "statement"),
    ("noting", "byte"),
    ("manifest", "moment"),
    ("blob", "moment"),
    ("applying", "moment"),
)
"""Phases, and what can be counted in each until the agent dies."""
DEATHS_AT_SENDING: Final = (
    ("posting", "statement"),
    ("posting", "file"),
    ("posting", "byte"),
    ("sending", "moment"),
    ("receipt", "statement"),
    ("receipt", "byte"),
)
DAY: Final = 1440
"""Minutes."""


Draw = Callable[[Random], Figures]


def _nothing(_: Random) -> Figures:
    return {}


def _polling(rng: Random) -> Figures:
    """Often there is something new, and the terminal comes for it."""
    news, poll = rng.choice(((0, 0), (0, 1), (1, 1), (1, 1)))
    return {"news": news, "poll": poll}


def _on(rng: Random) -> Figures:
    return {"on": rng.choice(WAYS), **_polling(rng)}


def _at(manifest: int, blob: int) -> Draw:
    def draw(rng: Random) -> Figures:
        figures = _on(rng)
        return {"at": rng.randrange(manifest if figures["on"] == "manifest" else blob), **figures}

    return draw


def _torn(rng: Random) -> Figures:
    return {"torn": rng.randrange(2), **_at(4000, 700)(rng)}


def _kill(rng: Random) -> Figures:
    return {**_death(rng, DEATHS), "news": int(rng.random() < 0.75)}


def _death(rng: Random, deaths: Sequence[tuple[str, str]]) -> Figures:
    phase, how = rng.choice(deaths)
    reach = {"statement": 40, "file": 12, "byte": 20_000, "moment": 6_000}[how]
    if phase == "applying":
        reach *= 5
    # Many small figures, since a short life passes every moment of a small exchange.
    return {"phase": phase, "how": how, "at": int(reach * rng.random() ** 2)}


def _size(rng: Random) -> int:
    return rng.choice((40, 400, 9_000))


PLATFORM: Final[dict[str, tuple[int, Draw]]] = {
    "add": (5, lambda rng: {"count": rng.randrange(1, 4), "of": rng.choice("AB")}),
    "edit": (6, lambda rng: {"which": rng.randrange(99), "count": rng.randrange(1, 4)}),
    "delete": (3, lambda rng: {"which": rng.randrange(99)}),
    "expire": (3, lambda rng: {"which": rng.randrange(99)}),
    "put_notice": (2, lambda rng: {"which": rng.randrange(3)}),
    "end_notice": (1, lambda rng: {"which": rng.randrange(3)}),
    "withdraw": (1, _nothing),
    "rotate": (2, _nothing),
    "publish": (
        9,
        lambda rng: {"after": rng.choice((1, 7, 30, 90, 400, DAY)), "poll": rng.randrange(2)},
    ),
    "make_stick": (2, lambda rng: {"slot": rng.randrange(2), "whole": rng.randrange(2)}),
    "mislead": (
        2,
        lambda rng: {"by": rng.choice(("empty", "first")), "poll": rng.randrange(2)},
    ),
    "lie": (2, lambda rng: {"poll": rng.randrange(2)}),
}
"""What happens at the platform."""

NETWORK: Final[dict[str, tuple[int, Draw]]] = {
    "cut_up": (2, _at(300, 300)),
    "cut_down": (4, _torn),
    "lose_answer": (1, _on),
    "duplicate": (1, _on),
    "corrupt": (3, _at(6000, 2000)),
    "garble": (1, _on),
    "wrong_length": (1, lambda rng: {"by": rng.choice((-9, -1, 1, 9)), **_on(rng)}),
    "reset": (1, _on),
    "refuse_later": (1, _on),
    "replay": (4, lambda rng: {"which": rng.randrange(99), "poll": rng.randrange(2)}),
    "swap_blob": (1, lambda rng: {"which": rng.randrange(99), **_polling(rng)}),
    "offline": (1, lambda rng: {"poll": 1}),
    "online": (1, _nothing),
}
"""What the network is going to do to the next exchange that it can do it to."""

TERMINAL: Final[dict[str, tuple[int, Draw]]] = {
    "poll": (12, _nothing),
    "kill": (8, _kill),
    "take_stick": (3, lambda rng: {"slot": rng.randrange(2)}),
    "kill_at_stick": (1, lambda rng: {"slot": rng.randrange(2), **_kill(rng)}),
    "restart": (2, _nothing),
    "reboot": (2, _nothing),
    "set_clock": (2, lambda rng: {"days": rng.choice((-365, -20, -1, 1, 20, 365))}),
    "move": (1, lambda rng: {"metres": rng.randrange(100, 4000)}),
    "fill_disk": (
        3,
        lambda rng: {"room": 4096 * rng.choice((0, 1, 2, 4, 8, 16, 32, 64)), "poll": 1},
    ),
    "make_room": (1, _nothing),
    "care": (2, _nothing),
    "tear": (
        4,
        lambda rng: {
            "what": rng.choice(("cut", "flip", "zeros", "wal", "gone", "memory")),
            "at": rng.randrange(1_000_000),
            "replay": rng.choice((-1, rng.randrange(99))),
        },
    ),
    "heal": (2, _nothing),
}
"""What happens at the terminal."""

SENDING: Final[dict[str, tuple[int, Draw]]] = {
    "leave": (4, lambda rng: {"size": _size(rng), "push": rng.randrange(2)}),
    "push": (4, lambda rng: {"turns": rng.randrange(1, 6)}),
    "kill_at_push": (4, lambda rng: {"size": _size(rng), **_death(rng, DEATHS_AT_SENDING)}),
    "spoil_sending": (
        5,
        lambda rng: {
            "by": rng.choice(SPOILS),
            "at": rng.randrange(1200),
            "size": _size(rng),
            "push": rng.randrange(3),
        },
    ),
}
"""What happens on the road up."""

RULES: Final = PLATFORM | NETWORK | TERMINAL | SENDING
_ALWAYS: Final = ("add", "edit", "delete", "publish", "poll", "leave", "push", "heal")


def schedule(seed: int, number: int, *, shortest: int = 12, longest: int = 30) -> list[Step]:
    """Schedule ``number`` of ``seed``: the same steps wherever it is drawn.

    Each schedule leaves out some rules, so that what is left comes up often enough to meet.
    """
    rng = Random(f"{seed}/{number}")
    names = [name for name in RULES if name in _ALWAYS or rng.random() < 0.6]
    weights = [RULES[name][0] for name in names]
    chosen = rng.choices(names, weights, k=rng.randrange(shortest, longest))
    return [Step(name, tuple(RULES[name][1](rng).items())) for name in chosen]
