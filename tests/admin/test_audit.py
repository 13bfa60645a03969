"""A log whose rows hang together: whatever is done to it afterwards shows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from kiosk.central.audit import (
    BEGINNING,
    LONGEST_REASON,
    Action,
    Broken,
    Deed,
    Sound,
    check_log,
    count_entries,
    newest_entries,
    write_down,
)
from kiosk.central.operator_tables import AuditRow
from kiosk.central.store import Store, StoreUnusable

NOW = datetime(2026, 3, 2, 2, 0, 0, 123456, tzinfo=UTC)


def a_deed(subject: str = "resume 7K2M-9QXT", **changes: Any) -> Deed:
    said = {
        "operator": "王审核",
        "action": Action.OPEN,
        "subject": subject,
        "reason": "联系本人",
        "address": "192.0.2.1",
    }
    return Deed(**(said | changes))


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    with closing(Store.of_terminals(tmp_path)) as found:
        yield found


@pytest.fixture
def written(store: Store) -> Store:
    for number in range(1, 6):
        write_down(store, a_deed(f"thing {number}"), NOW)
    return store


def test_an_empty_log_is_sound(store: Store) -> None:
    assert check_log(store) == Sound(0, BEGINNING)


def test_every_row_follows_from_the_one_before(written: Store) -> None:
    entries = newest_entries(written, skip=0, limit=9)[::-1]
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.before for entry in entries] == [
        BEGINNING,
        *(entry.hash for entry in entries[:-1]),
    ]
    assert check_log(written) == Sound(5, entries[-1].hash)
    assert entries[0].at == NOW


def test_a_changed_row_shows(written: Store) -> None:
    good = newest_entries(written, skip=2, limit=1)[0]
    changes = {
        "operator": "李审核",
        "action": "file",
        "subject": "thing 9",
        "reason": "",
        "address": "192.0.2.2",
        "at": datetime(2026, 3, 2, 2, 0, 0, 123457, tzinfo=UTC),
        "before": "0" * 64,
        "hash": "f" * 64,
    }
    for column, value in changes.items():
        change(written, **{column: value})
        assert check_log(written) == Broken(3), column
        change(written, **{column: getattr(good, column)})
        assert isinstance(check_log(written), Sound)


def change(store: Store, **values: Any) -> None:
    with store.writing() as connection:
        connection.execute(update(AuditRow).where(AuditRow.number == 3).values(values))


def test_a_row_that_was_taken_out_shows(written: Store) -> None:
    with written.writing() as connection:
        connection.execute(delete(AuditRow).where(AuditRow.number == 2))
    assert check_log(written) == Broken(2)


def test_rows_that_were_moved_up_show(written: Store) -> None:
    with written.writing() as connection:
        connection.execute(delete(AuditRow).where(AuditRow.number == 2))
        for number in (3, 4, 5):
            moved = update(AuditRow).where(AuditRow.number == number)
            connection.execute(moved.values(number=number - 1))
    assert check_log(written) == Broken(2)


def test_rows_that_were_cut_off_show_against_what_was_noted(written: Store) -> None:
    before = check_log(written)
    assert isinstance(before, Sound)
    with written.writing() as connection:
        connection.execute(delete(AuditRow).where(AuditRow.number > 3))
    assert isinstance(check_log(written), Sound), "which is why it is noted elsewhere"
    assert check_log(written, (before.count, before.last)) == Broken(4)
    write_down(written, a_deed(), NOW)
    write_down(written, a_deed(), NOW)
    assert check_log(written, (before.count, before.last)) == Broken(5)


def test_what_was_noted_stays_right_as_the_log_goes_on(written: Store) -> None:
    before = check_log(written)
    assert isinstance(before, Sound)
    write_down(written, a_deed(), NOW)
    after = check_log(written, (before.count, before.last))
    assert isinstance(after, Sound)
    assert after.count == 6


def test_rows_that_are_written_at_once_stand_in_one_line(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        entries = list(pool.map(lambda n: write_down(store, a_deed(str(n)), NOW), range(40)))
    assert sorted(entry.number for entry in entries) == list(range(1, 41))
    assert isinstance(check_log(store), Sound)


def test_a_long_reason_is_cut_before_it_is_hashed(store: Store) -> None:
    entry = write_down(store, a_deed(reason="长" * 999, address="x" * 999), NOW)
    assert len(entry.reason) == LONGEST_REASON
    assert isinstance(check_log(store), Sound)


def test_what_cannot_be_written_is_raised(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("DROP TABLE audit_log"))
    with pytest.raises(StoreUnusable):
        write_down(store, a_deed(), NOW)


def test_the_log_is_searched_by_words(written: Store) -> None:
    write_down(written, a_deed("other", reason="100%"), NOW)
    assert count_entries(written, "thing") == 5
    assert [entry.subject for entry in newest_entries(written, skip=0, limit=9, words="100%")] == [
        "other"
    ]
    assert count_entries(written, "%") == 1
    assert [entry.number for entry in newest_entries(written, skip=1, limit=2)] == [5, 4]
