"""The one place that speaks to the network; every answer is a value, and every failure has a name.

Time is bounded twice: ``timeout_seconds`` for each silence, and a budget for the whole exchange, so
that a server that trickles a byte at a time ends as ``timeout`` as well.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Final
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError, NameResolutionError, ProtocolError, SSLError

from kiosk.agent.verdicts import Verdict

MANIFEST_LIMIT: Final = 1_000_000
"""Bytes; a manifest of this client has two to twenty thousand."""
SLOWEST_BYTES_PER_SECOND: Final = 16_384
"""A blob that comes slower than this is given up, to be tried again later."""
_CHUNK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """A manifest as it came, not yet believed."""

    raw: bytes
    etag: str | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The platform still has what the ETag names."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """The blob's bytes are written, not yet believed."""

    size: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No usable answer; ``retry_after`` in seconds where the platform asked for patience."""

    verdict: Verdict
    detail: str
    retry_after: float | None = None


class _NoAnswer(Exception):
    def __init__(self, verdict: Verdict, detail: str, retry_after: float | None = None) -> None:
        self.outcome = Unreachable(verdict, detail, retry_after)


class PlatformApi:
    """Calls to the platform at ``url``."""

    def __init__(
        self, url: str, *, timeout_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout_seconds
        self._clock = clock
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "jiuyejiao-kiosk"
        # A proxy named by the environment cannot reach a platform on this very machine.
        self._session.trust_env = not _is_loopback(url)

    def manifest(self, region: str, etag: str | None = None) -> Fetched | NotModified | Unreachable:
        """Manifest of ``region``, unless it is still the one that ``etag`` names."""
        headers = {"If-None-Match": etag} if etag else {}
        path = f"/v1/regions/{region}/manifest.json"
        try:
            with self._answer(path, headers) as answer:
                if answer.status_code == HTTPStatus.NOT_MODIFIED:
                    return NotModified()
                _check_type(answer, "application/json")
                body = b"".join(self._chunks(answer, MANIFEST_LIMIT, self._timeout))
                return Fetched(body, answer.headers.get("ETag"))
        except _NoAnswer as failure:
            return failure.outcome

    def blob(self, sha256: str, size: int, into: IO[bytes]) -> Downloaded | Unreachable:
        """Write the blob named ``sha256``, which should have ``size`` bytes, into ``into``."""
        budget = self._timeout + size / SLOWEST_BYTES_PER_SECOND
        written = 0
        try:
            with self._answer(f"/v1/blobs/{sha256}", {}) as answer:
                _check_type(answer, "application/gzip", "application/octet-stream")
                for chunk in self._chunks(answer, size, budget):
                    written += into.write(chunk)
        except _NoAnswer as failure:
            return failure.outcome
        if written < size:
            return Unreachable(Verdict.TRUNCATED, f"{written} of {size} bytes of a blob")
        return Downloaded(written)

    def close(self) -> None:
        """Let go of open connections."""
        self._session.close()

    @contextmanager
    def _answer(self, path: str, headers: dict[str, str]) -> Iterator[requests.Response]:
        try:
            answer = self._session.get(
                self._url + path,
                headers=headers | {"Accept-Encoding": "identity"},
                timeout=self._timeout,
                stream=True,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise _NoAnswer(_verdict_on(error), self._url + path) from error
        with answer:
            _check_status(answer)
            yield answer

    def _chunks(self, answer: requests.Response, limit: int, budget: float) -> Iterator[bytes]:
        deadline = self._clock() + budget
        declared = answer.headers.get("Content-Length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > limit:
            raise _NoAnswer(Verdict.OVERSIZED, f"{declared} bytes declared, at most {limit} wanted")
        received = 0
        try:
            # read1, since read would wait until a trickle has filled the whole chunk.
            while chunk := answer.raw.read1(_CHUNK):
                received += len(chunk)
                if received > limit:
                    raise _NoAnswer(Verdict.OVERSIZED, f"more than {limit} bytes")
                if self._clock() > deadline:
                    raise _NoAnswer(Verdict.TIMEOUT, f"{received} bytes in {budget:.0f} s")
                yield chunk
        except (HTTPError, OSError) as error:
            raise _NoAnswer(_verdict_on_body(error), str(error)) from error
        if declared.isascii() and declared.isdigit() and received < int(declared):
            raise _NoAnswer(Verdict.TRUNCATED, f"{received} of {declared} bytes")


def _check_status(answer: requests.Response) -> None:
    status = answer.status_code
    if status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return
    patience = answer.headers.get("Retry-After", "")
    retry_after = float(patience) if patience.isascii() and patience.isdigit() else None
    named = {
        HTTPStatus.NOT_FOUND: Verdict.NOT_FOUND,
        HTTPStatus.TOO_MANY_REQUESTS: Verdict.TOO_MANY_REQUESTS,
    }
    by_class = {3: Verdict.REDIRECTED, 5: Verdict.SERVER_ERROR}
    verdict = named.get(HTTPStatus(status)) if status in set(HTTPStatus) else None
    verdict = verdict or by_class.get(status // 100, Verdict.CLIENT_ERROR)
    raise _NoAnswer(verdict, f"{status} from {answer.url}", retry_after)


def _check_type(answer: requests.Response, *expected: str) -> None:
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type in ("text/html", "application/xhtml+xml"):
        raise _NoAnswer(Verdict.CAPTIVE_PORTAL, f"a web page instead of {answer.url}")
    if media_type not in expected:
        raise _NoAnswer(Verdict.WRONG_TYPE, f"'{media_type}' from {answer.url}")


def _verdict_on(error: requests.RequestException) -> Verdict:
    if isinstance(error, requests.exceptions.SSLError):
        return Verdict.TLS
    if isinstance(error, requests.Timeout):
        return Verdict.TIMEOUT
    causes = list(_causes(error))
    if any(isinstance(cause, NameResolutionError) for cause in causes):
        return Verdict.DNS
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Verdict.REFUSED
    return Verdict.DISCONNECTED


def _verdict_on_body(error: HTTPError | OSError) -> Verdict:
    if isinstance(error, SSLError):
        return Verdict.TLS
    return Verdict.TRUNCATED if isinstance(error, ProtocolError) else Verdict.TIMEOUT


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        reason = getattr(error, "reason", None) or (error.args[0] if error.args else None)
        error = (
            reason if isinstance(reason, BaseException) else error.__cause__ or error.__context__
        )


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
