"""What every test stands on: no display needed, and no warning passes unseen.

Qt's own messages come through logging, so one rule covers both: a record at WARNING or above fails
the test that caused it, unless the test asked for it with ``expected_log``.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Final

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "0")
# A test that speaks to a server on loopback must not be sent round a proxy.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

pytest_plugins = ("tests.postgres",)

FOREIGN: Final = ("asyncio", "hypothesis")
"""Loggers that are none of ours and may warn."""


class _Unexpected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(FOREIGN):
            self.seen.append(record)


class ExpectedLog:
    """The words that a test expects in warnings; each must turn up at least once."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, words: str) -> None:
        """Let warnings with ``words`` pass, and fail the test if there is none."""
        self.words.append(words)

    def verdict(self, seen: list[logging.LogRecord]) -> str:
        """What was wrong with ``seen``; empty when everything was as expected."""
        lines = [record.getMessage() for record in seen]
        surprises = [line for line in lines if not any(words in line for words in self.words)]
        absent = [words for words in self.words if not any(words in line for line in lines)]
        return "\n".join(
            [f"unexpected in the log: {line}" for line in surprises]
            + [f"expected in the log, but absent: {words}" for words in absent]
        )


@pytest.fixture
def expected_log() -> ExpectedLog:
    """Call it with words that a warning of this test may contain."""
    return ExpectedLog()


@pytest.fixture(autouse=True)
def _no_surprise_in_the_log(expected_log: ExpectedLog) -> Iterator[None]:
    """Fail the test on a warning that nobody expected."""
    watch = _Unexpected()
    root = logging.getLogger()
    root.addHandler(watch)
    yield
    root.removeHandler(watch)
    verdict = expected_log.verdict(watch.seen)
    if verdict:
        pytest.fail(verdict, pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _qt_messages_are_logged() -> Iterator[None]:
    """Send what Qt has to say to logging, also when a test never starts the screen."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
    qInstallMessageHandler(lambda kind, _, text: logging.getLogger("qt").log(levels[kind], text))
    yield
    qInstallMessageHandler(None)
