"""What a person leaves at a terminal, before it is sealed: a leaf, like ``kiosk.records``.

The screen fills one of these, seals it (``kiosk.sealing``) and lays it into the outbox; only the
platform opens it again. Bodies are JSON of these shapes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

REFERENCE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a person would confuse on the telephone."""
_REFERENCE_LENGTH: Final = 8


class SubmissionKind(StrEnum):
    """Kinds of the contract; a platform refuses those it does not know."""

    JOB_REPORT = "job_report"


class ReportReason(StrEnum):
    """What is wrong with a post, as a resident says it."""

    FILLED = "filled"  # 已招满
    SUSPICIOUS = "suspicious"  # 可疑
    WRONG = "wrong"  # 信息有误


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """报告问题 about the post ``job_id``; says nothing about who reports."""

    job_id: str
    reason: ReportReason
    title: str
    employer: str | None = None


def new_reference() -> str:
    """A reference number a person can write down: 40 random bits as ``7K2M-9QXT``."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(_REFERENCE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"
