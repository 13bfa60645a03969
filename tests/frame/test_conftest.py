"""The net that catches surprises must itself be able to catch one."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from tests.conftest import ExpectedLog
from tests.xvfb import on_display, xvfb


def _record(words: str) -> logging.LogRecord:
    return logging.LogRecord("any", logging.WARNING, __file__, 1, words, (), None)


def test_a_surprise_is_named() -> None:
    assert "QML: no such thing" in ExpectedLog().verdict([_record("QML: no such thing")])


def test_an_expected_warning_passes(expected_log: ExpectedLog) -> None:
    expected_log("paper is out")
    logging.getLogger("printer").warning("the paper is out again")


def test_an_expected_warning_that_never_comes_is_named() -> None:
    expected = ExpectedLog()
    expected("paper is out")
    assert "absent: paper is out" in expected.verdict([])


def test_a_warning_turns_a_test_red(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import *\n"
        "from tests.conftest import _no_surprise_in_the_log, _qt_messages_are_logged\n"
    )
    (tmp_path / "test_it.py").write_text(
        "import logging\ndef test_it():\n    logging.getLogger('x').warning('out of the blue')\n"
        "def test_qt():\n    from PySide6.QtCore import qWarning\n    qWarning('from Qt')\n"
    )
    top = Path(__file__).resolve().parents[2]
    code = f"import sys, pytest; sys.path.insert(0, {str(top)!r}); " + (
        f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', {str(tmp_path)!r}]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert result.returncode == 1, result.stdout
    assert "unexpected in the log: out of the blue" in result.stdout
    assert "unexpected in the log: from Qt" in result.stdout


def test_xvfb_gives_a_display_that_x11_programs_can_use() -> None:
    code = (
        "from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "print(app.platformName(), app.primaryScreen().size().toTuple())"
    )
    with xvfb("640x480") as display:
        result = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            env=on_display(display),
            capture_output=True,
            text=True,
        )
    assert result.stdout.strip() == "xcb (640, 480)"
