"""Who carries off the terminal, or the platform's disks, reads nothing that was left there (R9)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.submissions import Purpose, Resume, SubmissionKind, new_reference
from offline_cache import CATALOGUE_FILE, OUTBOX_FILE
from offline_cache.desk import Desk, Reached, Wish
from offline_cache.outbox import Outbox
from tests.canary.leaving import leave_at_terminal, leave_by_phone
from tests.canary.platform import SeizablePlatform
from tests.canary.searching import Found, Search
from tests.canary.terminal import SeizableTerminal, until
from tests.canary.words import CANARIES, IN_THE_FILE, NAME, PHONE
from tests.enrolled import enrolled
from tests.sample_records import a_job

JOB = a_job().id
SEARCH = Search(CANARIES)


@dataclass
class Visit:
    """What was found at each moment of a resident's visit."""

    terminal: SeizableTerminal
    platform: SeizablePlatform
    shown: list[Found]
    sent: list[Found]
    unsent: list[Found]
    seized: list[Found]


@pytest.fixture(scope="module")
def visit(database_of_module: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A résumé by phone, a call back and a report; then the same again without a platform."""
    folder = tmp_path_factory.mktemp("seized")
    platform, terminal = SeizablePlatform(folder / "platform"), SeizableTerminal(folder / "ours")
    with platform.serving() as url:
        enrolled(platform.home, url, terminal.home)
        with terminal.agent() as agent:
            until(lambda: "version 1 applied" in terminal.log, "a catalogue")
            name, desk = received_by_phone(terminal, url), Desk(terminal.home)
            shown = terminal.searched(SEARCH, agent)
            desk.forget(name)
            leave_at_terminal(terminal.home, JOB)
            until(lambda: terminal.log.count("is confirmed") == 2, "two receipts")
            sent = terminal.searched(SEARCH, agent)
    with terminal.agent() as agent:
        leave_at_terminal(terminal.home, JOB)
        until(lambda: terminal.log.count("catalogue kept as it is") >= 1, "a try without platform")
        unsent = terminal.searched(SEARCH, agent)
    seized = terminal.searched(SEARCH)
    yield Visit(terminal, platform, shown, sent, unsent, seized)


def received_by_phone(terminal: SeizableTerminal, url: str) -> str:
    """Name of the wish on the desk, answered, scanned and used up by a phone."""
    desk = Desk(terminal.home)
    name = desk.want(Wish(purpose=Purpose.RESUME, about=JOB))
    answer = until(lambda: desk.answer(name), "a ticket")
    left = leave_by_phone(url, answer.address.partition("#")[2], JOB)

    def heard() -> bool:
        news = desk.answer(name)
        return news is not None and (news.reached, news.submission) == (Reached.RECEIVED, left)

    until(heard, "what the phone left to be on the desk")
    return name


def test_while_it_is_used_the_terminal_holds_no_word_of_it(visit: Visit) -> None:
    assert visit.shown == []
    assert visit.sent == []


def test_with_unsent_rows_it_can_be_carried_off(visit: Visit) -> None:
    assert visit.unsent == []
    assert visit.seized == []
    assert "金丝雀" not in visit.terminal.log


def test_it_was_a_real_terminal_that_was_searched(visit: Visit) -> None:
    lying = {path.name for path in visit.terminal.folder.rglob("*") if path.is_file()}
    assert lying >= {CATALOGUE_FILE, OUTBOX_FILE, "kiosk.toml", "agent.log"}


def test_what_was_left_is_at_the_platform_and_its_keys_open_it(visit: Visit) -> None:
    bodies, files = visit.platform.opened()
    assert {kind: len(opened) for kind, opened in bodies.items()} == {
        SubmissionKind.RESUME: 1,
        SubmissionKind.APPLICATION: 1,
        SubmissionKind.CALL_BACK: 1,
        SubmissionKind.JOB_REPORT: 1,
    }
    resume = msgspec.json.decode(bodies[SubmissionKind.RESUME][0], type=Resume)
    assert (resume.name, resume.phone) == (NAME, PHONE)
    (file,) = files
    assert [found.what for found in SEARCH.within(file, "file")] == [f"{IN_THE_FILE} (utf-8)"]


def test_the_platform_holds_none_of_it_unsealed(visit: Visit) -> None:
    assert visit.platform.searched(SEARCH) == []


def test_a_body_that_nobody_sealed_would_have_been_found(visit: Visit, tmp_path: Path) -> None:
    shutil.copytree(visit.terminal.home, tmp_path / "copy")
    body = msgspec.json.encode(Resume(name=NAME, phone=PHONE))
    with closing(Outbox(tmp_path / "copy" / OUTBOX_FILE)) as outbox:
        outbox.add(SubmissionKind.RESUME, new_reference(), body, datetime.now(UTC))
    found = SEARCH.below(tmp_path)
    assert {Path(one.where).name for one in found} == {OUTBOX_FILE}
    assert {one.what for one in found} == {f"{NAME} (utf-8)", f"{PHONE} (utf-8)"}
