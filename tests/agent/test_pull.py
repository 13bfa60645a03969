from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from nacl.signing import SigningKey

from kiosk.agent.answers import MANIFEST_LIMIT
from kiosk.agent.outcomes import Applied, Failed, UpToDate
from kiosk.agent.verdicts import Verdict
from kiosk.central.keys import signing_key
from kiosk.central.publishing import blob_file, manifest_file
from kiosk.contract.manifest import Collection, Manifest, open_manifest, sign_manifest
from tests.agent.conftest import Terminal
from tests.agent.odd_platform import Answer, OddPlatform
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job, a_notice

FIRST = [*(a_job(number) for number in range(50)), a_notice()]


def failed(terminal: Terminal) -> Verdict:
    outcome = terminal.subscription.pull()
    assert isinstance(outcome, Failed), outcome
    return outcome.verdict


def standing(central: PlatformHome) -> Manifest:
    raw = manifest_file(central.home, REGION).read_bytes()
    return open_manifest(raw, signing_key(central.home).verify_key)[0]


def put(central: PlatformHome, manifest: Manifest, key: SigningKey | None = None) -> None:
    raw = sign_manifest(manifest, key or signing_key(central.home))
    manifest_file(central.home, REGION).write_bytes(raw)


def put_jobs(central: PlatformHome, **changes: object) -> None:
    """Sign a next version whose jobs claim what is not so."""
    manifest = standing(central)
    first, *rest = manifest.collections
    jobs = msgspec.structs.replace(first, **changes)
    put(
        central,
        msgspec.structs.replace(manifest, version=manifest.version + 1, collections=(jobs, *rest)),
    )


def put_blob(central: PlatformHome, packed: bytes, unpacked_size: int) -> None:
    """Sign a next version whose jobs are in the blob ``packed``."""
    name = hashlib.sha256(packed).hexdigest()
    blob_file(central.home, name).write_bytes(packed)
    jobs = standing(central).collections[0]
    snapshot = msgspec.structs.replace(
        jobs.snapshot, sha256=name, size=len(packed), unpacked_size=unpacked_size
    )
    put_jobs(central, snapshot=snapshot, digest="0" * 64)


def test_a_first_pull_brings_everything(terminal: Terminal) -> None:
    outcome = terminal.subscription.pull()
    assert isinstance(outcome, Applied)
    assert outcome.version == 1
    assert outcome.counts["jobs"] == 50
    assert terminal.shown() == FIRST
    assert [path.name for path in terminal.home.glob(".incoming-*")] == []


def test_the_rows_are_what_was_signed(terminal: Terminal, central: PlatformHome) -> None:
    terminal.subscription.pull()
    state = terminal.catalogue.state()
    assert state is not None
    manifest = standing(central)
    assert state.digests == {c.name: c.digest for c in manifest.collections}
    assert (state.version, state.published_at) == (1, manifest.published_at)


