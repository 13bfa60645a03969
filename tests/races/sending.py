"""Submissions as a terminal sends them, made and signed before anybody's clock starts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import uuid4

import msgspec
import requests
from nacl.public import PrivateKey

from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi
from kiosk.contract.envelope import sign_envelope
from kiosk.contract.submissions import SUBMISSION_TYPE, Submission
from kiosk.sealing import seal
from kiosk.submissions import SubmissionKind, new_reference

_SEALED_TO: Final = PrivateKey(b"p" * 32).public_key.encode().hex()


@dataclass(frozen=True, slots=True)
class Sending:
    """One request that a terminal makes, ready to go."""

    path: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A submission in its envelope; ``sha256`` is of what is sealed inside."""

    id: str
    sha256: str
    envelope: bytes = field(repr=False)


def leaving(terminal: TerminalIdentity, words: str = "示例", name: str = "") -> Leaving:
    """A report with ``words`` in it, sealed, in the envelope of ``terminal``."""
    sealed = seal(words.encode(), _SEALED_TO)
    submission = Submission(
        id=name or str(uuid4()),
        kind=SubmissionKind.JOB_REPORT,
        reference=new_reference(),
        created_at=datetime.now(UTC),
        terminal=terminal.terminal,
        sha256=sha256(sealed).hexdigest(),
        sealed=sealed,
    )
    payload = msgspec.json.encode(submission, order="deterministic")
    envelope = sign_envelope(payload, SUBMISSION_TYPE, terminal.key)
    return Leaving(submission.id, submission.sha256, envelope)


@dataclass(slots=True)
class Signing:
    """Makes requests of ``terminal`` to the platform at ``url``."""

    terminal: TerminalIdentity
    url: str

    def sending(self, what: Leaving) -> Sending:
        """A request of its own for ``what``: another nonce every time."""
        path = f"/v1/submissions/{what.id}"
        headers = {"Content-Type": "application/json"}
        request = requests.Request("PUT", self.url + path, headers, data=what.envelope).prepare()
        with closing(PlatformApi(self.url, timeout_seconds=1)) as nowhere:
            SignedApi(nowhere, self.terminal, now=lambda: datetime.now(UTC)).sign(request)
        del request.headers["Content-Length"]  # whoever sends says it
        return Sending(path, what.envelope, dict(request.headers))
