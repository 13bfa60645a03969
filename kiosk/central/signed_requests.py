"""Proof that a request comes from a known terminal, the one door of every terminal's route.

A route's parameter annotated ``Annotated[SignedRequest, Depends(signed(BYTES))]`` is given only
what passed: signature, standing, clock, size, digest of the body, and a nonce that is good once.
The body of whoever cannot sign is not even read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fastapi import Request
from http_message_signatures import HTTPMessageSignaturesException
from http_message_signatures.digests import ContentDigest
from starlette.concurrency import run_in_threadpool

from kiosk.central.bodies import bounded_body, refuse_declared
from kiosk.central.nonces import spend
from kiosk.central.platform import Here, Platform
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.signatures import Claim, Forged, Unsigned, proven_claim
from kiosk.central.terminal_tables import Standing
from kiosk.central.terminals import KnownTerminal, known_terminal
from kiosk.contract.signing import CLOCKS_APART, LONGEST_NONCE

_ASKING: Final = {"WWW-Authenticate": 'Signature realm="jiuyejiao"'}

SIGNED_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    401: {
        "model": Refusal,
        "description": "unsigned, unknown_terminal, bad_signature, clock (see Date) or replayed",
    },
    403: {"model": Refusal, "description": "revoked, or cloned until a person decides"},
    413: {"model": Refusal, "description": "The body is larger than this route takes"},
    422: {"model": Refusal, "description": "The body is not of the form asked for"},
    503: {"model": Refusal, "description": "busy: try again after Retry-After"},
}
"""Answers of every signed route, for its ``responses``."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What a route may rely on: who sends it, and the bytes as they were signed."""

    terminal: KnownTerminal
    body: bytes


def signed(largest: int) -> Callable[[Request, Platform], Awaitable[SignedRequest]]:
    """Dependency that lets through signed requests with at most ``largest`` bytes of body."""

    async def proven(request: Request, here: Here) -> SignedRequest:
        refuse_declared(request, largest)
        claim = await run_in_threadpool(_claim, here, request)
        body = await bounded_body(request, largest)
        try:
            ContentDigest.verify(claim.content_digest, body)
        except HTTPMessageSignaturesException as error:
            raise _refused("bad_signature", "The body is not the one that was signed.") from error
        fresh = await run_in_threadpool(
            spend, here.terminals(), claim.terminal.id, claim.nonce, here.now()
        )
        if not fresh:
            raise _refused("replayed", "This request was sent before; sign every one anew.")
        return SignedRequest(claim.terminal, body)

    return proven


def _claim(here: Platform, request: Request) -> Claim:
    store = here.terminals()
    try:
        claim = proven_claim(request, lambda terminal: known_terminal(store, terminal))
    except Unsigned as error:
        raise _refused("unsigned", "Sign the request as the contract says.") from error
    except Forged as error:
        code = "bad_signature" if error.terminal else "unknown_terminal"
        raise _refused(code, f"{error}.") from error
    if claim.terminal.standing == Standing.REVOKED:
        raise Refused(403, "revoked", "This terminal was revoked; enrol it with a new token.")
    if claim.terminal.standing == Standing.CLONED:
        raise Refused(403, "cloned", "Two machines use this key; the office must decide.")
    _check_clock(claim.created, here.now())
    if not 0 < len(claim.nonce) <= LONGEST_NONCE:
        raise _refused("bad_signature", f"The nonce must have 1 to {LONGEST_NONCE} characters.")
    return claim


def _check_clock(created: datetime, now: datetime) -> None:
    if abs(now - created) > CLOCKS_APART:
        raise _refused("clock", "The request's time is not the platform's; see Date.")


def _refused(code: str, sentence: str) -> Refused:
    return Refused(401, code, sentence, _ASKING)
