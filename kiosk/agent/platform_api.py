"""The one place that speaks to the network; every answer is a value, and every failure has a name.

Time is bounded twice: each silence, and the whole exchange from the look-up of the name to the last
byte (``kiosk.agent.connections``), so that a server that trickles a byte at a time ends too.
Nothing is ever tried twice here: whoever asked decides about that.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from kiosk.agent.answers import (
    MANIFEST_LIMIT,
    Answered,
    Downloaded,
    Fetched,
    NotModified,
    Refusal,
    Unreachable,
    date_of,
    declared_length,
    media_type,
    patience_of,
    refusal_in,
    shortened,
    unwanted,
    verdict_of_code,
    verdict_of_status,
)
from kiosk.agent.connections import Budget, Resolve, pools, resolve
from kiosk.agent.network_faults import verdict_on, words_of
from kiosk.agent.verdicts import Verdict

__all__ = ["Answered", "Downloaded", "Fetched", "NotModified", "PlatformApi", "Unreachable"]

ANSWER_LIMIT: Final = 65_536
"""Bytes of an answer on the road up, where the caller names no other limit."""
SLOWEST_BYTES_PER_SECOND: Final = 16_384
"""A blob that comes slower than this is given up, to be tried again later."""
SILENCE_SHARE: Final = 0.5
"""Part of a call's time that may pass without a byte."""
KEEP_ALIVE_SECONDS: Final = 30.0
"""An older connection is not used again: the routers between have forgotten it."""
JSON: Final = "application/json"
BLOB_TYPES: Final = ("application/gzip", "application/octet-stream")
_REFUSAL_LIMIT: Final = 4096
_CHUNK: Final = 65_536

Sign = Callable[[requests.PreparedRequest], None]
"""Adds headers to a request that has its method, url, headers and body (bytes)."""


class _NoAnswer(Exception):
    def __init__(self, outcome: Unreachable) -> None:
        self.outcome = outcome


class _BoundedAdapter(HTTPAdapter):
    def __init__(self, budget: Budget, look_up: Resolve) -> None:
        self._pools = pools(budget, look_up)
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


