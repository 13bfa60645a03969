"""R2: whatever a power cut or a bad disk made of the catalogue's files, the terminal comes up with
exactly one version that was published: the committed one, the good copy, the seed, or none.

Every fault is made on a copy of the files as they lie on the disk of a working terminal. What is
right is decided by content alone: a bit that fell where nothing is stored may go unseen, but then
everything that can be read must equal a published version, word for word.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import pytest

from kiosk.agent.ladder import Ladder, climb
from offline_cache import CATALOGUE_FILE
from offline_cache.care import Condition, examine
from offline_cache.care_copy import GOOD_COPY_FILE, Copied, copy_proven
from offline_cache.writer import CatalogueWriter
from tests import job_shapes
from tests.proven_catalogues import PUBLISHED, Content, apply, contact, content, make

VARIANTS: Final = int(os.environ.get("KIOSK_TORN_VARIANTS", "200"))
JOBS: Final = int(os.environ.get("KIOSK_TORN_JOBS", "50"))
"""`make soak` sets more of both."""
SEED: Final = int(os.environ.get("KIOSK_SEED", "20260302"))
PAGE: Final = 4096
WAL, SHM = f"{CATALOGUE_FILE}-wal", f"{CATALOGUE_FILE}-shm"
EMPTY: Final = "no version"


@dataclass
class Disk:
    """What lay on the disk at one moment: bytes by file name."""

    name: str
    files: dict[str, bytes]
    versions: list[Content]
    """Every version that this disk may turn out to hold."""


@dataclass
class Terminal:
    """The disks of a terminal's life, and what the ladder can fall back on."""

    disks: list[Disk]
    good: Path
    seed: Path
    good_content: Content
    seed_content: Content
    older: bytes = field(repr=False)
    """The database file of the version before."""


def lying(home: Path) -> dict[str, bytes]:
    """The catalogue's files as a power cut would leave them."""
    names = (CATALOGUE_FILE, WAL, SHM)
    return {name: (home / name).read_bytes() for name in names if (home / name).exists()}


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    folder = tmp_path_factory.mktemp("torn")
    seed = make(folder / "seed.db", 1, count=JOBS)
    home = folder / "home"
    home.mkdir()
    live = make(home / CATALOGUE_FILE, 1, 2, count=JOBS)
    good = folder / "good.db"
    assert copy_proven(live, good, free=lambda _: 1 << 40) is Copied.MADE
    older = live.read_bytes()
    snapshots: list[dict[str, bytes]] = []
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        apply(writer, 3, JOBS)
        snapshots.append(lying(home))
        writer.note_contact(contact(3))
        snapshots.append(lying(home))
        apply(writer, 4, JOBS)
        snapshots.append(lying(home))
    closed = lying(home)
    commits = [content(good), *(_content_of(files, folder) for files in snapshots)]
    disks = [
        Disk("closed", closed, [commits[-1]]),
        Disk("in_the_journal", snapshots[-1], commits),
        Disk("half_folded_in", _half_folded(snapshots[-1], closed), commits),
    ]
    return Terminal(disks, good, seed, commits[0], content(seed), older)


def _content_of(files: dict[str, bytes], folder: Path) -> Content:
    place = folder / "looking"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, found in files.items():
        (place / name).write_bytes(found)
    return content(place / CATALOGUE_FILE)


def _half_folded(open_files: dict[str, bytes], closed: dict[str, bytes]) -> dict[str, bytes]:
    """The moment in a checkpoint at which every other page had been folded in."""
    old, new = open_files[CATALOGUE_FILE], closed[CATALOGUE_FILE]
    pages = [(new if at % (2 * PAGE) else old)[at : at + PAGE] for at in range(0, len(old), PAGE)]
    return {**open_files, CATALOGUE_FILE: b"".join(pages)}


Tear = Callable[[dict[str, bytes], Random, Terminal], None]


