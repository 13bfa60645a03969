"""What a canteen's network can do to one request, as values that a schedule can be made of."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final


@dataclass(frozen=True)
class Pass:
    """Nothing: the request goes up, the answer comes down."""


@dataclass(frozen=True)
class Refuse:
    """Nobody listens. A state: only for ``always``."""


@dataclass(frozen=True)
class BlackHole:
    """Packets vanish: connecting is never answered. A state: only for ``always``."""


@dataclass(frozen=True)
class Silence:
    """The request is taken and nothing ever comes back; it did not go up."""


@dataclass(frozen=True)
class Reset:
    """The connection is torn down once the request is there; it did not go up."""


@dataclass(frozen=True)
class CutUp:
    """Only the first ``at`` bytes of the request go up, then both sides are cut."""

    at: int


@dataclass(frozen=True)
class CutDown:
    """Only the first ``at`` bytes of the answer come down."""

    at: int
    torn: bool = False


@dataclass(frozen=True)
class Delay:
    """The answer comes down ``seconds`` late."""

    seconds: float


@dataclass(frozen=True)
class Trickle:
    """After ``at`` bytes the answer comes one byte every ``pause`` seconds."""

    pause: float
    at: int = 0


@dataclass(frozen=True)
class Stall:
    """After ``at`` bytes of the answer nothing more comes, and nobody hangs up."""

    at: int


@dataclass(frozen=True)
class Duplicate:
    """The request goes up twice; the second answer comes down."""


@dataclass(frozen=True)
class LoseAnswer:
    """The request goes up and is done; the answer is lost and the connection cut."""


@dataclass(frozen=True)
class Replay:
    """The first answer ever given to this method and path, as a stale cache would."""


@dataclass(frozen=True)
class Corrupt:
    """One bit of the body's byte ``at`` is turned (counted round; None: the proxy's dice)."""

    at: int | None = None


@dataclass(frozen=True)
class Garbage:
    """``size`` random bytes instead of an answer; the request did not go up."""

    size: int = 400


@dataclass(frozen=True)
class WrongLength:
    """The true answer with ``by`` added to the length that it declares."""

    by: int


@dataclass(frozen=True)
class Relabel:
    """The true answer under other ``headers``."""

    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Replace:
    """An answer made up by the network; the request did not go up."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Raw:
    """``wire`` word for word, again and again if ``endless``; the request did not go up."""

    wire: bytes
    endless: bytes = b""


Fault = (
    Pass | Refuse | BlackHole | Silence | Reset | CutUp | CutDown | Delay | Trickle | Stall
    | Duplicate | LoseAnswer | Replay | Corrupt | Garbage | WrongLength | Relabel | Replace | Raw
)  # fmt: skip
States = Refuse | BlackHole

_HTML: Final = (("Content-Type", "text/html; charset=utf-8"),)
_JSON: Final = (("Content-Type", "application/json"),)


def portal() -> Replace:
    """The page of a café that wants a phone number first, with status 200."""
    return Replace(200, "<html><title>上网认证</title></html>".encode(), _HTML)


def broken(status: int = 503, retry_after: str = "") -> Replace:
    """An answer of a platform in trouble; ``retry_after`` as it stands in the header."""
    patience = (("Retry-After", retry_after),) if retry_after else ()
    return Replace(status, b'{"detail":"later"}', _JSON + patience)


def redirect_loop(path: str = "/v1/again") -> Replace:
    """Every answer sends on to the same place."""
    return Replace(302, b"", (("Location", path),))


def gzip_bomb(unpacked: int = 50_000_000) -> Replace:
    """A small JSON answer that unpacks to ``unpacked`` bytes, packed on the way."""
    packed = gzip.compress(bytes(unpacked), 9)
    return Replace(200, packed, (*_JSON, ("Content-Encoding", "gzip")))


def wrong_type(media_type: str = "application/octet-stream; x=1") -> Relabel:
    """The true answer as something else."""
    return Relabel((("Content-Type", media_type),))


def endless_chunks() -> Raw:
    """A chunked answer that never ends."""
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    return Raw(head, b"1000\r\n" + b" " * 4096 + b"\r\n")


ANY_FAULT: Final[tuple[Callable[[Random], Fault], ...]] = (
    lambda rng: Silence(),
    lambda rng: Reset(),
    lambda rng: CutUp(rng.randrange(2000)),
    lambda rng: CutDown(rng.randrange(4000), torn=rng.random() < 0.5),
    lambda rng: Delay(rng.uniform(0, 0.05)),
    lambda rng: Stall(rng.randrange(4000)),
    lambda rng: Duplicate(),
    lambda rng: LoseAnswer(),
    lambda rng: Replay(),
    lambda rng: Corrupt(rng.randrange(100_000)),
    lambda rng: Garbage(rng.randrange(1, 4000)),
    lambda rng: WrongLength(rng.choice((-1000, -1, 1, 1000))),
    lambda rng: portal(),
    lambda rng: broken(rng.choice((500, 502, 503)), rng.choice(("", "1", "junk"))),
    lambda rng: broken(429, "1"),
    lambda rng: redirect_loop(),
    lambda rng: wrong_type(),
)
"""One of each kind that can befall a single request, with its figures drawn."""


def any_fault(rng: Random) -> Fault:
    """A fault for ``next`` by the dice; the same dice give the same fault."""
    return rng.choice(ANY_FAULT)(rng)
