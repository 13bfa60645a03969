"""``kiosk`` as it is typed, without a process for each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pytest

from kiosk.cli import main


@dataclass(frozen=True)
class Said:
    """What a verb answered."""

    code: int
    out: str
    err: str


class Kiosk(Protocol):
    def __call__(self, *words: object) -> Said: ...


@pytest.fixture
def kiosk(capsys: pytest.CaptureFixture[str]) -> Kiosk:
    def run(*words: object) -> Said:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