class PlatformApi:
    """Calls to the platform at ``url``, each within ``timeout_seconds`` and what its size adds.

    ``proxy`` is a proxy's URL, else the environment names it; ``authorities`` a file of
    certificates to trust instead of the usual ones. For one thread.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        proxy: str = "",
        authorities: Path | None = None,
        look_up: Resolve = resolve,
    ) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout_seconds
        self._clock = clock
        self._used_at = clock()
        self._budget = Budget(timeout_seconds * SILENCE_SHARE, clock)
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "jiuyejiao-kiosk"
        # The environment may name a proxy, but no password file and no cookie of anybody's.
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._session.proxies = proxies_for(url, proxy)
        self._session.verify = str(authorities) if authorities else True
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _BoundedAdapter(self._budget, look_up))

    def manifest(self, region: str, etag: str | None = None) -> Fetched | NotModified | Unreachable:
        """Manifest of ``region``, unless it is still the one that ``etag`` names."""
        headers = {"If-None-Match": etag} if etag else {}
        request = requests.Request("GET", f"/v1/regions/{region}/manifest.json", headers)
        expected = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        try:
            with self._answer(request, expected, self._timeout) as answer:
                date = date_of(answer.headers)
                if answer.status_code == HTTPStatus.NOT_MODIFIED:
                    return NotModified(date)
                _check_type(answer, (JSON,), plain=True)
                body = b"".join(self._chunks(answer, MANIFEST_LIMIT))
                return Fetched(body, answer.headers.get("ETag"), date)
        except _NoAnswer as failure:
            return failure.outcome

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """Write the blob named ``sha256``, which should have ``size`` bytes, into ``into``."""
        request = requests.Request("GET", f"/v1/blobs/{sha256}")
        seconds = self._timeout + size / SLOWEST_BYTES_PER_SECOND
        written = 0
        try:
            with self._answer(request, (HTTPStatus.OK,), seconds) as answer:
                _check_type(answer, BLOB_TYPES, plain=False)
                for chunk in self._chunks(answer, size):
                    written += into.write(chunk)
        except _NoAnswer as failure:
            return failure.outcome
        if written < size:
            return Unreachable(Verdict.TRUNCATED, f"{written} of {size} bytes of a blob")
        return Downloaded(written)

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        content_type: str = JSON,
        sign: Sign | None = None,
        expect: Collection[int] = (HTTPStatus.OK, HTTPStatus.CREATED),
        accept: Collection[str] = (JSON,),
        limit: int = ANSWER_LIMIT,
    ) -> Answered | Unreachable:
        """Send ``body`` once; ``Answered`` with a status of ``expect`` and a type of ``accept``.

        ``sign`` is called last, with the request as it goes out. ``limit`` bounds the answer in
        bytes. Of any other 4xx answer in JSON the ``code`` and ``detail`` come back.
        """
        headers = {"Content-Type": content_type} if body else {}
        request = requests.Request(method, path, headers, data=body)
        seconds = self._timeout + len(body) / SLOWEST_BYTES_PER_SECOND
        try:
            with self._answer(request, expect, seconds, sign) as answer:
                date = date_of(answer.headers)
                if answer.status_code == HTTPStatus.NO_CONTENT:
                    return Answered(answer.status_code, b"", date)
                _check_type(answer, accept, plain=True)
                read = b"".join(self._chunks(answer, limit))
                return Answered(answer.status_code, read, date)
        except _NoAnswer as failure:
            return failure.outcome

    def close(self) -> None:
        """Let go of open connections."""
        self._session.close()

    @contextmanager
    def _answer(
        self,
        request: requests.Request,
        expected: Collection[int],
        seconds: float,
        sign: Sign | None = None,
    ) -> Iterator[requests.Response]:
        if self._clock() - self._used_at > KEEP_ALIVE_SECONDS:
            self._session.close()
        self._budget.begin(seconds)
        try:
            answer = self._sent(request, sign)
        except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
            raise self._no_answer(error) from error
        with answer:
            if answer.status_code not in expected:
                raise _NoAnswer(self._refusal(answer))
            yield answer
        self._used_at = self._clock()

    def _sent(self, request: requests.Request, sign: Sign | None) -> requests.Response:
        request.url = self._url + str(request.url)
        request.headers = {**request.headers, "Accept-Encoding": "identity"}
        prepared = self._session.prepare_request(request)
        if sign:
            sign(prepared)
        return self._session.send(
            prepared, timeout=self._budget.silence, stream=True, allow_redirects=False
        )

    def _no_answer(self, error: Exception) -> _NoAnswer:
        return _named(verdict_on(error, self._budget), f"{_shown(self._url)}: {words_of(error)}")

    def _chunks(self, answer: requests.Response, limit: int) -> Iterator[bytes]:
        declared = declared_length(answer.headers)
        if declared is not None and declared > limit:
            raise _named(Verdict.OVERSIZED, f"{declared} bytes declared, at most {limit} wanted")
        received = 0
        while chunk := self._chunk(answer):
            received += len(chunk)
            if received > limit:
                raise _named(Verdict.OVERSIZED, f"more than {limit} bytes")
            yield chunk

    def _chunk(self, answer: requests.Response) -> bytes:
        try:
            # read1, since read would wait until a trickle has filled the whole chunk.
            return bytes(answer.raw.read1(_CHUNK))
        except (HTTPError, OSError) as error:
            raise self._no_answer(error) from error

    def _refusal(self, answer: requests.Response) -> Unreachable:
        """What an answer says that was not wanted."""
        said = self._said(answer) if answer.status_code // 100 == 4 else Refusal()
        moved = answer.headers.get("Location", "")
        return Unreachable(
            verdict_of_code(said.code) or verdict_of_status(answer.status_code),
            shortened(said.detail or f"{answer.status_code} {moved} from {_shown(answer.url)}"),
            patience_of(answer.headers),
            answer.status_code,
            shortened(said.code),
            date_of(answer.headers),
        )

    def _said(self, answer: requests.Response) -> Refusal:
        if unwanted(answer.headers, (JSON,), plain=True):
            return Refusal()
        try:
            return refusal_in(b"".join(self._chunks(answer, _REFUSAL_LIMIT)))
        except _NoAnswer:
            return Refusal()


def proxies_for(url: str, proxy: str = "") -> dict[str, str]:
    """Proxies by scheme for ``url``: ``proxy`` if there is one, else what the environment names.

    None for a platform on this very machine, which no proxy can reach.
    """
    if _is_loopback(url):
        return {}
    return {"http": proxy, "https": proxy} if proxy else dict(get_environ_proxies(url))


def _named(verdict: Verdict, detail: str) -> _NoAnswer:
    return _NoAnswer(Unreachable(verdict, shortened(detail)))


def _check_type(answer: requests.Response, accept: Collection[str], *, plain: bool) -> None:
    verdict = unwanted(answer.headers, accept, plain=plain)
    if verdict:
        packed = answer.headers.get("Content-Encoding", "")
        raise _named(verdict, f"'{media_type(answer.headers)}' {packed} from {_shown(answer.url)}")


def _shown(url: str) -> str:
    """``url`` as it may stand in a log: without a name and a password for it."""
    place = urlsplit(url).netloc
    return url.replace(place, place.rpartition("@")[2], 1)


def _is_loopback(url: str) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
