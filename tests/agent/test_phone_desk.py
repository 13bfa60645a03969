"""From the screen's wish to a ticket that a phone can use, and back: what the phone did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from kiosk.agent.identity import TerminalIdentity, load_identity
from kiosk.agent.minting import LOOK_SECONDS, Minting
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import Voice
from kiosk.agent.ticket_watch import ASK_SECONDS, OFFLINE_SECONDS, TicketWatch
from kiosk.consents import CONSENTS
from kiosk.contract.tickets import LIFETIME, prove_ticket
from kiosk.submissions import Purpose
from kiosk.timekeeping import LONGEST_SILENCE, TrustedTime
from offline_cache.desk import MOST_WISHES, Answer, Desk, Reached, Wish
from tests.central_process import CentralProcess, PlatformHome, serving
from tests.enrolled import enrolled
from tests.sample_records import a_job

WISH = Wish(purpose=Purpose.RESUME, about="job-0001")


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    home = PlatformHome(tmp_path_factory.mktemp("central"))
    home.take(a_job())
    home.publish()
    home.store.close()
    with serving(home.home) as central:
        central.home = home.home  # type: ignore[attr-defined]
        yield central


@pytest.fixture
def home(tmp_path: Path, platform: CentralProcess) -> Path:
    home = tmp_path / "terminal"
    enrolled(platform.home, platform.url, home)  # type: ignore[attr-defined]
    return home


@pytest.fixture
def desk(home: Path) -> Desk:
    return Desk(home)


def minting(home: Path, *, doubtful: bool = False, url: str = "https://example.cn") -> Minting:
    def time() -> TrustedTime:
        return TrustedTime(datetime.now(UTC), doubtful)

    return Minting(Desk(home), lambda: load_identity(home), url, time)


def identity(home: Path) -> TerminalIdentity:
    found = load_identity(home)
    assert found is not None
    return found


def answered(desk: Desk, name: str) -> Answer:
    answer = desk.answer(name)
    assert answer is not None
    return answer


@pytest.fixture
def api(platform: CentralProcess) -> Iterator[PlatformApi]:
    with closing(PlatformApi(platform.url, timeout_seconds=5)) as api:
        yield api


@pytest.fixture
def watch(home: Path, api: PlatformApi) -> TicketWatch:
    return TicketWatch(Desk(home), Voice(home, api, now=lambda: datetime.now(UTC)).signed)


def test_a_wish_gets_a_ticket_of_this_terminal(home: Path, desk: Desk) -> None:
    duty = minting(home)
    assert duty.run() == LOOK_SECONDS
    name = desk.want(WISH)
    assert desk.answer(name) is None
    duty.run()
    answer = answered(desk, name)
    assert answer.address.startswith("https://example.cn/p#")
    ticket = prove_ticket(answer.address.partition("#")[2], identity(home).key.verify_key)
    assert (ticket.purpose, ticket.about) == (Purpose.RESUME, "job-0001")
    assert ticket.nonce.hex() == answer.nonce
    assert answer.expires_at is not None
    assert abs(answer.expires_at - ticket.expires_at) < timedelta(seconds=1)
    duty.run()
    assert desk.answer(name) == answer


def test_where_the_time_is_in_doubt_the_ticket_is_good_for_longer(home: Path, desk: Desk) -> None:
    duty = minting(home, doubtful=True)
    duty.run()
    name = desk.want(WISH)
    duty.run()
    answer = answered(desk, name)
    ticket = prove_ticket(answer.address.partition("#")[2], identity(home).key.verify_key)
    assert ticket.expires_at > datetime.now(UTC) + LONGEST_SILENCE
    assert answer.expires_at is not None
    assert answer.expires_at <= datetime.now(UTC) + LIFETIME


def test_before_enrolment_the_screen_is_told_that_there_is_none(tmp_path: Path) -> None:
    duty, desk = minting(tmp_path), Desk(tmp_path)
    duty.run()
    name = desk.want(WISH)
    duty.run()
    assert desk.answer(name) == Answer(reached=Reached.REFUSED)


def test_an_id_that_would_make_the_code_hard_to_scan_is_left_out(home: Path, desk: Desk) -> None:
    duty = minting(home)
    duty.run()
    long, usual = desk.want(replace(WISH, about="岗" * 100)), desk.want(WISH)
    duty.run()
    for name, about in ((long, ""), (usual, WISH.about)):
        ticket = prove_ticket(
            answered(desk, name).address.partition("#")[2], identity(home).key.verify_key
        )
        assert ticket.about == about


def test_what_the_screen_forgets_is_gone_and_so_is_what_a_killed_one_left(
    home: Path, desk: Desk
) -> None:
    duty = minting(home)
    duty.run()
    name = desk.want(WISH)
    duty.run()
    desk.forget(name)
    assert desk.answer(name) is None
    other = desk.want(WISH)
    duty.run()
    (home / "desk" / f"{other}.wish").unlink()
    duty.run()
    assert desk.answer(other) is None
    assert not list((home / "desk").iterdir())


def test_an_agent_that_starts_anew_goes_on_where_the_last_one_was(home: Path, desk: Desk) -> None:
    answered, waiting = desk.want(WISH), ""
    minting(home).run()
    before = desk.answer(answered)
    waiting = desk.want(WISH)
    minting(home).run()
    assert desk.answer(answered) == before
    assert desk.answer(waiting) is not None


def test_odd_files_and_too_many_wishes_are_passed_over(home: Path, desk: Desk) -> None:
    duty = minting(home)
    duty.run()
    name = desk.want(WISH)
    (home / "desk" / "0.wish").write_bytes(b"\xff\x00")
    duty.run()
    assert answered(desk, name).reached is Reached.SHOWN
    (home / "desk" / f"{name}.answer").write_bytes(b"{torn")
    assert desk.answer(name) is None
    for _ in range(3 * MOST_WISHES):
        desk.want(WISH)
    assert len(desk.wishes()) <= MOST_WISHES


def test_what_the_phone_does_is_on_the_desk_at_the_next_question(
    home: Path, desk: Desk, watch: TicketWatch, platform: CentralProcess
) -> None:
    duty = minting(home)
    duty.run()
    name = desk.want(WISH)
    duty.run()
    assert watch.run() == ASK_SECONDS
    shown = answered(desk, name)
    assert (shown.reached, shown.online, len(shown.code)) == (Reached.SHOWN, True, 8)
    ticket = shown.address.partition("#")[2]
    with httpx.Client(base_url=platform.url) as phone:
        code = {"code": shown.code}
        assert phone.post("/v1/phone/codes", json=code).json() == {"ticket": ticket}
        session = phone.post("/v1/phone/sessions", content=ticket).json()
        assert session["job"]["title"] == "前台文员1"
        assert session["watched"]
        watch.run()
        assert answered(desk, name).reached is Reached.SCANNED
        form = {
            "consent": CONSENTS[Purpose.RESUME].version,
            "name": "示例",
            "phone": "13800000000",
            "wanted": "保洁",
        }
        submission = str(uuid4())
        receipt = phone.put(
            f"/v1/phone/resumes/{submission}",
            json=form,
            headers={"Authorization": f"Ticket {ticket}"},
        )
        assert receipt.status_code == 201, receipt.text
    watch.run()
    received = answered(desk, name)
    assert (received.reached, received.code) == (Reached.RECEIVED, "")
    assert (received.submission, received.reference) == (submission, receipt.json()["reference"])


def test_without_a_network_the_code_stays_and_only_its_twin_goes(
    home: Path, desk: Desk, watch: TicketWatch
) -> None:
    duty = minting(home)
    duty.run()
    name = desk.want(WISH)
    duty.run()
    watch.run()
    before = answered(desk, name)
    with closing(PlatformApi("http://127.0.0.1:9", timeout_seconds=1)) as nowhere:
        voice = Voice(home, nowhere, now=lambda: datetime.now(UTC))
        assert TicketWatch(desk, voice.signed).run() == OFFLINE_SECONDS
    after = answered(desk, name)
    assert (after.online, after.code, after.address) == (False, "", before.address)
    watch.run()
    assert answered(desk, name) == before
