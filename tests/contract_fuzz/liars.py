"""Ways to ask as a terminal without being it, or without having just asked it oneself."""

from __future__ import annotations

import requests
from nacl.signing import SigningKey

from kiosk.agent.identity import TerminalIdentity
from tests.contract_fuzz import known
from tests.contract_fuzz.desk import Signed

STRANGER = TerminalIdentity("nobody99", known.SITE, SigningKey(b"n" * 32))
"""A terminal that the platform has never heard of."""
FORGER = TerminalIdentity(known.WATCHING.terminal, known.SITE, SigningKey(b"f" * 32))
"""Calls itself what another is called."""


class Altered(Signed):
    """Signs one body and sends another of the same length."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """``request`` with its last byte changed after it was signed."""
        signed = super().__call__(request)
        assert isinstance(signed.body, bytes)
        signed.body = signed.body[:-1] + bytes([signed.body[-1] ^ 1])
        return signed


class Replayed(Signed):
    """Signs once, and sends that signature for ever."""

    def __init__(self, identity: TerminalIdentity) -> None:
        super().__init__(identity)
        self._first: dict[str, str] = {}

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """``request`` with the headers of the first one."""
        if not self._first:
            self._first = dict(super().__call__(request).headers)
        request.headers.update(self._first)
        return request