def test_the_same_version_again_costs_one_conditional_request(
    terminal: Terminal, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    platform.asked.clear()
    assert terminal.subscription.pull() == UpToDate(1)
    assert [path for path, _ in platform.asked] == [f"/v1/regions/{REGION}/manifest.json"]


def test_an_etag_is_sent_and_304_is_current(terminal: Terminal, platform: OddPlatform) -> None:
    platform.on_manifest = lambda answer: replace(
        answer, headers=answer.headers | {"ETag": '"one"'}
    )
    terminal.subscription.pull()
    platform.on_manifest = lambda answer: Answer(304)
    assert terminal.subscription.pull() == UpToDate(1)
    assert platform.asked[-1][1]["If-None-Match"] == '"one"'


def test_a_304_that_nobody_asked_for_is_no_manifest(
    terminal: Terminal, platform: OddPlatform
) -> None:
    platform.on_manifest = lambda answer: Answer(304)
    assert failed(terminal) == Verdict.NOT_A_MANIFEST


def test_only_what_changed_is_fetched(
    terminal: Terminal, central: PlatformHome, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    platform.asked.clear()
    central.take(a_job(3, title="晚班前台"), a_job(60))
    central.publish()
    assert isinstance(terminal.subscription.pull(), Applied)
    assert len([path for path, _ in platform.asked if "/blobs/" in path]) == 1
    titles = {record.id: record.title for record in terminal.shown() if hasattr(record, "title")}
    assert titles["job-0003"] == "晚班前台"
    assert len(titles) == 52


def test_a_withdrawn_job_is_gone_after_one_pull(terminal: Terminal, central: PlatformHome) -> None:
    from kiosk.central.moderation import refuse

    terminal.subscription.pull()
    refuse(central.store, "job-0007", by="王站长", at=NOW)
    central.publish()
    terminal.subscription.pull()
    assert "job-0007" not in {record.id for record in terminal.shown()}


def test_contact_is_noted_and_a_failure_keeps_when_it_was(
    terminal: Terminal, platform: OddPlatform
) -> None:
    terminal.subscription.pull()
    terminal.now[0] = NOW + timedelta(minutes=5)
    platform.on_manifest = lambda answer: Answer(503)
    assert failed(terminal) == Verdict.SERVER_ERROR
    state = terminal.catalogue.state()
    assert state is not None
    assert (state.contact_at, state.verdict) == (NOW, "server_error")
    platform.on_manifest = lambda answer: answer
    terminal.subscription.pull()
    state = terminal.catalogue.state()
    assert state is not None
    assert (state.contact_at, state.verdict) == (terminal.now[0], "current")


def tampered(answer: Answer) -> Answer:
    envelope = json.loads(answer.body)
    payload = envelope["payload"]
    envelope["payload"] = payload[:40] + ("A" if payload[40] != "A" else "B") + payload[41:]
    return replace(answer, body=json.dumps(envelope).encode())


PAGE = Answer(200, b"<html>login</html>", {"Content-Type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    ("oddity", "verdict"),
    [
        (tampered, Verdict.WRONG_KEY),
        (lambda a: replace(a, body=a.body[:-9], declared=len(a.body)), Verdict.TRUNCATED),
        (lambda a: replace(a, body=a.body[:-9]), Verdict.NOT_A_MANIFEST),
        (lambda a: replace(a, body=b"x" * (MANIFEST_LIMIT + 1)), Verdict.OVERSIZED),
        (lambda a: replace(a, declared=MANIFEST_LIMIT + 1), Verdict.OVERSIZED),
        (lambda a: PAGE, Verdict.CAPTIVE_PORTAL),
        (lambda a: replace(a, headers={"Content-Type": "text/plain"}), Verdict.WRONG_TYPE),
        (lambda a: replace(a, headers={}), Verdict.WRONG_TYPE),
        (lambda a: Answer(302, headers={"Location": "http://example.invalid/"}), "redirected"),
        (lambda a: Answer(404), Verdict.NOT_FOUND),
        (lambda a: Answer(403), Verdict.CLIENT_ERROR),
        (lambda a: Answer(429), Verdict.TOO_MANY_REQUESTS),
        (lambda a: Answer(500), Verdict.SERVER_ERROR),
        (lambda a: Answer(299), Verdict.CLIENT_ERROR),
    ],
)
def test_an_odd_manifest_has_a_name_and_changes_nothing(
    terminal: Terminal,
    central: PlatformHome,
    platform: OddPlatform,
    oddity: Callable[[Answer], Answer],
    verdict: Verdict,
) -> None:
    terminal.subscription.pull()
    central.take(a_job(77))
    central.publish()
    platform.on_manifest = oddity
    assert failed(terminal) == verdict
    assert terminal.shown() == FIRST


@pytest.mark.parametrize(
    ("oddity", "verdict"),
    [
        (lambda a: replace(a, body=a.body[:-9]), Verdict.TRUNCATED),
        (lambda a: replace(a, body=a.body[:-9], declared=len(a.body)), Verdict.TRUNCATED),
        (lambda a: replace(a, body=a.body + b"x"), Verdict.OVERSIZED),
        (lambda a: replace(a, body=a.body[:-1] + b"x"), Verdict.BLOB_MISMATCH),
        (lambda a: PAGE, Verdict.CAPTIVE_PORTAL),
        (lambda a: Answer(404), Verdict.NOT_FOUND),
    ],
)
def test_an_odd_blob_has_a_name_and_changes_nothing(
    terminal: Terminal,
    central: PlatformHome,
    platform: OddPlatform,
    oddity: Callable[[Answer], Answer],
    verdict: Verdict,
) -> None:
    terminal.subscription.pull()
    central.take(a_job(77))
    central.publish()
    platform.on_blob = oddity
    assert failed(terminal) == verdict
    assert terminal.shown() == FIRST
    assert list(terminal.home.glob(".incoming-*")) == []
    platform.on_blob = lambda answer: answer
    assert isinstance(terminal.subscription.pull(), Applied)


def test_another_key_is_not_believed(terminal: Terminal, central: PlatformHome) -> None:
    put(central, standing(central), SigningKey.generate())
    assert failed(terminal) == Verdict.WRONG_KEY


def test_an_older_version_is_not_gone_back_to(terminal: Terminal, central: PlatformHome) -> None:
    old = manifest_file(central.home, REGION).read_bytes()
    central.take(a_job(77))
    central.publish()
    terminal.subscription.pull()
    manifest_file(central.home, REGION).write_bytes(old)
    assert failed(terminal) == Verdict.OLDER_VERSION
    assert len(terminal.shown()) == 52


def test_another_catalogue_under_the_same_version_is_refused(
    terminal: Terminal, central: PlatformHome
) -> None:
    terminal.subscription.pull()
    put(
        central,
        msgspec.structs.replace(standing(central), published_at=NOW + timedelta(days=1)),
    )
    assert failed(terminal) == Verdict.OLDER_VERSION


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"region": "370202"}, Verdict.WRONG_REGION),
        ({"min_client": "9.0.0"}, Verdict.CLIENT_TOO_OLD),
        ({"schema": 2}, Verdict.UNKNOWN_SCHEMA),
    ],
)
def test_a_manifest_for_somebody_else(
    terminal: Terminal, central: PlatformHome, change: dict[str, object], verdict: Verdict
) -> None:
    put(central, msgspec.structs.replace(standing(central), version=2, **change))
    assert failed(terminal) == verdict


