"""A picture of every layout, of sample jobs: ``python -m tests.slips.pictures [FOLDER]``.

They are grey and small, for docs/pictures/slips; look at them after every change of a layout.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from assets.sample_city.loading import load
from kiosk.records import Activity, Job, Policy
from kiosk.slips.documents import activity_sheet, policy_sheet
from kiosk.slips.job_list import job_list
from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import Imprint, JobOnPaper, Layout, ResumeOnPaper
from kiosk.slips.posters import GRIDS, posters
from kiosk.slips.proof import proof_page
from kiosk.slips.resume import resume_sheet
from kiosk.slips.shortlist import shortlist_strip

TODAY = date(2026, 3, 2)
IMPRINT = Imprint(
    station="示例社区食堂就业角",
    station_phone="0531-0000 0100",
    printed_at=datetime(2026, 3, 2, 1, 41, tzinfo=UTC),
    public_url="https://jiuye.example.cn",
    region="370102",
)
RESUME = ResumeOnPaper(
    name="示例人",
    phone="0000-0000000",
    wanted="保洁、后厨帮工",
    experience="在示例食堂洗碗两年，会做面食。",
    hours="上午",
    area="历下区",
    reference="7K2M-9QXT",
)
FOLDER = Path("docs/pictures/slips")
LARGEST = 150 * 1024
_INCHES_OF_PIXELS = {"roll": 130, "a5": 110, "a4": 80, "a3": 60}


def sheets() -> Iterator[tuple[str, bytes]]:
    """Name and PDF of every layout."""
    jobs = [
        JobOnPaper(job=job, walk_minutes=3 + number % 20)
        for number, job in enumerate(j for j in load("jobs", TODAY) if isinstance(j, Job))
    ]
    policy = [p for p in load("policies", TODAY) if isinstance(p, Policy)][1]
    activity = [a for a in load("activities", TODAY) if isinstance(a, Activity)][1]
    for layout in (Layout.ROLL80, Layout.ROLL58, Layout.A5, Layout.A4):
        yield f"job-{layout}", job_slips(jobs[:1], layout, IMPRINT)
    doubtful = replace(jobs[3], call_first=True, walk_minutes=None)
    yield "call-first-roll80", job_slips([doubtful], Layout.ROLL80, replace(IMPRINT, public_url=""))
    yield "shortlist-roll80", shortlist_strip(jobs[:4], Layout.ROLL80, IMPRINT)
    for layout in (Layout.ROLL80, Layout.A5):
        yield f"policy-{layout}", policy_sheet(policy, layout, IMPRINT)
        yield f"activity-{layout}", activity_sheet(activity, layout, IMPRINT)
        yield f"resume-{layout}", resume_sheet(RESUME, layout, IMPRINT)
    for layout in (Layout.ROLL80, Layout.ROLL58, Layout.A5):
        yield f"proof-{layout}", proof_page(layout, IMPRINT)
    for count in GRIDS:
        yield f"poster-{count}-a4", posters(jobs[:count], Layout.A4, count, IMPRINT)
    yield "poster-4-a3", posters(jobs[:4], Layout.A3, 4, IMPRINT)
    yield "list-a4", job_list(jobs[:30], IMPRINT, Layout.A4)


def write(folder: Path) -> list[Path]:
    """The first page of each sheet as a PNG in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_picture(pdf, folder / f"{name}.png") for name, pdf in sheets()]


def _picture(pdf: bytes, path: Path) -> Path:
    per_inch = next(dpi for key, dpi in _INCHES_OF_PIXELS.items() if key in path.stem)
    with TemporaryDirectory(prefix="slips-") as name:
        (Path(name) / "in.pdf").write_bytes(pdf)
        words = ["pdftoppm", "-r", str(per_inch), "-gray", "-singlefile", "in.pdf", "out"]
        subprocess.run(words, cwd=name, check=True)
        grey = Image.open(Path(name) / "out.pgm")
        grey.quantize(16, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main(arguments: list[str]) -> int:
    """Exit code 0 when every picture is small enough."""
    written = write(Path(arguments[0]) if arguments else FOLDER)
    large = [path.name for path in written if path.stat().st_size > LARGEST]
    sys.stdout.write(f"{len(written)} pictures in {written[0].parent}\n")
    if large:
        sys.stderr.write(f"Too large: {', '.join(large)}.\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
