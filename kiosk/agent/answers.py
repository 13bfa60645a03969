"""What the platform can answer, as values, and what its headers say, believed within bounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import msgspec

from kiosk.agent.verdicts import CODES, Verdict

MANIFEST_LIMIT: Final = 1_000_000
"""Bytes; a manifest of this client has two to fifty thousand."""
LONGEST_PATIENCE_SECONDS: Final = 3600.0
"""What a ``Retry-After`` can ask for at most."""
_OLDEST_CACHED_SECONDS: Final = 86_400
_LONGEST_DETAIL: Final = 200
_YEARS: Final = range(2000, 2200)
_WEB_PAGES: Final = ("text/html", "application/xhtml+xml")
_STATUSES: Final[dict[int, Verdict]] = {
    HTTPStatus.NOT_FOUND: Verdict.NOT_FOUND,
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: Verdict.PROXY,
    HTTPStatus.TOO_MANY_REQUESTS: Verdict.TOO_MANY_REQUESTS,
    HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED: Verdict.CAPTIVE_PORTAL,
}

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A manifest as it came, not yet believed; ``date`` is the server's clock when it answered."""

    raw: bytes
    etag: str | None
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The platform still has what the ETag names."""

    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Downloaded:
    """The blob's bytes are written, not yet believed."""

    size: int


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the statuses that were expected; ``body`` is bounded and not yet believed."""

    status: int
    body: bytes
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No usable answer.

    ``retry_after`` in seconds where the platform asked for patience. Where the platform refused in
    so many words, ``verdict`` is the ``code`` it gave if that is one of ``CODES``; ``status``,
    ``code`` and ``date`` are what it said, None and empty where nothing of ours was said.
    """

    verdict: Verdict
    detail: str
    retry_after: float | None = None
    status: int | None = None
    code: str = ""
    date: datetime | None = None


class Refusal(msgspec.Struct, frozen=True):
    """JSON of a 4xx answer: a ``code`` for programs and a ``detail`` for people."""

    code: str = ""
    detail: str = ""


def refusal_in(body: bytes) -> Refusal:
    """The refusal that ``body`` spells; an empty one where it spells none."""
    try:
        return msgspec.json.decode(body, type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Refusal()


def verdict_of_code(code: str) -> Verdict | None:
    """The verdict that the platform named, if it is one that a platform may name."""
    return Verdict(code) if code in CODES else None


def verdict_of_status(status: int) -> Verdict:
    """What a status says that nobody wanted."""
    by_class = {3: Verdict.REDIRECTED, 5: Verdict.SERVER_ERROR}
    return _STATUSES.get(status) or by_class.get(status // 100, Verdict.CLIENT_ERROR)


def unwanted(headers: Headers, accept: Collection[str], *, plain: bool) -> Verdict | None:
    """Why a body under ``headers`` is not worth reading; None where its type is in ``accept``.

    ``plain`` where it must not be packed; we ask for that, so whoever packs it is between.
    """
    if plain and headers.get("Content-Encoding", "").strip().lower() not in ("", "identity"):
        return Verdict.UNWANTED_ENCODING
    found = media_type(headers)
    if found in accept:
        return None
    return Verdict.CAPTIVE_PORTAL if found in _WEB_PAGES else Verdict.WRONG_TYPE


def date_of(headers: Headers) -> datetime | None:
    """The server's clock when it answered, by ``Date`` and, from a cache, ``Age``."""
    date = _http_date(headers.get("Date", ""))
    age = headers.get("Age", "")
    if date is None or not _is_number(age):
        return date
    return date + timedelta(seconds=min(int(age), _OLDEST_CACHED_SECONDS))


def patience_of(headers: Headers) -> float | None:
    """Seconds of ``Retry-After``; as a date it counts from the answer's own ``Date``."""
    asked = headers.get("Retry-After", "").strip()
    if _is_number(asked):
        return min(float(asked), LONGEST_PATIENCE_SECONDS)
    until, since = _http_date(asked), _http_date(headers.get("Date", ""))
    if until is None or since is None:
        return None
    return min(max(0.0, (until - since).total_seconds()), LONGEST_PATIENCE_SECONDS)


def declared_length(headers: Headers) -> int | None:
    """Bytes of the body by ``Content-Length``; None where it is absent or no number."""
    declared = headers.get("Content-Length", "").strip()
    # A number too long for int() is too long for any limit as well.
    return int(declared[:100]) if declared.isascii() and declared.isdigit() else None


def media_type(headers: Headers) -> str:
    """Type without its parameters, in small letters."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def shortened(text: str) -> str:
    """Foreign ``text`` as it may stand in a log: one line, and not a long one."""
    return "".join(c if c.isprintable() else " " for c in text[:_LONGEST_DETAIL])


def _is_number(text: str) -> bool:
    return len(text) <= 15 and text.isascii() and text.isdigit()


def _http_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        date = date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    # Near the ends of the calendar the next sum would leave it.
    return date if date.year in _YEARS else None