def test_a_wrong_digest_undoes_the_version(terminal: Terminal, central: PlatformHome) -> None:
    terminal.subscription.pull()
    put_jobs(central, digest="0" * 64)
    assert failed(terminal) == Verdict.DIGEST_MISMATCH
    assert terminal.shown() == FIRST


@pytest.mark.parametrize(
    ("packed", "unpacked_size"),
    [
        (b"not gzip at all", 15),
        (gzip.compress(b"not json\n"), 9),
        (gzip.compress(b'{"id":"a"}\n'), 11),
        (gzip.compress(b'{"id":"a","record":{"id":"a"}}\n'), 31),
        (gzip.compress(b"no newline"), 10),
        (gzip.compress(b"x" * 5_000_000), 1000),
        (gzip.compress(b"short\n"), 1000),
        (gzip.compress(b"one\n") + gzip.compress(b"two\n"), 4),
        (gzip.compress(b"cut short, and by far\n" * 99)[:-12], 2178),
    ],
)
def test_a_blob_that_holds_something_else(
    terminal: Terminal, central: PlatformHome, packed: bytes, unpacked_size: int
) -> None:
    terminal.subscription.pull()
    put_blob(central, packed, unpacked_size)
    assert failed(terminal) == Verdict.UNREADABLE_BLOB
    assert terminal.shown() == FIRST


def test_a_line_under_the_wrong_id(terminal: Terminal, central: PlatformHome) -> None:
    from kiosk.central.intake import canonical_line

    raw = canonical_line(a_job(1)).replace(b'{"id":"job-0001","rec', b'{"id":"job-0002","rec')
    put_blob(central, gzip.compress(raw + b"\n"), len(raw) + 1)
    assert failed(terminal) == Verdict.UNREADABLE_BLOB


def test_the_same_id_twice_is_refused(terminal: Terminal, central: PlatformHome) -> None:
    from kiosk.central.intake import canonical_line

    terminal.subscription.pull()
    raw = (canonical_line(a_job(1)) + b"\n") * 2
    put_blob(central, gzip.compress(raw), len(raw))
    assert failed(terminal) == Verdict.CATALOGUE
    assert terminal.shown() == FIRST


def test_a_collection_of_a_later_client_is_passed_over(
    terminal: Terminal, central: PlatformHome
) -> None:
    manifest = standing(central)
    unknown = Collection("projects", 1, "0" * 64, manifest.collections[0].snapshot)
    put(
        central,
        msgspec.structs.replace(manifest, collections=(*manifest.collections, unknown)),
    )
    assert isinstance(terminal.subscription.pull(), Applied)
    assert terminal.shown() == FIRST


def test_a_collection_that_is_no_more_is_emptied(terminal: Terminal, central: PlatformHome) -> None:
    terminal.subscription.pull()
    manifest = standing(central)
    kept = tuple(c for c in manifest.collections if c.name != "notices")
    put(central, msgspec.structs.replace(manifest, version=2, collections=kept))
    assert isinstance(terminal.subscription.pull(), Applied)
    assert terminal.shown() == FIRST[:-1]
