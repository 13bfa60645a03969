from __future__ import annotations

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from kiosk.central.openapi import EXPORTED, openapi_document
from kiosk.central.publishing import manifest_file
from kiosk.central.schemas import LINE
from kiosk.contract.lines import Line
from tests.central_process import REGION, PlatformHome, serving
from tests.sample_records import a_job

MANIFEST = f"/v1/regions/{REGION}/manifest.json"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformHome]:
    home = PlatformHome(tmp_path_factory.mktemp("served"))
    home.take(a_job())
    home.publish()
    yield home
    home.store.close()


@pytest.fixture(scope="module")
def client(platform: PlatformHome) -> Iterator[httpx.Client]:
    with serving(platform.home) as central, httpx.Client(base_url=central.url) as client:
        yield client


def test_health(client: httpx.Client) -> None:
    assert client.get("/v1/health").json() == {"status": "ok"}


def test_manifest_with_etag(client: httpx.Client, platform: PlatformHome) -> None:
    answer = client.get(MANIFEST)
    assert answer.content == manifest_file(platform.home, REGION).read_bytes()
    assert answer.headers["content-type"] == "application/json"
    assert "max-age" in answer.headers["cache-control"]
    etag = answer.headers["etag"]
    again = client.get(MANIFEST, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    platform.take(a_job(2))
    platform.publish()
    assert client.get(MANIFEST, headers={"If-None-Match": etag}).status_code == 200


def test_blob_is_immutable_and_not_unpacked_on_the_way(
    client: httpx.Client, platform: PlatformHome
) -> None:
    snapshot = platform.publish().manifest.collections[0].snapshot
    answer = client.get(f"/v1/blobs/{snapshot.sha256}")
    assert len(answer.content) == snapshot.size
    assert answer.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in answer.headers
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/regions/370202/manifest.json", 404),
        ("/v1/blobs/" + "0" * 64, 404),
        ("/v1/blobs/" + "A" * 64, 422),
        ("/v1/blobs/..%2Fcentral.db", 404),
        ("/v1/blobs/central.db", 422),
        ("/v1/regions/..%2F..%2Fkeys/manifest.json", 404),
        ("/v1/regions/3701/manifest.json", 422),
        ("/v1/regions/370102%0A/manifest.json", 422),
        ("/v1/regions/３７０１０２/manifest.json", 422),
        ("/docs", 404),
        ("/redoc", 404),
        ("/", 404),
    ],
)
def test_what_is_not_there_is_said_in_json(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    sentence = answer.json()["detail"]
    assert isinstance(sentence, str)
    assert sentence.endswith(".")


def test_another_method_is_refused(client: httpx.Client) -> None:
    assert client.delete(MANIFEST).status_code == 405


def test_the_exported_contract_is_the_served_one() -> None:
    assert EXPORTED.read_text(encoding="utf-8") == openapi_document(), (
        "run python -m kiosk.central.openapi"
    )


def test_the_contract_names_the_wire_models() -> None:
    text = openapi_document()
    for model in ("Envelope", "Manifest", "Blob", "Line", "Job", "Policy", "Place"):
        assert f'"{model}": {{' in text
    assert LINE["properties"].keys() == {field.name for field in msgspec.structs.fields(Line)}
