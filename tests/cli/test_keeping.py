"""Withdrawing and changing the key, from the command line to a terminal's screen."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.audit import newest_entries
from kiosk.central.keys import key_chain
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.sealing import seal, unseal
from kiosk.verbs import central_serve
from tests.central_process import REGION, PlatformHome, serving
from tests.cli.conftest import Kiosk
from tests.conftest import ExpectedLog
from tests.sample_records import a_job

SCAM = "示例骗子有限公司"
# The verbs ask the real clock, so these jobs must be in force whenever the test runs.
LATER = datetime.now(UTC).date() + timedelta(days=60)


@pytest.fixture
def platform(tmp_path: Path) -> PlatformHome:
    platform = PlatformHome(tmp_path / "platform")
    employers = (None, None, SCAM, f"{SCAM} ")
    platform.take(
        *(
            a_job(number, valid_through=LATER, employer=employer)
            for number, employer in enumerate(employers, start=1)
        )
    )
    return platform


def found(kiosk: Kiosk, home: Path) -> set[str]:
    rows = json.loads(kiosk("search", "前台", "--json", "--home", home).out)
    return {row["id"] for row in rows}


def test_a_withdrawn_post_is_gone_with_the_next_poll(
    kiosk: Kiosk, platform: PlatformHome, tmp_path: Path
) -> None:
    home = tmp_path / "terminal"
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "trusted.key").write_text(platform.public_key)
    assert kiosk("central", "publish", "--home", platform.home).code == 0
    with serving(platform.home) as central:
        (home / "kiosk.toml").write_text(f'[central]\nurl = "{central.url}"\n')
        kiosk("sync", "--once", "--home", home)
        assert len(found(kiosk, home)) == 4
        said = kiosk("central", "withdraw", "job-0002", "nothing", "--home", platform.home)
        assert said.out == f"1 withdrawn (there is no 'nothing'); published {REGION} version 2\n"
        kiosk("sync", "--once", "--home", home)
        assert found(kiosk, home) == {"job-0001", "job-0003", "job-0004"}
        said = kiosk("central", "withdraw", "--employer", SCAM, "--home", platform.home)
        assert f"its 2 posts withdrawn; published {REGION} version 3" in said.out
        kiosk("sync", "--once", "--home", home)
        assert found(kiosk, home) == {"job-0001"}
        said = kiosk("central", "rotate-key", "--home", platform.home)
        assert f"signed anew: {REGION}." in said.out
        assert kiosk("sync", "--once", "--home", home).code == 0
    assert len(key_chain(platform.home).rotations) == 1


def test_a_withdrawn_employer_stays_off_whatever_a_feed_brings(
    kiosk: Kiosk, platform: PlatformHome
) -> None:
    kiosk("central", "withdraw", "--employer", SCAM, "--home", platform.home)
    tally = platform.take(a_job(5, employer="示例 骗子有限公司"), a_job(6))
    assert (tally.accepted, dict(tally.rejected)) == (1, {"employer_withdrawn": 1})
    undone = kiosk("central", "withdraw", "--employer", SCAM, "--undo", "--home", platform.home)
    assert (undone.code, "may post again" in undone.out) == (0, True)
    assert platform.take(a_job(5, employer=SCAM)).accepted == 1
    again = kiosk("central", "withdraw", "--employer", SCAM, "--undo", "--home", platform.home)
    assert (again.code, "was not withdrawn" in again.err) == (1, True)


def test_what_a_verb_decides_stands_in_the_audit_log(kiosk: Kiosk, platform: PlatformHome) -> None:
    at_home = ("--home", platform.home)
    kiosk("central", "refuse", "job-0001", "--by", "示例甲", *at_home)
    kiosk("central", "release", "job-0001", "--by", "示例乙", *at_home)
    kiosk("central", "release", "nothing", "--by", "示例乙", *at_home)
    kiosk("central", "withdraw", "job-0002", "nothing", "--by", "示例甲", *at_home)
    kiosk("central", "withdraw", "--employer", SCAM, "--by", "示例甲", *at_home)
    kiosk("central", "withdraw", "--employer", SCAM, "--undo", "--by", "示例乙", *at_home)
    with closing(Store.of_terminals(platform.home)) as store:
        rows = newest_entries(store, skip=0, limit=20)
    seen = [(row.operator, row.action, row.subject) for row in rows]
    assert seen[::-1] == [
        ("示例甲", "refuse", "job-0001"),
        ("示例乙", "approve", "job-0001"),
        ("示例甲", "withdraw", "job-0002"),
        ("示例甲", "withdraw", SCAM),
        ("示例乙", "reinstate", SCAM),
    ]
    assert kiosk("central", "audit", "check", *at_home).code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Name ids"),
        (("job-0001", "--employer", SCAM), 2, "Name ids"),
        (("job-0001", "--undo"), 2, "Name ids"),
        (("nothing",), 1, "There is no record 'nothing'"),
    ],
)
def test_a_withdrawal_of_nothing_is_refused(
    kiosk: Kiosk, platform: PlatformHome, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = kiosk("central", "withdraw", *words, "--home", platform.home)
    assert (answer.code, said in answer.err) == (code, True)


def test_the_platform_publishes_by_itself(
    platform: PlatformHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = threading.Event()
    seen: list[Path] = []

    def once(home: Path) -> None:
        seen.append(home)
        published.set()

    monkeypatch.setattr(central_serve, "publish_again", once)
    with central_serve._publishing(platform.home, 1 / 60_000):  # type: ignore[arg-type]
        assert published.wait(10)
    assert set(seen) == {platform.home}


def test_a_publisher_that_breaks_ends_the_server(
    platform: PlatformHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(central_serve.os, "kill", lambda *_: ended.set())
    monkeypatch.setattr(central_serve, "publish_again", lambda _: 1 / 0)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with central_serve._publishing(platform.home, 1 / 60_000):  # type: ignore[arg-type]
        assert ended.wait(10)


def test_a_new_sealing_key_is_published_and_the_old_one_still_opens(
    kiosk: Kiosk, platform: PlatformHome
) -> None:
    before = platform.publish().manifest.sealing_key
    sealed = seal(b"report", before)
    said = kiosk("central", "rotate-key", "--sealing", "--home", platform.home)
    assert "sealed to a new key" in said.out
    assert platform.publish().manifest.sealing_key != before
    assert unseal(sealed, sealing_keys(platform.home)) == b"report"


def test_publishing_again_makes_and_keeps_a_version(platform: PlatformHome) -> None:
    central_serve.publish_again(platform.home)
    manifest = platform.home / "regions" / REGION / "manifest.json"
    first = manifest.read_bytes()
    central_serve.publish_again(platform.home)
    assert manifest.read_bytes() == first


def test_a_platform_that_cannot_publish_says_so_and_goes_on(
    platform: PlatformHome, expected_log: ExpectedLog
) -> None:
    (platform.home / "keys").mkdir()
    (platform.home / "keys" / "central-signing.key").write_text("zz")
    expected_log("nothing was published")
    central_serve.publish_again(platform.home)
