"""Figures for Prometheus: right across workers, and nothing of a person or a path in them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi
from kiosk.contract.envelope import sign_envelope
from kiosk.contract.submissions import SUBMISSION_TYPE, Submission
from kiosk.submissions import SubmissionKind
from tests.central.test_workers import Serving, at_work, serving
from tests.central_process import REGION, PlatformHome
from tests.enrolled import enrolled
from tests.sample_records import a_job

MANIFEST = "/v1/regions/{region}/manifest.json"
Figures = dict[tuple[str, ...], float]


@pytest.fixture(params=["1", "2"])
def central(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serving]:
    home = PlatformHome(tmp_path / "home")
    home.take(a_job())
    home.publish()
    home.store.close()
    with serving(home.home, "--workers", request.param, "--metrics", "127.0.0.1:0") as central:
        if request.param != "1":
            at_work(central, 2)
        yield central


@pytest.fixture
def metrics(central: Serving) -> str:
    assert central.process.stdout is not None
    return central.process.stdout.readline().rpartition(" at ")[2].strip()


def figures(metrics: str, name: str) -> Figures:
    """Samples called ``name`` by the values of their labels, in the order of the labels' names."""
    families = text_string_to_metric_families(httpx.get(metrics).text)
    samples = [sample for family in families for sample in family.samples]
    return {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for sample in samples
        if sample.name == name
    }


def requests(metrics: str) -> Figures:
    return figures(metrics, "kiosk_request_seconds_count")


def put(identity: TerminalIdentity, url: str, kind: SubmissionKind, name: str) -> int | None:
    payload = Submission(
        id=name,
        kind=kind,
        reference="7K2M-9QXT",
        created_at=datetime.now(UTC),
        terminal=identity.terminal,
        sha256=sha256(b"\x01sealed").hexdigest(),
        sealed=b"\x01sealed",
    )
    body = sign_envelope(msgspec.json.encode(payload), SUBMISSION_TYPE, identity.key)
    with closing(PlatformApi(url, timeout_seconds=10)) as api:
        signed = SignedApi(api, identity, now=lambda: datetime.now(UTC))
        return signed.send("PUT", f"/v1/submissions/{name}", body).status


def test_requests_are_counted_by_route_and_status(central: Serving, metrics: str) -> None:
    path = MANIFEST.format(region=REGION)
    before = requests(metrics).get(("GET", MANIFEST, "200"), 0)
    etag = ""
    for _ in range(6):  # each on a connection of its own, so that any worker may take it
        etag = httpx.get(central.url + path).headers["etag"]
    for _ in range(4):
        httpx.get(central.url + path, headers={"If-None-Match": etag})
    found = requests(metrics)
    assert found["GET", MANIFEST, "200"] - before == 6
    assert found["GET", MANIFEST, "304"] == 4
    seconds = figures(metrics, "kiosk_request_seconds_sum")
    assert 0 < seconds["GET", MANIFEST, "200"] < 60


def test_a_route_below_another_has_its_whole_template(central: Serving, metrics: str) -> None:
    httpx.post(central.url + "/v1/phone/sessions", content=b"no ticket")
    assert requests(metrics)["POST", "/v1/phone/sessions", "403"] == 1


def test_what_nobody_serves_is_not_named(central: Serving, metrics: str) -> None:
    for path in ("/geheim/13800000000", "/v1/regions/370102/geheim", "/?phone=13800000000"):
        assert httpx.get(central.url + path).status_code == 404
    httpx.request("GEHEIM", central.url + "/healthz")
    text = httpx.get(metrics).text
    assert "geheim" not in text.lower()
    assert "1380" not in text
    assert requests(metrics)["GET", "unmatched", "404"] == 3


def test_refusals_are_counted_by_code(central: Serving, metrics: str) -> None:
    httpx.post(central.url + "/v1/heartbeats", content=b"{}")
    httpx.post(central.url + "/v1/enrolments", content=b"nothing")
    httpx.get(central.url + "/nothing")
    found = figures(metrics, "kiosk_refusals_total")
    assert found == {("unsigned",): 1, ("malformed",): 1, ("not_found",): 1}


def test_submissions_are_counted_once_by_kind(
    central: Serving, metrics: str, tmp_path: Path
) -> None:
    identity = enrolled(tmp_path / "home", central.url, tmp_path / "terminal")
    name = str(uuid4())
    for status in (201, 200, 200):
        assert put(identity, central.url, SubmissionKind.RESUME, name) == status
    for _ in range(3):
        assert put(identity, central.url, SubmissionKind.JOB_REPORT, str(uuid4())) == 201
    found = figures(metrics, "kiosk_submissions_total")
    assert found == {("resume",): 1, ("job_report",): 3}
    assert identity.terminal not in httpx.get(metrics).text
    assert name not in httpx.get(metrics).text


def test_figures_are_nowhere_but_where_they_were_asked_for(
    central: Serving, metrics: str, tmp_path: Path
) -> None:
    assert metrics.startswith("http://127.0.0.1:")
    assert httpx.get(central.url + "/metrics").status_code == 404
    with serving(tmp_path / "other") as other:
        assert httpx.get(other.url + "/metrics").status_code == 404


@pytest.mark.parametrize("place", ["9108", "host:", ":9108", "127.0.0.1:http", "127.0.0.1:65536"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, place: str) -> None:
    with serving(tmp_path / "home", "--metrics", place) as central:
        assert central.line == ""
        assert f"'{place}' is no HOST:PORT" in central.heard("HOST:PORT")


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with serving(tmp_path / "home", "--metrics", place) as central:
            assert central.process.wait(30) == 1
            assert "name another with --metrics." in central.heard("cannot be had")
