"""Many callers that ask one platform at the same moment, over connections to all of its workers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from threading import Barrier
from time import monotonic
from typing import Any, Final, TypeVar

from tests.races.crew import PATIENCE_S, Crew

MOST: Final = 32
_HEALTH: Final = "/v1/health"
_NO_HEADERS: Final[dict[str, str]] = {}

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of one answer."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which is JSON."""
        return json.loads(self.body)

    @property
    def said(self) -> str:
        """Status with the code of a refusal: ``201``, ``409 used``."""
        return f"{self.status} {self.json['code']}" if self.status >= 400 else str(self.status)


@dataclass(slots=True)
class Caller:
    """One connection, kept open between requests; for one thread at a time."""

    connection: HTTPConnection

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Answer:
        """Send one request and read the whole answer."""
        self.connection.request(method, path, body or None, dict(headers))
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.read())


@dataclass(slots=True)
class Crowd:
    """Callers with open connections, at least one of them to each worker."""

    callers: list[Caller] = field(default_factory=list)

    def rush(self, work: Callable[[Caller, int], Found], times: int) -> list[Found]:
        """What ``work`` gives for each number below ``times``; all begin at one moment."""
        ready, numbers = Barrier(len(self.callers)), count()
        outcomes: list[Found] = []

        def one(caller: Caller) -> None:
            ready.wait()
            while (number := next(numbers)) < times:
                outcomes.append(work(caller, number))

        with ThreadPoolExecutor(len(self.callers)) as pool:
            list(pool.map(one, self.callers))
        return outcomes


@contextmanager
def crowd(central: Crew, workers: int, callers: int = MOST) -> Iterator[Crowd]:
    """``callers`` at ``central``; every one of its ``workers`` holds some of their connections."""
    gathered = Crowd()
    try:
        _fill(gathered.callers, central, callers)
        deadline = monotonic() + PATIENCE_S  # a worker may only just be starting
        while len(central.answering()) < workers:
            assert monotonic() < deadline, "some worker has nobody to answer"
            _dismiss(gathered.callers, callers // 2)
            _fill(gathered.callers, central, callers)
        yield gathered
    finally:
        _dismiss(gathered.callers, callers)


def counted(answers: list[Answer]) -> Counter[str]:
    """How often each thing was said."""
    return Counter(answer.said for answer in answers)


def _fill(callers: list[Caller], central: Crew, most: int) -> None:
    while len(callers) < most:
        caller = Caller(HTTPConnection(central.host, central.port, timeout=PATIENCE_S))
        callers.append(caller)
        assert caller.ask("GET", _HEALTH).status == 200


def _dismiss(callers: list[Caller], first: int) -> None:
    for caller in callers[:first]:
        caller.connection.close()
    del callers[:first]
