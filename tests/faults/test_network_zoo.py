"""Every fault of the network zoo (reliability R4) ends under its own name, in time, with nothing
lost, and the first pull afterwards brings the newest version.
"""

from __future__ import annotations

import gzip
import hashlib
import socket
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from typing import Any

import msgspec
import pytest

from kiosk.agent.answers import Fetched, Unreachable
from kiosk.agent.outcomes import Applied, Failed
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.verdicts import Verdict
from kiosk.central.keys import signing_key
from kiosk.central.publishing import blob_file, manifest_file
from kiosk.contract.manifest import open_manifest, sign_manifest
from tests.central_process import REGION, PlatformHome
from tests.faults.chaos_proxy import ChaosProxy
from tests.faults.conftest import ZooTerminal, unchanged
from tests.faults.door import Door
from tests.faults.faults import (
    BlackHole,
    Corrupt,
    CutDown,
    Fault,
    Garbage,
    LoseAnswer,
    Raw,
    Refuse,
    Reset,
    Silence,
    Stall,
    Trickle,
    WrongLength,
    broken,
    endless_chunks,
    gzip_bomb,
    portal,
    redirect_loop,
    wrong_type,
)

HURRIED = 0.4
"""Seconds for a call that is to end by its budget."""
GRACE = 3.0
"""Seconds that a busy machine may add; a call without a budget takes minutes or never ends."""
MANIFEST = "/v1/regions/"
BLOB = "/v1/blobs/"
ENDLESS_HEAD = Raw(b"HTTP/1.1 200 OK\r\n", b"X-Odd: 1\r\n")
CONTINUES = Raw(b"", b"HTTP/1.1 100 Continue\r\n\r\n")
TWO_LENGTHS = Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")
NO_HEAD = Raw(b"HTTP/1.1 200 OK\r\nthis is no header\r\n\r\n{}")
CUT_HEAD = Raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETa")


def failed(outcome: object) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


@pytest.mark.parametrize(
    ("fault", "verdict", "on"),
    [
        (Reset(), Verdict.DISCONNECTED, MANIFEST),
        (Reset(), Verdict.DISCONNECTED, BLOB),
        (LoseAnswer(), Verdict.DISCONNECTED, MANIFEST),
        (CutDown(0), Verdict.DISCONNECTED, MANIFEST),
        (CutDown(40), Verdict.TRUNCATED, MANIFEST),
        (CutDown(400), Verdict.TRUNCATED, MANIFEST),
        (CutDown(400), Verdict.TRUNCATED, BLOB),
        (CUT_HEAD, Verdict.TRUNCATED, MANIFEST),
        (CUT_HEAD, Verdict.TRUNCATED, BLOB),
        (portal(), Verdict.CAPTIVE_PORTAL, MANIFEST),
        (portal(), Verdict.CAPTIVE_PORTAL, BLOB),
        (broken(511), Verdict.CAPTIVE_PORTAL, MANIFEST),
        (broken(500), Verdict.SERVER_ERROR, MANIFEST),
        (broken(503, "120"), Verdict.SERVER_ERROR, MANIFEST),
        (broken(503, "120"), Verdict.SERVER_ERROR, BLOB),
        (broken(429, "120"), Verdict.TOO_MANY_REQUESTS, MANIFEST),
        (broken(404), Verdict.NOT_FOUND, MANIFEST),
        (broken(403), Verdict.CLIENT_ERROR, MANIFEST),
        (broken(407), Verdict.PROXY, MANIFEST),
        (redirect_loop(), Verdict.REDIRECTED, MANIFEST),
        (redirect_loop(), Verdict.REDIRECTED, BLOB),
        (Garbage(), Verdict.NOT_HTTP, MANIFEST),
        (Garbage(), Verdict.NOT_HTTP, BLOB),
        (Raw(b"220 mail.example ESMTP\r\n\r\n"), Verdict.NOT_HTTP, MANIFEST),
        (ENDLESS_HEAD, Verdict.NOT_HTTP, MANIFEST),
        (TWO_LENGTHS, Verdict.NOT_HTTP, MANIFEST),
        (NO_HEAD, Verdict.NOT_HTTP, MANIFEST),
        (wrong_type("text/plain"), Verdict.WRONG_TYPE, MANIFEST),
        (wrong_type("text/plain"), Verdict.WRONG_TYPE, BLOB),
    ],
)
def test_a_fault_has_its_name_and_changes_nothing(
    terminal: ZooTerminal,
    proxy: ChaosProxy,
    publish_one_more: Callable[[], int],
    fault: Fault,
    verdict: Verdict,
    on: str,
) -> None:
    terminal.pull()
    version = publish_one_more()
    proxy.always(fault, on=on)
    proxy.seen.clear()
    with unchanged(terminal):
        assert failed(terminal.pull()).verdict == verdict
    asked = [seen.target for seen in proxy.seen]
    assert len(asked) == len(set(asked)), "a request was repeated behind our back"
    proxy.heal()
    outcome = terminal.pull()
    assert isinstance(outcome, Applied)
    assert outcome.version == version


