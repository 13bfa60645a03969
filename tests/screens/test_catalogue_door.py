"""The screen's door to the catalogue: nothing that happens to the file reaches a person."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from offline_cache.faults import CatalogueUnreadable
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.rows import Contact
from offline_cache.writer import CatalogueWriter
from tests import ui_home
from tests.conftest import ExpectedLog
from tests.sample_records import a_job
from tests.screens.terminal import Clocks, OpenTerminal, Terminal
from ui.catalogue import LOOKS_BETWEEN_TRIES, Catalogue
from ui.touching import inside, visible_items

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


def _set_aside(home: Path) -> None:
    """As the agent does with a damaged file: by renaming, together with its journals."""
    for part in sorted(home.glob(f"{ui_home.CATALOGUE}*")):
        part.rename(home / f"aside-{part.name}")


def test_a_file_set_aside_is_shown_until_another_stands_in_its_place(
    app: QGuiApplication, tmp_path: Path
) -> None:
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    _set_aside(tmp_path)
    for _ in range(3):
        door.catalogue.look()
        assert (door.jobs(), door.changes) == (1, 0)
    ui_home.publish(tmp_path, 2, jobs=[a_job(1), a_job(2)])
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (2, 1)
    door.catalogue.look()
    assert door.changes == 1
    ui_home.publish(tmp_path, 3, jobs=[a_job(number) for number in range(5)])
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (5, 2), "the new file is followed from now on"


def test_one_put_over_another_is_noticed(app: QGuiApplication, tmp_path: Path) -> None:
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    better = tmp_path / "better"
    better.mkdir()
    ui_home.publish(better, jobs=[a_job(1), a_job(2), a_job(3)])
    (better / ui_home.CATALOGUE).replace(tmp_path / ui_home.CATALOGUE)
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (3, 1)


def test_a_replacement_that_cannot_be_read_blanks_nothing(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("catalogue.db")
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    _set_aside(tmp_path)
    (tmp_path / ui_home.CATALOGUE).write_bytes(b"this is no database " * 400)
    for _ in range(3):
        door.catalogue.look()
        assert (door.jobs(), door.changes) == (1, 0)


def test_a_replacement_that_is_still_being_made_blanks_nothing(
    app: QGuiApplication, tmp_path: Path
) -> None:
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    _set_aside(tmp_path)
    (tmp_path / ui_home.CATALOGUE).touch()
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (1, 0)


def test_the_glass_never_goes_blank_while_a_file_is_replaced(
    own_city: Path, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(own_city)
    terminal.wake()
    terminal.touch("tile.jobs")
    before, card = terminal.picture(), terminal.item("card").property("jobId")
    counts: list[int] = []
    terminal.shell.jobs.changed.connect(lambda: counts.append(terminal.shell.jobs.count))
    _set_aside(own_city)
    terminal.catalogue.look()
    assert terminal.picture() == before
    ui_home.publish(own_city, 2, **ui_home.city_records())
    terminal.catalogue.look()
    terminal.settle()
    assert terminal.item("card").property("jobId") == card
    assert counts
    assert min(counts) > 0


def test_contact_alone_moves_nothing_under_a_finger(
    own_city: Path, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(own_city)
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.touch("pager.on")
    card = terminal.item("card").property("jobId")
    terminal.clocks.pass_seconds(60)
    now = terminal.clocks.wall
    ui_home.hear(own_city, Contact(tried_at=now, verdict="current", heard_at=now))
    terminal.catalogue.look()
    terminal.settle()
    assert terminal.item("card").property("jobId") == card
    assert terminal.shell.status.asOf == "信息截至 今天 9:42"


def test_a_damaged_file_is_not_opened_again_every_second(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("damaged")
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    door.catalogue.read(_finds_damage, None)
    for _ in range(LOOKS_BETWEEN_TRIES - 1):
        door.catalogue.look()
    assert (door.jobs(), door.changes) == (-1, 0)
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (1, 1)


def test_another_file_in_place_of_a_damaged_one_is_taken_at_once(
    app: QGuiApplication, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log("damaged")
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    door = Door(tmp_path)
    door.catalogue.read(_finds_damage, None)
    _set_aside(tmp_path)
    ui_home.publish(tmp_path, jobs=[a_job(1), a_job(2)])
    door.catalogue.look()
    assert (door.jobs(), door.changes) == (2, 1)


def _said(terminal: Terminal) -> list[str]:
    """Every text on the glass, in no order."""
    items = visible_items(terminal.window)
    texts = [i for i in items if i.inherits("QQuickText") and inside(terminal.window, i)]
    return sorted(str(text.property("text")) for text in texts)


def _finds_damage(reader: CatalogueReader) -> None:
    raise CatalogueUnreadable("a page is damaged")


def test_while_the_first_version_is_fetched_lists_say_so(
    open_terminal: OpenTerminal, tmp_path: Path
) -> None:
    CatalogueWriter(tmp_path / ui_home.CATALOGUE, ui_home.city_site()).close()
    terminal = open_terminal(tmp_path)
    terminal.wake()
    assert terminal.words("status.asOf") == "正在更新岗位信息"
    terminal.touch("tile.jobs")
    said = _said(terminal)
    assert said.count("正在更新岗位信息") == 2
    assert not any("暂时没有" in words for words in said)
    assert not terminal.shows("empty.widen")
    ui_home.publish(tmp_path, jobs=[a_job(1)])
    terminal.catalogue.look()
    terminal.settle()
    assert terminal.words("status.asOf") == "信息截至 今天 9:38"


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
