"""The libraries' many errors → the one name that tells a technician what to do."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead
from typing import Final

from urllib3.exceptions import HTTPError, InvalidHeader, ProtocolError, ProxyError
from urllib3.exceptions import TimeoutError as LibraryTimeout

from kiosk.agent.connections import Budget, Phase
from kiosk.agent.verdicts import Verdict

# Of OpenSSL's x509_vfy.h, which the ssl module passes on as a number.
_CERTIFICATES: Final = {
    9: Verdict.TLS_NOT_YET_VALID,
    10: Verdict.TLS_EXPIRED,
    62: Verdict.TLS_WRONG_HOST,
    64: Verdict.TLS_WRONG_HOST,
}
_ERRNOS: Final = {
    errno.ECONNREFUSED: Verdict.REFUSED,
    errno.ENETUNREACH: Verdict.NO_ROUTE,
    errno.EHOSTUNREACH: Verdict.NO_ROUTE,
    errno.ENETDOWN: Verdict.NO_ROUTE,
    errno.EADDRNOTAVAIL: Verdict.NO_ROUTE,
}
_NO_SUCH_NAME: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def verdict_on(error: Exception, budget: Budget) -> Verdict:
    """Name of what ended the exchange of ``budget``."""
    causes = list(causes_of(error))
    return next((name for cause in causes if (name := _certain(cause))), None) or next(
        (name for cause in causes if (name := _by_phase(cause, budget))), _unknown(error, budget)
    )


def words_of(error: Exception) -> str:
    """What the innermost cause says."""
    *_, innermost = causes_of(error)
    return str(innermost) or type(innermost).__name__


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """``error`` and what it came from, by any of the ways in which the libraries say so."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        told = [getattr(error, "reason", None), getattr(error, "original_error", None), *error.args]
        inner = next((cause for cause in told if isinstance(cause, BaseException)), None)
        error = inner or error.__cause__ or error.__context__


def _certain(cause: BaseException) -> Verdict | None:
    """A name that does not depend on how far the exchange had come."""
    match cause:
        case ProxyError():
            return Verdict.PROXY
        case ssl.SSLCertVerificationError():
            return _CERTIFICATES.get(cause.verify_code, Verdict.TLS_UNTRUSTED)
        case InvalidHeader():
            return Verdict.NOT_HTTP
        case socket.gaierror():
            return Verdict.DNS if cause.errno in _NO_SUCH_NAME else Verdict.DNS_SILENT
        case OSError():
            return _ERRNOS.get(cause.errno or 0)
    return None


def _by_phase(cause: BaseException, budget: Budget) -> Verdict | None:
    match cause:
        case TimeoutError() | LibraryTimeout():
            return _timed_out(budget)
        case ssl.SSLError():
            return Verdict.TLS
        case ConnectionError() | IncompleteRead():
            return Verdict.TRUNCATED if budget.phase is Phase.RECEIVE else Verdict.DISCONNECTED
        case HTTPException():
            return Verdict.NOT_HTTP
    return None


def _timed_out(budget: Budget) -> Verdict:
    match budget.phase:
        case Phase.LOOK_UP:
            return Verdict.DNS_SILENT
        case Phase.CONNECT:
            return Verdict.BLACK_HOLED
        case Phase.GREET | Phase.WAIT:
            return Verdict.SILENT
        case Phase.SEND | Phase.RECEIVE:
            return Verdict.SLOW if budget.spent else Verdict.STALLED


def _unknown(error: Exception, budget: Budget) -> Verdict:
    if isinstance(error, ProtocolError) and budget.phase is Phase.RECEIVE:
        return Verdict.TRUNCATED
    if type(error) is OSError and error.errno is None:
        return Verdict.TLS_UNTRUSTED  # the library found no file of authorities
    # The libraries refuse an address that cannot be one with a ValueError of theirs.
    is_address = isinstance(error, ValueError) and not isinstance(error, HTTPError)
    return Verdict.BAD_ADDRESS if is_address else Verdict.DISCONNECTED