@pytest.mark.parametrize(
    ("fault", "on", "verdict"),
    [
        (WrongLength(9), MANIFEST, Verdict.TRUNCATED),
        (WrongLength(9), BLOB, Verdict.OVERSIZED),
        (WrongLength(-9), MANIFEST, Verdict.NOT_A_MANIFEST),
        (WrongLength(-9), BLOB, Verdict.TRUNCATED),
        (WrongLength(10**30), MANIFEST, Verdict.OVERSIZED),
        (Corrupt(50), MANIFEST, Verdict.WRONG_KEY),
        (Corrupt(50), BLOB, Verdict.BLOB_MISMATCH),
        (gzip_bomb(), MANIFEST, Verdict.UNWANTED_ENCODING),
        (gzip_bomb(), BLOB, Verdict.WRONG_TYPE),
        (endless_chunks(), MANIFEST, Verdict.OVERSIZED),
    ],
)
def test_a_false_answer_has_its_name_and_changes_nothing(
    terminal: ZooTerminal,
    proxy: ChaosProxy,
    publish_one_more: Callable[[], int],
    fault: Fault,
    on: str,
    verdict: Verdict,
) -> None:
    terminal.pull()
    version = publish_one_more()
    proxy.always(fault, on=on)
    with unchanged(terminal):
        assert failed(terminal.pull()).verdict == verdict
    proxy.heal()
    assert getattr(terminal.pull(), "version", None) == version


@pytest.mark.parametrize(
    ("fault", "on", "verdict"),
    [
        (BlackHole(), "", Verdict.BLACK_HOLED),
        (Silence(), MANIFEST, Verdict.SILENT),
        (Silence(), BLOB, Verdict.SILENT),
        (Stall(300), MANIFEST, Verdict.STALLED),
        (Stall(300), BLOB, Verdict.STALLED),
        (Stall(20), MANIFEST, Verdict.STALLED),
        (Trickle(0.01, at=300), MANIFEST, Verdict.SLOW),
        (Trickle(0.01, at=300), BLOB, Verdict.SLOW),
        (Trickle(0.01), MANIFEST, Verdict.SLOW),
        (CONTINUES, MANIFEST, Verdict.SLOW),
    ],
)
def test_whatever_takes_too_long_ends_in_its_time(
    terminal: ZooTerminal,
    proxy: ChaosProxy,
    publish_one_more: Callable[[], int],
    fault: Fault,
    on: str,
    verdict: Verdict,
) -> None:
    terminal.pull()
    version = publish_one_more()
    proxy.always(fault, on=on)
    # The manifest must come through first where the blob is what is waited for.
    timeout = HURRIED if on != BLOB else 4 * HURRIED
    begun = time.monotonic()
    with unchanged(terminal):
        assert failed(terminal.pull(timeout=timeout)).verdict == verdict
    assert time.monotonic() - begun < timeout + GRACE
    proxy.heal()
    assert getattr(terminal.pull(), "version", None) == version


