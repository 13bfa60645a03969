"""Following a platform through years: deltas, new keys, lost catalogues, wrong clocks, sticks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from nacl.signing import SigningKey, VerifyKey

from kiosk.agent.asking import Ask, Asks, NoAnswer, ask_agent
from kiosk.agent.bundling import write_bundle
from kiosk.agent.failure import PullFailed
from kiosk.agent.followed import FOLLOWED_FILE, FollowedPlatform
from kiosk.agent.following import Follower
from kiosk.agent.lock import sole_agent
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.settings_watch import SettingsWatch
from kiosk.agent.sources import FolderSource, local_source
from kiosk.agent.verdicts import Verdict
from kiosk.central.keys import (
    CHAIN_FILE,
    KEY_FILE,
    NEXT_KEY_FILE,
    key_chain,
    rotate_key,
    signing_key,
)
from kiosk.central.publishing import blob_file, manifest_file, publish_to
from kiosk.contract.envelope import Rotation, rotate
from kiosk.contract.manifest import Manifest, open_manifest, sign_manifest
from kiosk.timekeeping import ClockReading
from offline_cache import CATALOGUE_FILE
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueState
from tests.agent.conftest import SITE, Terminal
from tests.agent.odd_platform import OddPlatform
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job

Make = Callable[..., Follower]


def standing(central: PlatformHome) -> Manifest:
    root = VerifyKey(bytes.fromhex(key_chain(central.home).root))
    return open_manifest(manifest_file(central.home, REGION).read_bytes(), root)[0]


def state_of(terminal: Terminal) -> CatalogueState:
    state = terminal.catalogue.state()
    assert state is not None
    return state


def titles(home: Path) -> dict[str, str]:
    with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
        found = reader.jobs(JobQuery(today=NOW.date()), limit=1000)
    return {nearby.job.id: nearby.job.title for nearby in found}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "kiosk"
    home.mkdir()
    return home


@pytest.fixture
def follower(home: Path, central: PlatformHome, platform: OddPlatform) -> Iterator[Make]:
    """Makes followers of ``home`` that trust the key the platform had when the test began."""
    root = VerifyKey(bytes.fromhex(central.public_key))
    made: list[Follower | PlatformApi] = []

    def make(url: str = platform.url) -> Follower:
        api = PlatformApi(url, timeout_seconds=2)
        follower = Follower(
            home,
            api,
            region=REGION,
            site=SITE,
            platform=FollowedPlatform(home, root, REGION),
            clock=lambda: ClockReading(NOW, "", 0.0),
        )
        made.extend((follower, api))
        return follower

    yield make
    for thing in made:
        thing.close()


def verdict(outcome: Outcome) -> Verdict:
    assert isinstance(outcome, Failed), outcome
    return outcome.verdict


# Deltas


def test_a_change_costs_a_delta_and_a_long_absence_a_snapshot(
    terminal: Terminal, central: PlatformHome, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    central.take(a_job(3, title="保安"))
    central.take(a_job(4, valid_through=NOW.date() - timedelta(days=1)))
    central.publish(at=NOW + timedelta(minutes=1))
    platform.asked.clear()
    assert isinstance(terminal.subscription.pull(), Applied)
    asked = [path.rpartition("/")[2] for path, _ in platform.asked if "/blobs/" in path]
    jobs = standing(central).collections[0]
    assert asked == [jobs.deltas[0].blob.sha256]
    shown = {record.id for record in terminal.shown()}
    assert "job-0004" not in shown
    assert len(shown) == 50


def test_a_delta_that_leads_elsewhere_is_made_good_by_one_snapshot(
    terminal: Terminal, central: PlatformHome, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    central.take(a_job(3, title="保安"))
    central.publish(at=NOW + timedelta(minutes=1))
    manifest = standing(central)
    jobs = manifest.collections[0]
    empty = next(c.snapshot for c in manifest.collections if c.count == 0)
    misled = msgspec.structs.replace(
        jobs, deltas=(msgspec.structs.replace(jobs.deltas[0], blob=empty),)
    )
    lied = msgspec.structs.replace(manifest, collections=(misled, *manifest.collections[1:]))
    raw = sign_manifest(lied, signing_key(central.home))
    manifest_file(central.home, REGION).write_bytes(raw)
    platform.asked.clear()
    assert isinstance(terminal.subscription.pull(), Applied)
    asked = [path.rpartition("/")[2] for path, _ in platform.asked if "/blobs/" in path]
    assert asked == [empty.sha256, jobs.snapshot.sha256]
    assert titles(terminal.home)["job-0003"] == "保安"
    assert terminal.subscription.pull() == UpToDate(2)


# Keys


def test_a_terminal_that_was_off_follows_every_key_in_between(
    follower: Make, central: PlatformHome, home: Path
) -> None:
    assert isinstance(follower().pull(), Applied)
    for day in range(1, 4):
        rotate_key(central.home)
        central.take(a_job(day, title="保安"))
        central.publish(at=NOW + timedelta(days=day))
    awake = follower()
    assert isinstance(awake.pull(), Applied)
    assert titles(home)["job-0003"] == "保安"
    assert isinstance(follower().pull(), UpToDate), "the newest key is remembered"


def test_rotation_alone_signs_the_same_version_anew(follower: Make, central: PlatformHome) -> None:
    following = follower()
    following.pull()
    rotate_key(central.home)
    assert central.publish(at=NOW + timedelta(minutes=1)).manifest.version == 1
    assert isinstance(following.pull(), UpToDate)


def test_a_key_that_was_replaced_signs_nothing_any_more(
    follower: Make, central: PlatformHome, platform: OddPlatform
) -> None:
    old = signing_key(central.home)
    following = follower()
    following.pull()
    rotate_key(central.home)
    central.publish(at=NOW + timedelta(minutes=1))
    following.pull()
    thief = SigningKey.generate()
    stolen = msgspec.structs.replace(standing(central), version=9)
    for rotations in ((), (rotate(old, thief.verify_key),)):
        key = thief if rotations else old
        raw = sign_manifest(stolen, key, rotations)
        platform.on_manifest = lambda answer, raw=raw: replace(answer, body=raw)
        assert verdict(following.pull()) == Verdict.WRONG_KEY


def test_a_forged_link_leads_nowhere(
    follower: Make, central: PlatformHome, platform: OddPlatform
) -> None:
    thief = SigningKey.generate()
    public = thief.verify_key.encode().hex()
    for link in (
        rotate(thief, thief.verify_key),
        Rotation(public, "00" * 64),
        Rotation(public, "zz"),
        Rotation("00", "00" * 64),
    ):
        raw = sign_manifest(standing(central), thief, (link,))
        platform.on_manifest = lambda answer, raw=raw: replace(answer, body=raw)
        assert verdict(follower().pull()) == Verdict.WRONG_KEY


@pytest.mark.parametrize("moment", ["next key made", "link written"])
def test_a_rotation_cut_short_leaves_one_key_in_force(
    follower: Make, central: PlatformHome, moment: str
) -> None:
    following = follower()
    following.pull()
    old = signing_key(central.home)
    rotate_key(central.home)
    new = signing_key(central.home)
    if moment == "next key made":
        (central.home / CHAIN_FILE).unlink()
    (central.home / KEY_FILE).write_text(old.encode().hex())
    (central.home / NEXT_KEY_FILE).write_text(new.encode().hex())
    in_force = signing_key(central.home)
    assert in_force == (old if moment == "next key made" else new)
    central.take(a_job(3, title="保安"))
    central.publish(at=NOW + timedelta(minutes=1))
    assert isinstance(following.pull(), Applied)


# Versions never fall


def test_an_older_version_is_refused_by_a_terminal_that_lost_its_catalogue(
    follower: Make, central: PlatformHome, home: Path
) -> None:
    old = manifest_file(central.home, REGION).read_bytes()
    central.take(a_job(77))
    central.publish(at=NOW + timedelta(minutes=1))
    first = follower()
    first.pull()
    first.close()
    for path in home.glob(f"{CATALOGUE_FILE}*"):
        path.unlink()
    newest = manifest_file(central.home, REGION).read_bytes()
    manifest_file(central.home, REGION).write_bytes(old)
    assert verdict(follower().pull()) == Verdict.OLDER_VERSION
    manifest_file(central.home, REGION).write_bytes(newest)
    assert isinstance(follower().pull(), Applied)


def test_a_torn_memory_of_the_platform_begins_at_the_root(
    follower: Make, central: PlatformHome, home: Path
) -> None:
    follower().pull()
    (home / FOLLOWED_FILE).write_bytes((home / FOLLOWED_FILE).read_bytes()[:-7])
    rotate_key(central.home)
    central.publish(at=NOW + timedelta(minutes=1))
    assert isinstance(follower().pull(), UpToDate)


# Time


def test_the_platforms_time_is_learnt_whatever_the_clock_says(
    terminal: Terminal, platform: OddPlatform
) -> None:
    platform.date = NOW + timedelta(hours=3)
    terminal.now[0] = NOW - timedelta(days=365)
    terminal.subscription.pull()
    state = state_of(terminal)
    assert state.anchor is not None
    assert state.anchor.at == platform.date
    assert state.anchor.offset == timedelta(days=365, hours=3)
    assert state.contact_at == platform.date


@pytest.mark.parametrize("days", [-400, 400])
def test_a_time_outside_the_manifests_life_is_not_learnt(
    terminal: Terminal, platform: OddPlatform, days: int
) -> None:
    platform.date = NOW + timedelta(days=days)
    terminal.subscription.pull()
    state = state_of(terminal)
    assert state.anchor is None
    assert state.contact_at == NOW


def test_an_expired_manifest_marks_and_blanks_nothing(
    terminal: Terminal, central: PlatformHome, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    last = standing(central).expires_at
    platform.date = terminal.now[0] = last
    assert terminal.subscription.pull() == UpToDate(1)
    assert state_of(terminal).contact_at == last
    platform.date = terminal.now[0] = last + timedelta(hours=1)
    assert terminal.subscription.pull() == UpToDate(1, verdict=Verdict.EXPIRED)
    state = state_of(terminal)
    assert (state.contact_at, state.verdict) == (last, "expired")
    assert len(terminal.shown()) == 51


# Sticks and static servers


@pytest.fixture
def tree(central: PlatformHome, tmp_path: Path) -> Path:
    publish_to(central.home, REGION, tmp_path / "tree", NOW)
    return tmp_path / "tree"


@contextmanager
def static_server(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_any_server_of_files_will_do(
    follower: Make, central: PlatformHome, tree: Path, home: Path
) -> None:
    now = datetime.now(UTC)
    central.publish(at=now)
    with static_server(tree) as url:
        following = follower(url)
        assert isinstance(following.pull(), Applied)
        central.take(a_job(3, title="保安", valid_through=now.date() + timedelta(days=9)))
        central.publish(at=now + timedelta(minutes=1))
        publish_to(central.home, REGION, tree, now)
        assert isinstance(following.pull(), Applied)
        assert titles(home)["job-0003"] == "保安"
        assert isinstance(following.pull(), UpToDate)


def test_a_published_tree_is_left_without_what_nobody_needs(
    central: PlatformHome, tree: Path
) -> None:
    before = {path.name for path in (tree / "v1" / "blobs").iterdir()}
    assert before == {c.snapshot.sha256 for c in standing(central).collections}
    central.take(*(a_job(number, title="保安") for number in range(50)))
    late = datetime.now(UTC) + timedelta(days=3)
    central.publish(at=late)
    publish_to(central.home, REGION, tree, late)
    after = {path.name for path in (tree / "v1" / "blobs").iterdir()}
    assert standing(central).collections[0].snapshot.sha256 in after
    assert len(before - after) == 1


def test_a_terminal_without_a_network_is_updated_by_a_stick(
    follower: Make, central: PlatformHome, tree: Path, home: Path, tmp_path: Path
) -> None:
    following = follower("http://127.0.0.1:1")
    assert isinstance(following.take(tree), Applied)
    central.take(a_job(3, title="保安"))
    made = NOW + timedelta(days=2)
    central.publish(at=made)
    publish_to(central.home, REGION, tree, made)
    stick = tmp_path / "stick.bundle"
    root = VerifyKey(bytes.fromhex(central.public_key))
    write_bundle(stick, FolderSource(tree), REGION, FollowedPlatform(tmp_path, root, REGION))
    outcome = following.take(stick)
    assert isinstance(outcome, Applied), outcome
    assert titles(home)["job-0003"] == "保安"
    with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
        state = reader.state()
    assert state is not None
    assert state.contact_at == made, "a stick is as fresh as the day it was made"
    assert isinstance(following.take(stick), UpToDate)
    assert verdict(following.pull()) == Verdict.REFUSED


def test_a_damaged_stick_changes_nothing(
    follower: Make, central: PlatformHome, tree: Path, home: Path, tmp_path: Path
) -> None:
    following = follower()
    following.pull()
    before = titles(home)
    central.take(a_job(3, title="保安"))
    central.publish(at=NOW + timedelta(minutes=1))
    stick = tmp_path / "stick.bundle"
    root = VerifyKey(bytes.fromhex(central.public_key))
    publish_to(central.home, REGION, tree, NOW)
    write_bundle(stick, FolderSource(tree), REGION, FollowedPlatform(tmp_path, root, REGION))
    whole = stick.read_bytes()
    seen = set[Verdict]()
    for at in range(60, len(whole), max(1, len(whole) // 40)):
        stick.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        outcome = following.take(stick)
        if isinstance(outcome, Failed):
            seen.add(outcome.verdict)
            assert titles(home) == before
        else:  # the flip was in a part of the bundle that says nothing
            assert titles(home)["job-0003"] == "保安"
            return
    stick.write_bytes(whole[: len(whole) // 2])
    assert verdict(following.take(stick)) == Verdict.NOT_A_MANIFEST
    assert len(seen) > 1


def test_a_bundle_of_what_is_not_believed_is_not_written(
    central: PlatformHome, tree: Path, tmp_path: Path
) -> None:
    stranger = FollowedPlatform(tmp_path, SigningKey.generate().verify_key, REGION)
    with pytest.raises(PullFailed, match="wrong_key"):
        write_bundle(tmp_path / "stick", FolderSource(tree), REGION, stranger)
    blob = next((tree / "v1" / "blobs").iterdir())
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    root = VerifyKey(bytes.fromhex(central.public_key))
    ours = FollowedPlatform(tmp_path, root, REGION)
    with pytest.raises(PullFailed, match="blob_mismatch"):
        write_bundle(tmp_path / "stick", FolderSource(tree), REGION, ours)
    assert list(tmp_path.glob("*stick*")) == []


def test_a_bundle_with_a_bomb_is_left_at_its_declared_size(
    follower: Make, central: PlatformHome, tree: Path, tmp_path: Path, home: Path
) -> None:
    name = standing(central).collections[0].snapshot.sha256
    stick = tmp_path / "stick"
    with ZipFile(stick, "w", 8) as bundle:
        for path in tree.rglob("*"):
            if path.is_file():
                content = bytes(50_000_000) if path.name == name else path.read_bytes()
                bundle.writestr(str(path.relative_to(tree)), content)
    assert verdict(follower().take(stick)) == Verdict.OVERSIZED
    assert list(home.glob(".incoming-*")) == []


def test_a_source_that_is_none_is_named(follower: Make, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert verdict(follower().take(tmp_path / "empty")) == Verdict.NOT_FOUND
    (tmp_path / "file").write_text("not a bundle")
    assert verdict(follower().take(tmp_path / "file")) == Verdict.NOT_A_MANIFEST
    with local_source(tmp_path / "empty") as source:
        assert isinstance(source, FolderSource)


# Asking the agent


def test_a_running_agent_is_asked(tmp_path: Path) -> None:
    asked: list[Ask] = []
    outcomes: list[Outcome] = [
        Applied(3, {"jobs": 2}),
        UpToDate(3),
        Failed(Verdict.REFUSED, "nobody listens"),
    ]

    def pull(ask: Ask) -> Outcome:
        asked.append(ask)
        return outcomes[len(asked) - 1]

    agent = Asks(tmp_path, pull, lambda: 0.0)
    agent.run()
    for number, expected in enumerate(outcomes):
        ask = Ask(source=f"/media/{number}" if number else None)
        with sole_agent(tmp_path):
            answer = ask_agent(tmp_path, ask, lambda _: agent.run(), seconds=2)
        assert answer == expected
    assert [ask.source for ask in asked] == [None, "/media/1", "/media/2"]
    assert list((tmp_path / "asks").iterdir()) == []


def test_an_agent_that_says_nothing_is_given_up(tmp_path: Path) -> None:
    with sole_agent(tmp_path), pytest.raises(NoAnswer, match="did not answer"):
        ask_agent(tmp_path, Ask(), lambda _: None, seconds=2)
    with pytest.raises(NoAnswer, match="ended before it answered"):
        ask_agent(tmp_path, Ask(), lambda _: None, seconds=2)
    assert list((tmp_path / "asks").iterdir()) == []


def test_what_is_no_ask_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / "asks"
    folder.mkdir()
    (folder / "odd.ask").write_text("{")
    (folder / "old.answer").write_text("{}")
    now = (folder / "old.answer").stat().st_mtime
    Asks(tmp_path, lambda _: UpToDate(1), lambda: now + 60).run()
    assert [path.name for path in folder.iterdir()] == ["old.answer"]
    Asks(tmp_path, lambda _: UpToDate(1), lambda: now + 7200).run()
    assert list(folder.iterdir()) == []


def test_a_file_of_another_blob_is_no_blob(central: PlatformHome, follower: Make) -> None:
    name = standing(central).collections[0].snapshot.sha256
    blob_file(central.home, name).write_bytes(b"x" * blob_file(central.home, name).stat().st_size)
    assert verdict(follower().pull()) == Verdict.BLOB_MISMATCH


def test_an_agent_that_cannot_write_goes_on(tmp_path: Path) -> None:
    (tmp_path / "asks").write_text("a file where the folder should be")
    assert Asks(tmp_path, lambda _: UpToDate(1), lambda: 0.0).run() > 0


def test_a_changed_kiosk_toml_begins_the_agent_anew(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text('[station]\nname = "示例一"\n')
    begun: list[bool] = []
    watch = SettingsWatch(tmp_path, lambda: begun.append(True))
    assert watch.run() > 0
    path.write_text('[station]\nname = "示例一"\n# a remark changes nothing\n')
    watch.run()
    path.write_text("[station]\nname = ")
    watch.run()
    assert begun == []
    path.write_text('[station]\nname = "示例二"\n')
    watch.run()
    assert begun == [True]
