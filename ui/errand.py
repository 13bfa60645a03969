"""What a person came to do, as a phone or a call back is told about it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.submissions import Purpose


@dataclass(frozen=True, slots=True)
class Errand:
    """``about`` is the id of a job or an activity, ``subject`` how it reads."""

    purpose: Purpose
    about: str = ""
    subject: str = ""
