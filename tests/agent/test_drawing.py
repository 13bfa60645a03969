"""From an order to paper: what the catalogue has now, and nothing a person should not rely on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.agent.drawing import SheetDrawing
from kiosk.agent.printable import CALL_FIRST, GONE, NO_CATALOGUE, WRONG_PAPER
from kiosk.agent.spooling import NothingToPrint
from kiosk.printing.port import Sheet
from kiosk.records import CHINA_TIME
from kiosk.slips.paper import ResumeOnPaper
from kiosk.timekeeping import ClockReading
from offline_cache.personal_sheets import PersonalSheets
from offline_cache.print_order import PrintOrder, SheetKind
from tests import ui_home
from tests.ui_home import BOOT, NOW, city_jobs, city_records, city_settings

JOBS = city_jobs()
NOBODY = ResumeOnPaper(name="示例甲", phone="13800000000", wanted="保洁")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ui_home.city_home(tmp_path_factory.mktemp("city"))


def drawing(home: Path, *, days: float = 0) -> SheetDrawing:
    later = NOW + timedelta(days=days)
    reading = ClockReading(later, BOOT, 1000.0 + days * 86_400)
    return SheetDrawing(home, city_settings(), lambda: reading)


def drawn(home: Path, kind: SheetKind, *ids: str, **more: object) -> list[Sheet]:
    order = PrintOrder(kind=kind, ids=ids, **more)  # type: ignore[arg-type]
    return list(drawing(home).sheets(order))


def words(sheet: Sheet) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    found = subprocess.run(command, input=sheet.pdf, stdout=subprocess.PIPE, check=True)
    return "".join(found.stdout.decode().split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_each_job_has_a_slip_of_its_own_in_the_order_asked_for(home: Path) -> None:
    ids = [job.id for job in JOBS[2::-1]]
    sheets = drawn(home, SheetKind.SLIPS, *ids)
    assert [sheet.title for sheet in sheets] == ids
    for sheet, job in zip(sheets, JOBS[2::-1], strict=True):
        assert squeezed(job.title) in words(sheet)
        assert job.id in words(sheet)


def test_slips_are_drawn_one_at_a_time(home: Path) -> None:
    order = PrintOrder(kind=SheetKind.SLIPS, ids=tuple(job.id for job in JOBS))
    sheets = drawing(home).sheets(order)
    assert isinstance(sheets, Iterator)
    assert next(sheets).title == JOBS[0].id


@pytest.mark.parametrize(
    ("kind", "more", "sheets"),
    [
        (SheetKind.SHORTLIST, {}, 1),
        (SheetKind.SHORTLIST, {"paper": "roll58"}, 1),
        (SheetKind.LIST, {"paper": "a4"}, 1),
        (SheetKind.POSTERS, {"paper": "a4", "per_sheet": 2}, 3),
        (SheetKind.POSTERS, {"paper": "a3", "per_sheet": 8}, 1),
    ],
)
def test_several_jobs_share_paper(
    home: Path, kind: SheetKind, more: dict[str, object], sheets: int
) -> None:
    made = drawn(home, kind, *(job.id for job in JOBS[:6]), **more)
    assert len(made) == sheets
    said = "".join(words(sheet) for sheet in made)
    assert all(squeezed(job.contact_phone or "") in said for job in JOBS[:6])


@pytest.mark.parametrize("kind", ["policies", "activities"])
def test_policies_and_activities_have_sheets(home: Path, kind: str) -> None:
    record = max(
        city_records()[kind], key=lambda record: str(getattr(record, "ends_at", record.id))
    )
    sort = SheetKind.POLICY if kind == "policies" else SheetKind.ACTIVITY
    (sheet,) = drawn(home, sort, record.id)
    assert squeezed(record.title)[:12] in words(sheet)  # type: ignore[union-attr]


def test_a_proof_needs_no_catalogue(tmp_path: Path) -> None:
    (sheet,) = drawn(tmp_path, SheetKind.PROOF)
    assert not sheet.personal
    assert sheet.pdf.startswith(b"%PDF")


def test_a_resume_comes_from_memory_once(home: Path) -> None:
    memory = PersonalSheets(home)
    name = memory.lay(msgspec.json.encode(NOBODY))
    (sheet,) = drawn(home, SheetKind.RESUME, memory=name)
    assert sheet.personal
    assert "示例甲" in words(sheet)
    assert "示例甲" not in sheet.title
    with pytest.raises(NothingToPrint, match=GONE):
        drawn(home, SheetKind.RESUME, memory=name)
    memory.forget()


@pytest.mark.parametrize(
    ("order", "verdict"),
    [
        (PrintOrder(kind=SheetKind.SLIPS, ids=("never-was",)), GONE),
        (PrintOrder(kind=SheetKind.SLIPS), GONE),
        (PrintOrder(kind=SheetKind.POLICY, ids=("never-was",)), GONE),
        (PrintOrder(kind=SheetKind.ACTIVITY, ids=("never-was",)), GONE),
        (PrintOrder(kind=SheetKind.SLIPS, ids=(JOBS[0].id,), paper="papyrus"), WRONG_PAPER),
        (PrintOrder(kind=SheetKind.POSTERS, ids=(JOBS[0].id,), paper="a4"), WRONG_PAPER),
        (
            PrintOrder(kind=SheetKind.POSTERS, ids=(JOBS[0].id,), paper="roll80", per_sheet=2),
            WRONG_PAPER,
        ),
    ],
)
def test_nothing_to_print_has_a_verdict(home: Path, order: PrintOrder, verdict: str) -> None:
    with pytest.raises(NothingToPrint, match=verdict):
        list(drawing(home).sheets(order))


def test_without_a_catalogue_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingToPrint, match=NO_CATALOGUE):
        drawn(tmp_path, SheetKind.SLIPS, JOBS[0].id)


def test_expired_jobs_are_left_out_and_after_two_weeks_of_silence_all(home: Path) -> None:
    some = JOBS[::10]
    order = PrintOrder(kind=SheetKind.SLIPS, ids=tuple(job.id for job in some))
    for days in (0, 13):
        after = NOW.astimezone(CHINA_TIME).date() + timedelta(days=days)
        left = [job.id for job in some if job.valid_through >= after]
        assert [sheet.title for sheet in drawing(home, days=days).sheets(order)] == left
        assert 0 < len(left) < len(some)
    with pytest.raises(NothingToPrint, match=CALL_FIRST):
        list(drawing(home, days=15).sheets(order))
