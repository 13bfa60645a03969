"""A slip in three taps: from a finger on a real window to paper out of a real IPP printer."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.agent.test_agent_process import agent
from tests.ipp_printer import Bus, IppPrinter
from tests.qt_turn import turn
from tests.road.road import Road, open_road
from tests.scanning import decoded

LONGEST_TURN_S = 0.05


@pytest.fixture
def printer() -> Iterator[IppPrinter]:
    with TemporaryDirectory(prefix="ipp", dir="/tmp") as name:
        bus = Bus(Path(name))
        printer = IppPrinter(Path(name), bus)
        yield printer
        printer.close()
        bus.close()


@pytest.fixture
def road(printer: IppPrinter, tmp_path: Path) -> Iterator[Road]:
    settings = f'[printer]\nkind = "ipp"\naddress = "{printer.uri}"\npaper = "a5"\n'
    with open_road(tmp_path, browser=False, settings=settings) as road:
        yield road


def busiest_turn(road: Road, until: Callable[[], bool]) -> float:
    """Seconds of the processor that the longest turn of the screen took before ``until``."""
    longest, deadline = 0.0, time.monotonic() + 20
    while not until():
        assert time.monotonic() < deadline, road.shell.printing.words
        began = time.thread_time()
        turn()
        longest = max(longest, time.thread_time() - began)
    return longest


def text_of(pdf: bytes) -> str:
    found = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    )
    return "".join(found.stdout.decode().split())


def test_a_slip_in_three_taps_comes_out_of_a_real_printer(
    road: Road, printer: IppPrinter, tmp_path: Path
) -> None:
    road.wake()
    road.touch("tile.jobs")
    road.touch("card")
    road.touch("job.print")
    longest = busiest_turn(road, lambda: road.shell.printing.stage == "printed")
    assert longest < LONGEST_TURN_S
    (pdf,) = printer.printed
    job = road.shell.job.opened
    assert job is not None
    said = text_of(pdf)
    for words in (job.title, job.id, "求职不交押金", "12333"):
        assert "".join(words.split()) in said
    assert decoded(pdf, tmp_path) == {f"{road.url}/j/370102/{job.id}"}


def test_a_printer_without_paper_is_said_and_nothing_comes_out_later(
    road: Road, printer: IppPrinter
) -> None:
    printer.order("reasons", "+media-needed-error")
    printer.order("hold")
    road.wake()
    road.touch("tile.jobs")
    road.touch("card")
    road.touch("job.print")
    road.until(lambda: printer.begun > 0, "begun")
    road.until(lambda: road.shell.printing.stage in ("failed", "doubtful"), "told")
    printer.let("hold")
    assert road.shell.printing.words
    road.shell.endSession()
    road.until(lambda: road.shell.screen == "attract", "the end")
    assert len(printer.printed) <= printer.begun == 1


def test_an_agent_that_is_killed_in_the_middle_prints_nothing_twice(
    road: Road, printer: IppPrinter
) -> None:
    printer.order("hold")
    road.wake()
    road.touch("tile.jobs")
    road.touch("card")
    road.touch("job.print")
    road.until(lambda: printer.begun > 0, "begun")
    road.agent.kill()
    road.agent.wait(30)
    with agent(road.home):
        road.until(lambda: road.shell.printing.stage == "doubtful", "told")
        printer.let("hold")
        road.until(lambda: len(printer.printed) == 1, "what the printer had")
        road.touch("job.print")
        road.until(lambda: road.shell.printing.stage == "printed", "the one that was asked for")
    assert len(printer.printed) == 2


def test_who_leaves_before_the_printer_wakes_up_gets_nothing_printed(
    road: Road, printer: IppPrinter
) -> None:
    printer.freeze()
    road.wake()
    road.touch("tile.jobs")
    road.touch("card")
    road.touch("job.print")
    road.until(lambda: road.shell.printing.stage == "failed", "told")
    road.shell.endSession()
    printer.thaw()
    road.wake()
    road.touch("tile.jobs")
    road.touch("card")
    assert road.shell.printing.words == ""
    road.touch("job.print")
    road.until(lambda: road.shell.printing.stage == "printed", "the next resident's slip")
    assert len(printer.printed) == 1
