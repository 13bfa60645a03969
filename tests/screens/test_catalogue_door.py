"""The screen's door to the catalogue: nothing that happens to the file reaches a person."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from offline_cache.query import JobQuery
from tests import ui_home
from tests.conftest import ExpectedLog
from tests.sample_records import a_job
from tests.screens.terminal import Clocks, OpenTerminal
from ui.catalogue import Catalogue

EVERYTHING = JobQuery(today=ui_home.TODAY)


class Door:
    """A catalogue that counts how often it said that something changed."""

    def __init__(self, home: Path) -> None:
        self.catalogue = Catalogue(home / ui_home.CATALOGUE, Clocks().read)
        self.changes = 0
        self.catalogue.changed.connect(self._count)

    def jobs(self) -> int:
        return self.catalogue.read(lambda reader: reader.count_jobs(EVERYTHING), -1)

    def _count(self) -> None:
        self.changes += 1


def test_without_a_file_every_answer_is_empty(app: QGuiApplication, tmp_path: Path) -> None:
    door = Door(tmp_path)
    door.catalogue.look()
    assert (door.jobs(), door.catalogue.state, door.changes) == (-1, None, 0)
    assert not list(tmp_path.iterdir()), "the screen must not make the file"


def test_a_file_that_appears_is_opened_and_told(app: QGuiApplication, tmp_path: Path) -> None:
    door = Door(tmp_path)
    ui_home.publish(tmp_path, jobs=[a_job(1), a_job(2)])
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (2, 1)
    state = door.catalogue.state
    assert state is not None
    assert state.published_at == ui_home.PUBLISHED


def test_a_commit_of_the_agent_is_noticed_once(app: QGuiApplication, tmp_path: Path) -> None:
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (1, 0)
    ui_home.publish(tmp_path, 2, jobs=[a_job(1), a_job(2), a_job(3)])
    assert door.catalogue.state is not None
    door.catalogue.look()
    door.catalogue.look()
    assert (door.jobs(), door.changes, door.catalogue.state.version) == (3, 1, 2)


def test_a_damaged_file_is_one_line_in_the_log_and_an_empty_answer(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("catalogue.db")
    (tmp_path / ui_home.CATALOGUE).write_bytes(b"this is no database " * 400)
    door = Door(tmp_path)
    for _ in range(5):
        door.catalogue.look()
        assert door.jobs() == -1


def test_one_damage_is_complained_of_once(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog, caplog: object
) -> None:
    expected_log("catalogue.db")
    (tmp_path / ui_home.CATALOGUE).write_bytes(b"this is no database " * 400)
    door = Door(tmp_path)
    for _ in range(5):
        door.catalogue.look()
    records = [r for r in caplog.records if r.name == "ui.catalogue"]  # type: ignore[attr-defined]
    assert len(records) == 1


def test_a_file_damaged_while_open_gives_way_to_a_sound_one(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("catalogue.db")
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    path = tmp_path / ui_home.CATALOGUE
    door = Door(tmp_path)
    assert door.jobs() == 1
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 60_000)
    os.utime(path)
    _forget_pages(path)
    assert door.jobs() in {-1, 1}
    door.catalogue.look()
    path.unlink()
    for leftover in tmp_path.glob(f"{ui_home.CATALOGUE}-*"):
        leftover.unlink()
    door.catalogue.close()
    ui_home.publish(tmp_path, 2, jobs=[a_job(1), a_job(2)])
    door.catalogue.look()
    assert door.jobs() == 2


def test_an_empty_terminal_shows_every_screen(open_terminal: OpenTerminal, tmp_path: Path) -> None:
    terminal = open_terminal(tmp_path)
    terminal.wake()
    for name in ("jobs", "groups", "activities", "policies", "directory"):
        terminal.shell.open(name)
        terminal.settle()
    assert terminal.words("directory.first") == "12333"
    assert terminal.shell.status.asOf == "正在更新岗位信息"


def _forget_pages(path: Path) -> None:
    with sqlite3.connect(path, timeout=0):
        pass
