"""What is to be printed: begun on the disk first, never twice unasked, gone with its session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.timekeeping import ClockReading
from offline_cache._sqlite import connect
from offline_cache.outbox_faults import OutboxBusy, OutboxFull, OutboxMissing, OutboxUnreadable
from offline_cache.outbox_schema import prepare_outbox
from offline_cache.print_order import PrintOrder, PrintRow, PrintState, SheetKind
from offline_cache.print_tray import MOST_ORDERS, PrintTray
from offline_cache.spool import INTERRUPTED, Spool
from tests.offline_cache.old_outbox import old_outbox

NOW = datetime(2026, 5, 18, 9, 41, tzinfo=UTC)
READING = ClockReading(NOW, "boot", 1000.0)
SLIP = PrintOrder(kind=SheetKind.SLIPS, ids=("job-1",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.db"
    prepare_outbox(path)
    return path


@pytest.fixture
def tray(path: Path) -> Iterator[PrintTray]:
    with closing(PrintTray(path)) as tray:
        yield tray


@pytest.fixture
def spool(path: Path) -> Iterator[Spool]:
    with closing(Spool(path)) as spool:
        yield spool


def lay(
    tray: PrintTray, order: PrintOrder = SLIP, session: str = "one", staff: bool = False
) -> str:
    name = str(uuid4())
    tray.lay(name, order, session=session, staff=staff, at=NOW, reading=READING)
    return name


def waiting(spool: Spool) -> PrintRow:
    row = spool.next()
    assert row is not None
    return row


def test_an_order_comes_over_whole(tray: PrintTray, spool: Spool) -> None:
    order = PrintOrder(kind=SheetKind.POSTERS, ids=("a", "b"), paper="a3", per_sheet=4)
    name = lay(tray, order, staff=True)
    row = waiting(spool)
    assert (row.id, row.order, row.staff) == (name, order, True)
    assert (row.created_at, row.boot_id, row.since_boot) == (NOW, "boot", 1000.0)


def test_residents_come_before_staff_and_else_the_oldest(tray: PrintTray, spool: Spool) -> None:
    batch, first, second = lay(tray, staff=True), lay(tray), lay(tray)
    seen = []
    while (row := spool.next()) is not None:
        seen.append(row.id)
        assert spool.begin(row.number)
        spool.end(row.number, PrintState.PRINTED)
    assert seen == [first, second, batch]


def test_what_was_begun_is_begun_once(tray: PrintTray, spool: Spool) -> None:
    name = lay(tray)
    row = waiting(spool)
    assert spool.begin(row.number)
    assert not spool.begin(row.number)
    assert spool.next() is None
    spool.note_done(row.number, 3)
    spool.end(row.number, PrintState.NOT_PRINTED, "paper_out")
    found = tray.row(name)
    assert found is not None
    assert (found.state, found.verdict, found.done) == (PrintState.NOT_PRINTED, "paper_out", 3)


def test_after_a_kill_what_was_printing_is_doubtful_and_what_waited_still_waits(
    tray: PrintTray, spool: Spool
) -> None:
    cut, waits = lay(tray), lay(tray)
    spool.begin(waiting(spool).number)
    assert spool.recover() == 1
    row = tray.row(cut)
    assert row is not None
    assert (row.state, row.verdict) == (PrintState.DOUBTFUL, INTERRUPTED)
    assert waiting(spool).id == waits


def test_a_session_takes_its_orders_along_and_no_others(tray: PrintTray, spool: Spool) -> None:
    begun, lost = lay(tray), lay(tray)
    number = waiting(spool).number
    spool.begin(number)
    other, batch = lay(tray, session="two"), lay(tray, staff=True)
    tray.end_session("one")
    assert tray.row(begun) is None
    assert tray.row(lost) is None
    assert not spool.wanted(number)
    spool.end(number, PrintState.PRINTED)  # nobody is told any more
    assert tray.row(begun) is None
    assert waiting(spool).id == other
    assert tray.row(batch) is not None


def test_a_new_screen_finds_no_resident(tray: PrintTray, spool: Spool) -> None:
    lay(tray)
    batch = lay(tray, staff=True)
    tray.nobody_is_here()
    assert waiting(spool).id == batch


def test_stopping_lets_the_sheet_under_way_come_out(tray: PrintTray, spool: Spool) -> None:
    begun = lay(tray, staff=True)
    number = waiting(spool).number
    spool.begin(number)
    assert spool.wanted(number)
    tray.stop(begun)
    assert not spool.wanted(number)
    row = tray.row(begun)
    assert row is not None
    assert row.state is PrintState.STOPPING
    unbegun = lay(tray)
    tray.stop(unbegun)
    assert spool.next() is None
    row = tray.row(unbegun)
    assert row is not None
    assert (row.state, row.verdict) == (PrintState.NOT_PRINTED, "stopped")


def test_giving_up_loses_against_a_printer_that_has_begun(tray: PrintTray, spool: Spool) -> None:
    begun, waits = lay(tray), lay(tray)
    spool.begin(waiting(spool).number)
    for name in (begun, waits):
        tray.give_up(name, "no_answer")
    assert spool.next() is None
    states = [row.state for name in (begun, waits) if (row := tray.row(name))]
    assert states == [PrintState.PRINTING, PrintState.NOT_PRINTED]


def test_ended_orders_are_swept_but_for_the_last(tray: PrintTray, spool: Spool) -> None:
    names = [lay(tray) for _ in range(6)]
    for _ in names[:5]:
        number = waiting(spool).number
        spool.begin(number)
        spool.end(number, PrintState.PRINTED)
    spool.sweep(2)
    assert [tray.row(name) is not None for name in names] == [False] * 3 + [False, True, True]


def test_too_many_orders_are_refused(tray: PrintTray) -> None:
    for _ in range(MOST_ORDERS):
        lay(tray)
    with pytest.raises(OutboxFull):
        lay(tray)


def test_a_locked_file_makes_nobody_wait(path: Path, tray: PrintTray) -> None:
    with closing(connect(path, read_only=False, busy_seconds=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutboxBusy):
            lay(tray)
        other.execute("ROLLBACK")
    assert lay(tray)


@pytest.mark.parametrize(
    ("column", "value"),
    [("sheets", "{"), ("sheets", '{"kind":"novel"}'), ("state", "flying"), ("created_at", "May")],
)
def test_a_row_that_a_flipped_bit_changed_is_an_order_of_nothing(
    path: Path, tray: PrintTray, column: str, value: str
) -> None:
    name = lay(tray)
    with closing(connect(path, read_only=False, busy_seconds=0)) as connection:
        connection.execute(f"UPDATE prints SET {column} = ?", (value,))
    row = tray.row(name)
    assert row is not None
    assert row.order is None or row.created_at is None or row.state is PrintState.DOUBTFUL


def test_an_outbox_of_the_first_program_is_renewed_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    kept = old_outbox(path)
    with pytest.raises(OutboxMissing, match="older program"):
        PrintTray(path)
    prepare_outbox(path)
    with closing(PrintTray(path)) as tray:
        assert lay(tray)
    with closing(connect(path, read_only=True, busy_seconds=0)) as connection:
        assert connection.execute("SELECT id FROM submissions").fetchall() == [(kept,)]


def test_a_damaged_old_outbox_is_not_renewed(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    old_outbox(path)
    raw = bytearray(path.read_bytes())
    raw[4096 + 3 : 4096 + 40] = b"\xff" * 37  # cells of the first table's own page
    path.write_bytes(raw)
    with pytest.raises(OutboxUnreadable):
        prepare_outbox(path)
