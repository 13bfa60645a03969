"""One submission of the watching terminal, good as it is, for the fuzzed road up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import msgspec

from kiosk.contract.envelope import sign_envelope
from kiosk.contract.submissions import SUBMISSION_TYPE, Submission
from kiosk.sealing import SUITE_SEALED_BOX
from kiosk.submissions import SubmissionKind
from tests.contract_fuzz.known import WATCHING


@dataclass(frozen=True, slots=True)
class Left:
    """Id and signed envelope of a submission."""

    id: str
    envelope: bytes


def _left() -> Left:
    # Nobody opens it here, and a real seal would be another one in every run.
    sealed = bytes([SUITE_SEALED_BOX]) + b"sealed in name only"
    submission = Submission(
        id="5b0d7c1e-0000-4000-8000-000000000002",
        kind=SubmissionKind.JOB_REPORT,
        reference="7K2M-9QXT",
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
        terminal=WATCHING.terminal,
        sha256=sha256(sealed).hexdigest(),
        sealed=sealed,
    )
    payload = msgspec.json.encode(submission, order="deterministic")
    return Left(submission.id, sign_envelope(payload, SUBMISSION_TYPE, WATCHING.key))


LEFT: Final = _left()
