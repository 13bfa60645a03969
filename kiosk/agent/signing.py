"""Requests of a known terminal, signed (RFC 9421) as ``kiosk.contract.signing`` says.

A terminal's clock may be wrong by years. The platform then refuses and tells its time; the request
is signed anew with what was learnt, once, and whatever is sent after it at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.identity import TerminalIdentity, load_identity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.verdicts import Verdict
from kiosk.contract.signing import COMPONENTS, LABEL, TAG

_NONCE_BYTES: Final = 16


class Signable(Protocol):
    """A request as it goes out."""

    @property
    def method(self) -> str | None:
        """In capitals."""
        ...

    @property
    def url(self) -> str | None:
        """Encoded and absolute."""
        ...

    @property
    def headers(self) -> Any:  # noqa: ANN401 - whatever mapping the library has
        """Taken as they are; three are added."""
        ...

    @property
    def body(self) -> Any:  # noqa: ANN401
        """Bytes, or None."""
        ...


def new_nonce() -> str:
    """128 random bits, which no request of any terminal has had before."""
    return secrets.token_urlsafe(_NONCE_BYTES)


class SignedApi:
    """Sends to the platform behind ``api`` in the name of ``identity``; for one thread.

    ``now`` is the terminal's time with its offset. The platform's time is taken from an answer
    only where it refuses ours, so that nobody who merely listens can move it.
    """

    def __init__(
        self,
        api: PlatformApi,
        identity: TerminalIdentity,
        *,
        now: Callable[[], datetime],
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        self.identity = identity
        self._api = api
        self._now = now
        self._nonce = nonce
        key = Ed25519PrivateKey.from_private_bytes(identity.key.encode())
        keys = MappingKeyResolver(public_keys={}, private_keys={identity.terminal: key})
        self._signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys)
        self.offset = timedelta(0)
        """How far the platform's time is ahead of ``now``, as far as that was ever told."""

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        content_type: str = "application/json",
        expect: Collection[int] = (HTTPStatus.OK, HTTPStatus.CREATED),
    ) -> Answered | Unreachable:
        """Send ``body`` signed, as ``PlatformApi.send`` does; twice at most, for the clock."""

        def once() -> Answered | Unreachable:
            return self._api.send(
                method, path, body, content_type=content_type, sign=self.sign, expect=expect
            )

        asked_at = self._now()
        answer = once()
        if isinstance(answer, Unreachable) and answer.verdict is Verdict.CLOCK and answer.date:
            self.offset = answer.date - asked_at
            answer = once()
        return answer

    def sign(self, request: Signable) -> None:
        """Add the signature's headers to ``request``, which is otherwise as it goes out."""
        body = request.body or b""
        self._signer.sign(
            request,
            key_id=self.identity.terminal,
            created=self._now() + self.offset,
            nonce=self._nonce(),
            label=LABEL,
            tag=TAG,
            covered_component_ids=COMPONENTS,
            body=body,
        )


class Voice:
    """The terminal of ``home`` as it speaks to the platform: nothing before it is enrolled.

    Looks at the identity again at every turn, so that an enrolment needs no restart.
    """

    def __init__(
        self,
        home: Path,
        api: PlatformApi,
        *,
        now: Callable[[], datetime],
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        self._home = home
        self._api = api
        self._now = now
        self._nonce = nonce
        self._signed: SignedApi | None = None

    def signed(self) -> SignedApi | None:
        """Sends in the terminal's name; the same one as long as the identity is the same."""
        identity = load_identity(self._home)
        if identity is None:
            self._signed = None
        elif self._signed is None or self._signed.identity != identity:
            self._signed = SignedApi(self._api, identity, now=self._now, nonce=self._nonce)
        return self._signed
