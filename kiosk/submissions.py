"""What a person leaves, before it is sealed: a leaf, like ``kiosk.records``.

At a terminal the screen fills one of these, seals it (``kiosk.sealing``) and lays it into the
outbox; what comes by phone is sealed by the platform before it is kept. Bodies are JSON of these
shapes, and only the platform opens them again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

REFERENCE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a person would confuse on the telephone."""
_REFERENCE_LENGTH: Final = 8


class SubmissionKind(StrEnum):
    """Kinds of the contract; a platform refuses those it does not know."""

    JOB_REPORT = "job_report"
    RESUME = "resume"
    APPLICATION = "application"
    SIGN_UP = "sign_up"
    VACANCY = "vacancy"
    CALL_BACK = "call_back"


class Purpose(IntEnum):
    """What a phone is asked to do; the number stands in its ticket."""

    RESUME = 1
    VACANCY = 2
    SIGN_UP = 3


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftFile:
    """A file beside a résumé: ``id`` names its sealed bytes at the platform."""

    id: str
    kind: str
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """我的简历: files, or the six fields, or both; a name and a phone always."""

    name: str
    phone: str
    wanted: str = ""
    experience: str = ""
    hours: str = ""
    area: str = ""
    files: tuple[LeftFile, ...] = ()
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """投简历: the résumé that was left as submission ``resume`` goes to these jobs."""

    resume: str
    job_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """报名 for the activity ``activity_id``."""

    activity_id: str
    name: str
    phone: str
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """No phone at hand that scans: the station's staff calls ``phone`` and does it together.

    ``about`` is the id of the job or activity, ``subject`` its title; ``name`` is a family name
    with 先生 or 女士, which can be chosen by tapping.
    """

    purpose: Purpose
    name: str
    phone: str
    about: str = ""
    subject: str = ""
    consent: str = ""


def new_reference() -> str:
    """A reference number a person can write down: 40 random bits as ``7K2M-9QXT``."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(_REFERENCE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"
