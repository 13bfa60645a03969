"""P7: one slip, and two hundred of them, against a bare canvas and a browser that prints.

The bare canvas draws the same words in the same fonts, sizes and places, which is the least that
any layout costs. The browser prints a page with the same words to PDF, started anew as a terminal
would for each slip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from kiosk.slips.job_slip import job_slips
from kiosk.slips.lettering import REGULAR, Style
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from kiosk.slips.pen import Pen
from tests.bench.table import BenchRow
from tests.job_shapes import jobs

ROUNDS = 31
BROWSER_ROUNDS = 5
BATCH = 200
LAYOUT = Layout.ROLL80
IMPRINT = Imprint(
    station="示例社区食堂就业角",
    station_phone="0531-0000 0100",
    printed_at=datetime(2026, 3, 2, 1, 41, tzinfo=UTC),
    public_url="https://jiuye.example.cn",
    region="370102",
)


@dataclass(frozen=True)
class Said:
    """One line as a slip drew it."""

    x: float
    top: float
    words: str
    style: Style


def rows() -> list[BenchRow]:
    """A slip against both, and the batch."""
    papers = [JobOnPaper(job=job, walk_minutes=7) for job in islice(jobs(BATCH), BATCH)]
    one = papers[1]
    said = lines_of_slip(one)
    ours, bare = in_turn(
        lambda: job_slips([one], LAYOUT, IMPRINT), lambda: bare_canvas(said), ROUNDS
    )
    load = os.getloadavg()[0]
    note = f"medians of {ROUNDS} in turn, {os.cpu_count()} cores, load {load:.1f}"
    ratio = ours / bare
    started = time.perf_counter()
    job_slips(papers, LAYOUT, IMPRINT)
    rate = BATCH / (time.perf_counter() - started)
    return [
        BenchRow(
            "P7", "one slip, 80 mm", f"{ours * 1e3:.1f} ms", "a bare canvas, same words",
            f"{bare * 1e3:.1f} ms", ratio, "≤ 2", ratio <= 2, note,
        ),
        _against_the_browser(ours, said),
        BenchRow(
            "P7", f"{BATCH} slips in one batch", f"{rate:.0f} slips/s", "-", "-", None,
            "≥ 40 slips/s", rate >= 40,
        ),
    ]  # fmt: skip


def lines_of_slip(paper: JobOnPaper) -> list[Said]:
    """Every line of a slip, as it comes to the pen."""
    said: list[Said] = []
    drawn = Pen.words

    def note(pen: Pen, x: float, top: float, words: str, style: Style) -> None:
        said.append(Said(x, top, words, style))
        drawn(pen, x, top, words, style)

    Pen.words = note  # type: ignore[method-assign]
    try:
        job_slips([paper], LAYOUT, IMPRINT)
    finally:
        Pen.words = drawn  # type: ignore[method-assign]
    return said


def bare_canvas(said: list[Said]) -> bytes:
    """The same words on a canvas, with nothing to measure, break or decide."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(227, 1000), pageCompression=1, initialFontName=REGULAR)
    for line in said:
        canvas.setFont(line.style.font, line.style.size)
        canvas.drawString(line.x, 1000 - line.top, line.words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def in_turn(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Medians of the seconds of both, measured in turn after one of each unmeasured."""
    one(), other()
    seconds = [(_timed(one), _timed(other)) for _ in range(rounds)]
    return median(pair[0] for pair in seconds), median(pair[1] for pair in seconds)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _against_the_browser(ours: float, said: list[Said]) -> BenchRow:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    reach, work = "≤ 1/60", "one slip, 80 mm"
    if program is None:
        return BenchRow(
            "P7", work, f"{ours * 1e3:.1f} ms", "Chromium --print-to-pdf", "-", None, reach, None,
            "there is no Chromium here",
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="p7-") as name:
        folder = Path(name)
        (folder / "slip.html").write_text(_page(said), encoding="utf-8")
        theirs = median(_timed(lambda: _printed(program, folder)) for _ in range(BROWSER_ROUNDS))
        assert (folder / "slip.pdf").stat().st_size > 1000
    ratio = ours / theirs
    return BenchRow(
        "P7", work, f"{ours * 1e3:.1f} ms", "Chromium --print-to-pdf", f"{theirs * 1e3:.0f} ms",
        ratio, reach, ratio <= 1 / 60, f"medians; Chromium {BROWSER_ROUNDS} times, warm disk",
    )  # fmt: skip


def _page(said: list[Said]) -> str:
    lines = "".join(
        f'<p style="font-size:{line.style.size}pt">{escape(line.words)}</p>' for line in said
    )
    return f"<!doctype html><meta charset=utf-8><style>@page{{size:80mm 300mm}}</style>{lines}"


def _printed(program: str, folder: Path) -> None:
    words = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    words += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'slip.pdf'}"]
    subprocess.run(
        [*words, (folder / "slip.html").as_uri()], check=True, capture_output=True, timeout=60
    )
