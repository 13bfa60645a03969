"""A terminal that is moved, whose memory of its platform is damaged, that is given odd things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from nacl.signing import SigningKey, VerifyKey

from kiosk.agent.answers import Unreachable
from kiosk.agent.asking import Ask, Asks, ask_agent
from kiosk.agent.followed import FOLLOWED_FILE, FollowedPlatform
from kiosk.agent.following import Follower
from kiosk.agent.lock import sole_agent
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.trust import TRUSTED_KEY_FILE
from kiosk.agent.verdicts import Verdict
from kiosk.central.publishing import publish_to
from kiosk.settings import Settings
from kiosk.timekeeping import ClockReading
from kiosk.verbs.following import done_in
from kiosk.verbs.refusals import CommandRefused
from offline_cache import CATALOGUE_FILE
from offline_cache.care_copy import GOOD_COPY_FILE, copy_proven
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from tests.agent.conftest import SITE
from tests.agent.odd_platform import OddPlatform
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job

ELSEWHERE = "370103"
Pull = Callable[..., Outcome]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "kiosk"
    home.mkdir()
    return home


@pytest.fixture
def pulled(home: Path, central: PlatformHome, platform: OddPlatform) -> Iterator[Pull]:
    """One pull, or one bundle taken, by an agent of ``home`` that was started for it."""
    root = VerifyKey(bytes.fromhex(central.public_key))
    with closing(PlatformApi(platform.url, timeout_seconds=2)) as api:

        def pull(region: str = REGION, bundle: Path | None = None) -> Outcome:
            followed = FollowedPlatform(home, root, region)
            clock = ClockReading(NOW, "", 0.0)
            follower = Follower(
                home, api, region=region, site=SITE, platform=followed, clock=lambda: clock
            )
            with closing(follower):
                return follower.take(bundle) if bundle else follower.pull()

        yield pull


def ids(home: Path) -> set[str]:
    with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
        found = reader.jobs(JobQuery(today=NOW.date()), limit=1000)
    return {nearby.job.id for nearby in found}


# Moved


def test_moved_to_another_region_it_takes_a_lower_version(
    pulled: Pull, central: PlatformHome, home: Path
) -> None:
    for minute in range(1, 4):
        central.take(a_job(70 + minute))
        central.publish(at=NOW + timedelta(minutes=minute))
    there = a_job(90, division="370103001")
    central.take(there, region=ELSEWHERE)
    central.publish(ELSEWHERE, at=NOW + timedelta(minutes=4))
    here = pulled()
    assert isinstance(here, Applied)
    assert here.version > 1
    assert copy_proven(home / CATALOGUE_FILE, home / GOOD_COPY_FILE) == "made"
    before = ids(home)
    moved = pulled(ELSEWHERE)
    assert isinstance(moved, Applied)
    assert moved.version == 1
    assert ids(home) == {there.id} != before
    assert not (home / GOOD_COPY_FILE).exists()
    assert isinstance(pulled(ELSEWHERE), UpToDate)


def test_moved_it_keeps_what_it_has_until_the_other_region_is_there(
    pulled: Pull, central: PlatformHome, home: Path
) -> None:
    pulled()
    before = ids(home)
    refused = pulled(ELSEWHERE)
    assert isinstance(refused, Failed)
    assert ids(home) == before
    assert isinstance(pulled(), UpToDate)


def test_cut_off_while_it_moves_it_goes_on_moving(home: Path) -> None:
    root, now = SigningKey.generate().verify_key, SigningKey.generate().verify_key
    FollowedPlatform(home, root, REGION).follow(root, 9)
    FollowedPlatform(home, root, ELSEWHERE).follow(now, 2)
    again = FollowedPlatform(home, root, ELSEWHERE)
    assert (again.moved, again.version, again.key) == (True, 2, now)
    again.arrived()
    assert not FollowedPlatform(home, root, ELSEWHERE).moved


# Flipped


@pytest.mark.parametrize("bit", range(8))
def test_no_flipped_bit_makes_it_refuse_its_platform(pulled: Pull, home: Path, bit: int) -> None:
    pulled()
    path = home / FOLLOWED_FILE
    whole = path.read_bytes()
    for at in range(0, len(whole), 5):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << bit
        path.write_bytes(flipped)
        assert isinstance(pulled(), Applied | UpToDate), (at, flipped)


def test_a_memory_that_cannot_be_read_ends_no_agent(home: Path) -> None:
    (home / FOLLOWED_FILE).mkdir(parents=True)
    root = SigningKey.generate().verify_key
    assert FollowedPlatform(home, root, REGION).key == root


# Odd things


@pytest.mark.parametrize("what", ["torn", "locked", "strange"])
def test_an_odd_zip_file_has_a_verdict(
    pulled: Pull, central: PlatformHome, tmp_path: Path, what: str
) -> None:
    publish_to(central.home, REGION, tmp_path / "tree", NOW)
    path = tmp_path / "odd.bundle"
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        for file in (tmp_path / "tree").rglob("*"):
            if file.is_file():
                bundle.write(file, file.relative_to(tmp_path / "tree").as_posix())
        manifest = next(i for i in bundle.infolist() if i.filename.endswith("manifest.json"))
    raw = bytearray(path.read_bytes())
    if what == "torn":
        start = manifest.header_offset + 30 + len(manifest.filename)
        raw[start : start + 20] = b"\xff" * 20
    else:
        field, value = {"locked": (6, 1), "strange": (8, 99)}[what]
        for magic, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
            at = raw.find(magic)
            while at >= 0:
                raw[at + field + shift] = value
                at = raw.find(magic, at + 4)
    path.write_bytes(raw)
    taken = pulled(bundle=path)
    assert isinstance(taken, Failed)
    assert taken.verdict is Verdict.TRUNCATED


def test_an_ask_that_ends_the_agent_is_not_asked_of_the_next_one(home: Path) -> None:
    asked: list[Ask] = []

    def breaking(ask: Ask) -> Outcome:
        asked.append(ask)
        raise ZeroDivisionError

    def start_agent(_seconds: float) -> None:
        with pytest.raises(ZeroDivisionError):
            Asks(home, breaking, lambda: 0.0).run()
        Asks(home, breaking, lambda: 0.0).run()
        raise KeyboardInterrupt

    with sole_agent(home), pytest.raises(KeyboardInterrupt):
        ask_agent(home, Ask(), start_agent, seconds=1.0)
    assert len(asked) == 1
    assert not list((home / "asks").iterdir())


def test_an_asker_that_cannot_ask_is_told_in_a_sentence(home: Path) -> None:
    (home / "keys").mkdir()
    (home / TRUSTED_KEY_FILE).write_text(SigningKey.generate().verify_key.encode().hex(), "ascii")
    (home / "asks").touch()
    with sole_agent(home), pytest.raises(CommandRefused, match="cannot be asked"):
        done_in(home, Settings(), Ask())


def test_a_password_in_the_address_stands_in_no_log(platform: OddPlatform) -> None:
    for url in (platform.url, "http://127.0.0.1:9"):
        named = url.replace("//", "//somebody:secret@")
        with closing(PlatformApi(named, timeout_seconds=2)) as api:
            answer = api.manifest(ELSEWHERE)
        assert isinstance(answer, Unreachable)
        assert "127.0.0.1" in answer.detail or answer.verdict is Verdict.NOT_FOUND
        assert "secret" not in answer.detail