def test_nobody_listens(
    terminal: ZooTerminal, proxy: ChaosProxy, publish_one_more: Callable[[], int]
) -> None:
    terminal.pull()
    version = publish_one_more()
    proxy.always(Refuse())
    with unchanged(terminal):
        assert failed(terminal.pull()).verdict == Verdict.REFUSED
    proxy.heal()
    assert getattr(terminal.pull(), "version", None) == version


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Verdict.DNS),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), Verdict.DNS_SILENT),
    ],
)
def test_the_name_service_fails(
    terminal: ZooTerminal, error: socket.gaierror, verdict: Verdict
) -> None:
    def look_up(host: str, port: int) -> list[Any]:
        raise error

    terminal.pull()
    with unchanged(terminal):
        outcome = failed(terminal.pull(url="http://platform.example", look_up=look_up))
    assert outcome.verdict == verdict
    assert "http://platform.example" in outcome.detail


@pytest.mark.parametrize(("status", "asked"), [(500, "7"), (503, "120"), (429, "120")])
def test_patience_is_kept(
    terminal: ZooTerminal, proxy: ChaosProxy, status: int, asked: str
) -> None:
    proxy.always(broken(status, asked))
    assert failed(terminal.pull()).retry_after == float(asked)


def test_no_redirect_is_followed(terminal: ZooTerminal, proxy: ChaosProxy) -> None:
    proxy.always(redirect_loop("http://login.example/?from=here"))
    outcome = failed(terminal.pull())
    assert (outcome.verdict, len(proxy.seen)) == (Verdict.REDIRECTED, 1)
    assert "http://login.example/" in outcome.detail


def test_a_bomb_in_a_signed_blob_stays_packed(
    terminal: ZooTerminal, central: PlatformHome, publish_one_more: Callable[[], int]
) -> None:
    terminal.pull()
    publish_one_more()
    kept = manifest_file(central.home, REGION).read_bytes()
    try:
        _sign_a_bomb(central)
        with unchanged(terminal):
            tracemalloc.start()
            assert failed(terminal.pull()).verdict == Verdict.UNREADABLE_BLOB
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert peak < 20_000_000
    finally:
        manifest_file(central.home, REGION).write_bytes(kept)
    # The bomb's number was used up; the next publish goes on from the true one.
    publish_one_more()
    assert not isinstance(terminal.pull(), Failed)


def _sign_a_bomb(central: PlatformHome) -> None:
    """The standing version once more, its jobs in a blob of 100 MB that claims to have 1000."""
    key = signing_key(central.home)
    raw = manifest_file(central.home, REGION).read_bytes()
    manifest, _ = open_manifest(raw, key.verify_key)
    packed = gzip.compress(bytes(100_000_000), 9)
    name = hashlib.sha256(packed).hexdigest()
    blob_file(central.home, name).write_bytes(packed)
    jobs, *rest = manifest.collections
    snapshot = msgspec.structs.replace(
        jobs.snapshot, sha256=name, size=len(packed), unpacked_size=1000
    )
    jobs = msgspec.structs.replace(jobs, snapshot=snapshot, digest="0" * 64, deltas=())
    bad = msgspec.structs.replace(manifest, collections=(jobs, *rest))
    manifest_file(central.home, REGION).write_bytes(sign_manifest(bad, key))


def test_dead_addresses_leave_time_for_the_living(proxy: ChaosProxy) -> None:
    dead = Door(lambda caller: None)
    dead.plug()
    living = int(proxy.url.rpartition(":")[2])
    kind = (socket.AF_INET, socket.SOCK_STREAM, 0, "")

    def look_up(host: str, _: int) -> list[Any]:
        return [(*kind, ("127.0.0.1", port)) for port in (dead.port, dead.port, living)]

    try:
        url = "http://platform.example"
        with closing(PlatformApi(url, timeout_seconds=2, look_up=look_up)) as api:
            assert isinstance(api.manifest(REGION), Fetched)
    finally:
        dead.close()


def test_a_platform_that_takes_nothing_in() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        closing(
            PlatformApi(f"http://127.0.0.1:{listener.getsockname()[1]}", timeout_seconds=0.4)
        ) as api,
    ):
        begun = time.monotonic()
        outcome = api.send("PUT", "/v1/submissions/7", bytes(20_000_000))
        assert isinstance(outcome, Unreachable)
        assert outcome.verdict == Verdict.STALLED
        assert time.monotonic() - begun < GRACE
