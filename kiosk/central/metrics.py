"""What the platform counts for Prometheus, in this process.

Names are of routes, statuses, codes and kinds, all of them from lists of ours: no path as it was
asked for, no terminal, no person. Where several workers serve, each writes what it counts into the
folder ``PROMETHEUS_MULTIPROC_DIR``, and ``kiosk.central.metrics_listener`` adds them up. The
library looks for that name once, so this module is imported only where figures are asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.central.refusals import REFUSED_FOR
from kiosk.contract.envelope import Envelope
from kiosk.submissions import SubmissionKind

UNMATCHED: Final = "unmatched"
_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class _Kind(msgspec.Struct):
    kind: SubmissionKind


class Meter:
    """Counts since this process began; a manifest that was not changed has the status 304."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "kiosk_request_seconds",
            "Requests answered, and how long that took",
            ("method", "route", "status"),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._refusals = Counter(
            "kiosk_refusals", "Requests refused, by code", ("code",), registry=self.registry
        )
        self._submissions = Counter(
            "kiosk_submissions", "Submissions kept anew", ("kind",), registry=self.registry
        )

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """The request of ``scope`` was answered."""
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", None) or UNMATCHED
        self._requests.labels(method, route, str(status)).observe(seconds)
        if REFUSED_FOR in scope:
            self._refusals.labels(scope[REFUSED_FOR]).inc()

    def submitted(self, envelope: bytes) -> None:
        """A terminal's submission was kept; ``envelope`` is as it was accepted."""
        payload = msgspec.json.decode(envelope, type=Envelope).payload
        raw = msgspec.json.decode(f'"{payload}"', type=bytes)
        self.kept(msgspec.json.decode(raw, type=_Kind).kind)

    def kept(self, kind: SubmissionKind) -> None:
        """A submission of ``kind`` was kept for the first time."""
        self._submissions.labels(kind.value).inc()


class Metered:
    """Tells a ``Meter`` of every request that ``app`` answers."""

    def __init__(
        self, app: ASGIApp, meter: Meter, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._app, self._meter, self._clock = app, meter, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and count it, also where nothing but an error came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, self._clock()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._meter.answered(scope, status, self._clock() - began)
