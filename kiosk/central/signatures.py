"""The signature on a request (RFC 9421) → who made it and what else it says.

The library checks ``created`` by the machine's clock; ours is checked by whoever asks, so that a
wrong clock has an answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Request
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
)
from http_message_signatures.algorithms import ED25519
from starlette.datastructures import Headers

from kiosk.central.store import StoreUnusable
from kiosk.central.terminals import KnownTerminal
from kiosk.contract.signing import COMPONENTS, LABEL, TAG

_ORIGIN: Final = "http://platform"
"""Stands for whatever host and scheme a proxy was asked by; neither is signed."""

Find = Callable[[str], KnownTerminal | None]


class Unsigned(Exception):
    """The request carries no signature at all."""


class Forged(Exception):
    """The signature is not that of the terminal it names; ``terminal`` if there is such a one."""

    def __init__(self, sentence: str, terminal: KnownTerminal | None) -> None:
        super().__init__(sentence)
        self.terminal = terminal


@dataclass(frozen=True, slots=True)
class Claim:
    """What a good signature says."""

    terminal: KnownTerminal
    created: datetime
    nonce: str
    content_digest: str


def proven_claim(request: Request, find: Find) -> Claim:
    """Claim of ``request``, whose body need not have been read; ``Unsigned`` or ``Forged``."""
    if "signature-input" not in request.headers or "signature" not in request.headers:
        raise Unsigned
    terminals = _Terminals(find)
    verifier = _Verifier(signature_algorithm=ED25519, key_resolver=terminals)
    try:
        results = verifier.verify(
            _Message(request),
            max_age=None,
            expect_tag=TAG,
            expect_label=LABEL,
            require_components=COMPONENTS,
        )
        (result,) = results
        created = datetime.fromtimestamp(int(result.parameters["created"]), UTC)
    except (HTTPMessageSignaturesException, ValueError, OverflowError, OSError) as error:
        if terminals.trouble:
            raise terminals.trouble from error
        known = terminals.found
        sentence = "The signature is not this terminal's" if known else "No such terminal is known"
        raise Forged(sentence, known) from error
    assert terminals.found is not None
    return Claim(
        terminal=terminals.found,
        created=created,
        nonce=result.nonce or "",
        content_digest=result.covered_components['"content-digest"'],
    )


class _Message:
    """A request as the library wants to see it."""

    def __init__(self, request: Request) -> None:
        path = request.scope.get("raw_path") or request.scope["path"].encode()
        query = request.scope["query_string"]
        target = path + (b"?" + query if query else b"")
        self.method: str = request.method
        self.url = _ORIGIN + target.decode("latin-1")
        self.headers: Headers = request.headers


class _Terminals(HTTPSignatureKeyResolver):
    """Keys of the terminals by their id; remembers which one was found."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self.found: KnownTerminal | None = None
        self.trouble: StoreUnusable | None = None

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        try:
            self.found = self._find(key_id)
        except StoreUnusable as error:  # the library would call that a bad signature
            self.trouble = error
        if self.found is None:
            return None
        return Ed25519PublicKey.from_public_bytes(self.found.public_key.encode())


class _Input(Protocol):
    """What is said beside the covered components."""

    params: Mapping[str, object]


class _Verifier(HTTPMessageVerifier):
    """Leaves the judgement of the time to whoever asks; only that there is one is checked."""

    def validate_created_and_expires(
        self, sig_input: _Input, max_age: timedelta | None = None
    ) -> None:
        created = sig_input.params.get("created")
        if type(created) is not int or "expires" in sig_input.params:
            raise InvalidSignature("A request says when it was created and nothing else of time")
