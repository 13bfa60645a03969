"""The duty of printing: what comes out, what is said of it, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.agent.spooling import LOOK_ANYWAY_TURNS, STALE_SECONDS, NothingToPrint, Spooling
from kiosk.printer_states import PrinterState
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Sheet, Standing
from kiosk.timekeeping import ClockReading
from offline_cache._sqlite import connect
from offline_cache.outbox_schema import prepare_outbox
from offline_cache.print_order import PrintOrder, PrintRow, PrintState, SheetKind
from offline_cache.print_tray import PrintTray
from offline_cache.spool import INTERRUPTED

NOW = datetime(2026, 5, 18, 9, 41, tzinfo=UTC)
READING = ClockReading(NOW, "boot", 1000.0)


@dataclass
class ScriptedPrinter:
    """Prints all, unless ``script`` has an answer left; ``during`` runs within a sheet."""

    script: list[Sent] = field(default_factory=list)
    during: Callable[[str], None] = lambda _: None
    out: list[str] = field(default_factory=list)
    cancelled: list[bool] = field(default_factory=list)
    takes_personal: bool = True

    def standing(self) -> Standing:
        return Standing(PrinterState.READY)

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        self.during(sheet.title)
        self.cancelled.append(cancelled())
        answer = self.script.pop(0) if self.script else Printed()
        if isinstance(answer, Printed):
            self.out.append(sheet.title)
        return answer


class Titles:
    """Draws a sheet for each id; ``gone`` is none, ``bomb`` ends the agent."""

    def sheets(self, order: PrintOrder) -> Iterator[Sheet]:
        known = [record for record in order.ids if record != "gone"]
        if not known:
            raise NothingToPrint("gone")
        for record in known:
            if record == "bomb":
                raise MemoryError(record)
            yield Sheet(pdf=b"%PDF", title=record)


class Station:
    """An outbox with both its sides, a printer and the duty between them."""

    def __init__(self, home: Path) -> None:
        self.path = home / "outbox.db"
        prepare_outbox(self.path)
        self.tray = PrintTray(self.path)
        self.printer = ScriptedPrinter()
        self.reading = READING
        self.counted: list[str] = []
        self.duty = self.new_agent()

    def new_agent(self) -> Spooling:
        return Spooling(
            self.path,
            self.printer,
            Titles(),
            lambda: self.reading,
            lambda sheet: self.counted.append(sheet.title),
        )

    def lay(self, *ids: str, session: str = "one", staff: bool = False) -> str:
        order = PrintOrder(kind=SheetKind.SLIPS, ids=ids)
        name = str(uuid4())
        self.tray.lay(name, order, session=session, staff=staff, at=NOW, reading=READING)
        return name

    def row(self, name: str) -> PrintRow:
        row = self.tray.row(name)
        assert row is not None
        return row

    def work(self) -> None:
        """Turns until there is surely nothing more to do."""
        for _ in range(2 * LOOK_ANYWAY_TURNS):
            self.duty.run()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = Station(tmp_path)
    with closing(station.tray):
        yield station


def test_a_slip_comes_out_once_and_is_counted(station: Station) -> None:
    name = station.lay("a")
    station.work()
    assert (station.row(name).state, station.row(name).done) == (PrintState.PRINTED, 1)
    assert station.printer.out == station.counted == ["a"]


def test_an_order_that_comes_later_is_seen_too(station: Station) -> None:
    station.work()
    station.lay("a")
    station.work()
    assert station.printer.out == ["a"]


@pytest.mark.parametrize(
    ("answer", "state"), [(NotPrinted, PrintState.NOT_PRINTED), (Doubtful, PrintState.DOUBTFUL)]
)
def test_what_a_printer_says_stands_in_the_row(
    station: Station, answer: Callable[[Standing], Sent], state: PrintState
) -> None:
    station.printer.script = [Printed(), answer(Standing(PrinterState.PAPER_OUT, "roll"))]
    name = station.lay("a", "b", "c", staff=True)
    station.work()
    row = station.row(name)
    assert (row.state, row.verdict, row.done) == (state, "paper_out", 1)
    assert station.printer.out == ["a"]


def test_what_is_gone_from_the_catalogue_is_not_printed(station: Station) -> None:
    gone, partly = station.lay("gone"), station.lay("gone", "a")
    station.work()
    assert (station.row(gone).state, station.row(gone).verdict) == (PrintState.NOT_PRINTED, "gone")
    assert station.row(partly).state is PrintState.PRINTED
    assert station.printer.out == ["a"]


@pytest.mark.parametrize(
    "later",
    [
        ClockReading(NOW, "boot", READING.since_boot + STALE_SECONDS + 1),
        ClockReading(NOW, "another boot", READING.since_boot + 1),
    ],
)
def test_a_residents_stale_slip_is_dropped_and_a_batch_is_not(
    station: Station, later: ClockReading
) -> None:
    slip, batch = station.lay("a"), station.lay("b", staff=True)
    station.reading = later
    station.work()
    assert station.row(slip).verdict == "too_late"
    assert station.row(batch).state is PrintState.PRINTED
    assert station.printer.out == ["b"]


def test_who_left_gets_no_further_sheet(station: Station) -> None:
    station.printer.during = lambda title: station.tray.end_session("one")
    station.lay("a", "b")
    other = station.lay("c", session="two")
    station.work()
    assert station.printer.cancelled[0]
    assert station.printer.out == ["a", "c"]
    assert station.row(other).state is PrintState.PRINTED


def test_a_batch_is_stopped_between_two_sheets(station: Station) -> None:
    name = station.lay("a", "b", "c", staff=True)
    station.printer.during = lambda title: station.tray.stop(name) if title == "b" else None
    station.work()
    row = station.row(name)
    assert (row.state, row.verdict, row.done) == (PrintState.NOT_PRINTED, "stopped", 2)
    assert station.printer.out == ["a", "b"]


def test_residents_do_not_wait_for_the_rest_of_a_batch(station: Station) -> None:
    late: list[str] = []

    def somebody_comes(title: str) -> None:
        if title == "a":
            late.append(station.lay("slip"))

    station.printer.during = somebody_comes
    station.lay("a", "b", staff=True)
    station.work()
    assert station.printer.out == ["a", "slip", "b"]
    assert station.row(late[0]).state is PrintState.PRINTED


def test_what_kills_the_agent_does_not_kill_the_next_one(station: Station) -> None:
    bomb, after = station.lay("a", "bomb"), station.lay("b")
    with pytest.raises(MemoryError):
        station.work()
    station.duty = station.new_agent()
    station.work()
    row = station.row(bomb)
    assert (row.state, row.verdict, row.done) == (PrintState.DOUBTFUL, INTERRUPTED, 1)
    assert station.row(after).state is PrintState.PRINTED
    assert station.printer.out == ["a", "b"]


def test_an_unreadable_order_is_set_aside(station: Station) -> None:
    name = station.lay("a")
    with closing(connect(station.path, read_only=False, busy_seconds=0)) as connection:
        connection.execute("UPDATE prints SET sheets = '{'")
    station.work()
    assert station.row(name).verdict == "unreadable"
    assert station.printer.out == []


def test_an_outbox_that_is_not_there_yet_is_waited_for(station: Station) -> None:
    aside = station.path.with_name("aside")
    station.path.rename(aside)
    station.work()
    aside.rename(station.path)
    station.lay("a")
    station.work()
    assert station.printer.out == ["a"]


def test_an_end_that_cannot_be_written_is_told_as_doubtful(
    station: Station, tmp_path: Path
) -> None:
    name = station.lay("a", "b")
    aside = tmp_path / "aside"
    station.printer.during = lambda title: station.path.replace(aside) if title == "b" else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("offline_cache.spool.Spool.end", _refuse)
        station.duty.run()
    aside.replace(station.path)
    station.work()
    assert station.row(name).state is PrintState.DOUBTFUL
    assert station.printer.out == ["a", "b"]


def _refuse(*_: object) -> None:
    from offline_cache.outbox_faults import OutboxUnwritable

    raise OutboxUnwritable("the disk is full")