def flipped(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """One bit fell over in the database."""
    files[CATALOGUE_FILE] = _flip(files[CATALOGUE_FILE], random)


def flipped_in_the_journal(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """One bit fell over in the journal."""
    files[WAL] = _flip(files.get(WAL) or bytes(PAGE), random)


def flipped_in_the_header(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """One bit fell over in the first hundred bytes, which steer everything."""
    head = _flip(files[CATALOGUE_FILE][:100], random)
    files[CATALOGUE_FILE] = head + files[CATALOGUE_FILE][100:]


def cut_off(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """The database ends somewhere."""
    whole = files[CATALOGUE_FILE]
    files[CATALOGUE_FILE] = whole[: random.randrange(len(whole))]


def journal_cut_off(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """The journal ends somewhere."""
    whole = files.get(WAL) or b""
    files[WAL] = whole[: random.randrange(len(whole) + 1)]


def journal_partly_written(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """The disk wrote the journal's length, and not all of what belongs there."""
    whole = bytearray(files.get(WAL) or bytes(PAGE))
    start = random.randrange(len(whole))
    end = min(len(whole), start + random.choice((512, PAGE, 16 * PAGE)))
    whole[start:end] = random.choice((bytes(end - start), random.randbytes(end - start)))
    files[WAL] = bytes(whole)


def journal_gone(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """The journal and its index were lost."""
    files.pop(WAL, None)
    files.pop(SHM, None)


def index_of_journal_gone(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """Only the journal's index was lost, as after every power cut on some systems."""
    files.pop(SHM, None)


def pages_zeroed(files: dict[str, bytes], random: Random, _: Terminal) -> None:
    """Some pages came back as nothing."""
    pages = bytearray(files[CATALOGUE_FILE])
    for _ in range(random.choice((1, 1, 3))):
        at = random.randrange(len(pages) // PAGE) * PAGE
        pages[at : at + PAGE] = bytes(PAGE)
    files[CATALOGUE_FILE] = bytes(pages)


def pages_not_written(files: dict[str, bytes], random: Random, terminal: Terminal) -> None:
    """The disk said that it had written some pages, and had not."""
    pages = bytearray(files[CATALOGUE_FILE])
    both = min(len(pages), len(terminal.older)) // PAGE
    for _ in range(random.choice((1, 2, 8))):
        at = random.randrange(both) * PAGE
        pages[at : at + PAGE] = terminal.older[at : at + PAGE]
    files[CATALOGUE_FILE] = bytes(pages)


TEARS: Final[dict[Tear, int]] = {
    flipped: 8,
    flipped_in_the_header: 3,
    flipped_in_the_journal: 2,
    cut_off: 2,
    journal_cut_off: 3,
    journal_partly_written: 3,
    journal_gone: 1,
    index_of_journal_gone: 1,
    pages_zeroed: 3,
    pages_not_written: 4,
}
"""How often each fault is made, among thirty."""


JOURNAL_TEARS: Final = (
    flipped_in_the_journal,
    journal_cut_off,
    journal_partly_written,
    journal_gone,
    index_of_journal_gone,
)


def _disk_for(tear: Tear, disks: list[Disk], random: Random) -> Disk:
    """A disk on which the fault may matter: what stands in the journal hides the database."""
    closed, *with_journal = disks
    if tear in JOURNAL_TEARS or random.random() < 0.2:
        return random.choice(with_journal)
    return closed


def _flip(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    # Mostly where something is: half of a small database is room for more.
    wanted = random.random() < 0.9 and any(changed)
    at = random.randrange(len(changed))
    while wanted and not changed[at]:
        at = random.randrange(len(changed))
    changed[at] ^= 1 << random.randrange(8)
    return bytes(changed)


@dataclass
class Tally:
    """What came of it all."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def after_the_ladder(home: Path, terminal: Terminal, seeded: bool) -> tuple[Ladder, object]:
    """How the terminal in ``home`` comes up, and with which content."""
    live = home / CATALOGUE_FILE

    def seed() -> bool:
        return seeded and copy_proven(terminal.seed, live, free=lambda _: 1 << 40) is Copied.MADE

    outcome = climb(home, now=PUBLISHED, seed=seed).outcome
    if outcome is Ladder.EMPTY:
        assert not live.exists()
        return outcome, EMPTY
    return outcome, content(live)


def test_the_terminal_always_comes_up_with_one_published_version(
    terminal: Terminal, tmp_path: Path
) -> None:
    sys.stdout.write(f"\nKIOSK_SEED={SEED} KIOSK_TORN_VARIANTS={VARIANTS} KIOSK_TORN_JOBS={JOBS}\n")
    tally = Tally()
    tears = [tear for tear, often in TEARS.items() for _ in range(often)]
    for number in range(VARIANTS):
        random = Random(f"{SEED}/{number}")
        tear = tears[number % len(tears)]
        disk = _disk_for(tear, terminal.disks, random)
        with_good, with_seed = random.random() < 0.5, random.random() < 0.5
        home = tmp_path / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        files = dict(disk.files)
        tear(files, random, terminal)
        for name, found in files.items():
            (home / name).write_bytes(found)
        if with_good:
            shutil.copy(terminal.good, home / GOOD_COPY_FILE)
        outcome, shown = after_the_ladder(home, terminal, with_seed)
        tally.outcomes[tear.__name__, outcome] += 1
        allowed: dict[Ladder, list[object]] = {
            Ladder.SOUND: list(disk.versions),
            Ladder.RESTORED: [terminal.good_content] if with_good else [],
            Ladder.SEEDED: [terminal.seed_content] if with_seed else [],
            Ladder.EMPTY: [] if with_good or with_seed else [EMPTY],
        }
        if shown not in allowed.get(outcome, []):
            tally.wrong.append(f"variant {number}: {tear.__name__} of {disk.name} → {outcome}")
    for (name, outcome), often in sorted(tally.outcomes.items()):
        sys.stdout.write(f"{often:4} {name}: {outcome}\n")
    assert tally.wrong == []
    seen = {outcome for _, outcome in tally.outcomes}
    assert seen == {Ladder.SOUND, Ladder.RESTORED, Ladder.SEEDED, Ladder.EMPTY}


def test_a_bit_that_fell_in_what_is_stored_is_always_seen(
    terminal: Terminal, tmp_path: Path
) -> None:
    """The other test asks nothing of a flip in dead bytes; here every flip is in a live record."""
    raw = terminal.disks[0].files[CATALOGUE_FILE]
    lines = sorted(line for *_, line in terminal.disks[0].versions[0].lines)
    path = tmp_path / CATALOGUE_FILE
    missed = []
    for number in range(VARIANTS // 4):
        random = Random(f"{SEED}/stored/{number}")
        line = random.choice(lines)
        # A line goes on in another page where it is long: a window that lies in one piece.
        at = random.randrange(len(line) - 24)
        window = line[at : at + 24]
        bit = 1 << random.randrange(8)
        changed = window[:12] + bytes([window[12] ^ bit]) + window[13:]
        path.write_bytes(raw.replace(window, changed))
        if window in raw and examine(path).condition is not Condition.DAMAGED:
            missed.append(f"{number}: {window!r}")
    assert missed == []
