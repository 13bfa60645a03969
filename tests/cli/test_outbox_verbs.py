"""From a resident's tap to the office without any network, as it is typed; and what reports say."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.agent.identity import TerminalIdentity, own_key, remember
from kiosk.central.enrolment import enrol, issue_token
from kiosk.central.keys import rotate_key, signing_key
from kiosk.central.sealing_keys import add_sealing_key, sealing_key
from kiosk.central.store import Store
from kiosk.central.terminals import revoke
from kiosk.contract.terminals import Enrolment, EnrolmentRequest
from kiosk.sealing import seal
from kiosk.submissions import JobReport, ReportReason, SubmissionKind
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue, OutboxRow, OutboxState
from offline_cache.outbox_schema import prepare_outbox
from tests.central_process import REGION, PlatformHome
from tests.cli.conftest import Kiosk
from tests.sample_records import a_job

LEFT_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SITES = ("示例社区食堂甲", "示例社区食堂乙")


@dataclass
class Terminal:
    """One that the office knows and that has no network."""

    home: Path
    office: Path
    identity: TerminalIdentity

    def report(
        self, job: str, reason: ReportReason, at: datetime = LEFT_AT, title: str = "保洁员"
    ) -> str:
        said = JobReport(job_id=job, reason=reason, title=title, employer="示例物业公司")
        sealed = seal(msgspec.json.encode(said), sealing_key(self.office).public_key.encode().hex())
        return self.lay(sealed, at)

    def lay(self, sealed: bytes, at: datetime = LEFT_AT) -> str:
        with closing(Outbox(self.home / "outbox.db")) as outbox:
            return outbox.add(SubmissionKind.JOB_REPORT, "7K2M-9QXT", sealed, at)

    def waiting(self) -> int:
        with closing(OutboxQueue(self.home / "outbox.db")) as queue:
            return len(queue.rows())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    platform = PlatformHome(tmp_path / "office")
    platform.take(*(a_job(number) for number in range(3)))
    signing_key(platform.home)
    yield platform.home
    platform.store.close()


@pytest.fixture
def terminals(tmp_path: Path, office: Path) -> list[Terminal]:
    return [_enrolled(tmp_path / f"terminal-{number}", office, SITES[number]) for number in (0, 1)]


def _enrolled(home: Path, office: Path, site: str) -> Terminal:
    home.mkdir()
    prepare_outbox(home / "outbox.db")
    key = own_key(home)
    now = datetime.now(UTC)
    with closing(Store.of_terminals(office)) as store:
        until = now + timedelta(days=1)
        token = issue_token(store, site=site, region=REGION, issued_at=now, expires_at=until)
        asked = EnrolmentRequest(token=token, public_key=key.verify_key.encode().hex())
        enrolment = enrol(store, asked, now)
    assert isinstance(enrolment, Enrolment)
    remember(home, enrolment, key)
    trusted = signing_key(office).verify_key.encode().hex()
    (home / "keys" / "trusted.key").write_text(trusted)
    return Terminal(home, office, TerminalIdentity(enrolment.terminal, site, key))


def carried(kiosk: Kiosk, terminal: Terminal, office: Path) -> tuple[Path, Path]:
    """Export, receive; the two files."""
    stick = terminal.home / "stick.ndjson"
    receipts = terminal.home / "receipts.ndjson"
    assert kiosk("outbox", "export", stick, "--home", terminal.home).code == 0
    said = kiosk("central", "receive", stick, "--receipts", receipts, "--home", office)
    assert said.code == 0, said
    return stick, receipts


def test_a_report_gets_to_the_office_on_a_stick_and_its_receipt_back(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminal = terminals[0]
    job = a_job().id
    terminal.report(job, ReportReason.FILLED)
    with closing(OutboxQueue(terminal.home / "outbox.db")) as queue:
        queue.mark(1, OutboxState.PARKED, "conflict")
    terminal.report(job, ReportReason.FILLED)
    stick, receipts = carried(kiosk, terminal, office)
    assert stat.S_IMODE(stick.stat().st_mode) == 0o600
    assert "保洁员".encode() not in stick.read_bytes()
    assert terminal.waiting() == 2, "rows stay until the receipts are back"
    again = kiosk("central", "receive", stick, "--json", "--home", office)
    assert json.loads(again.out) == {"new": 0, "again": 2, "refused": {}}
    (post,) = json.loads(kiosk("central", "reports", "--json", "--home", office).out)["posts"]
    assert (post["count"], post["title"], post["sites"]) == (2, "保洁员", [SITES[0]])
    assert kiosk("outbox", "confirm", receipts, "--home", terminal.home).code == 0
    assert terminal.waiting() == 0
    nothing = kiosk("outbox", "export", terminal.home / "more", "--home", terminal.home)
    assert (nothing.code, (terminal.home / "more").exists()) == (0, False)


def test_reports_are_added_up_by_post_and_reason(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    first, second = a_job(0).id, a_job(1).id
    terminals[0].report(first, ReportReason.FILLED, LEFT_AT + timedelta(hours=5))
    terminals[1].report(first, ReportReason.FILLED, LEFT_AT, title="保洁员（旧）")
    terminals[1].report(first, ReportReason.SUSPICIOUS)
    terminals[1].report(second, ReportReason.WRONG)
    terminals[1].report("gone-long-ago", ReportReason.WRONG)
    add_sealing_key(office)
    terminals[0].report(second, ReportReason.WRONG)
    carried(kiosk, terminals[1], office)
    carried(kiosk, terminals[0], office)
    posts = json.loads(kiosk("central", "reports", "--json", "--home", office).out)["posts"]
    assert {(p["job_id"], p["reason"]): p["count"] for p in posts} == {
        (first, "filled"): 2,
        (first, "suspicious"): 1,
        (second, "wrong"): 2,
    }
    filled = next(p for p in posts if p["reason"] == "filled")
    assert (filled["sites"], filled["since"]) == (sorted(SITES), LEFT_AT.isoformat())
    assert filled["employer"] == "示例物业公司"
    assert kiosk("central", "withdraw", first, "--home", office).code == 0
    text = kiosk("central", "reports", "--home", office).out
    assert first not in text
    assert (second in text, "信息有误 ×2" in text) == (True, True)
    everything = kiosk("central", "reports", "--all", "--home", office).out
    assert "gone-long-ago" in everything
    assert "on no screen any more" in everything


def test_what_does_not_open_is_kept_counted_and_comes_back_with_its_key(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminal = terminals[0]
    own = sealing_key(office).public_key.encode().hex()
    terminal.report(a_job().id, ReportReason.FILLED)
    terminal.lay(b"\x02another suite")
    terminal.lay(seal(b'{"job_id": 5}', own))
    terminal.lay(seal(b"\xff\xfe", own))
    carried(kiosk, terminal, office)
    said = json.loads(kiosk("central", "reports", "--json", "--home", office).out)
    assert (len(said["posts"]), len(said["unreadable"])) == (1, 3)
    assert "3 submissions cannot be opened" in kiosk("central", "reports", "--home", office).out
    path = office / "keys" / "central-sealing.key"
    key = path.read_text()
    path.unlink()
    said = json.loads(kiosk("central", "reports", "--json", "--home", office).out)
    assert (len(said["posts"]), len(said["unreadable"])) == (0, 4)
    path.write_text(key)
    said = json.loads(kiosk("central", "reports", "--json", "--home", office).out)
    assert (len(said["posts"]), len(said["unreadable"])) == (1, 3)


def test_a_title_cannot_steer_the_offices_window(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminals[0].report(a_job().id, ReportReason.WRONG, title="保洁\x1b[2J\n员\u202e")
    carried(kiosk, terminals[0], office)
    out = kiosk("central", "reports", "--home", office).out
    assert all(c.isprintable() for c in out.replace("\n", ""))
    assert len(out.splitlines()) == 2


def test_the_list_names_everything_and_says_nothing(
    kiosk: Kiosk, terminals: list[Terminal]
) -> None:
    home = terminals[0].home
    assert kiosk("outbox", "list", "--home", home).out == "Nothing waits to be sent.\n"
    first = terminals[0].report(a_job().id, ReportReason.FILLED, datetime.now(UTC))
    terminals[0].report(a_job().id, ReportReason.WRONG, datetime.now(UTC) - timedelta(hours=2))
    terminals[0].report("x" * 200, ReportReason.WRONG)
    path = home / "outbox.db"
    with closing(OutboxQueue(path)) as queue:
        queue.mark(2, OutboxState.UNCONFIRMED, "silent")
    with closing(OutboxQueue(path)) as queue:
        third = queue.row(3)
    assert isinstance(third, OutboxRow)
    path.write_bytes(path.read_bytes().replace(third.sealed[40:80], b"y" * 40))
    rows = json.loads(kiosk("outbox", "list", "--json", "--home", home).out)["rows"]
    assert [(row["state"], row["verdict"]) for row in rows] == [
        ("waiting", ""),
        ("unconfirmed", "silent"),
        ("waiting", "damaged"),
    ]
    assert (rows[0]["id"], rows[0]["reference"]) == (first, "7K2M-9QXT")
    assert 7190 < rows[1]["age_s"] < 7300
    text = kiosk("outbox", "list", "--home", home).out
    assert text.count("\n") == 3
    assert "2 h 0 min" in text
    saved = kiosk("outbox", "export", home / "stick", "--home", home)
    assert saved.code == 1, "not all of it could be written"
    assert "1 of the rows are damaged" in saved.err
    assert len((home / "stick").read_bytes().splitlines()) == 2


def test_what_can_be_read_of_a_ruined_outbox_is_saved(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminal = terminals[0]
    for _ in range(30):
        terminal.report(a_job().id, ReportReason.FILLED)
    path = terminal.home / "outbox.db"
    whole = bytearray(path.read_bytes())
    page = whole.rindex(b"job_report") // 4096 * 4096
    whole[page : page + 16] = b"\xa5" * 16
    path.write_bytes(whole)
    said = kiosk("outbox", "export", terminal.home / "stick", "--home", terminal.home)
    assert said.code == 1
    assert "keep outbox.db" in said.err
    assert path.read_bytes() == bytes(whole)
    taken = kiosk("central", "receive", terminal.home / "stick", "--json", "--home", office)
    assert 10 < json.loads(taken.out)["new"] < 30


def test_receipts_of_anybody_else_let_nothing_be_forgotten(
    kiosk: Kiosk, tmp_path: Path, office: Path, terminals: list[Terminal]
) -> None:
    for terminal in terminals:
        terminal.report(a_job().id, ReportReason.FILLED)
    _, receipts = carried(kiosk, terminals[0], office)
    others = kiosk("outbox", "confirm", receipts, "--home", terminals[1].home)
    assert (others.code, terminals[1].waiting()) == (0, 1)
    (terminals[0].home / "keys" / "trusted.key").write_text("ab" * 32)
    refused = kiosk("outbox", "confirm", receipts, "--home", terminals[0].home)
    assert (refused.code, terminals[0].waiting()) == (1, 1)
    receipts.write_bytes(b"{}\nnonsense\n")
    assert kiosk("outbox", "confirm", receipts, "--home", terminals[1].home).code == 1


def test_receipts_of_a_new_key_are_believed(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminals[0].report(a_job().id, ReportReason.FILLED)
    rotate_key(office)
    _, receipts = carried(kiosk, terminals[0], office)
    assert kiosk("outbox", "confirm", receipts, "--home", terminals[0].home).code == 0
    assert terminals[0].waiting() == 0


def test_the_office_takes_in_only_what_its_terminals_signed(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    for number in range(3):
        terminals[0].report(f"job-{number}", ReportReason.FILLED)
    stick = terminals[0].home / "stick"
    kiosk("outbox", "export", stick, "--home", terminals[0].home)
    first, second, third = stick.read_bytes().splitlines()
    forged = first.replace(
        terminals[0].identity.key.verify_key.encode().hex().encode(),
        terminals[1].identity.key.verify_key.encode().hex().encode(),
    )
    stranger = first.replace(b'"keyid":"', b'"keyid":"0', 1)
    stick.write_bytes(b"\n".join([forged, stranger, b"no json", second[:-40], b"", third]) + b"\n")
    said = kiosk("central", "receive", stick, "--json", "--home", office)
    assert said.code == 1
    assert said.err.count("\n") == 1
    found = json.loads(said.out)
    assert (found["new"], sum(found["refused"].values())) == (1, 4)


def test_a_revoked_terminals_stick_needs_a_word_more(
    kiosk: Kiosk, office: Path, terminals: list[Terminal]
) -> None:
    terminals[0].report(a_job().id, ReportReason.FILLED)
    stick = terminals[0].home / "stick"
    kiosk("outbox", "export", stick, "--home", terminals[0].home)
    with closing(Store.of_terminals(office)) as store:
        revoke(store, terminals[0].identity.terminal, by="示例", at=datetime.now(UTC))
    refused = kiosk("central", "receive", stick, "--home", office)
    assert (refused.code, "--even-revoked" in refused.out) == (1, True)
    taken = kiosk("central", "receive", stick, "--even-revoked", "--home", office)
    assert (taken.code, taken.out) == (0, "1 taken in, 0 were here already.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("outbox", "export", "/nowhere/stick"),
        ("outbox", "confirm", "/nowhere/receipts"),
        ("outbox", "export"),
        ("outbox",),
        ("central", "receive", "/nowhere/stick"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_without_traceback(
    kiosk: Kiosk, terminals: list[Terminal], words: tuple[str, ...]
) -> None:
    terminals[0].report(a_job().id, ReportReason.FILLED)
    said = kiosk(*words, "--home", terminals[0].home)
    assert said.code in (1, 2)
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_terminal_without_a_name_saves_nothing_and_loses_nothing(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    home = tmp_path / "new"
    home.mkdir()
    assert kiosk("outbox", "list", "--json", "--home", home).out == (
        '{"rows": [], "set_aside": []}\n'
    )
    said = kiosk("outbox", "export", home / "stick", "--home", home)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "kiosk enroll" in said.err
    assert not (home / "stick").exists()


def test_no_report_is_no_fault(kiosk: Kiosk, office: Path) -> None:
    said = kiosk("central", "reports", "--home", office)
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert kiosk("central", "reports", "--json", "--home", office).out == (
        '{"posts": [], "unreadable": []}\n'
    )
