"""A technician's and the office's verbs about terminals, as they are typed."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.central.store import Store
from kiosk.central.terminals import note_heartbeat
from kiosk.contract.terminals import Heartbeat
from tests.central_process import CentralProcess, PlatformHome, serving
from tests.cli.conftest import Kiosk
from tests.sample_records import a_job

SITE = "泉城社区食堂"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    platform = PlatformHome(tmp_path / "office")
    platform.take(a_job())
    yield platform.home
    platform.store.close()


@pytest.fixture
def central(office: Path) -> Iterator[CentralProcess]:
    with serving(office) as central:
        yield central


def beat(office: Path, terminal: str, ago: timedelta, boot: str = "a", **said: object) -> None:
    heartbeat = Heartbeat(version="0.1.0", boot_id=boot, uptime_s=1, **said)  # type: ignore[arg-type]
    with closing(Store.of_terminals(office)) as store:
        note_heartbeat(store, terminal, heartbeat, datetime.now(UTC) - ago)


def test_from_the_office_to_the_terminal_and_back(
    kiosk: Kiosk, office: Path, central: CentralProcess, tmp_path: Path
) -> None:
    token, home = tmp_path / "token.json", tmp_path / "terminal"
    to = ("--site", SITE, "--url", central.url, "--out", token, "--home", office)
    made = kiosk("central", "enroll", *to)
    assert made.code == 0
    assert str(token) in made.out
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert kiosk("central", "enroll", *to).code == 1, "a token file is never overwritten"
    known = kiosk("enroll", "--token", token, "--home", home)
    assert known.code == 0
    assert known.out.count("\n") == 1
    assert SITE in known.out
    (row,) = json.loads(kiosk("central", "fleet", "--json", "--home", office).out)
    assert (row["site"], row["presence"], row["standing"]) == (SITE, "new", "active")
    assert row["terminal"] in known.out
    terminal = row["terminal"]
    beat(
        office,
        terminal,
        timedelta(minutes=20),
        catalogue_version=7,
        catalogue_age_s=7200,
        last_verdict="current",
        outbox_waiting=3,
        outbox_oldest_s=90,
    )
    table = kiosk("central", "fleet", "--home", office).out.splitlines()
    assert table[1].split() == [
        *(terminal, SITE, "late", "20", "min", "ago", "7", "2", "h", "current"),
        *("3", "1", "min", "0"),
    ]
    assert kiosk("central", "revoke", terminal, "--home", office).code == 0
    assert "revoked" in kiosk("central", "fleet", "--home", office).out
    again = kiosk("central", "reinstate", terminal, "--home", office)
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert "new token" in again.err


def test_a_clone_is_reinstated(
    kiosk: Kiosk, office: Path, central: CentralProcess, tmp_path: Path
) -> None:
    token, home = tmp_path / "token.json", tmp_path / "terminal"
    kiosk(
        "central", "enroll", "--site", SITE, "--url", central.url, "--out", token, "--home", office
    )
    said = json.loads(kiosk("enroll", "--token", token, "--json", "--home", home).out)
    for boot in "aba":
        beat(office, said["terminal"], timedelta(0), boot)
    assert "cloned" in kiosk("central", "fleet", "--home", office).out
    assert kiosk("central", "reinstate", said["terminal"], "--home", office).code == 0
    assert "online" in kiosk("central", "fleet", "--home", office).out


@pytest.mark.parametrize(
    "words",
    [
        ("enroll",),
        ("enroll", "--token", "nowhere.json"),
        ("central", "enroll", "--site", "", "--url", "http://a", "--out", "t"),
        ("central", "enroll", "--site", "字" * 41, "--url", "http://a", "--out", "t"),
        ("central", "enroll", "--site", "a", "--url", "a.example", "--out", "t"),
        ("central", "enroll", "--site", "a", "--url", "http://a", "--out", "/nowhere/t"),
        ("central", "enroll", "--site", "a", "--url", "http://a", "--out", "t", "--days", "0"),
        ("central", "revoke", "zzzzzzzz"),
        ("central", "reinstate", "zzzzzzzz"),
        ("central", "revoke"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    kiosk: Kiosk, office: Path, words: tuple[str, ...]
) -> None:
    try:
        said = kiosk(*words, "--home", office)
    except SystemExit as error:
        pytest.fail(f"argparse left with {error.code}")
    assert said.code in (1, 2)
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_an_office_without_a_terminal_says_so(kiosk: Kiosk, tmp_path: Path) -> None:
    said = kiosk("central", "fleet", "--home", tmp_path / "new")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert kiosk("central", "fleet", "--json", "--home", tmp_path / "new").out == "[]\n"


def test_the_region_is_not_guessed(kiosk: Kiosk, tmp_path: Path) -> None:
    to = ("--site", SITE, "--url", "http://a.example", "--out", tmp_path / "t")
    said = kiosk("central", "enroll", *to, "--home", tmp_path / "new")
    assert said.code == 1
    assert "--region" in said.err
    assert not (tmp_path / "t").exists()
