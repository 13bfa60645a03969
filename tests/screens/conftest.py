"""One Qt application and one sample city for all tests of the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests import ui_home
from tests.screens.terminal import OpenTerminal, Terminal
from ui.app import application


@pytest.fixture(scope="session")
def app() -> QGuiApplication:
    """The application with the bundled fonts."""
    return application()


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample city; whoever writes takes ``own_city``."""
    return ui_home.city_home(tmp_path_factory.mktemp("city"))


@pytest.fixture
def own_city(city: Path, tmp_path: Path) -> Path:
    """A copy of the sample city's home that a test may change."""
    shutil.copy(city / ui_home.CATALOGUE, tmp_path / ui_home.CATALOGUE)
    return tmp_path


@pytest.fixture
def open_terminal(app: QGuiApplication) -> Iterator[OpenTerminal]:
    """Opens terminals with a window; they are closed after the test."""
    opened: list[Terminal] = []

    def open_one(home: Path, **how: object) -> Terminal:
        opened.append(Terminal(home, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()
