"""The terminal's heartbeats and its signing, with a real platform where it matters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.care_record import Cause, count_start
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.heartbeat import INTERVAL_SECONDS, Heartbeats, OutboxFigures
from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi, Voice
from kiosk.agent.verdicts import Verdict
from kiosk.central.fleet import Presence, fleet
from kiosk.central.store import Store
from kiosk.central.terminals import revoke
from kiosk.contract.terminals import LARGEST_HEARTBEAT, Count, Heartbeat, Word
from kiosk.timekeeping import Anchor, ClockReading
from offline_cache.rows import CatalogueState
from tests.central_process import serving
from tests.enrolled import enrolled

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
READING = ClockReading(NOW - timedelta(hours=1), "boot-a", 4321.5)
STATE = CatalogueState(
    version=7,
    published_at=NOW - timedelta(days=2),
    expires_at=NOW + timedelta(days=12),
    applied_at=NOW - timedelta(days=1),
    digests={},
    contact_at=NOW - timedelta(minutes=4),
    verdict="current",
)


@dataclass(frozen=True)
class Office:
    home: Path
    url: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    with serving(home) as central:
        yield Office(home, central.url)


@pytest.fixture
def api(office: Office) -> Iterator[PlatformApi]:
    with closing(PlatformApi(office.url, timeout_seconds=5)) as api:
        yield api


def heartbeats(home: Path, voice: Voice, state: CatalogueState | None = STATE) -> Heartbeats:
    return Heartbeats(
        voice.signed,
        home=home,
        version="0.1.0",
        catalogue=lambda: state,
        outbox=lambda: OutboxFigures(3, 60, 1),
        clock=lambda: READING,
        now=lambda: NOW,
        rng=Random(1),
        errors=lambda: ("outbox",),
    )


def test_a_terminal_that_is_not_enrolled_says_nothing(tmp_path: Path) -> None:
    with closing(PlatformApi("http://127.0.0.1:9", timeout_seconds=1)) as api:
        duty = heartbeats(tmp_path, Voice(tmp_path, api, now=lambda: NOW))
        pauses = [duty.run() for _ in range(50)]
    assert all(0.8 * INTERVAL_SECONDS <= pause <= 1.2 * INTERVAL_SECONDS for pause in pauses)
    assert max(pauses) - min(pauses) > 60


def test_enrolled_meanwhile_it_speaks_and_the_clock_is_learnt_once(
    office: Office, api: PlatformApi, tmp_path: Path
) -> None:
    home = tmp_path / "terminal"
    home.mkdir()
    asked: list[str] = []

    def nonce() -> str:
        asked.append(f"{home}-{len(asked)}"[-40:])
        return asked[-1]

    voice = Voice(home, api, now=lambda: NOW, nonce=nonce)  # wrong by months
    duty = heartbeats(home, voice)
    duty.run()
    assert asked == []
    terminal = enrolled(office.home, office.url, home).terminal
    duty.run()
    assert len(asked) == 2, "refused for its clock, sent again"
    duty.run()
    assert len(asked) == 3, "the clock is known now"
    with closing(Store.of_terminals(office.home)) as store:
        (row,) = (r for r in fleet(store, datetime.now(UTC)) if r.terminal == terminal)
    assert row.presence is Presence.ONLINE
    assert row.said is not None
    assert (row.said.catalogue_version, row.said.catalogue_age_s) == (7, 240)
    real = round((datetime.now(UTC) - READING.wall).total_seconds())
    assert abs(row.said.clock_offset_s - real) < 30


def test_what_is_said(office: Office, api: PlatformApi, tmp_path: Path) -> None:
    for cause in (Cause.POWER, Cause.CLEAN, Cause.POWER):
        count_start(tmp_path, cause)
    enrolled(office.home, office.url, tmp_path)
    voice = Voice(tmp_path, api, now=lambda: NOW)
    signed = voice.signed()
    assert signed is not None
    assert voice.signed() is signed
    said = heartbeats(tmp_path, voice).heartbeat(signed)
    assert (said.boot_id, said.uptime_s, said.version) == ("boot-a", 4321, "0.1.0")
    assert (said.outbox_waiting, said.outbox_oldest_s, said.outbox_parked) == (3, 60, 1)
    assert (said.last_verdict, said.clock_offset_s) == ("current", 3600)
    assert said.errors == ("outbox",)
    assert said.disk_free_mb > 0
    assert 10 < said.memory_mb < 100_000
    assert said.restarts == {"power": 2, "clean": 1}
    empty = heartbeats(tmp_path, voice, None).heartbeat(signed)
    assert (empty.catalogue_version, empty.catalogue_age_s, empty.last_verdict) == (None, None, "")


def test_no_field_can_hold_what_a_person_says() -> None:
    """Every string is a short word of ASCII; a new field has to be thought about here."""
    allowed = {Word, Count, Count | None, dict[Word, Count], tuple[Word, ...], int}
    for field in msgspec.structs.fields(Heartbeat):
        assert field.type in allowed or field.encode_name in ("version", "boot_id"), field
    fullest = Heartbeat(
        **{
            field.name: "x" * 40
            for field in msgspec.structs.fields(Heartbeat)
            if field.name in ("version", "boot_id", "last_verdict", "printer")
        },
        uptime_s=2**53,
        restarts={"screen": 10**6, "agent": 10**6},
        catalogue_version=10**9,
        catalogue_age_s=10**9,
        outbox_waiting=10**6,
        outbox_oldest_s=10**9,
        outbox_parked=10**6,
        disk_free_mb=10**9,
        memory_mb=10**6,
        clock_offset_s=-(10**10),
        sessions=10**9,
        errors=("x" * 40,) * 3,
    )
    assert len(msgspec.json.encode(fullest)) <= LARGEST_HEARTBEAT


def test_a_revoked_terminal_goes_on_calmly(
    office: Office, api: PlatformApi, tmp_path: Path
) -> None:
    identity = enrolled(office.home, office.url, tmp_path)
    with closing(Store.of_terminals(office.home)) as store:
        revoke(store, identity.terminal, by="示例", at=datetime.now(UTC))
    voice = Voice(tmp_path, api, now=lambda: datetime.now(UTC))
    assert heartbeats(tmp_path, voice).run() < 2 * INTERVAL_SECONDS
    signed = voice.signed()
    assert signed is not None
    answer = signed.send("POST", "/v1/heartbeats", b"{}")
    assert isinstance(answer, Unreachable)
    assert answer.verdict is Verdict.REVOKED


class Script:
    """Answers in a row, and how often it was asked."""

    def __init__(self, *answers: Answered | Unreachable) -> None:
        self.answers = list(answers)

    def send(self, *_: object, **__: object) -> Answered | Unreachable:
        return self.answers.pop(0)


def refused(verdict: Verdict, date: datetime | None, **more: float) -> Unreachable:
    return Unreachable(verdict, "", status=401, code=str(verdict), date=date, **more)  # type: ignore[arg-type]


def sent_by(identity: TerminalIdentity, script: Script) -> SignedApi:
    return SignedApi(script, identity, now=lambda: NOW)  # type: ignore[arg-type]


def test_the_clock_is_learnt_once_and_only_where_it_is_told(office: Office, tmp_path: Path) -> None:
    identity = enrolled(office.home, office.url, tmp_path)
    told = refused(Verdict.CLOCK, NOW + timedelta(days=365))
    script = Script(told, told, told)
    signed = sent_by(identity, script)
    assert signed.send("POST", "/v1/heartbeats") == told
    assert (len(script.answers), signed.offset) == (1, timedelta(days=365))
    for answer in (
        refused(Verdict.CLOCK, None),
        refused(Verdict.REPLAYED, NOW + timedelta(days=1)),
        Answered(204, b"", NOW + timedelta(days=1)),
    ):
        script = Script(answer)
        signed = sent_by(identity, script)
        assert signed.send("POST", "/v1/heartbeats") == answer
        assert signed.offset == timedelta(0)


def test_a_platform_that_asks_for_patience_gets_it(office: Office, tmp_path: Path) -> None:
    identity = enrolled(office.home, office.url, tmp_path)
    busy = refused(Verdict.SERVER_ERROR, None, retry_after=1200.0)

    class Patient:
        def signed(self) -> SignedApi:
            return sent_by(identity, Script(busy))

    assert heartbeats(tmp_path, Patient()).run() == 1200.0  # type: ignore[arg-type]


def test_the_time_of_the_thread_that_speaks(tmp_path: Path) -> None:
    assert glance(tmp_path) is None
    (tmp_path / "catalogue.db").write_bytes(b"no database" * 100)
    assert glance(tmp_path) is None
    assert terminal_now(lambda: READING, lambda: None) == READING.wall
    anchored = replace(STATE, anchor=Anchor(NOW, replace(READING, since_boot=4320.5)))
    assert terminal_now(lambda: READING, lambda: anchored) == NOW + timedelta(seconds=1)
